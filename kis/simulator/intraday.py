"""One day of a symbol from trade to trade: its tape (체결) and its minute bars (분봉)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from kis.simulator.chance import chance
from kis.simulator.listing import Listing
from kis.simulator.morning import Morning
from kis.simulator.tape import Trade

_TAPE = 1_000


@dataclass(frozen=True, slots=True)
class Minute:
    """A bar that begins at `start` (KST). `day_volume` and `day_value` are the day's so far, this bar included."""

    start: datetime
    open: int
    high: int
    low: int
    close: int
    volume: int
    value: int
    day_volume: int = 0
    day_value: int = 0

    def and_then(self, later: Minute) -> Minute:
        """Return this bar continued by a later one."""
        return replace(
            later,
            start=self.start,
            open=self.open,
            high=max(self.high, later.high),
            low=min(self.low, later.low),
            volume=self.volume + later.volume,
            value=self.value + later.value,
        )


class Intraday:
    """The trades of `day`. What was traded before the simulation began is drawn when it is first asked for."""

    def __init__(self, listing: Listing, seed: int, day: date, morning: Morning | None) -> None:
        self.day = day
        self._listing = listing
        self._seed = seed
        self._morning = morning
        self._drawn: list[Trade] | None = None
        self._tape: deque[Trade] = deque(maxlen=_TAPE)
        self._bars: list[Minute] = []

    def add(self, trade: Trade) -> None:
        """Note a trade."""
        self._tape.append(trade)
        bar = _bar(trade)
        if self._bars and self._bars[-1].start >= bar.start:
            self._bars[-1] = self._bars[-1].and_then(bar)
        else:
            self._bars.append(bar)

    def close(self) -> None:
        """Forget the tape of a day that is over; its bars stay."""
        self._tape.clear()

    def trades(self) -> list[Trade]:
        """Return the day's trades, newest first, at least the last thousand."""
        return (
            [*reversed(self._tape), *reversed(self._before())] if len(self._tape) < _TAPE else [*reversed(self._tape)]
        )

    def bars(self) -> list[Minute]:
        """Return the day's minutes in which anything was traded, oldest first."""
        return with_totals(merged([*(_bar(trade) for trade in self._before()), *self._bars], 1))

    def _before(self) -> list[Trade]:
        if self._drawn is None:
            random = chance(self._seed, "morning", self._listing.code, self.day)
            self._drawn = list(self._morning.trades(self._listing, random)) if self._morning else []
        return self._drawn


def _bar(trade: Trade) -> Minute:
    start, price = trade.time.replace(second=0, microsecond=0), trade.price
    return Minute(start, price, price, price, price, trade.quantity, price * trade.quantity)


def merged(bars: Iterable[Minute], size: int) -> list[Minute]:
    """Put bars together to bars of `size` minutes; a longer bar begins at a multiple of its size past midnight."""
    return [_joined(group, start) for start, group in groupby(bars, key=lambda bar: _start(bar, size))]


def _start(bar: Minute, size: int) -> datetime:
    past = bar.start.hour * 60 + bar.start.minute
    hour, minute = divmod(past - past % size, 60)
    return bar.start.replace(hour=hour, minute=minute)


def _joined(group: Iterable[Minute], start: datetime) -> Minute:
    first, *later = group
    joined = replace(first, start=start)
    for bar in later:
        joined = joined.and_then(bar)
    return joined


def with_totals(bars: Iterable[Minute]) -> list[Minute]:
    """Return a day's bars with the sums since its first one."""
    volume = value = 0
    counted = []
    for bar in bars:
        volume, value = volume + bar.volume, value + bar.value
        counted.append(replace(bar, day_volume=volume, day_value=value))
    return counted
