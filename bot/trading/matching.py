"""Which order of ours a row or a notice of KIS means when no number tells. Pure.

KIS takes no id of ours, so an order whose answer was lost is known by what it was: symbol, side, quantity, price and
time. Only one candidate for only one such order is a match; anything else would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.tables import Order
from kis.domestic.codes import Side

SLACK = timedelta(seconds=5)
"""KIS's order time has whole seconds and its clock is known to a second or so."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A new order as KIS tells it. `price` None is a market order; `at` is KST."""

    symbol: str
    side: Side | None
    quantity: int
    price: int | None
    at: datetime

    def may_be(self, order: Order) -> bool:
        """Whether this can be that order."""
        return (
            (order.symbol, order.side, order.quantity, order.price)
            == (self.symbol, self.side, self.quantity, self.price)
            and self.at >= order.created_at - SLACK
        )  # fmt: skip


def candidates(placed: Placed, orders: Iterable[Order]) -> list[Order]:
    """Return the orders without a number that this can be."""
    return [order for order in orders if placed.may_be(order)]


def matched(placed: Sequence[Placed], orders: Sequence[Order]) -> dict[int, Order]:
    """Return by index which of `placed` is which order, as far as there is no other way to see it."""
    found = {}
    for index, one in enumerate(placed):
        fitting = candidates(one, orders)
        if len(fitting) == 1 and sum(other.may_be(fitting[0]) for other in placed) == 1:
            found[index] = fitting[0]
    return found
