"""Work that goes on after the update which caused it: sending, looking for a lost order, asking KIS's list again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

MOST = 2_000
"""More chores than this at a time mean that something runs wild."""


class Chores:
    """Named tasks, one for each key; `close` gives them a moment to end."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {}

    def start(self, key: str, work: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
        """Start work in the background. While work of the same key runs, it is done once more afterwards."""
        if (running := self._tasks.get(key)) is not None:
            self._again[key] = work
            return running
        if len(self._tasks) >= MOST:
            raise RuntimeError(f"{MOST} chores are under way")
        task = asyncio.create_task(work(), name=key)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))
        return task

    async def finish(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())
            await asyncio.sleep(0)

    async def close(self, grace: float) -> None:
        """Let what is under way end within `grace` seconds, then cancel the rest."""
        self._again.clear()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace)
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _ended(self, key: str, task: asyncio.Task[None]) -> None:
        del self._tasks[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s broke", key, exc_info=error)
        if (work := self._again.pop(key, None)) is not None and not task.cancelled():
            self.start(key, work)
