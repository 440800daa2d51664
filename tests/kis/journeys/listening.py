"""Waiting for what the realtime connection tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from kis.client import Kis
from kis.realtime import NOTICES, OrderNotice, Stream, derivatives, overseas
from kis.realtime.derivatives import DerivativeNotice
from kis.realtime.notices import Notice
from kis.realtime.overseas import OverseasNotice

N = TypeVar("N", bound=Notice)


class Notices(Generic[N]):
    """The order notices (체결통보) of a customer, one by one."""

    def __init__(self, stream: Stream, kind: type[N]) -> None:
        self._stream = stream
        self._kind = kind

    async def next(self) -> N:
        """Return the next one; fails if none comes in two seconds."""
        async with asyncio.timeout(2):
            async for event in self._stream:
                if isinstance(event, self._kind):
                    return event
        raise AssertionError("the stream ended")


@asynccontextmanager
async def notices(kis: Kis) -> AsyncIterator[Notices[OrderNotice]]:
    """Listen for the orders of the client's HTS id."""
    async with kis.stream() as stream:
        await stream.register(NOTICES, kis.credentials.hts_id)
        yield Notices(stream, OrderNotice)


@asynccontextmanager
async def derivative_notices(kis: Kis) -> AsyncIterator[Notices[DerivativeNotice]]:
    """Listen for the orders in futures and options of the client's HTS id, by day."""
    async with kis.stream() as stream:
        await stream.register(derivatives.NOTICES, kis.credentials.hts_id)
        yield Notices(stream, DerivativeNotice)


@asynccontextmanager
async def notices_abroad(kis: Kis) -> AsyncIterator[Notices[OverseasNotice]]:
    """Listen for the orders abroad of the client's HTS id."""
    async with kis.stream() as stream:
        await stream.register(overseas.NOTICES, kis.credentials.hts_id)
        yield Notices(stream, OverseasNotice)
