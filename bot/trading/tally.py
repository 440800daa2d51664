"""What became of an order by KIS's list: rows of one order and its amendments and cancellations, added up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.markets.market import DayList, Row
from bot.storage.terms import Figure


@dataclass(frozen=True, slots=True)
class Chain:
    """An order with everything that was done to it; the first row is the order itself, the rest follow in time."""

    rows: tuple[Row, ...]

    @property
    def root(self) -> Row:
        """The order as it was placed."""
        return self.rows[0]

    @property
    def numbers(self) -> tuple[str, ...]:
        """All its numbers, without leading zeros."""
        return tuple(row.bare for row in self.rows)

    @property
    def working(self) -> Row:
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
        return any(row.is_cancellation for row in self.rows)

    @property
    def filled(self) -> int:
        """Shares."""
        return sum(row.filled for row in self._orders)

    @property
    def amount(self) -> Figure:
        """Price times quantity of what was filled."""
        return sum(row.amount for row in self._orders)

    @property
    def is_exact(self) -> bool:
        """Whether KIS tells the amount itself and not only a rounded average."""
        return all(row.exact for row in self._orders)

    @property
    def cancelled(self) -> int:
        """Shares cancelled or expired. The row of the order says so; the row of the cancellation repeats it."""
        return sum(row.cancelled for row in self._orders)

    @property
    def rejected(self) -> int:
        """Shares which the exchange refused."""
        return sum(row.rejected for row in self._orders)

    @property
    def _orders(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_cancellation) or self.rows[:1]


def chains(rows: Iterable[Row]) -> list[Chain]:
    """Put the rows of a day together, oldest order first. A row whose original is not listed stands alone."""
    found: dict[str, list[Row]] = {}
    owner: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.bare.zfill(20))):
        number = row.bare
        root = owner.get(row.original or "", number)
        owner[number] = root
        found.setdefault(root, []).append(row)
    return [Chain(tuple(group)) for group in found.values()]


def is_whole(listed: DayList, known: Sequence[str]) -> bool:
    """Whether the list can prove that an order is not there.

    Paper has been seen to answer with totals and no rows, and rows come late: so the totals must be there and agree,
    and every order whose number is known must be listed.
    """
    totals = listed.totals
    if totals is None or (not listed.rows and ((totals.quantity or 0) > 0 or (totals.filled or 0) > 0)):
        return False
    return set(known) <= {row.bare for row in listed.rows}
