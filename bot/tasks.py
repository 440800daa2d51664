"""Background tasks that must not die unseen: the first that fails ends the process, whose supervisor restarts it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

GRACE = 12.0
"""Seconds that a cancelled task may take to end what it has begun."""


class Tasks:
    """Keeps watch over background tasks."""

    def __init__(self) -> None:
        self._failed: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()

    @asynccontextmanager
    async def running(self, work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
        """Do `work` beside the block, and cancel it afterwards."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._ended)
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=GRACE)

    async def failure(self) -> BaseException:
        """Wait for the first failure."""
        return await asyncio.shield(self._failed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None and not self._failed.done():
            self._failed.set_result(error)
