"""What a real account in domestic stocks tells by calls that paper lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.markets.market import Limits
from bot.storage.tables import Order
from kis.credentials import Environment
from kis.domestic.orders import bare_number

if TYPE_CHECKING:
    from bot.connection import Connection


async def changeable(connection: Connection, order: Order) -> int | None:
    """주식정정취소가능주문: how much of an order can be amended or cancelled; None if its row has not come yet."""
    if connection.environment is Environment.PAPER:
        return None
    rows = await connection.kis.domestic.account.amendable()
    return next((int(row.amendable) for row in rows if bare_number(row.number) == order.number), None)


async def sellable(connection: Connection, symbol: str, by_balance: Limits) -> Limits:
    """매도가능수량 where there is such a call: the balance alone tells what no loan has bought, so the lesser holds."""
    if connection.environment is Environment.PAPER:
        return by_balance
    told = await connection.kis.domestic.account.sellable(symbol=symbol)
    return by_balance if told is None else replace(by_balance, largest=min(by_balance.largest, told.sellable))
