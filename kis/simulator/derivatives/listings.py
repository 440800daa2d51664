"""The contracts that are listed on a day, by rule: near months, and strikes around the price of the underlying."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from kis.derivatives.contracts import ContractCode, Kind, Specification, expiries, specification
from kis.derivatives.hours import Session
from kis.market.holidays import Calendar
from kis.market.ticks import PriceLimits, lowest_price, price_limits, snap
from kis.simulator.derivatives.theory import Model, days_left, theory
from kis.simulator.listing import Crowd, Listing

KOSPI200 = "2001"
_STOCKS = {"11": ("005930", "삼성전자"), "50": ("000660", "SK하이닉스")}
_STRIKE_STEP = Decimal("2.5")
_STRIKES_A_SIDE = 3
_FUTURE_LIMIT = 8
_OPEN_INTEREST = {"01": 250_000, "05": 38_000}

Spot = Callable[[str], Decimal]
"""Price of an underlying, by the code of an index or a stock."""


@dataclass(frozen=True, kw_only=True)
class ContractListing(Listing):
    """One contract. Prices are in units of its board; `width` is how far an option may go in a day, in units."""

    contract: ContractCode
    underlying: str
    underlying_name: str
    last_day: date
    width: int = 0

    @cached_property
    def specification(self) -> Specification:
        """Multiplier, boards and markets of the product."""
        return specification(self.contract)

    @property
    def is_option(self) -> bool:
        """Whether a premium is paid for it."""
        return self.contract.kind.is_option

    @property
    def won(self) -> int:
        """What one unit of price is worth for one contract, in won."""
        return self.specification.multiplier // int(10**self.board.decimals)

    @property
    def standard_code(self) -> str:
        """표준코드, ISIN with its check digit."""
        code = self.contract
        body = f"KR4{code.kind.value}{code.product}{code.year % 10}{code.month:X}{self.code[6:] or '000'}"
        return f"{body}{_check_digit(body)}"

    def limits(self, reference: int) -> PriceLimits:
        """Return the limits of the day: 8 % for futures (the first step), for options 8 % of their underlying."""
        if not self.is_option:
            return price_limits(reference, self.board, _FUTURE_LIMIT)
        lowest = lowest_price(self.board)
        upper, lower = reference + self.width, max(reference - self.width, lowest)
        return PriceLimits(snap(upper, self.board, up=False), snap(lower, self.board, up=True))

    def units(self, price: float) -> int:
        """Return a theoretical price on the tick, in units."""
        return snap(max(round(price * 10**self.board.decimals), lowest_price(self.board)), self.board, up=False)

    def decimal(self, units: int | Decimal) -> Decimal:
        """Return units as a price is written."""
        return Decimal(units).scaleb(-self.board.decimals)


def _check_digit(body: str) -> int:
    """The last digit of an ISIN (Luhn over the digits of its letters)."""
    digits = "".join(str(int(letter, 36)) for letter in body)
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def listed(day: date, spot: Spot, calendar: Calendar, model: Model) -> Iterator[ContractListing]:
    """Return the contracts of a day: four quarters of KOSPI200, three months of minis and two of everything else."""

    def listing(code: ContractCode, last_day: date, underlying: str, name: str, title: str) -> ContractListing:
        return _listing(code, last_day, underlying, name, title, spot(underlying), days_left(last_day, day), model)

    for last in expiries(day, 4, every=3, calendar=calendar):
        yield listing(_future("01", last), last, KOSPI200, "KOSPI200", f"F {last:%Y%m}")
    for last in expiries(day, 3, calendar=calendar):
        yield listing(_future("05", last), last, KOSPI200, "KOSPI200", f"미니F {last:%Y%m}")
    for product, (stock, name) in _STOCKS.items():
        for last in expiries(day, 2, calendar=calendar):
            yield listing(_future(product, last), last, stock, name, f"{name} F {last:%Y%m} (  10)")
    for last in expiries(day, 2, calendar=calendar):
        for kind, letter in ((Kind.CALL, "C"), (Kind.PUT, "P")):
            for strike in strikes_around(spot(KOSPI200)):
                code = ContractCode(kind, "01", last.year, last.month, strike)
                yield listing(code, last, KOSPI200, "KOSPI200", f"{letter} {last:%Y%m} {strike:,.1f}")


def _future(product: str, last: date) -> ContractCode:
    return ContractCode(Kind.FUTURE, product, last.year, last.month)


def strikes_around(spot: Decimal) -> list[Decimal]:
    """Return the strikes listed: the one nearest to the underlying and three on each side, 2.5 points apart."""
    nearest = (spot / _STRIKE_STEP).to_integral_value(ROUND_HALF_UP)
    return [(nearest + place) * _STRIKE_STEP for place in range(-_STRIKES_A_SIDE, _STRIKES_A_SIDE + 1)]


def _listing(
    code: ContractCode,
    last_day: date,
    underlying: str,
    underlying_name: str,
    title: str,
    spot: Decimal,
    days: int,
    model: Model,
) -> ContractListing:
    board = specification(code).board(code.kind)
    fair = theory(code.kind, code.strike, spot, days, model).price
    reference = snap(max(round(fair * 10**board.decimals), lowest_price(board)), board, up=False)
    return ContractListing(
        code=str(code),
        name=title,
        board=board,
        reference=reference,
        shares=_OPEN_INTEREST.get(code.product, 12_000) if code.strike is None else 4_000,
        venue=Session.DAY.value,
        crowd=Crowd(money=(reference * 5, reference * 60), least=2, trade=(1, 5), turnover=(0.2, 0.8)),
        contract=code,
        underlying=underlying,
        underlying_name=underlying_name,
        last_day=last_day,
        width=int(spot * 10**board.decimals) * _FUTURE_LIMIT // 100,
    )
