"""What an account's trades have earned, day by day and lot by lot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kis.simulator.domestic.books import CashBook, DayFlow, Position
from kis.simulator.domestic.credit import NAMES

_AVERAGE = Decimal("0.0001")
_RATE = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Earning:
    """The trades of one day in one lot: a stock, held for cash or by one loan.

    `quantity` is what the lot holds now; `loan` names the kind of loan (자기융자, …), blank for cash.
    """

    day: date
    symbol: str
    flow: DayFlow
    quantity: int
    average: Decimal
    loan: str = ""
    loan_day: date | None = None


def earnings(book: CashBook, first: date, last: date, symbol: str = "") -> list[Earning]:
    """Return what happened from `first` to `last`, oldest first; of one stock unless `symbol` is blank."""
    found = [row for row in _all(book) if first <= row.day <= last and symbol in ("", row.symbol)]
    return sorted(found, key=lambda row: (row.day, row.symbol, row.loan_day or date.min, row.loan))


def _all(book: CashBook) -> Iterator[Earning]:
    for symbol, position in book.positions.items():
        for day, flow in position.flows.items():
            yield Earning(day, symbol, flow, position.quantity, _average(position, flow))
    for key, loan in book.loans.items():
        for day, flow in loan.flows.items():
            yield Earning(day, key.symbol, flow, loan.quantity, _average(loan, flow), NAMES[key.kind], key.day)


def _average(position: Position, flow: DayFlow) -> Decimal:
    """What a share sold had cost, or where none was sold what one held costs."""
    if flow.sell_quantity:
        return (Decimal(flow.sell_cost) / flow.sell_quantity).quantize(_AVERAGE)
    return (Decimal(position.cost) / position.quantity).quantize(_AVERAGE) if position.quantity else Decimal(0)


def profit_rate(flow: DayFlow) -> Decimal:
    """손익률: what was realized in percent of what the shares sold had cost; 0 where none were sold."""
    return (Decimal(flow.realized * 100) / flow.sell_cost).quantize(_RATE) if flow.sell_cost else Decimal(0)
