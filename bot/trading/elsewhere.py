"""What an account has earned today abroad and in contracts, in won: the loss brake counts it beside stocks at home.

As at home it is what trading and the market have made since the last close. A stock abroad counts the market's moves
from the moment its exchange opens on that day: before that KIS still tells those of the session before. Futures count
their variation (당일차금, 갱신차금), options what was realized today, both less fees.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.storage.terms import Segment
from kis.derivatives.balance import DayFunds
from kis.market.overseas_sessions import Session, timetable
from kis.overseas.codes import Exchange
from kis.overseas.present import PresentPosition

if TYPE_CHECKING:
    from bot.connection import Connection


async def earned(connection: Connection, segments: Collection[Segment], day: date) -> int:
    """Won earned on a day in the markets that the account uses. Raises what `kis` raises."""
    total = 0
    if Segment.OVERSEAS in segments:
        total += await _abroad(connection, day)
    if Segment.DERIVATIVES in segments:
        total += of_contracts((await connection.kis.derivatives.account.balance()).funds)
    return total


def of_contracts(funds: DayFunds) -> int:
    """Futures by their variation, options by what was realized, less fees."""
    made = (funds.intraday_variation or 0) + (funds.carried_variation or 0) + (funds.options_realized_profit or 0)
    return made - (funds.fee or 0)


async def _abroad(connection: Connection, day: date) -> int:
    rows = (await connection.kis.overseas.account.present()).positions
    moved = [row for row in rows if row.quantity or row.bought_today or row.sold_today]
    before = await asyncio.gather(*(_before(connection, row, day) for row in moved))
    return sum(of_stock(row, close) for row, close in zip(moved, before, strict=True))


def of_stock(row: PresentPosition, before: Decimal) -> int:
    """What a stock abroad has made today, rounded down; `before` is what a share was worth before today."""
    held = row.quantity - (row.bought_today or 0) + (row.sold_today or 0)
    now = row.quantity * (row.price or before)
    made = now + (row.sold_today_value or 0) - (row.bought_today_value or 0) - held * before
    return int((made * (row.exchange_rate or 0) / (row.unit or 1)).to_integral_value())


async def _before(connection: Connection, row: PresentPosition, day: date) -> Decimal:
    """The close before the exchange opened on this day; the price itself until it opens."""
    exchange, price = row.exchange, row.price or Decimal(0)
    if exchange is None or not row.quantity - (row.bought_today or 0) + (row.sold_today or 0):
        return price
    if not has_opened(exchange, day, connection.now()):
        return price
    told = await connection.kis.overseas.quotes.price(symbol=row.symbol, exchange=exchange)
    return told.previous_close or price


def has_opened(exchange: Exchange, day: date, now: datetime) -> bool:
    """Whether the day's first session has begun; the daytime market goes by the close before."""
    windows = [window for window in timetable(exchange, day) if window.session is not Session.DAYTIME]
    return bool(windows) and windows[0].start <= now
