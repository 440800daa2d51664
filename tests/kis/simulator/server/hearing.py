"""A simulator at some hour, and the project's own client that listens to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kis.client import Kis
from kis.credentials import Environment
from kis.market.clock import KST
from kis.realtime import Channel, Record, Stream
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.broker import Broker


@dataclass(frozen=True)
class Listener:
    """The client, its stream and the simulator."""

    kis: Kis
    stream: Stream
    simulator: Simulator

    @property
    def broker(self) -> Broker:
        return self.simulator.broker

    async def register(self, channel: Channel[Any], key: str) -> None:
        await self.stream.register(channel, key)

    async def next(self, kind: type[Record]) -> Any:
        """The next row of a kind; others are passed over."""
        async with asyncio.timeout(3):
            async for event in self.stream:
                if isinstance(event, kind):
                    return event
        raise AssertionError("the stream ended")

    async def kinds(self) -> set[type]:
        """What kinds of rows came until now and within a moment."""
        await asyncio.sleep(0.05)
        events = aiter(self.stream)
        return {type(await anext(events)) for _ in range(self.stream.waiting)}


@asynccontextmanager
async def listening(
    hour: int = 10, minute: int = 0, *, day: int = 23, environment: Environment = Environment.REAL, **options: Any
) -> AsyncIterator[Listener]:
    """In November 2026 the clock stands at this time; the 23rd is a Monday."""
    at = datetime(2026, 11, day, hour, minute, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0, **options) as simulator,
        Kis(simulator.credentials(environment), origins=simulator.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        yield Listener(kis, stream, simulator)


def read_all(row: Record) -> None:
    """Every column can be read, and the row is as wide as documented."""
    assert len(row.values) == len(row.keys)
    for name in type(row)._spec.__dataclass_fields__:
        getattr(row, name)
