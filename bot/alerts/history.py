"""Whether a condition held while nobody looked, by KIS's bars: minutes of today, days before.

Prices are judged by both; rates by the close they are counted from; new highs and lows of today by its minutes from
the start, of a day before by whether it went beyond its opening; volumes by the day's. Nothing tells of a VI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts.rules import NEVER, Basis, Condition, Gate
from bot.charts.values import Bar
from bot.money import Figure

FARTHEST = timedelta(days=90)
"""Bars farther back are not asked for."""
_MINUTE, _DAY = timedelta(minutes=1), timedelta(hours=23, minutes=59)


@dataclass(frozen=True, slots=True)
class Touch:
    """When a bar reached a target, and how far it went. `whole_day` bars tell the day only."""

    at: datetime
    price: Figure
    whole_day: bool = False
    certain: bool = True
    """False where the bar is older in part than the alert."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day's candle, which begins at midnight in the zone of its market; its rate is counted from `reference`."""

    bar: Bar
    reference: Figure


@dataclass(frozen=True, slots=True)
class Bars:
    """What one instrument did between two moments, oldest bar first. `basis` is today's, as it is now.

    `blind` says that it traded at times of which no bar tells (nights that are over).
    """

    basis: Basis
    minutes: Sequence[Bar]
    days: Sequence[Day]
    blind: bool = False

    def touch(self, condition: Condition, armed_at: datetime, since: datetime) -> Touch | None:
        """The first bar that met a condition; a minute or a day counts for sure if the alert was armed before it."""
        doubtful = None
        for day in self.days:
            if (price := on_day(condition, day)) is None:
                continue
            found = Touch(day.bar.at, price, whole_day=True, certain=armed_at < day.bar.at)
            if found.certain:
                return found
            doubtful = doubtful or found
        for at, price in self._by_minute(condition):
            if at + _MINUTE <= max(since, armed_at):
                continue
            if at >= armed_at:
                return Touch(at, price)
            doubtful = doubtful or Touch(at, price, certain=False)
        return doubtful

    def left(self, condition: Condition, since: datetime) -> datetime | None:
        """When the price of an alert at rest had left its condition for sure, by the end of a minute or a day."""
        gate = condition.leaving(self.basis)
        for day in self.days:
            if reach(gate, day.bar.high, day.bar.low) is not None and day.bar.at > since:
                return day.bar.at + _DAY
        for minute in self.minutes:
            if reach(gate, minute.high, minute.low) is not None and minute.at >= since:
                return minute.at + _MINUTE
        return None

    def _by_minute(self, condition: Condition) -> Iterator[tuple[datetime, Figure]]:
        high: Figure = 0
        low: Figure = NEVER
        for minute in self.minutes:
            basis = replace(self.basis, high=high or minute.open, low=min(low, minute.open))
            if (price := reach(condition.gate(basis), minute.high, minute.low)) is not None:
                yield minute.at, price
            high, low = max(high, minute.high), min(low, minute.low)


def on_day(condition: Condition, day: Day) -> Figure | None:
    """The price with which a whole day met a condition, its new highs and lows counted from its opening."""
    bar = day.bar
    gate = condition.gate(Basis(bar.close, day.reference, bar.open, bar.open))
    return bar.close if (bar.volume or 0) >= gate.volume else reach(gate, bar.high, bar.low)


def reach(gate: Gate, high: Figure, low: Figure) -> Figure | None:
    """How far a bar went beyond a gate; None if it did not open it."""
    if high >= gate.above:
        return high
    return low if low <= gate.below else None
