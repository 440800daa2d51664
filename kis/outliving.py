"""Work that goes on to its end although nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def outliving(work: Coroutine[Any, Any, T], running: set[asyncio.Task[T]], name: str) -> T:
    """Wait for work that runs on when its waiter is cancelled; it stands in `running` until it ends.

    How it fails then is nobody's news: asyncio would report it as an exception that was forgotten.
    """
    task = asyncio.create_task(work, name=name)
    running.add(task)
    task.add_done_callback(running.discard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(_heard)
        raise


def _heard(task: asyncio.Task[Any]) -> None:
    if not task.cancelled():
        task.exception()
