"""Money abroad: whole units of a currency, what a trade costs, and the won for it on a day.

A unit is that of prices (1/10000 dollar, 1/1000 Hong Kong dollar, 1/100 yuan, 1/10 yen, 1 dong), so that a price times
shares is an amount without rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from kis.market.ticks import Board
from kis.overseas.codes import Country, Currency
from kis.simulator.chance import chance
from kis.simulator.clearing import Costs
from kis.simulator.orders import Side

DECIMALS = {
    Currency.USD: Board.US.decimals,
    Currency.HKD: Board.HONG_KONG.decimals,
    Currency.CNY: Board.SHANGHAI.decimals,
    Currency.JPY: Board.JAPAN.decimals,
    Currency.VND: Board.HOCHIMINH.decimals,
}
_BASES = {
    Currency.USD: Decimal("1412.50"),
    Currency.HKD: Decimal("181.60"),
    Currency.CNY: Decimal("198.30"),
    Currency.JPY: Decimal("9.0800"),
    Currency.VND: Decimal("0.0537"),
}
_HUNDREDS = frozenset({Currency.JPY, Currency.VND})
_DAILY_MOVE = 0.004


def in_currency(units: int, currency: Currency) -> Decimal:
    """Return units as money is written."""
    return Decimal(units).scaleb(-DECIMALS[currency])


def in_units(amount: Decimal, currency: Currency) -> int:
    """Return money in whole units, what is finer cut off."""
    return int(amount.scaleb(DECIMALS[currency]).to_integral_value(ROUND_DOWN))


class Rates:
    """What the broker gives for won, the same all day; drawn from the seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def rate(self, currency: Currency, day: date) -> Decimal:
        """Return the won for one unit of the currency (one dollar, one yen)."""
        base = _BASES[currency]
        moved = base * Decimal(1 + chance(self._seed, "rate", currency, day).gauss(0, _DAILY_MOVE))
        return moved.quantize(base)

    def shown(self, currency: Currency, day: date) -> tuple[Decimal, int]:
        """Return the rate as KIS shows it, and for how much of the currency: 100 yen, 100 dong, one of the others."""
        size = 100 if currency in _HUNDREDS else 1
        return self.rate(currency, day) * size, size

    def won(self, units: int, currency: Currency, day: date, *, up: bool = False) -> int:
        """Return what units are worth in won, cut to whole won or rounded up."""
        exact = in_currency(units, currency) * self.rate(currency, day)
        return int(exact.to_integral_value(ROUND_CEILING if up else ROUND_DOWN))

    def units(self, won: int, currency: Currency, day: date) -> int:
        """Return the units that won buy, what is finer cut off."""
        return in_units(won / self.rate(currency, day), currency)


@dataclass(frozen=True, slots=True)
class Fees:
    """Percent of an amount, by country: the broker's fee of both sides, and taxes of the exchange by side.

    Figures of a standard online account in 2026, rounded; a user's may differ.
    """

    brokerage: dict[Country, Decimal] = field(
        default_factory=lambda: {
            Country.US: Decimal("0.25"),
            Country.HONG_KONG: Decimal("0.3"),
            Country.CHINA: Decimal("0.3"),
            Country.JAPAN: Decimal("0.3"),
            Country.VIETNAM: Decimal("0.4"),
        }
    )
    taxes: dict[tuple[Country, Side], Decimal] = field(
        default_factory=lambda: {
            (Country.US, Side.SELL): Decimal("0.00206"),
            (Country.HONG_KONG, Side.BUY): Decimal("0.1"),
            (Country.HONG_KONG, Side.SELL): Decimal("0.1"),
            (Country.CHINA, Side.SELL): Decimal("0.05"),
            (Country.VIETNAM, Side.SELL): Decimal("0.1"),
        }
    )

    def costs(self, amount: int, country: Country, side: Side) -> Costs:
        """Return fee and tax in units, each cut to whole ones."""
        tax = self.taxes.get((country, side), Decimal(0))
        return Costs(_percent(amount, self.brokerage[country]), _percent(amount, tax))


def _percent(amount: int, percent: Decimal) -> int:
    return int((amount * percent / 100).to_integral_value(ROUND_DOWN))


FEES_ABROAD = Fees()
"""The fees as shipped."""
