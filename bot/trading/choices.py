"""What to choose from while an order is put together: prices near the market, and how many shares are possible."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.storage.tables import User
from bot.trading import checks
from bot.trading.checks import Limits
from bot.trading.draft import Market, Price
from bot.trading.offers import Offers
from kis.domestic.codes import OrderType, Side
from kis.symbols import Instrument
from kis.units import Won

if TYPE_CHECKING:
    from bot.connections import Connections


class Choices:
    """Asks the market and the account. All of it raises what `kis` raises."""

    def __init__(self, connections: Connections, offers: Offers) -> None:
        self._connections = connections
        self._offers = offers

    async def prices(self, user: User, side: Side, symbol: str) -> list[tuple[str, Price]]:
        """What to choose from where no price was named: 시장가, 현재가, 상대 1호가; one call tells all."""
        book = await self._connections.of(user).kis.domestic.quotes.order_book(symbol=symbol)
        choice: list[tuple[str, Price]] = [("시장가", Market.ORDER)]
        if book.expected is not None and book.expected.price:
            choice.append((f"현재가 {book.expected.price:,}", book.expected.price))
        other = book.ladder.asks if side is Side.BUY else book.ladder.bids
        if other:
            choice.append((f"상대 1호가 {other[0].price:,}", other[0].price))
        return choice

    async def new_prices(self, user: User, short_no: int) -> tuple[str, list[int]]:
        """The name of an order's stock, and prices near the market to amend it to."""
        return await self._offers.near(user, short_no)

    async def able(self, user: User, instrument: Instrument, price: Price) -> tuple[Limits, Limits]:
        """How many shares can be bought at a price without 미수, and how many can be sold."""
        account = self._connections.of(user).kis.domestic.account
        market = isinstance(price, Market)
        power, balance = await asyncio.gather(
            account.buying_power(
                symbol=instrument.code,
                price=Won(0) if isinstance(price, Market) else price,
                order_type=OrderType.MARKET if market else OrderType.LIMIT,
            ),
            account.balance(),
        )
        return checks.buying(power), checks.sellable(balance, instrument.code)
