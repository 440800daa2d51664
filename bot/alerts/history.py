"""Whether a condition held while nobody looked, by KIS's bars: minutes of today, days before.

Prices are judged by both; rates by the close they are counted from; new highs and lows of today by its minutes from
the start, of a day before by whether it went beyond its opening; volumes by the day's. Nothing tells of a VI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.alerts.basis import basis_of
from bot.alerts.rules import MEASURED, NEVER, Basis, Condition, Gate
from bot.connection import Connection
from bot.quotes import Quote
from bot.storage.states import AlertRule
from kis.domestic.chart import Candle
from kis.domestic.minutes import Minute
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.market.holidays import CALENDAR

FARTHEST = timedelta(days=90)
"""Alerts do not wait for longer."""
_DAWN = time(8, 0)


@dataclass(frozen=True, slots=True)
class Touch:
    """When a bar reached a target, and how far it went. `whole_day` bars tell the day only."""

    at: datetime
    price: int
    whole_day: bool = False
    certain: bool = True
    """False where the bar is older in part than the alert."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What one symbol did between two moments, oldest bar first. `basis` is today's, as it is now."""

    basis: Basis
    minutes: Sequence[Minute]
    days: Sequence[Candle]

    def touch(self, condition: Condition, armed_at: datetime, since: datetime) -> Touch | None:
        """The first bar that met a condition; a minute or a day counts for sure if the alert was armed before it."""
        doubtful = None
        for candle in self.days:
            if (price := _on_day(condition, candle)) is None:
                continue
            found = Touch(_at(candle.date, time(0)), price, whole_day=True, certain=armed_at.date() < candle.date)
            if found.certain:
                return found
            doubtful = doubtful or found
        for at, price in self._by_minute(condition):
            if at + timedelta(minutes=1) <= max(since, armed_at):
                continue
            if at >= armed_at:
                return Touch(at, price)
            doubtful = doubtful or Touch(at, price, certain=False)
        return doubtful

    def left(self, condition: Condition, since: datetime) -> datetime | None:
        """When the price of an alert at rest had left its condition for sure, by the end of a minute or a day."""
        gate = condition.leaving(self.basis)
        for candle in self.days:
            if _reach(gate, candle.high, candle.low) is not None and candle.date > since.date():
                return _at(candle.date, time(23, 59))
        for minute in self.minutes:
            if _reach(gate, minute.high, minute.low) is not None and minute.at >= since:
                return minute.at + timedelta(minutes=1)
        return None

    def _by_minute(self, condition: Condition) -> Iterator[tuple[datetime, int]]:
        high, low = 0, NEVER
        for minute in self.minutes:
            basis = replace(self.basis, high=high or minute.open, low=min(low, minute.open))
            if (price := _reach(condition.gate(basis), minute.high, minute.low)) is not None:
                yield minute.at, price
            high, low = max(high, minute.high), min(low, minute.low)


async def bars(connection: Connection, symbol: str, conditions: Sequence[Condition], since: datetime) -> Bars:
    """Ask for no more than the conditions need: the minutes only where the day went far enough.

    Raises what `kis` raises.
    """
    quotes, now = connection.kis.domestic.quotes, connection.now()
    basis = basis_of(Quote.of(symbol, await quotes.price(symbol=symbol), now))
    begin = max(since, now - FARTHEST).astimezone(KST)
    measured = any(one.rule in MEASURED for one in conditions)
    extremes = any(one.rule in (AlertRule.HIGH, AlertRule.LOW) for one in conditions)
    days: list[Candle] = []
    minutes: list[Minute] = []
    if begin.date() < now.date():
        days = list(await quotes.candles(symbol=symbol, start=begin.date(), end=now.date() - timedelta(days=1)))[::-1]
        if not measured:
            minutes += await _evening(connection, symbol, begin, days, conditions)
    if now.time() > _DAWN and CALENDAR.is_trading_day(now.date()) and (extremes or _went(basis, conditions)):
        whole = extremes or begin.date() < now.date()
        start = _DAWN if whole else begin.time().replace(second=0, microsecond=0)
        today = await quotes.minutes(symbol=symbol, since=start, until=now.time().replace(microsecond=0))
        minutes += [row for row in reversed(today) if row.date == now.date()]
    return Bars(basis, minutes, days)


async def _evening(
    connection: Connection, symbol: str, begin: datetime, days: list[Candle], conditions: Sequence[Condition]
) -> list[Minute]:
    """The rest of the day on which the gap began, by the minute where KIS has it: then its candle is not needed."""
    candle = next((row for row in days if row.date == begin.date()), None)
    if candle is None or all(_on_day(one, candle) is None for one in conditions):
        return []
    start = begin.time().replace(second=0, microsecond=0)
    try:
        found = await connection.kis.domestic.quotes.past_minutes(symbol=symbol, day=begin.date(), since=start)
    except NotOffered:
        return []
    days.remove(candle)
    return list(reversed(found))


def _went(basis: Basis, conditions: Sequence[Condition]) -> bool:
    return any(_reach(one.gate(basis), basis.high, basis.low) is not None for one in conditions)


def _on_day(condition: Condition, candle: Candle) -> int | None:
    """The price with which a whole day met a condition, its new highs and lows counted from its opening."""
    close = candle.close - (candle.change or 0)
    gate = condition.gate(Basis(candle.close, close, candle.open, candle.open))
    return candle.close if (candle.volume or 0) >= gate.volume else _reach(gate, candle.high, candle.low)


def _reach(gate: Gate, high: int, low: int) -> int | None:
    """How far a bar went beyond a gate; None if it did not open it."""
    if high >= gate.above:
        return high
    return low if low <= gate.below else None


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, KST)
