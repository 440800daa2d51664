"""A stream that a test opens, and what it reads of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from kis.credentials import Environment
from kis.realtime import Stream, Timing
from tests.kis.realtime.gateway import QUICK, Gateway


class Door:
    """Hands out approval keys, or fails as scripted."""

    def __init__(self, *failures: Exception) -> None:
        self.keys = 0
        self._failures = list(failures)

    async def approve(self) -> str:
        if self._failures:
            raise self._failures.pop(0)
        self.keys += 1
        return f"fake-approval-key-{self.keys}"


@asynccontextmanager
async def streaming(gateway: Gateway, timing: Timing = QUICK, door: Door | None = None) -> AsyncIterator[Stream]:
    approve = (door or Door()).approve
    async with asyncio.timeout(8), Stream(approve, gateway.url, Environment.REAL, timing=timing) as stream:
        yield stream


async def until(events: AsyncIterator[Any], kind: type) -> Any:
    async for event in events:
        if isinstance(event, kind):
            return event
    raise AssertionError(f"the stream ended without {kind.__name__}")


async def take(stream: Stream, count: int) -> AsyncIterator[Any]:
    async for event in stream:
        yield event
        count -= 1
        if count == 0:
            return
