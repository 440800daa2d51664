"""Every order the broker ever took, numbered by day and branch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from kis.simulator.orders import Order, OrderId


class OrderLog:
    """Orders by their id; the open ones in the order of their numbers, which begin after `offset` every day."""

    def __init__(self, offset: int = 0) -> None:
        self._offset = offset
        self._orders: dict[OrderId, Order] = {}
        self._open: dict[OrderId, None] = {}
        self._numbers: Counter[tuple[date, str]] = Counter()

    def next_id(self, day: date, branch: str) -> OrderId:
        """Return the next number of the day at a branch; numbers start again every day."""
        self._numbers[day, branch] += 1
        return OrderId(day, branch, f"{self._offset + self._numbers[day, branch]:010d}")

    def save(self, order: Order) -> Order:
        """Keep the order as it is now, and return it."""
        self._orders[order.id] = order
        if order.is_open:
            self._open.setdefault(order.id)
        else:
            self._open.pop(order.id, None)
        return order

    def __getitem__(self, order_id: OrderId) -> Order:
        return self._orders[order_id]

    def all(self) -> Iterable[Order]:
        """Return every order in the order they came."""
        return self._orders.values()

    def open(self, account: str | None = None) -> list[Order]:
        """Return the orders that may still fill, of one account or of all."""
        orders = (self._orders[order_id] for order_id in self._open)
        return [order for order in orders if account is None or order.account == account]

    def find(self, account: str, number: str, branch: str) -> list[Order]:
        """Return an account's orders of any day by number; leading zeros do not matter, nor does a blank branch."""
        wanted = number.strip().lstrip("0")
        return [
            order
            for order in self._orders.values()
            if order.account == account and order.number.lstrip("0") == wanted and branch.strip() in ("", order.branch)
        ]
