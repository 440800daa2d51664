"""The ledger (원장): cash, shares and settlement of every account, and of the crowd it trades with.

Nothing is made and nothing is lost: cash of all accounts, the crowd, fees and taxes adds up to the same sum for ever,
and so do the shares of each symbol. A trade counts at once for positions and D+2 cash; the money itself moves two
trading days later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class DayFlow:
    """What one day's trades moved: shares, won without costs, costs by side, and the profit that sales realized.

    `realized` (실현손익) is what the sales brought less their fee and tax, less what the shares sold had cost with the
    fee of buying them: over a whole trade it is what the cash has grown by.
    """

    buy_quantity: int = 0
    sell_quantity: int = 0
    buy_amount: int = 0
    sell_amount: int = 0
    buy_fee: int = 0
    sell_fee: int = 0
    tax: int = 0
    realized: int = 0

    @property
    def fee(self) -> int:
        """수수료 of both sides, won."""
        return self.buy_fee + self.sell_fee

    @property
    def costs(self) -> int:
        """제비용, won."""
        return self.fee + self.tax

    def bought(self, quantity: int, amount: int, fee: int) -> DayFlow:
        """Return the day with one more buy."""
        return self + DayFlow(buy_quantity=quantity, buy_amount=amount, buy_fee=fee)

    def sold(self, quantity: int, amount: int, fee: int, tax: int, cost: int) -> DayFlow:
        """Return the day with one more sale of what had cost `cost`, fee included."""
        realized = amount - fee - tax - cost
        return self + DayFlow(sell_quantity=quantity, sell_amount=amount, sell_fee=fee, tax=tax, realized=realized)

    def __add__(self, other: DayFlow) -> DayFlow:
        """Return both together."""
        names = [each.name for each in fields(self)]
        return DayFlow(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(slots=True)
class Position:
    """Shares held, what they cost in won (매입금액, without fees), and the fees of buying them."""

    quantity: int = 0
    cost: int = 0
    fees: int = 0
    flows: dict[date, DayFlow] = field(default_factory=lambda: defaultdict(DayFlow))


@dataclass(slots=True)
class CashBook:
    """One account: `settled` cash in won and what is still to settle, by due day."""

    settled: int
    pending: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    positions: dict[str, Position] = field(default_factory=lambda: defaultdict(Position))
    flows: dict[date, DayFlow] = field(default_factory=lambda: defaultdict(DayFlow))

    @property
    def total(self) -> int:
        """D+2 cash (가수도정산금액), won."""
        return self.settled + sum(self.pending.values())

    def quantity(self, symbol: str) -> int:
        """Return the shares held."""
        position = self.positions.get(symbol)
        return position.quantity if position else 0

    def cash_on(self, day: date) -> int:
        """Return the cash that will have settled by `day`, won."""
        return self.settled + sum(amount for due, amount in self.pending.items() if due <= day)


@dataclass(frozen=True, slots=True)
class Party:
    """A customer in a trade with what it pays for it, in won."""

    account: str
    fee: int
    tax: int = 0


class Ledger:
    """All accounts by number, opened with their cash."""

    def __init__(self, cash: Iterable[tuple[str, int]]) -> None:
        self.books = {account: CashBook(won) for account, won in cash}
        self.crowd_cash = 0
        self.crowd_shares: dict[str, int] = defaultdict(int)
        self.fees = 0
        self.taxes = 0

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
            self._buy(self.books[buyer.account], symbol, quantity, amount, buyer.fee, day)
            self._settle(self.books[buyer.account], -amount - buyer.fee, due)
        if seller is None:
            self.crowd_cash += amount
            self.crowd_shares[symbol] -= quantity
        else:
            self._sell(self.books[seller.account], symbol, quantity, amount, seller, day)
            self._settle(self.books[seller.account], amount - seller.fee - seller.tax, due)
        for party in (buyer, seller):
            if party is not None:
                self.fees += party.fee
                self.taxes += party.tax

    def _buy(self, book: CashBook, symbol: str, quantity: int, amount: int, fee: int, day: date) -> None:
        position = book.positions[symbol]
        position.quantity += quantity
        position.cost += amount
        position.fees += fee
        for flows in (position.flows, book.flows):
            flows[day] = flows[day].bought(quantity, amount, fee)

    def _sell(self, book: CashBook, symbol: str, quantity: int, amount: int, seller: Party, day: date) -> None:
        position = book.positions[symbol]
        cost = position.cost * quantity // position.quantity
        fees = position.fees * quantity // position.quantity
        position.cost -= cost
        position.fees -= fees
        position.quantity -= quantity
        for flows in (position.flows, book.flows):
            flows[day] = flows[day].sold(quantity, amount, seller.fee, seller.tax, cost + fees)

    def _settle(self, book: CashBook, amount: int, due: date) -> None:
        """Put off to `due`, never before what is already put off: a clock turned back must not overdraw a day."""
        book.pending[max([due, *book.pending])] += amount

    def settle_until(self, day: date) -> None:
        """Let everything due by `day` become settled cash."""
        for book in self.books.values():
            for due in [due for due in book.pending if due <= day]:
                book.settled += book.pending.pop(due)

    def all_cash(self) -> int:
        """Return all cash there is, in won; never changes."""
        return sum(book.total for book in self.books.values()) + self.crowd_cash + self.fees + self.taxes

    def all_shares(self, symbol: str) -> int:
        """Return all shares of a symbol there are; never changes."""
        return sum(book.quantity(symbol) for book in self.books.values()) + self.crowd_shares[symbol]
