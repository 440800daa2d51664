"""What is held abroad, also where KIS tells only how much it is worth: in paper."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from kis.credentials import Environment
from kis.overseas.balance import Position
from kis.overseas.codes import Exchange
from kis.overseas.present import PresentBalance, PresentPosition

if TYPE_CHECKING:
    from bot.connection import Connection


async def held(connection: Connection) -> PresentBalance:
    """체결기준현재잔고. Paper fills its totals alone: where they tell of something, each exchange is asked for it.

    Paper may tell a stock for several exchanges of a country; it is counted once. Raises what `kis` raises.
    """
    account = connection.kis.overseas.account
    found = await account.present()
    worth = found.totals is not None and bool(found.totals.value)
    if found.positions or not worth or connection.environment is Environment.REAL:
        return found
    answers = await asyncio.gather(*(account.balance(exchange=exchange) for exchange in Exchange))
    rows = {(row.currency, row.symbol): row for answer in answers for row in answer.held}
    return replace(found, positions=tuple(map(_present, rows.values())))


def _present(row: Position) -> PresentPosition:
    return PresentPosition(
        name=row.name,
        symbol=row.symbol,
        quantity=row.quantity,
        sellable=row.sellable,
        cost=row.cost,
        value=row.value,
        profit=row.profit,
        profit_rate=row.profit_rate,
        currency=row.currency,
        price=row.price,
        average_price=row.average_price,
        exchange_code=row.exchange_code,
    )
