"""Margin (증거금) and fees, as simple rates.

Futures are margined by a percent of their value. A bought option is paid for; a sold one is margined by its price and
a percent of its underlying's value. Positions are not set off against each other, which an exchange would do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kis.simulator.derivatives.ledger import Book, Position
from kis.simulator.derivatives.listings import ContractListing


@dataclass(frozen=True, slots=True)
class MarginRates:
    """Percent of the value of a contract: what opens a position and what it must be kept above."""

    initial: Decimal = Decimal("10.05")
    maintenance: Decimal = Decimal("6.70")
    stock_initial: Decimal = Decimal("15.75")
    stock_maintenance: Decimal = Decimal("10.50")

    def percent(self, listing: ContractListing, *, maintenance: bool = False) -> Decimal:
        """Return the rate (증거금율) of a contract."""
        if listing.board.decimals:
            return self.maintenance if maintenance else self.initial
        return self.stock_maintenance if maintenance else self.stock_initial

    def future(self, listing: ContractListing, price: int, *, maintenance: bool = False) -> int:
        """Return the margin of one future at a price in units, in won."""
        return int(price * listing.won * self.percent(listing, maintenance=maintenance) / 100)

    def short_option(
        self, listing: ContractListing, price: int, underlying: Decimal, *, maintenance: bool = False
    ) -> int:
        """Return the margin of one option sold, in won."""
        value = underlying * listing.specification.multiplier
        return price * listing.won + int(value * self.percent(listing, maintenance=maintenance) / 100)


@dataclass(frozen=True, slots=True)
class FeeRates:
    """Percent of the amount traded, without rounding up; from the fees in KIS's published examples."""

    futures: Decimal = Decimal("0.009811")
    options: Decimal = Decimal("0.394")

    def fee(self, listing: ContractListing, won: int) -> int:
        """Return the brokerage fee in won on what was traded."""
        return int(won * (self.options if listing.is_option else self.futures) / 100)


def held(
    position: Position,
    price: int,
    underlying: Decimal,
    rates: MarginRates,
    *,
    maintenance: bool = False,
) -> int:
    """Return the margin that a position takes at a price, in won."""
    if not position.listing.is_option:
        return abs(position.quantity) * rates.future(position.listing, price, maintenance=maintenance)
    each = rates.short_option(position.listing, price, underlying, maintenance=maintenance)
    return max(-position.quantity, 0) * each


def equity(book: Book, prices: Mapping[str, int]) -> int:
    """Return what an account's cash will be after a settlement at these prices (익일예수금), in won."""
    return book.cash + book.premium - book.fees + book.variation(prices)
