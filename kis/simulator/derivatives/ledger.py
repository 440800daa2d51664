"""The ledger of derivatives: cash, positions and daily settlement of every account, and of the crowd it trades with.

Nothing is made and nothing is lost. Contracts are two-sided, so every position of a customer stands against the
crowd's or another customer's; variation margin, premiums and final settlements move won from one side to the other.
Premiums, fees and variation of a day wait in `Book` until its settlement, when they become cash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.orders import Side


@dataclass(frozen=True, slots=True)
class Execution:
    """One fill of an account: price in units, fee in won."""

    number: str
    listing: ContractListing
    side: Side
    price: int
    quantity: int
    fee: int
    time: datetime


@dataclass(slots=True)
class Position:
    """Contracts of one code, long above 0 and short below. All prices in units, sums of price times contracts.

    `cost` and `entry` have the sign of the position; a settlement takes `cost` to the settlement price, while `entry`
    keeps what was traded. `realized`, `opened` and `closed` are of the day, `carried` at `settled_at` its start.
    """

    listing: ContractListing
    quantity: int = 0
    cost: int = 0
    entry: int = 0
    realized: int = 0
    carried: int = 0
    settled_at: int = 0
    opened: int = 0
    closed: int = 0

    def trade(self, signed: int, price: int) -> None:
        """Buy (`signed` above 0) or sell: what is held the other way is closed first."""
        against = signed * self.quantity < 0
        closing = min(abs(signed), abs(self.quantity)) if against else 0
        if closing:
            self._close(closing, price)
        opening = (abs(signed) - closing) * (1 if signed > 0 else -1)
        self.quantity += opening
        self.cost += opening * price
        self.entry += opening * price
        self.opened += abs(opening)

    def _close(self, contracts: int, price: int) -> None:
        sign, held = (1 if self.quantity > 0 else -1), abs(self.quantity)
        cost, entry = (sign * (abs(total) * contracts // held) for total in (self.cost, self.entry))
        self.realized += sign * contracts * price - cost
        self.cost -= cost
        self.entry -= entry
        self.quantity -= sign * contracts
        self.closed += contracts

    def profit(self, price: int) -> int:
        """평가손익 at a price against `cost`, in units."""
        return self.quantity * price - self.cost

    def settle(self, price: int) -> None:
        """Begin a new day: futures stand at the settlement price, options at what they cost."""
        if not self.listing.is_option:
            self.cost = self.quantity * price
        self.realized = self.opened = self.closed = 0
        self.carried, self.settled_at = self.quantity, price

    @property
    def is_shown(self) -> bool:
        """Whether a balance shows it: held, or traded today."""
        return bool(self.quantity or self.opened or self.closed)


@dataclass(slots=True)
class Book:
    """One account: `cash` (예수금) in won, and what the day's settlement will add to it or take from it."""

    cash: int = 0
    bought: int = 0
    sold: int = 0
    fees: int = 0
    positions: dict[str, Position] = field(default_factory=dict)
    executions: list[Execution] = field(default_factory=list)

    @property
    def premium(self) -> int:
        """옵션차금: premiums received less paid today, won."""
        return self.sold - self.bought

    def position(self, listing: ContractListing) -> Position:
        """Return the position in a contract, made if there is none."""
        return self.positions.setdefault(listing.code, Position(listing))

    def quantity(self, symbol: str) -> int:
        """Return the contracts held, below 0 for short."""
        position = self.positions.get(symbol)
        return position.quantity if position else 0

    def variation(self, prices: Mapping[str, int]) -> int:
        """Return what futures have earned since the last settlement at these prices, in won."""
        return sum(
            (position.profit(prices[code]) + position.realized) * position.listing.won
            for code, position in self.positions.items()
            if not position.listing.is_option
        )

    def pay(self, signed: int, price: int, listing: ContractListing) -> None:
        """Note the premium of an option bought (`signed` above 0) or sold."""
        if listing.is_option and signed > 0:
            self.bought += signed * price * listing.won
        elif listing.is_option:
            self.sold -= signed * price * listing.won

    def settle(self, prices: Mapping[str, int]) -> None:
        """Let everything of the day become cash, at these settlement prices."""
        self.cash += self.variation(prices) + self.premium - self.fees
        self.bought = self.sold = self.fees = 0
        for code, position in self.positions.items():
            position.settle(prices[code])
        self.positions = {code: position for code, position in self.positions.items() if position.quantity}

    def end(self, symbol: str, price: int) -> None:
        """Settle a contract that has expired in cash at its final price, in units."""
        position = self.positions.pop(symbol, None)
        if position is not None:
            earned = position.quantity * price
            if not position.listing.is_option:
                earned += position.realized - position.cost
            self.cash += earned * position.listing.won


@dataclass(frozen=True, slots=True)
class Party:
    """A customer in a trade: account, order number and fee in won."""

    account: str
    number: str
    fee: int


class Ledger:
    """All accounts by number, opened with their cash."""

    def __init__(self, cash: Iterable[tuple[str, int]]) -> None:
        self.books: Mapping[str, Book] = {account: Book(won) for account, won in cash}
        self.crowd = Book()
        self.fees = 0

    def trade(
        self,
        listing: ContractListing,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        at: datetime,
    ) -> None:
        """Move contracts and money; None on a side is the crowd."""
        for party, side, signed in ((buyer, Side.BUY, quantity), (seller, Side.SELL, -quantity)):
            book = self.crowd if party is None else self.books[party.account]
            book.position(listing).trade(signed, price)
            book.pay(signed, price, listing)
            if party is not None:
                book.fees += party.fee
                self.fees += party.fee
                book.executions.append(Execution(party.number, listing, side, price, quantity, party.fee, at))

    def settle(self, prices: Mapping[str, int]) -> None:
        """Settle the day (일일정산) of everybody."""
        for book in self._everybody():
            book.settle(prices)

    def end(self, symbol: str, price: int) -> None:
        """Settle a contract that has expired (최종결제) for everybody."""
        for book in self._everybody():
            book.end(symbol, price)

    def _everybody(self) -> Iterator[Book]:
        yield from self.books.values()
        yield self.crowd

    def all_cash(self, prices: Mapping[str, int]) -> int:
        """Return all the money there is at these prices, in won; never changes, whatever the prices."""
        return self.fees + sum(
            book.cash + book.premium - book.fees + book.variation(prices) for book in self._everybody()
        )

    def all_contracts(self, symbol: str) -> int:
        """Return long less short of everybody; always 0."""
        return sum(book.quantity(symbol) for book in self._everybody())
