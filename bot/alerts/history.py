"""Whether a price was there while nobody looked, by KIS's bars: minutes of today, days before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.alerts.book import Armed
from bot.connection import Connection
from bot.storage.states import AlertRule
from kis.domestic.chart import Candle
from kis.domestic.minutes import Minute
from kis.domestic.price import Price
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
    """What one symbol did between two moments, oldest bar first."""

    price: int
    minutes: Sequence[Minute]
    days: Sequence[Candle]

    def touch(self, alert: Armed, armed_at: datetime, since: datetime) -> Touch | None:
        """The first bar that reached an alert; a minute or a day counts for sure if the alert was armed before it."""
        doubtful = None
        for candle in self.days:
            if (price := _extreme(alert, candle.high, candle.low)) is None:
                continue
            found = Touch(_at(candle.date, time(0)), price, whole_day=True, certain=armed_at.date() < candle.date)
            if found.certain:
                return found
            doubtful = doubtful or found
        for minute in self.minutes:
            at = _at(minute.date, minute.time)
            price = _extreme(alert, minute.high, minute.low)
            ended = at + timedelta(minutes=1)
            if price is None or ended <= max(since, armed_at):
                continue
            if at >= armed_at:
                return Touch(at, price)
            doubtful = doubtful or Touch(at, price, certain=False)
        return doubtful


async def bars(connection: Connection, symbol: str, alerts: Sequence[Armed], since: datetime) -> Bars:
    """Ask for no more than the alerts need: the minutes only where the day went far enough.

    Raises what `kis` raises.
    """
    quotes, now = connection.kis.domestic.quotes, connection.now()
    answer = await quotes.price(symbol=symbol)
    begin = max(since, now - FARTHEST).astimezone(KST)
    days: list[Candle] = []
    minutes: list[Minute] = []
    if begin.date() < now.date():
        days = list(await quotes.candles(symbol=symbol, start=begin.date(), end=now.date() - timedelta(days=1)))[::-1]
        minutes += await _evening(connection, symbol, begin, days, alerts)
    if now.time() > _DAWN and CALENDAR.is_trading_day(now.date()) and _went(answer, alerts):
        start = begin.time().replace(second=0, microsecond=0) if begin.date() == now.date() else _DAWN
        today = await quotes.minutes(symbol=symbol, since=start, until=now.time().replace(microsecond=0))
        minutes += [row for row in reversed(today) if row.date == now.date()]
    return Bars(answer.price, minutes, days)


async def _evening(
    connection: Connection, symbol: str, begin: datetime, days: list[Candle], alerts: Sequence[Armed]
) -> list[Minute]:
    """The rest of the day on which the gap began, by the minute where KIS has it: then its candle is not needed."""
    candle = next((row for row in days if row.date == begin.date()), None)
    if candle is None or all(_extreme(one, candle.high, candle.low) is None for one in alerts):
        return []
    start = begin.time().replace(second=0, microsecond=0)
    try:
        found = await connection.kis.domestic.quotes.past_minutes(symbol=symbol, day=begin.date(), since=start)
    except NotOffered:
        return []
    days.remove(candle)
    return list(reversed(found))


def _went(answer: Price, alerts: Sequence[Armed]) -> bool:
    high, low = answer.high or answer.price, answer.low or answer.price
    return any(_extreme(alert, high, low) is not None for alert in alerts)


def _extreme(alert: Armed, high: int, low: int) -> int | None:
    """How far a bar went beyond the target; None if it did not reach it."""
    price = high if alert.rule is AlertRule.ABOVE else low
    return price if alert.reached_by(price) else None


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, KST)
