"""Minute bars over several days: those simulated as they were, those before drawn so that they make up the day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import NamedTuple

from kis.market.ticks import Board, snap, step
from kis.simulator.chance import chance
from kis.simulator.history import Candle, History
from kis.simulator.intraday import Intraday, Minute, merged, with_totals
from kis.simulator.listing import Listing

_DAYS_KEPT = 5
_LOTS_A_BAR = 50
_MINUTE = timedelta(minutes=1)

Session = Callable[[date], tuple[datetime, datetime]]
"""When the trading of a past day began and ended."""


class Minutes:
    """The minute bars of one symbol."""

    def __init__(self, listing: Listing, seed: int, history: History) -> None:
        self._listing = listing
        self._seed = seed
        self._history = history
        self._kept: dict[date, Intraday] = {}

    def keep(self, day: Intraday) -> None:
        """Keep the bars of a simulated day that is over, a few days long."""
        day.close()
        self._kept[day.day] = day
        for old in sorted(self._kept)[:-_DAYS_KEPT]:
            del self._kept[old]

    def newest_first(self, today: Intraday, until: datetime, size: int, session: Session) -> Iterator[Minute]:
        """Yield the bars of `size` minutes that begin at `until` or before, day by day into the past."""
        days = (merged(bars, size) for bars in self._days(today, until.date(), session))
        return (bar for bars in days for bar in reversed(bars) if bar.start <= until)

    def _days(self, today: Intraday, last: date, session: Session) -> Iterator[list[Minute]]:
        yield today.bars()
        for candle in self._history.back_from(last + timedelta(days=1)):
            if candle.day != today.day:
                kept = self._kept.get(candle.day)
                yield kept.bars() if kept else self._drawn(candle, session)

    def _drawn(self, candle: Candle, session: Session) -> list[Minute]:
        random = chance(self._seed, "minutes", self._listing.code, candle.day)
        return draw_minutes(candle, self._listing, *session(candle.day), random)


def draw_minutes(candle: Candle, listing: Listing, begin: datetime, end: datetime, random: Random) -> list[Minute]:
    """Draw the minute bars of a past day, oldest first: they add up to its candle, to the share and to the unit.

    A thin day has fewer bars than minutes.
    """
    minutes = max(1, int((end - begin) / _MINUTE))
    count = max(1, min(minutes, candle.volume // listing.lot // _LOTS_A_BAR))
    spans = _spans(candle, listing.board, count, random)
    volumes = _volumes(candle, spans, listing.lot, random)
    values = _values(candle, spans, volumes)
    if values is None:
        spans, count = [_Span(candle.open, candle.high, candle.low, candle.close)], 1
        volumes, values = [candle.volume], [candle.value]
    starts = [begin + _MINUTE * (minutes * index // count) for index in range(count)]
    return with_totals(
        Minute(start, *span, volume, value)
        for start, span, volume, value in zip(starts, spans, volumes, values, strict=True)
    )


class _Span(NamedTuple):
    open: int
    high: int
    low: int
    close: int

    @property
    def middle(self) -> int:
        return (self.high + self.low) // 2


def _spans(candle: Candle, board: Board, count: int, random: Random) -> list[_Span]:
    """Walk from the open to the close within the day's high and low, each of them reached in some bar."""
    high_at, low_at = random.randrange(count), random.randrange(count)
    closes = _closes(candle, {high_at: candle.high, low_at: candle.low, count - 1: candle.close}, board, random)
    spans = []
    for index, (opened, close) in enumerate(pairwise([candle.open, *closes])):
        top = candle.high if index == high_at else step(max(opened, close), board, random.randint(0, 1))
        bottom = candle.low if index == low_at else step(min(opened, close), board, -random.randint(0, 1))
        spans.append(_Span(opened, min(top, candle.high), max(bottom, candle.low), close))
    return spans


def _closes(candle: Candle, turns: Mapping[int, int], board: Board, random: Random) -> list[int]:
    """Return the last price of each bar: random bridges from turn to turn."""
    noise = (candle.high - candle.low) / math.sqrt(max(turns) + 1)
    closes: list[int] = []
    start, price = -1, candle.open
    for end, target in sorted(turns.items()):
        steps = [0.0, *accumulate(random.gauss(0, noise) for _ in range(end - start))]
        for passed in range(1, end - start + 1):
            part = passed / (end - start)
            free = price + (target - price) * part + steps[passed] - steps[-1] * part
            closes.append(snap(min(max(round(free), candle.low), candle.high), board, up=False))
        start, price = end, target
    return closes


def _volumes(candle: Candle, spans: Sequence[_Span], lot: int, random: Random) -> list[int]:
    """Deal the day's shares so that the average price comes out near that of the day."""
    average = candle.value // candle.volume
    apart = [0 if abs(span.middle - average) <= 1 else span.middle - average for span in spans]
    weights = [random.uniform(0.3, 1.7) for _ in spans]
    above = sum(weight * distance for weight, distance in zip(weights, apart, strict=True) if distance > 0)
    below = -sum(weight * distance for weight, distance in zip(weights, apart, strict=True) if distance < 0)
    for index, distance in enumerate(apart):
        weights[index] *= (below if distance > 0 else above if distance < 0 else above + below) or 1e-9
    spare = candle.volume // lot - len(spans)
    volumes = [(1 + int(spare * weight / sum(weights))) * lot for weight in weights]
    volumes[min(range(len(spans)), key=lambda index: abs(apart[index]))] += candle.volume - sum(volumes)
    return volumes


def _values(candle: Candle, spans: Sequence[_Span], volumes: Sequence[int]) -> list[int] | None:
    """Return what was paid in each bar, within its prices; None if that cannot make up the day."""
    values = [span.middle * volume for span, volume in zip(spans, volumes, strict=True)]
    missing = candle.value - sum(values)
    for index, (span, volume) in enumerate(zip(spans, volumes, strict=True)):
        change = min(max(missing, span.low * volume - values[index]), span.high * volume - values[index])
        values[index] += change
        missing -= change
    return None if missing else values
