"""What lies between the socket and a reader who may be slow.

Trades come in bursts of thousands. A reader who cannot keep up wants the newest price of each symbol, not a queue of
old ones; but every notice, as it is never sent again. So a full buffer first lets go of rows which a newer one of the
same kind and symbol replaces (ticks, books), and if that is not enough (notices alone fill it) the socket is no longer
read until there is room.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable

from kis.realtime.events import Event
from kis.realtime.record import Record


class Buffer:
    """A bounded queue for one writer and one reader, both on the same event loop.

    `bound` should be well above twice the number of symbols. It is passed by at most the rows of one frame.
    """

    def __init__(self, bound: int = 8192) -> None:
        self._bound = bound
        self._events: deque[Event] = deque()
        self._alarm: asyncio.Future[None] | None = None
        self._asleep = False
        self._room = asyncio.Event()
        self._room.set()
        self._closed = False
        self._failure: BaseException | None = None
        self.congested = False
        """Whether the writer has to wait for `room`."""
        self.outdated = 0
        """Rows let go because a newer one of the same kind and symbol was waiting too."""

    def __len__(self) -> int:
        return len(self._events)

    def put(self, events: Iterable[Event]) -> None:
        """Add events. Never blocks; the writer looks at `congested` afterwards."""
        self._events.extend(events)
        if len(self._events) > self._bound:
            self._thin()
        if self._alarm is not None:
            self._wake()

    async def room(self) -> None:
        """Wait until the reader has made room. How long is up to the reader."""
        await self._room.wait()

    def close(self, failure: BaseException | None = None) -> None:
        """Let the reader have what is left, then end; with `failure` if there is one."""
        self._closed, self._failure = True, failure
        self._make_room()
        self._wake()

    async def batches(self) -> AsyncIterator[deque[Event]]:
        """Yield everything that has come, each time something has, so that many frames cost one waking."""
        while await self._wait():
            batch, self._events = self._events, deque()
            self._make_room()
            yield batch

    async def each(self) -> AsyncIterator[Event]:
        """Yield one event at a time; what waits behind it may still be replaced by newer rows."""
        while await self._wait():
            event = self._events.popleft()
            if len(self._events) <= self._bound // 4:
                self._make_room()
            yield event

    async def _wait(self) -> bool:
        if self._asleep:
            raise RuntimeError("a stream has one reader")
        while not self._events and not self._closed:
            self._alarm, self._asleep = asyncio.get_running_loop().create_future(), True
            try:
                await self._alarm
            finally:
                self._alarm, self._asleep = None, False
        if not self._events and self._failure is not None:
            raise self._failure
        return bool(self._events)

    def _wake(self) -> None:
        alarm, self._alarm = self._alarm, None
        if alarm is not None and not alarm.done():
            alarm.set_result(None)

    def _make_room(self) -> None:
        self.congested = False
        self._room.set()

    def _thin(self) -> None:
        """Keep the newest row of each kind and symbol, and all that is no such row, in order."""
        kept: deque[Event] = deque()
        seen: set[tuple[type, str]] = set()
        for event in reversed(self._events):
            if isinstance(event, Record) and event.replaceable:
                name = (type(event), event.subject)
                if name in seen:
                    continue
                seen.add(name)
            kept.appendleft(event)
        self.outdated += len(self._events) - len(kept)
        self._events = kept
        if len(kept) > self._bound // 2:
            self.congested = True
            self._room.clear()
