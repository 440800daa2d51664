"""The trades of an instrument, newest first, as KIS tells them in each market."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from bot.errors import NotFound, StaleButton
from bot.i18n import say
from bot.quoting.asking import shown_at
from bot.quoting.told import Traded, Trades
from kis.domestic.trades import TimedTrade, Trade
from kis.overseas.codes import Exchange
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

_TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)([0-5]\d)", re.ASCII)


async def at_home(connection: Connection, instrument: Instrument, more: str) -> Trades:
    """The newest of a stock; with `more` (HHMMSS) those until then. Raises `StaleButton` for what is no time."""
    ask, symbol = connection.kis.domestic.quotes, instrument.code
    found: tuple[Trade, ...] | tuple[TimedTrade, ...]
    if more:
        found = (await ask.timed_trades(symbol=symbol, until=_time(more))).trades
    else:
        found = await ask.trades(symbol=symbol)
    rows = [Traded(each.time, each.price, each.change_rate, each.volume) for each in found]
    return Trades(rows, found[0].strength if found else None)


async def abroad(connection: Connection, instrument: Instrument, more: str) -> Trades:
    """The newest of a stock abroad. Raises `NotOffered` in paper."""
    _nothing(more)
    exchange = exchange_of(instrument)
    found = (await connection.kis.overseas.quotes.trades(symbol=instrument.code, exchange=exchange)).trades
    rows = [Traded(each.time, each.price, each.change_rate, each.quantity) for each in found if each.time]
    return Trades(rows, found[0].strength if found else None)


async def of_contract(connection: Connection, instrument: Instrument, more: str) -> Trades:
    """Of a future or an option minute by minute: KIS tells nothing finer. Raises `NotOffered` in paper."""
    _nothing(more)
    now, ask = connection.now(), connection.kis.derivatives.quotes
    market = shown_at(instrument)
    told = await ask.minute_chart(symbol=instrument.code, date=now.date(), time=now.time(), past=False, market=market)
    rows = [Traded(each.time, each.close, None, each.volume) for each in told.candles if each.at <= now]
    return Trades(rows, told.summary.strength if told.summary else None, by_minute=True)


def exchange_of(instrument: Instrument) -> Exchange:
    """Where a stock abroad is listed. Raises `NotFound` for what is listed nowhere."""
    if instrument.exchange is None:
        raise NotFound(say("{name}의 시세가 지금은 없어요.", name=instrument.name))
    return instrument.exchange


def _nothing(more: str) -> None:
    if more:
        raise StaleButton


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise StaleButton
    hour, minute, second = (int(part) for part in found.groups())
    return time(hour, minute, second)
