"""What an account is worth abroad: positions and money by currency, as a customer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kis.overseas.codes import Currency
from kis.simulator.domestic.books import DayFlow, Position
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.overseas.money import in_currency
from kis.simulator.tape import Quote

_CENT = Decimal("0.01")
_SHOWN_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Holding:
    """One symbol held: shares, and units of its currency. A position sold out stays for a few days with 0 shares."""

    listing: OverseasListing
    quantity: int
    sellable: int
    cost: int
    quote: Quote
    today: DayFlow

    @property
    def value(self) -> int:
        """평가금액, units."""
        return self.quote.last * self.quantity

    @property
    def profit(self) -> int:
        """평가손익, units, without fees and taxes."""
        return self.value - self.cost

    @property
    def profit_rate(self) -> Decimal:
        """평가손익율, percent with two decimals."""
        return (Decimal(self.profit * 100) / self.cost).quantize(_CENT) if self.cost else Decimal("0.00")

    @property
    def average(self) -> Decimal:
        """매입평균가격 in the currency, four decimals."""
        return round(self.money(self.cost) / self.quantity, 4) if self.quantity else Decimal("0.0000")

    def money(self, units: int) -> Decimal:
        """Return units as money of the listing's currency."""
        return in_currency(units, self.listing.currency)


@dataclass(frozen=True, slots=True)
class Wallet:
    """Money of one currency in units: `settled` today, `total` when all has settled, `held` by open buys.

    `bought` and `sold` are today's amounts, `to_pay` and `to_get` what is still to settle, `rate` the won for one unit
    of the currency.
    """

    currency: Currency
    settled: int
    total: int
    held: int
    bought: int
    sold: int
    to_pay: int
    to_get: int
    rate: Decimal

    @property
    def free(self) -> int:
        """What new buys may use without won."""
        return max(0, self.total - self.held)

    def money(self, units: int) -> Decimal:
        """Return units as money of the currency."""
        return in_currency(units, self.currency)


def is_shown(position: Position, today: date) -> bool:
    """Tell whether a position stands in the balance: held, or traded in the last days."""
    return position.quantity > 0 or any(day > today - _SHOWN_FOR for day in position.flows)


def flow_on(flows: Mapping[date, DayFlow], day: date) -> DayFlow:
    """Return what a day moved, nothing if it moved nothing."""
    return flows.get(day, DayFlow())
