"""Orders that are open but not in the book: before the open, in an auction, until their condition price."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderId


class Waiting:
    """The waiting orders of a floor, in the order they came."""

    def __init__(self, log: OrderLog) -> None:
        self._log = log
        self._ids: list[OrderId] = []

    def __iter__(self) -> Iterator[OrderId]:
        return iter(self._ids)

    def add(self, order: Order) -> None:
        """Let an order wait."""
        self._ids.append(order.id)

    def remove(self, order: Order) -> None:
        """Let it wait no longer."""
        self._ids.remove(order.id)

    def take(self, symbols: Container[str] | None = None) -> list[Order]:
        """Return those of `symbols` (None: all) that are still open, and let them wait no longer."""
        orders = [self._log[order_id] for order_id in self._ids]
        taken = [order for order in orders if symbols is None or order.symbol in symbols]
        self._ids = [order.id for order in orders if symbols is not None and order.symbol not in symbols]
        return [order for order in taken if order.is_open]

    def reached(self, symbol: str, last: int) -> Order | None:
        """Return the first stop order of a symbol whose condition price the last price has reached."""
        orders = (self._log[order_id] for order_id in self._ids)
        stops = (order for order in orders if order.stopped and order.is_open and order.symbol == symbol)
        return next((order for order in stops if order.is_released_by(last)), None)
