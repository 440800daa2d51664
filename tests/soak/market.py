"""Prices move: a trade prints every moment, and each is remembered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from kis.market.ticks import step
from tests.journeys.world import Broker
from tests.soak.plan import STOCKS

EVERY = 0.25
"""Seconds between two trades."""
FARTHEST = 0.04
"""How far a price goes from where it began; a walk that comes back fills orders on both sides."""


@dataclass(frozen=True, slots=True)
class Print:
    """A trade; it was out at `at`, host's time."""

    symbol: str
    price: int
    at: datetime


class Market:
    """All stocks."""

    def __init__(self, broker: Broker, random: Random) -> None:
        self._broker = broker
        self._random = random
        self.prices = {stock.symbol: stock.price for stock in STOCKS}
        self.prints: list[Print] = []

    async def run(self) -> None:
        """Walk until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self._trade()

    def near(self, symbol: str, farthest: int) -> int:
        """A price at most so many ticks away."""
        return step(self.prices[symbol], n=self._random.randint(-farthest, farthest))

    async def _trade(self) -> None:
        stock = self._random.choice(STOCKS)
        price = self.near(stock.symbol, 2)
        if abs(price - stock.price) > FARTHEST * stock.price:
            price = step(self.prices[stock.symbol], n=1 if price < stock.price else -1)
        self.prices[stock.symbol] = price
        volume = self._random.choice((None, None, 1, 3, 8))
        await self._broker.price(stock.symbol, price, **({} if volume is None else {"volume": volume}))
        self.prints.append(Print(stock.symbol, price, datetime.now(UTC)))
