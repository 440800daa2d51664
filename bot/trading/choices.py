"""What to choose from while an order is put together: prices near the market, and how many shares are possible."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import markets
from bot.markets.market import Limits, Terms
from bot.storage.tables import Order, User
from bot.storage.terms import Figure, OrderType
from bot.trading.draft import Market, Price
from bot.trading.offers import Offers
from kis.domestic.codes import Side
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connections import Connections


class Choices:
    """Asks the market and the account. All of it raises what `kis` raises."""

    def __init__(self, connections: Connections, offers: Offers) -> None:
        self._connections = connections
        self._offers = offers

    async def prices(
        self, user: User, side: Side, instrument: Instrument, *, reserved: bool = False
    ) -> list[tuple[str, Price]]:
        """What to choose from where no price was named. Raises `UserError` where no such order can be."""
        market = markets.ordering(instrument, reserved=reserved)
        found = await market.choices(self._connections.of(user), side, instrument)
        return [(text, Market.ORDER if price is None else price) for text, price in found]

    async def new_prices(self, user: User, short_no: int) -> tuple[Order, list[Figure]]:
        """An order, and prices near the market to amend it to."""
        return await self._offers.near(user, short_no)

    async def able(self, user: User, instrument: Instrument, price: Price) -> tuple[Limits, Limits]:
        """How many shares can be bought at a price without 미수, and how many can be sold."""
        connection, market = self._connections.of(user), markets.of_instrument(instrument)
        at = None if isinstance(price, Market) else price
        kind = OrderType.MARKET if at is None else OrderType.LIMIT
        buy, sell = (Terms(instrument, side, at, kind, market.venue(instrument)) for side in (Side.BUY, Side.SELL))
        return await asyncio.gather(market.limits(connection, buy), market.limits(connection, sell))
