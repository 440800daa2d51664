"""Contracts of the Korean derivatives market: what their short codes say, multipliers, ticks, expiries.

None of it is in KIS's answers. Codes changed their form in 2026 and may again, so the master file has the last word:
what is read here from a code is for choosing and showing. Multipliers and ticks are the exchange's as the trade knows
them (unverified by KIS), and values, so that another table can be passed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from kis.derivatives.codes import Market, NightItem
from kis.market.holidays import CALENDAR, Calendar
from kis.market.ticks import Board, lowest_price, tick_size
from kis.units import Contracts, Won

_FORM = re.compile(r"([1-4](?=..[A-Z])|[A-D](?=..[0-9]))([0-9A-Z]{2})([0-9A-HJ-NP-TVW])(0[1-9]|1[0-2])([0-9A-Z]{3})?")
"""Old codes have a letter for the year, new ones a digit; so no stock is taken for a contract."""
_STOCK = re.compile("1[1-9]|[2-5][0-9]|[B-Z][0-9A-Z]")
_OLD_YEARS = "ABCDEFGHJKLMNPQRSTVW"
"""2006 to 2025; I, O and U are left out."""
_THURSDAY = 3
_HALF = Decimal("0.5")
_STRIKE_STEP = Decimal("2.5")
_LETTERED_FROM = 1000


class Kind(Enum):
    """What a contract is; the value is the first character of its short code, in the form since 2026."""

    FUTURE = "A"
    CALL = "B"
    PUT = "C"
    SPREAD = "D"

    @property
    def is_option(self) -> bool:
        """Whether a premium is paid for it."""
        return self in (Kind.CALL, Kind.PUT)

    @property
    def night_item(self) -> NightItem:
        """How amendments and cancellations name it at night."""
        return _NIGHT_ITEMS[self]


_OLD_KINDS = dict(zip("1234", Kind, strict=True))
_NIGHT_ITEMS = dict(zip(Kind, NightItem, strict=True))


@dataclass(frozen=True, slots=True)
class ContractCode:
    """A short code (단축코드) taken apart: `A01612` is the KOSPI200 future of December 2026."""

    kind: Kind
    product: str
    """Two characters: 01 KOSPI200, 05 mini KOSPI200, 06 KOSDAQ150, 11 and more for single stocks."""
    year: int
    month: int
    strike: Decimal | None = None
    """Options only; None too where the code does not tell."""

    @classmethod
    def parse(cls, symbol: str) -> ContractCode:
        """Read either form, `A01612` and `101S12`; `ValueError` if it is neither."""
        found = _FORM.fullmatch(symbol.strip().upper())
        if found is None:
            raise ValueError(f"not a contract code: {symbol!r}")
        first, product, year, month, strike = found.groups()
        kind = _OLD_KINDS.get(first) or Kind(first)
        return cls(kind, product, _year(year), int(month), _strike(strike))

    def __str__(self) -> str:
        return f"{self.kind.value}{self.product}{self.year % 10}{self.month:02}{_strike_code(self.strike)}"


def _year(code: str) -> int:
    if code.isdigit():
        return 2030 + int(code) if code < "6" else 2020 + int(code)
    return 2006 + _OLD_YEARS.index(code)


def _strike(code: str | None) -> Decimal | None:
    """342 is 342.5 and 347 is 347.5. From 1,000 on a letter leads: A51 was seen for 1,125.0, read as steps of 2.5."""
    if code is None:
        return None
    if code.isdigit():
        return Decimal(code) + (_HALF if code[-1] in "27" else 0)
    return _LETTERED_FROM + (int(code[1:]) - 1) * _STRIKE_STEP if code[0] == "A" and code[1:].isdigit() else None


def _strike_code(strike: Decimal | None) -> str:
    if strike is None:
        return ""
    if strike < _LETTERED_FROM:
        return f"{int(strike):03}"
    return f"A{int((strike - _LETTERED_FROM) / _STRIKE_STEP) + 1:02}"


@dataclass(frozen=True, slots=True)
class Specification:
    """What one contract of a product stands for, and on which tick tables it is quoted."""

    name: str
    multiplier: Won
    """Won per point; for single stocks the number of shares, at prices in won."""
    future: Board
    option: Board
    markets: tuple[Market, Market] = (Market.INDEX_FUTURES, Market.INDEX_OPTIONS)
    """Where its futures and its options are quoted."""

    def board(self, kind: Kind) -> Board:
        """Return the tick table of its futures or its options."""
        return self.option if kind.is_option else self.future

    def tick(self, kind: Kind, price: Decimal) -> Decimal:
        """Return the smallest price step (호가단위) at `price`."""
        board = self.board(kind)
        return board.decimal(tick_size(max(board.units(price), lowest_price(board)), board))

    def value(self, price: Decimal, quantity: Contracts) -> Won:
        """Return what contracts are worth at a price, in won: for futures no money that changes hands."""
        return Won(int(price * quantity * self.multiplier))


STOCK = Specification(
    "주식", Won(10), Board.STOCK_FUTURE, Board.STOCK_FUTURE, (Market.STOCK_FUTURES, Market.STOCK_OPTIONS)
)
"""Single stocks: ten shares, the ticks of stocks."""
SPECIFICATIONS: Mapping[str, Specification] = MappingProxyType(
    {
        "01": Specification("코스피200", Won(250_000), Board.INDEX_FUTURE, Board.INDEX_OPTION),
        "05": Specification("미니코스피200", Won(50_000), Board.MINI_FUTURE, Board.MINI_OPTION),
        "06": Specification("코스닥150", Won(10_000), Board.KOSDAQ_FUTURE, Board.KOSDAQ_OPTION),
    }
)
"""Index products by the two characters in their codes."""


def specification(code: ContractCode, known: Mapping[str, Specification] = SPECIFICATIONS) -> Specification:
    """Return what a contract stands for; `LookupError` for what is not known here (bonds, currencies, gold)."""
    if code.product in known:
        return known[code.product]
    if _STOCK.fullmatch(code.product):
        return STOCK
    raise LookupError(f"no specification of product {code.product}")


def market_of(symbol: str, *, night: bool = False) -> Market:
    """Return where a contract is quoted (FID_COND_MRKT_DIV_CODE); `ValueError` if `symbol` is no contract code."""
    code = ContractCode.parse(symbol)
    if night:
        return Market.NIGHT_OPTIONS if code.kind.is_option else Market.NIGHT_FUTURES
    futures, options = specification(code).markets
    return options if code.kind.is_option else futures


def expiry(year: int, month: int, calendar: Calendar = CALENDAR) -> date:
    """Return the last trading day (최종거래일): the second Thursday, or the trading day before if that is none."""
    first = date(year, month, 1)
    second_thursday = first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7)
    if calendar.is_trading_day(second_thursday):
        return second_thursday
    return calendar.previous_trading_day(second_thursday)


def expiries(day: date, count: int, *, every: int = 1, calendar: Calendar = CALENDAR) -> tuple[date, ...]:
    """Return the next `count` last trading days from `day` on, `day` included; `every` 3 for quarters."""
    found: list[date] = []
    year, month = day.year, day.month
    while len(found) < count:
        if month % every == 0 and (last := expiry(year, month, calendar)) >= day:
            found.append(last)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)


def near_future(day: date, product: str = "01", calendar: Calendar = CALENDAR) -> str:
    """Return the short code of the future nearest to expiry (근월물): quarterly for KOSPI200, else monthly."""
    (last,) = expiries(day, 1, every=3 if product == "01" else 1, calendar=calendar)
    return str(ContractCode(Kind.FUTURE, product, last.year, last.month))
