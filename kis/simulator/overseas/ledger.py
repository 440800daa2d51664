"""The ledger of money and shares abroad.

Nothing is made and nothing is lost: in each currency the cash of all accounts, the crowd, fees, taxes and the exchange
desk (환전) adds up to the same sum for ever, and so do the shares of each symbol. A buy that the foreign cash of an
account does not cover exchanges won for the rest at the rate of the day, as 통합증거금 does. A trade counts at once;
the money itself moves a day later in the US, two days later elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kis.overseas.codes import Currency
from kis.simulator.clearing import Party
from kis.simulator.domestic.books import DayFlow, Position
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.overseas.money import Rates, in_units

OPENING = {Currency.USD: 1_000}
"""What every account starts with, in the currency."""


@dataclass(slots=True)
class Purse:
    """Money of one currency: `settled`, and what is still to settle by due day, in units.

    `won` is what has been paid for it in won, `flows` what its trades moved by day.
    """

    settled: int = 0
    pending: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    flows: dict[date, DayFlow] = field(default_factory=lambda: defaultdict(DayFlow))
    won: int = 0

    @property
    def total(self) -> int:
        """With all that is still to settle."""
        return self.settled + sum(self.pending.values())

    def settle_later(self, amount: int, due: date) -> None:
        """Put off to `due`, never before what is already put off."""
        self.pending[max([due, *self.pending])] += amount


@dataclass(slots=True)
class Book:
    """One account abroad."""

    purses: dict[Currency, Purse] = field(default_factory=lambda: {currency: Purse() for currency in Currency})
    positions: dict[str, Position] = field(default_factory=lambda: defaultdict(Position))

    def quantity(self, symbol: str) -> int:
        """Return the shares held."""
        position = self.positions.get(symbol)
        return position.quantity if position else 0


class OverseasLedger:
    """All accounts by number. `pay` takes won out of an account for the exchange desk."""

    def __init__(self, accounts: Iterable[str], rates: Rates, pay: Callable[[str, int], None]) -> None:
        self.books = {account: Book() for account in accounts}
        self.rates = rates
        self._pay = pay
        self.crowd_cash: dict[Currency, int] = defaultdict(int)
        self.crowd_shares: dict[str, int] = defaultdict(int)
        self.fees: dict[Currency, int] = defaultdict(int)
        self.taxes: dict[Currency, int] = defaultdict(int)
        self.desk: dict[Currency, int] = defaultdict(int)
        for book in self.books.values():
            for currency, money in OPENING.items():
                book.purses[currency].settled = in_units(Decimal(money), currency)

    def trade(
        self,
        listing: OverseasListing,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        day: date,
        due: date,
    ) -> None:
        """Move shares and money; None on a side is the crowd. `due` is the settlement day of a trade on `day`."""
        amount, currency = price * quantity, listing.currency
        if buyer is None:
            self.crowd_cash[currency] -= amount
            self.crowd_shares[listing.code] += quantity
        else:
            self._buy(buyer, listing, quantity, amount, day, due)
        if seller is None:
            self.crowd_cash[currency] += amount
            self.crowd_shares[listing.code] -= quantity
        else:
            self._sell(seller, listing, quantity, amount, day, due)
        for party in (buyer, seller):
            if party is not None:
                self.fees[currency] += party.costs.fee
                self.taxes[currency] += party.costs.tax

    def _buy(self, party: Party, listing: OverseasListing, quantity: int, amount: int, day: date, due: date) -> None:
        book, (fee, tax) = self.books[party.order.account], party.costs
        purse = book.purses[listing.currency]
        missing = amount + fee + tax - max(purse.total, 0)
        if missing > 0:
            self._exchange(party.order.account, listing.currency, missing, day)
        book.positions[listing.code].buy(quantity, amount, fee + tax)
        for flows in (book.positions[listing.code].flows, purse.flows):
            flows[day] = flows[day].bought(quantity, amount, fee + tax)
        purse.settle_later(-(amount + fee + tax), due)

    def _exchange(self, account: str, currency: Currency, units: int, day: date) -> None:
        purse, won = self.books[account].purses[currency], self.rates.won(units, currency, day)
        self._pay(account, won)
        self.desk[currency] -= units
        purse.settled += units
        purse.won += won

    def _sell(self, party: Party, listing: OverseasListing, quantity: int, amount: int, day: date, due: date) -> None:
        book, (fee, tax) = self.books[party.order.account], party.costs
        position, purse = book.positions[listing.code], book.purses[listing.currency]
        cost = position.sell(quantity)
        for flows in (position.flows, purse.flows):
            flows[day] = flows[day].sold(quantity, amount, fee, tax, cost)
        purse.settle_later(amount - fee - tax, due)

    def settle_until(self, currency: Currency, day: date) -> None:
        """Let everything of a currency due by `day` become settled cash."""
        for book in self.books.values():
            purse = book.purses[currency]
            for due in [due for due in purse.pending if due <= day]:
                purse.settled += purse.pending.pop(due)

    def all_cash(self, currency: Currency) -> int:
        """Return all money of a currency there is, in units; never changes."""
        others = self.crowd_cash[currency] + self.fees[currency] + self.taxes[currency] + self.desk[currency]
        return sum(book.purses[currency].total for book in self.books.values()) + others

    def all_shares(self, symbol: str) -> int:
        """Return all shares of a symbol there are; never changes."""
        return sum(book.quantity(symbol) for book in self.books.values()) + self.crowd_shares[symbol]
