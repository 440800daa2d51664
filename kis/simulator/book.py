"""The order book (호가창) of one symbol: price first, then time.

Two kinds of orders rest in it: the crowd's, which are only a size at each of ten levels a side, and the
customers', which are known one by one. A customer's order joins behind the crowd that is at its price when it comes
(`ahead`), and the crowd that comes later is behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kis.market.ticks import Board, prices_from, snap, step
from kis.simulator.orders import OrderId, Side

DEPTH = 10
"""Levels shown a side."""


class Level(NamedTuple):
    """One price and the shares that wait there."""

    price: int
    size: int


@dataclass(frozen=True, slots=True)
class BookView:
    """What the screen shows: up to ten levels a side, best first, and the totals of what is shown."""

    asks: tuple[Level, ...]
    bids: tuple[Level, ...]

    @property
    def total_asks(self) -> int:
        """총매도호가잔량, shares."""
        return sum(level.size for level in self.asks)

    @property
    def total_bids(self) -> int:
        """총매수호가잔량, shares."""
        return sum(level.size for level in self.bids)


@dataclass(slots=True)
class Resting:
    """A customer's order in the book. `limit` None is a market order that found nobody: it stands before all.

    One that is `pegged` (중간가) is not shown and its limit follows the middle of the best prices shown.
    """

    id: OrderId
    side: Side
    limit: int | None
    quantity: int
    ahead: int = 0
    pegged: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A trade in the book; `resting` is the customer's order that was there, or None for the crowd."""

    price: int
    quantity: int
    resting: OrderId | None = None


class OrderBook:
    """The book of one symbol."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._crowd: dict[Side, dict[int, int]] = {Side.BUY: {}, Side.SELL: {}}
        self._resting: list[Resting] = []

    def form(self, last: int, last_was: Side, *, lower: int, upper: int, size: Callable[[int], int]) -> None:
        """Lay the crowd anew around `last`; `last_was` is the side of the book the last price stands on.

        The crowd never crosses a customer's order. `size` draws the shares of a level from its price.
        """
        best_ask = snap(last, self._board, up=True) if last_was is Side.SELL else step(last, self._board, 1)
        best_bid = snap(last, self._board, up=False) if last_was is Side.BUY else step(last, self._board, -1)
        if (bid := self._best_resting(Side.BUY)) is not None:
            best_ask = max(best_ask, step(bid, self._board, 1))
        if (ask := self._best_resting(Side.SELL)) is not None:
            best_bid = min(best_bid, step(ask, self._board, -1))
        self._crowd[Side.SELL] = {p: size(p) for p in prices_from(best_ask, self._board, DEPTH) if lower <= p <= upper}
        self._crowd[Side.BUY] = {p: size(p) for p in prices_from(best_bid, self._board, -DEPTH) if lower <= p <= upper}
        for order in self._resting:
            order.ahead = min(order.ahead, self._crowd_at(order))

    def best(self, side: Side) -> int | None:
        """Return the best price of `side` (highest bid, lowest ask), None if nobody is there."""
        prices = [price for price, size in self._crowd[side].items() if size]
        if (resting := self._best_resting(side)) is not None:
            prices.append(resting)
        return _best_of(side, prices)

    def _best_resting(self, side: Side) -> int | None:
        shown = (order for order in self._resting if order.side is side and not order.pegged)
        return _best_of(side, [order.limit for order in shown if order.limit is not None])

    def middle(self) -> int | None:
        """Return the middle (중간가) of the best prices shown, cut to a unit; None while a side is empty."""
        bid, ask = self.best(Side.BUY), self.best(Side.SELL)
        return None if bid is None or ask is None else (bid + ask) // 2

    def _peg(self) -> None:
        if any(order.pegged for order in self._resting) and (middle := self.middle()) is not None:
            for order in self._resting:
                order.limit = middle if order.pegged else order.limit

    def size_at(self, side: Side, price: int) -> int:
        """Return the shares that wait at `price`, the crowd's and the customers'."""
        mine = sum(order.quantity for order in self._resting if order.side is side and order.limit == price)
        return self._crowd[side].get(price, 0) + mine

    def available(self, taker: Side, limit: int | None) -> int:
        """Return the shares a taker could have at `limit` or better (None: at any price), for FOK."""
        self._peg()
        maker = taker.opposite
        return sum(self.size_at(maker, price) for price in self._prices(maker) if _meets(taker, limit, price))

    def rest(self, order: Resting) -> None:
        """Let a customer's order wait, last at its price."""
        order.ahead = self._crowd_at(order)
        self._resting.append(order)

    def shrink(self, order_id: OrderId, quantity: int) -> None:
        """Take `quantity` shares of a waiting order out; the rest keeps its place."""
        for order in self._resting:
            if order.id == order_id:
                order.quantity -= quantity
        self._resting = [order for order in self._resting if order.quantity > 0]

    def sweep(self, taker: Side, limit: int | None, quantity: int) -> list[Match]:
        """Match a taker against the other side, best price first; nothing is left to wait here."""
        self._peg()
        matches: list[Match] = []
        maker = taker.opposite
        for price in self._prices(maker):
            if quantity == 0 or not _meets(taker, limit, price):
                break
            taken = self._take_at(maker, price, quantity)
            matches += taken
            quantity -= sum(match.quantity for match in taken)
        return matches

    def print_at(self, price: int, volume: int | None, *, queue: bool) -> list[Match]:
        """Match the customers' orders which a trade at `price` reaches.

        Orders with a better price fill entirely, at their own price. Orders at the price itself share `volume`
        (None: all of them fill); with `queue` the crowd ahead of them is served first.
        """
        self._peg()
        reached = [order for order in self._resting if _meets(order.side, order.limit, price)]
        reached.sort(key=lambda order: -price if order.limit is None else -abs(price - order.limit))
        matches = []
        crowd_served = 0
        for order in reached:
            if order.limit != price:
                matches.append(self._fill(order, order.limit or price, order.quantity))
                continue
            if volume is None:
                matches.append(self._fill(order, price, order.quantity))
                continue
            served = min(max(0, order.ahead - crowd_served), volume) if queue else 0
            crowd_served += served
            volume -= served
            order.ahead = max(0, order.ahead - crowd_served)
            if share := min(order.quantity, volume):
                matches.append(self._fill(order, price, share))
                volume -= share
        return matches

    def view(self) -> BookView:
        """Return the levels shown, best first."""
        return BookView(self._levels(Side.SELL), self._levels(Side.BUY))

    def _levels(self, side: Side) -> tuple[Level, ...]:
        sizes = dict(self._crowd[side])
        for order in self._resting:
            if order.side is side and order.limit is not None and not order.pegged:
                sizes[order.limit] = sizes.get(order.limit, 0) + order.quantity
        prices = [price for price in sorted(sizes, reverse=side is Side.BUY) if sizes[price]]
        return tuple(Level(price, sizes[price]) for price in prices[:DEPTH])

    def _prices(self, side: Side) -> list[int]:
        prices = {price for price, size in self._crowd[side].items() if size}
        prices |= {o.limit for o in self._resting if o.side is side and o.limit is not None}
        return sorted(prices, reverse=side is Side.BUY)

    def _take_at(self, side: Side, price: int, quantity: int) -> list[Match]:
        matches = []
        crowd = self._crowd[side]
        for order in [o for o in self._resting if o.side is side and o.limit == price]:
            before = min(order.ahead, crowd.get(price, 0), quantity)
            if before:
                matches.append(self._take_crowd(side, price, before))
                quantity -= before
            if share := min(order.quantity, quantity):
                matches.append(self._fill(order, price, share))
                quantity -= share
        if last := min(crowd.get(price, 0), quantity):
            matches.append(self._take_crowd(side, price, last))
        return matches

    def _take_crowd(self, side: Side, price: int, quantity: int) -> Match:
        self._crowd[side][price] -= quantity
        for order in self._resting:
            if order.side is side and order.limit == price:
                order.ahead = max(0, order.ahead - quantity)
        return Match(price, quantity)

    def _fill(self, order: Resting, price: int, quantity: int) -> Match:
        self.shrink(order.id, quantity)
        return Match(price, quantity, order.id)

    def _crowd_at(self, order: Resting) -> int:
        return 0 if order.limit is None else self._crowd[order.side].get(order.limit, 0)


def _best_of(side: Side, prices: list[int]) -> int | None:
    if not prices:
        return None
    return max(prices) if side is Side.BUY else min(prices)


def _meets(side: Side, limit: int | None, price: int) -> bool:
    """Whether someone on `side` with `limit` would trade at `price`."""
    if limit is None:
        return True
    return limit >= price if side is Side.BUY else limit <= price
