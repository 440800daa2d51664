"""Which order of ours a row or a notice of KIS means when no number tells. Pure.

KIS takes no id of ours, so an order whose answer was lost is known by what it was: symbol, side, quantity, price and
time. Only as many candidates as there are such orders are a match; anything else would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.storage.terms import Figure, Segment
from kis.domestic.codes import Side

Alike = tuple[Segment, str, Side | None, int, Figure | None]

SLACK = timedelta(seconds=5)
"""KIS's order time has whole seconds and its clock is known to a second or so."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A new order as KIS tells it. `price` None is a market order; `at` is KST."""

    symbol: str
    side: Side | None
    quantity: int
    price: Figure | None
    at: datetime
    segment: Segment = Segment.DOMESTIC

    @property
    def look(self) -> Alike:
        """What of it an order of ours has too."""
        return self.segment, self.symbol, self.side, self.quantity, self.price

    def may_be(self, order: Order) -> bool:
        """Whether this can be that order."""
        look = (order.segment, order.symbol, order.side, order.quantity, order.price)
        return look == self.look and self.at >= order.created_at - SLACK


def candidates(placed: Placed, orders: Iterable[Order]) -> list[Order]:
    """Return the orders without a number that this can be."""
    return [order for order in orders if placed.may_be(order)]


def matched(placed: Sequence[Placed], orders: Sequence[Order]) -> dict[int, Order]:
    """Return by index which of `placed` is which order, as far as there is no other way to see it.

    Several that are alike in everything are linked in the order of time, if there are as many of them as of orders.
    """
    found: dict[int, Order] = {}
    for look in dict.fromkeys(one.look for one in placed):
        rows = [index for index, one in enumerate(placed) if one.look == look and candidates(one, orders)]
        rows.sort(key=lambda index: placed[index].at)
        fitting = [order for order in orders if any(placed[index].may_be(order) for index in rows)]
        fitting.sort(key=lambda order: order.id)
        if len(rows) == len(fitting) and _fit(placed, rows, fitting):
            found |= dict(zip(rows, fitting, strict=True))
    return found


def _fit(placed: Sequence[Placed], rows: Sequence[int], orders: Sequence[Order]) -> bool:
    """Whether the pairs fit. Among several none may be in flight: its answer tells its number."""
    if len(orders) > 1 and any(order.state is OrderState.SENDING for order in orders):
        return False
    return all(placed[index].may_be(order) for index, order in zip(rows, orders, strict=True))
