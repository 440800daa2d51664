"""The ledger (원장): cash, shares and settlement of every account, and of those it trades with.

Nothing is made and nothing is lost: cash of all accounts, the crowd, the lender, the exchange desk, fees and taxes adds
up to the same sum for ever, and so do the shares of each symbol. A trade counts at once for positions and D+2 cash; the
money itself moves two trading days later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kis.simulator.domestic.books import CashBook, Loan, LoanKey, Position
from kis.simulator.domestic.credit import BUYS, SELLS, CreditRules
from kis.simulator.orders import Credit


@dataclass(frozen=True, slots=True)
class Party:
    """A customer in a trade with what it pays for it and borrows for it, in won."""

    account: str
    fee: int
    tax: int = 0
    credit: Credit | None = None
    borrowed: int = 0


class Ledger:
    """All accounts by number, opened with their cash."""

    def __init__(self, cash: Iterable[tuple[str, int]], rules: CreditRules) -> None:
        self._rules = rules
        self.books = {account: CashBook(won) for account, won in cash}
        self.crowd_cash = 0
        self.crowd_shares: dict[str, int] = defaultdict(int)
        self.fees = 0
        self.taxes = 0
        self.lender_cash = 0
        self.desk_cash = 0

    def trade(
        self,
        symbol: str,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        day: date,
        due: date,
    ) -> None:
        """Move shares and money; None on a side is the crowd. `due` is the settlement day of a trade on `day`."""
        amount = price * quantity
        if buyer is None:
            self.crowd_cash -= amount
            self.crowd_shares[symbol] += quantity
        else:
            self._buy(buyer, symbol, quantity, amount, day, due)
        if seller is None:
            self.crowd_cash += amount
            self.crowd_shares[symbol] -= quantity
        else:
            self._sell(seller, symbol, quantity, price, day, due)
        for party in (buyer, seller):
            if party is not None:
                self.fees += party.fee
                self.taxes += party.tax

    def _buy(self, party: Party, symbol: str, quantity: int, amount: int, day: date, due: date) -> None:
        book, position = self.books[party.account], self._position_of(party, symbol, day)
        position.buy(quantity, amount, party.fee)
        if isinstance(position, Loan):
            position.principal += party.borrowed
            self.lender_cash -= party.borrowed
        for flows in (position.flows, book.flows):
            flows[day] = flows[day].bought(quantity, amount, party.fee)
        self._settle(book, party.borrowed - amount - party.fee, due)

    def _position_of(self, party: Party, symbol: str, day: date) -> Position:
        book = self.books[party.account]
        if party.credit is None:
            return book.positions[symbol]
        return book.loans[LoanKey(symbol, BUYS[party.credit.kind], day)]

    def _sell(self, party: Party, symbol: str, quantity: int, price: int, day: date, due: date) -> None:
        book, fee, tax = self.books[party.account], party.fee, party.tax
        proceeds = price * quantity - fee - tax
        for position, part, taken in self._sources(book, party.credit, symbol, quantity):
            owed = interest = 0
            if isinstance(position, Loan) and taken is not None:
                owed = position.repay(part)
                interest = self._rules.interest(owed, taken, day)
            cost = position.sell(part)
            for flows in (position.flows, book.flows):
                flows[day] = flows[day].sold(part, price * part, fee, tax, cost, interest)
            fee = tax = 0
            proceeds -= owed + interest
            book.interest += interest
            self.lender_cash += owed + interest
        book.short += max(0, -proceeds)
        self._settle(book, proceeds, due)

    def _sources(
        self, book: CashBook, credit: Credit | None, symbol: str, quantity: int
    ) -> Iterator[tuple[Position, int, date | None]]:
        """Yield where shares sold come from, how many, and when they were borrowed for.

        The loan that the order names is repaid first, then the oldest.
        """
        if credit is None:
            yield book.positions[symbol], quantity, None
            return
        for key, loan in sorted(book.owing(symbol, SELLS[credit.kind]), key=lambda row: row[0].day != credit.loan_day):
            if part := min(quantity, loan.quantity):
                yield loan, part, key.day
                quantity -= part

    def _settle(self, book: CashBook, amount: int, due: date) -> None:
        """Put off to `due`, never before what is already put off: a clock turned back must not overdraw a day."""
        book.pending[max([due, *book.pending])] += amount

    def exchange(self, account: str, won: int) -> None:
        """Give settled won to the exchange desk (환전), for foreign money."""
        self.books[account].settled -= won
        self.desk_cash += won

    def settle_until(self, day: date) -> None:
        """Let everything due by `day` become settled cash."""
        for book in self.books.values():
            for due in [due for due in book.pending if due <= day]:
                book.settled += book.pending.pop(due)

    def all_cash(self) -> int:
        """Return all cash there is, in won; never changes."""
        others = self.crowd_cash + self.lender_cash + self.desk_cash + self.fees + self.taxes
        return sum(book.total for book in self.books.values()) + others

    def all_shares(self, symbol: str) -> int:
        """Return all shares of a symbol there are; never changes."""
        cash = sum(book.quantity(symbol) for book in self.books.values())
        borrowed = (loans for book in self.books.values() for loans in book.loans.items())
        return cash + sum(loan.quantity for key, loan in borrowed if key.symbol == symbol) + self.crowd_shares[symbol]
