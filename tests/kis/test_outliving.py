"""Work that outlives its waiter."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest

from kis.errors import TokenTooSoon
from kis.outliving import outliving


async def test_it_goes_on_and_its_failure_is_nobodys_news(caplog: pytest.LogCaptureFixture) -> None:
    """A waiter who leaves takes nothing with him; what fails later is not reported as forgotten."""
    running: set[asyncio.Task[None]] = set()
    door, seen = asyncio.Event(), list[str]()

    async def work() -> None:
        await door.wait()
        seen.append("done")
        raise TokenTooSoon("나중에")

    waiter = asyncio.create_task(outliving(work(), running, "test"))
    await asyncio.sleep(0)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    assert len(running) == 1

    door.set()
    while running:  # noqa: ASYNC110 - the task takes itself out
        await asyncio.sleep(0)
    gc.collect()
    assert seen == ["done"]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_who_waits_hears_of_the_failure() -> None:
    """What it raises is raised here."""

    async def work() -> None:
        raise TokenTooSoon("지금")

    with pytest.raises(TokenTooSoon, match="지금"):
        await outliving(work(), set(), "test")
