"""A flooded socket: typed ticks handed to a reader, against a loop that only receives."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter

from websockets.asyncio.client import connect

from kis.credentials import Environment
from kis.realtime import TRADES, Stream, Tick, Timing
from tests.benchmarks.frames import flood
from tests.benchmarks.table import Row

_COUNT = 40_000
_ROUNDS = 5


def rows() -> list[Row]:
    """Rounds alternate, so that a slow moment of the machine falls on both."""
    with flood(_COUNT) as url:
        pairs = [(asyncio.run(_bare(url)), asyncio.run(_streamed(url))) for _ in range(_ROUNDS)]
    bare, streamed = (median(rates) for rates in zip(*pairs, strict=True))
    return [
        Row("bare websockets receive loop", f"{bare:,.0f}/s"),
        Row.at_least("socket to typed Tick at the reader, against the bare loop", streamed / bare, 0.6),
    ]


async def _bare(url: str) -> float:
    seen, started = 0, 0.0
    async with asyncio.timeout(60), connect(url, compression=None, ping_interval=None) as socket:
        await socket.send("go")
        async for _ in socket:
            started = started or perf_counter()
            seen += 1
            if seen == _COUNT:
                break
    return _COUNT / (perf_counter() - started)


async def _streamed(url: str) -> float:
    seen, started = 0, 0.0
    stream = Stream(_approve, url, Environment.REAL, timing=Timing(spacing=0.0))
    async with asyncio.timeout(60), stream, asyncio.TaskGroup() as tasks:
        tasks.create_task(stream.register(TRADES, "005930"))
        async for batch in stream.batches():
            started = started or perf_counter()
            seen += sum(isinstance(event, Tick) for event in batch)
            if seen >= _COUNT - stream.outdated:
                break
    assert stream.outdated == 0, "the reader was too slow to see every tick"
    return _COUNT / (perf_counter() - started)


async def _approve() -> str:
    return "fake-approval-key"
