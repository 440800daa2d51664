"""What became of an order by KIS's list: rows of one order and its amendments and cancellations, added up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from kis.domestic.history import DailyOrder, OrderHistory
from kis.domestic.orders import bare_number

_MIDNIGHT = time(0, 0)


@dataclass(frozen=True, slots=True)
class Chain:
    """An order with everything that was done to it; the first row is the order itself, the rest follow in time."""

    rows: tuple[DailyOrder, ...]

    @property
    def root(self) -> DailyOrder:
        """The order as it was placed."""
        return self.rows[0]

    @property
    def numbers(self) -> tuple[str, ...]:
        """All its numbers, without leading zeros."""
        return tuple(bare_number(row.number) for row in self.rows)

    @property
    def working(self) -> DailyOrder:
        """The row whose number amendments and cancellations have to name: the order or its last amendment."""
        return self._orders[-1]

    @property
    def amended(self) -> bool:
        """Whether it has been amended (정정)."""
        return len(self._orders) > 1

    @property
    def came_to_nothing(self) -> bool:
        """Whether nothing of it was filled and nothing of it is left."""
        return self.filled == 0 and self.cancelled + self.rejected >= self.root.quantity

    @property
    def withdrawn(self) -> bool:
        """Whether somebody cancelled it or a part of it (취소)."""
        return any(map(is_cancellation, self.rows))

    @property
    def filled(self) -> int:
        """Shares."""
        return sum(row.filled for row in self._orders)

    @property
    def amount(self) -> int:
        """Won."""
        return sum(_value(row) for row in self._orders)

    @property
    def is_exact(self) -> bool:
        """Whether KIS tells the amount itself and not only a rounded average."""
        return all(row.filled_value is not None for row in self._orders)

    @property
    def cancelled(self) -> int:
        """Shares cancelled or expired. The row of the order says so; the row of the cancellation repeats it."""
        return sum(row.cancelled_quantity or 0 for row in self._orders)

    @property
    def rejected(self) -> int:
        """Shares which the exchange refused."""
        return sum(row.rejected or 0 for row in self._orders)

    @property
    def _orders(self) -> tuple[DailyOrder, ...]:
        return tuple(row for row in self.rows if not is_cancellation(row)) or self.rows[:1]


def is_cancellation(row: DailyOrder) -> bool:
    """Whether the row is a cancellation (취소) of another."""
    return row.original is not None and "취소" in (row.side_name or "")


def chains(rows: Iterable[DailyOrder]) -> list[Chain]:
    """Put the rows of a day together, oldest order first. A row whose original is not listed stands alone."""
    found: dict[str, list[DailyOrder]] = {}
    owner: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.time or _MIDNIGHT, bare_number(row.number).zfill(20))):
        number = bare_number(row.number)
        root = owner.get(row.original or "", number)
        owner[number] = root
        found.setdefault(root, []).append(row)
    return [Chain(tuple(group)) for group in found.values()]


def is_whole(history: OrderHistory, known: Sequence[str]) -> bool:
    """Whether the list can prove that an order is not there.

    Paper has been seen to answer with totals and no rows, and rows come late: so the totals must be there and agree,
    and every order whose number is known must be listed.
    """
    totals = history.totals
    if totals is None or (not history.orders and ((totals.quantity or 0) > 0 or (totals.filled or 0) > 0)):
        return False
    return set(known) <= {bare_number(row.number) for row in history.orders}


def _value(row: DailyOrder) -> int:
    if row.filled_value is not None:
        return row.filled_value
    return int((row.average_price or row.price or 0) * row.filled)
