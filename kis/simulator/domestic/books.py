"""The books of one account: cash, positions, loans and what each day moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from datetime import date
from typing import NamedTuple


class Cost(NamedTuple):
    """What shares had cost in won: the price paid (매입금액), and the fee of buying them."""

    amount: int
    fee: int


@dataclass(frozen=True, slots=True)
class DayFlow:
    """What one day's trades moved: shares, won without costs, costs by side, and the profit that sales realized.

    `interest` is that of the loans repaid, `sell_cost` what the shares sold had cost (매입금액). `realized` (실현손익)
    is what the sales brought less their fee, tax and interest, less what the shares sold had cost with the fee of
    buying them: over a whole trade it is what the cash has grown by.
    """

    buy_quantity: int = 0
    sell_quantity: int = 0
    buy_amount: int = 0
    sell_amount: int = 0
    buy_fee: int = 0
    sell_fee: int = 0
    tax: int = 0
    interest: int = 0
    sell_cost: int = 0
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

    def sold(self, quantity: int, amount: int, fee: int, tax: int, cost: Cost, interest: int = 0) -> DayFlow:
        """Return the day with one more sale of what had cost `cost`."""
        return self + DayFlow(
            sell_quantity=quantity,
            sell_amount=amount,
            sell_fee=fee,
            tax=tax,
            interest=interest,
            sell_cost=cost.amount,
            realized=amount - fee - tax - interest - sum(cost),
        )

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

    def buy(self, quantity: int, amount: int, fee: int) -> None:
        """Add shares bought for `amount` won."""
        self.quantity += quantity
        self.cost += amount
        self.fees += fee

    def sell(self, quantity: int) -> Cost:
        """Take shares out and return what they had cost."""
        cost, fees = self.cost * quantity // self.quantity, self.fees * quantity // self.quantity
        self.cost -= cost
        self.fees -= fees
        self.quantity -= quantity
        return Cost(cost, fees)


class LoanKey(NamedTuple):
    """What makes a loan one: `kind` is 21 (자기융자) or 23 (유통융자), `day` when it was taken (대출일자)."""

    symbol: str
    kind: str
    day: date


@dataclass(slots=True)
class Loan(Position):
    """Shares bought on credit (신용융자) and the won still owed for them (대출금액)."""

    principal: int = 0

    def repay(self, quantity: int) -> int:
        """Return the part of the principal that belongs to `quantity` shares about to be sold, and owe it no more."""
        part = self.principal * quantity // self.quantity
        self.principal -= part
        return part


@dataclass(slots=True)
class CashBook:
    """One account: `settled` cash in won and what is still to settle, by due day.

    `interest` is what loans have cost so far, `short` by how much sales did not cover their loan (미수): cash may be
    below zero by no more than that.
    """

    settled: int
    pending: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    positions: dict[str, Position] = field(default_factory=lambda: defaultdict(Position))
    loans: dict[LoanKey, Loan] = field(default_factory=lambda: defaultdict(Loan))
    interest: int = 0
    short: int = 0
    flows: dict[date, DayFlow] = field(default_factory=lambda: defaultdict(DayFlow))

    @property
    def total(self) -> int:
        """D+2 cash (가수도정산금액), won."""
        return self.settled + sum(self.pending.values())

    def quantity(self, symbol: str) -> int:
        """Return the shares held without a loan."""
        position = self.positions.get(symbol)
        return position.quantity if position else 0

    def owing(self, symbol: str, kind: str) -> list[tuple[LoanKey, Loan]]:
        """Return the loans of a kind on a symbol that are not repaid, oldest first."""
        return [(key, loan) for key, loan in sorted(self.loans.items()) if key[:2] == (symbol, kind) and loan.quantity]

    @property
    def principal(self) -> int:
        """융자금액: what all loans still come to, won."""
        return sum(loan.principal for loan in self.loans.values())

    def cash_on(self, day: date) -> int:
        """Return the cash that will have settled by `day`, won."""
        return self.settled + sum(amount for due, amount in self.pending.items() if due <= day)

    @property
    def ready(self) -> int:
        """Return the cash that can leave today without a day to come being overdrawn, won."""
        return min([self.settled, *(self.cash_on(due) for due in self.pending)])
