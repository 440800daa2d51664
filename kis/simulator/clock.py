"""The simulator's own time, in KST."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from kis.market.clock import KST
from kis.market.holidays import Calendar

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Years in which the simulator may be told to be."""

_MORNING = time_of_day(10, 0)


def usual_start(today: date, calendar: Calendar) -> datetime:
    """Return 10:00 KST on the last trading day up to and including `today`: a market that is open."""
    day = today if calendar.is_trading_day(today) else calendar.previous_trading_day(today)
    return datetime.combine(day, _MORNING, KST)


class SimClock:
    """Market time that starts where it is told and runs `speed` times as fast as the host's.

    With speed 0 it stands still and moves only by `set` and `advance`. `monotonic` is the host's steady
    clock in seconds.
    """

    def __init__(self, start: datetime, *, speed: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.start = _kst(start)
        self.speed = speed
        self.set(start)

    def now(self) -> datetime:
        """Return the market time (KST)."""
        elapsed = (self._monotonic() - self._origin) * self.speed
        return self._base + timedelta(seconds=elapsed)

    def set(self, at: datetime) -> None:
        """Make it `at`; a time without a zone is KST. It may go back."""
        self._base = _kst(at)
        self._origin = self._monotonic()

    def advance(self, by: timedelta) -> None:
        """Move on by `by`."""
        self.set(self.now() + by)

    def reset(self) -> None:
        """Start again where it started."""
        self.set(self.start)


def _kst(at: datetime) -> datetime:
    return at.replace(tzinfo=KST) if at.tzinfo is None else at.astimezone(KST)
