"""What waits for the worker of one connection: notices in their order, and the wish to have KIS's list asked."""

from __future__ import annotations

import asyncio
from enum import Enum

from kis.realtime import Notice

PENDING = 4_096
"""Notices that may wait for their turn before the stream is no longer read."""
FULL = 1.0
"""Seconds before a wish that found no room is made again."""


class Task(Enum):
    """Work besides notices."""

    RECONCILE = "reconcile"


class Work:
    """A bounded queue in which the wish stands once: asking the list serves all who wished for it before."""

    def __init__(self) -> None:
        self._jobs: asyncio.Queue[Notice | Task] = asyncio.Queue(PENDING)
        self._wished = False
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return self._jobs.qsize()

    async def add(self, notice: Notice) -> None:
        """Put a notice behind what waits; where there is no room, wait for it."""
        await self._jobs.put(notice)

    async def next(self) -> Notice | Task:
        """Wait for what is to be done next."""
        job = await self._jobs.get()
        if job is Task.RECONCILE:
            self._wished = False
        return job

    def reconcile(self) -> None:
        """Have the list asked when the worker comes to it."""
        self.close()
        if self._wished:
            return
        if self._jobs.full():
            self.reconcile_later(FULL)
            return
        self._wished = True
        self._jobs.put_nowait(Task.RECONCILE)

    def reconcile_later(self, seconds: float) -> None:
        """Have it asked in so many seconds, if nobody wishes for it before."""
        if self._timer is None and not self._wished:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.reconcile)

    def close(self) -> None:
        """Forget what was to be asked later."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
