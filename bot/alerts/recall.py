"""Asking KIS for what an instrument did since a moment, no more than alerts need: see `history`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from bot.alerts.basis import at_home, venue_of
from bot.alerts.basis import now as ask
from bot.alerts.days import has_night, zone
from bot.alerts.history import FARTHEST, Bars, Day, on_day, reach
from bot.alerts.rules import MEASURED, Basis, Condition
from bot.bars import Candle, candles
from bot.charts.values import Bar, Unit
from bot.connection import Connection
from bot.money import Figure
from bot.quoting.asking import shown_at
from bot.quoting.assets import Asset
from bot.storage.states import AlertRule
from kis import Environment
from kis.derivatives.contracts import market_of
from kis.domestic.minutes import Minute
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.symbols import Instrument

_DAWN = time(8, 0)
_BEFORE = timedelta(days=14)
"""A day's reference is the close of the trading day before it."""
_NIGHTS = timedelta(days=1)
"""Minutes of nights are asked for back to here."""


async def bars(
    connection: Connection, instrument: Instrument, conditions: Sequence[Condition], since: datetime
) -> Bars:
    """Ask for no more than the conditions need: the minutes only where the day went far enough.

    Raises what `kis` raises.
    """
    begin = max(since, connection.now() - FARTHEST)
    if Asset.of(instrument) in (Asset.STOCK, Asset.FUND):
        return await _at_home(connection, instrument, conditions, begin.astimezone(KST))
    return await _elsewhere(connection, instrument, conditions, begin)


async def _at_home(
    connection: Connection, instrument: Instrument, conditions: Sequence[Condition], begin: datetime
) -> Bars:
    """By the bars of every venue where it trades, before and after KRX's own session too."""
    quotes, now = connection.kis.domestic.quotes, connection.now()
    symbol, venue = instrument.code, venue_of(connection, instrument)
    basis = await at_home(connection, instrument, venue)
    measured = any(one.rule in MEASURED for one in conditions)
    extremes = _extremes(conditions)
    days: list[Day] = []
    minutes: list[Bar] = []
    if begin.date() < now.date():
        yesterday = now.date() - timedelta(days=1)
        told = await quotes.candles(symbol=symbol, start=begin.date(), end=yesterday, venue=venue)
        days = [_day(row.date, row, row.close - (row.change or 0), KST) for row in reversed(told)]
        if not measured:
            minutes += await _evening(connection, instrument, begin, days, conditions)
    if now.time() > _DAWN and CALENDAR.is_trading_day(now.date()) and (extremes or _went(basis, conditions)):
        whole = extremes or begin.date() < now.date()
        start = _DAWN if whole else begin.time().replace(second=0, microsecond=0)
        until = now.time().replace(microsecond=0)
        today = await quotes.minutes(symbol=symbol, since=start, until=until, venue=venue)
        minutes += _stock_minutes([row for row in today if row.date == now.date()])
    return Bars(basis, minutes, days)


async def _evening(
    connection: Connection, instrument: Instrument, begin: datetime, days: list[Day], conditions: Sequence[Condition]
) -> list[Bar]:
    """The rest of the day on which the gap began, by the minute where KIS has it: then its candle is not needed."""
    day = next((each for each in days if each.bar.at.date() == begin.date()), None)
    if day is None or all(on_day(one, day) is None for one in conditions):
        return []
    start = begin.time().replace(second=0, microsecond=0)
    try:
        found = await connection.kis.domestic.quotes.past_minutes(
            symbol=instrument.code, day=begin.date(), since=start, venue=venue_of(connection, instrument)
        )
    except NotOffered:
        return []
    days.remove(day)
    return _stock_minutes(found)


async def _elsewhere(
    connection: Connection, instrument: Instrument, conditions: Sequence[Condition], begin: datetime
) -> Bars:
    """Days by their candles, the last one by its minutes where KIS has them; nights by minutes alone."""
    basis, here, now = await ask(connection, instrument), zone(instrument), connection.now()
    today, first = now.astimezone(here).date(), begin.astimezone(here).date()
    told = await candles(connection, instrument, Unit.DAY, first - _BEFORE, today)
    closes = [row.close for _, row in told[1:]] + [row.open for _, row in told[-1:]]
    days = [
        _day(date, row, close, here)
        for (date, row), close in zip(told, closes, strict=True)
        if date >= first and row.close
    ][::-1]
    minutes: list[Bar] = []
    if days and days[-1].bar.at.date() == today and (_extremes(conditions) or _reached(days[-1], conditions)):
        since = begin if first == today and not _extremes(conditions) else datetime.combine(today, time(0), here)
        found = await _minutes(connection, instrument, since)
        if found is not None:
            days.pop()
            minutes = found
    night, blind = await _night(connection, instrument, begin)
    return Bars(basis, sorted([*minutes, *night], key=lambda bar: bar.at), days, blind)


async def _minutes(connection: Connection, instrument: Instrument, since: datetime) -> list[Bar] | None:
    """Oldest first; None where KIS has none."""
    kis, code, start = connection.kis, instrument.code, since.replace(second=0, microsecond=0).astimezone(KST)
    try:
        if (exchange := instrument.exchange) is not None:
            found = await kis.overseas.quotes.minutes(symbol=code, exchange=exchange, since=start)
            return [_bar(row.at, row) for row in reversed(found) if row.at >= start]
        if Asset.of(instrument) is Asset.CONTRACT:
            end, market = connection.now(), shown_at(instrument)
            told = await kis.derivatives.quotes.minutes(symbol=code, start=start, end=end, market=market)
            return [_bar(row.at, row) for row in reversed(told)]
    except NotOffered:
        pass
    return None


async def _night(connection: Connection, instrument: Instrument, begin: datetime) -> tuple[list[Bar], bool]:
    """Minutes of the nights of the last day, and whether there were nights before."""
    if not has_night(instrument, paper=connection.environment is Environment.PAPER):
        return [], False
    now = connection.now()
    start = max(begin, now - _NIGHTS).replace(second=0, microsecond=0).astimezone(KST)
    market = market_of(instrument.code, night=True)
    told = await connection.kis.derivatives.quotes.minutes(symbol=instrument.code, start=start, end=now, market=market)
    return [_bar(row.at, row) for row in reversed(told)], begin < now - _NIGHTS


def _extremes(conditions: Sequence[Condition]) -> bool:
    return any(one.rule in (AlertRule.HIGH, AlertRule.LOW) for one in conditions)


def _went(basis: Basis, conditions: Sequence[Condition]) -> bool:
    return any(reach(one.gate(basis), basis.high, basis.low) is not None for one in conditions)


def _reached(day: Day, conditions: Sequence[Condition]) -> bool:
    return any(on_day(one, day) is not None for one in conditions)


def _stock_minutes(rows: Sequence[Minute]) -> list[Bar]:
    return [_bar(row.at, row) for row in reversed(rows)]


def _day(day: date, row: Candle, reference: Figure, here: tzinfo) -> Day:
    return Day(_bar(datetime.combine(day, time(0), here), row), reference)


def _bar(at: datetime, row: Candle) -> Bar:
    return Bar(at, Decimal(row.open), Decimal(row.high), Decimal(row.low), Decimal(row.close), row.volume)
