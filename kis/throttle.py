"""Calls a second for one app key (초당 거래건수): slots on a schedule, orders first.

KIS counts in a window that slides, so slots are spread evenly and never bunched. A slot taken late does not move
the schedule: those after it may come at up to twice the pace until the delay is made up, so that a busy event loop
costs no throughput. The window is kept all the same.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque

from kis.errors import TooFast

_SLOW_FOR = 10.0  # seconds until a pace that was slowed down takes half the way back
_SLOWEST = 8.0
_LONGEST_QUEUE = 30.0  # seconds a read may have to wait for its slot


class Slots:
    """The schedule alone, without waiting: when may the next call leave?

    For a rate of 10 a second no eleven calls leave within one second, and no two within 50 ms. A rate between whole
    numbers is the next one with a margin: 17.5 lets 18 calls leave within 1.03 seconds, for a network that jitters.
    """

    def __init__(self, rate: float) -> None:
        if not rate > 0:
            raise ValueError("the rate must be positive")
        self.rate = rate
        self._count = math.ceil(rate)
        self._spacing = 1 / rate
        self._window = self._count / rate
        self._taken: deque[float] = deque(maxlen=self._count)
        self._due = float("-inf")
        self._stretch = 1.0
        self._slow_until = float("-inf")

    @property
    def stretch(self) -> float:
        """How many times wider than usual the slots are spread now."""
        return self._stretch

    def next(self) -> float:
        """The earliest time at which a call may leave."""
        if len(self._taken) < self._count:
            return self._due
        return max(self._due, self._taken[0] + self._window * self._stretch)

    def take(self, at: float) -> None:
        """Note that a call leaves at `at`, which is not before `next()`."""
        if self._stretch > 1 and at >= self._slow_until:
            self._stretch, self._slow_until = max(1.0, self._stretch / 2), at + _SLOW_FOR
        spacing = self._spacing * self._stretch
        on_time = self._due if at - self._due < self._window else at
        self._due = max(on_time + spacing, at + spacing / 2)
        self._taken.append(at)

    def slow_down(self, at: float) -> None:
        """KIS said too fast: spread the slots twice as wide for a while. Calls in flight together count once."""
        fresh = at + _SLOW_FOR - self._slow_until > 1.0
        if fresh:
            self._stretch = min(_SLOWEST, self._stretch * 2)
            self._slow_until = at + _SLOW_FOR
        self._due = max(self._due, at + self._spacing * self._stretch)

    def used(self, at: float) -> float:
        """The share of the slots that was used in the last window, 0 to 1."""
        return sum(1 for taken in self._taken if taken > at - self._window) / self._count


class Pace:
    """The waiting line for slots. One for each app key; clients of the same key share it.

    Orders leave before reads, so an order waits for one slot at most (and for other orders). Cancelling a wait
    gives the place back.
    """

    def __init__(self, rate: float, *, queue: int | None = None) -> None:
        self._slots = Slots(rate)
        self._limit = max(8, int(rate * _LONGEST_QUEUE)) if queue is None else queue
        self._orders: deque[asyncio.Future[None]] = deque()
        self._reads: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, *, urgent: bool = False) -> None:
        """Wait for the next slot; `urgent` (orders, tokens) goes before all that is not.

        Raises `TooFast` if the line is full.
        """
        if not self.waiting and self._slots.next() <= (now := time.monotonic()):
            self._slots.take(now)
            return
        line = self._orders if urgent else self._reads
        if len(line) >= self._limit:
            raise TooFast("요청이 밀려 있어요. 잠시 후 다시 시도해 주세요.")
        place = asyncio.get_running_loop().create_future()
        line.append(place)
        self._arm()
        try:
            await place
        except asyncio.CancelledError:
            self._leave(line, place)
            raise

    def slow_down(self) -> None:
        """KIS said too fast (EGW00201, EGW00215)."""
        self._slots.slow_down(time.monotonic())

    @property
    def rate(self) -> float:
        """Calls a second when nothing is wrong."""
        return self._slots.rate

    @property
    def slowed(self) -> bool:
        """Whether KIS recently complained, so that slots are spread wider."""
        return self._slots.stretch > 1

    @property
    def waiting(self) -> int:
        """How many calls wait for a slot."""
        return len(self._orders) + len(self._reads)

    @property
    def headroom(self) -> float:
        """The share of the permitted rate that is free now, 0 to 1."""
        return 0.0 if self.waiting else 1.0 - self._slots.used(time.monotonic())

    def _arm(self) -> None:
        if self._timer is None:
            delay = max(0.0, self._slots.next() - time.monotonic())
            self._timer = asyncio.get_running_loop().call_later(delay, self._release)

    def _release(self) -> None:
        self._timer = None
        now = time.monotonic()
        place = self._first() if self._slots.next() <= now else None
        if place is not None:
            self._slots.take(now)
            place.set_result(None)
        if self.waiting:
            self._arm()

    def _first(self) -> asyncio.Future[None] | None:
        """Whose turn it is; a cancelled place may stand in the line until its task runs."""
        while self.waiting:
            place = (self._orders or self._reads).popleft()
            if not place.done():
                return place
        return None

    def _leave(self, line: deque[asyncio.Future[None]], place: asyncio.Future[None]) -> None:
        if place in line:
            line.remove(place)
        if not self.waiting and self._timer is not None:
            self._timer.cancel()
            self._timer = None
