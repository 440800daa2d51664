"""Waiting for what the realtime connection tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kis.client import Kis
from kis.realtime import NOTICES, OrderNotice, Stream


class Notices:
    """The order notices (체결통보) of a customer, one by one."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def next(self) -> OrderNotice:
        """Return the next one; fails if none comes in two seconds."""
        async with asyncio.timeout(2):
            async for event in self._stream:
                if isinstance(event, OrderNotice):
                    return event
        raise AssertionError("the stream ended")


@asynccontextmanager
async def notices(kis: Kis) -> AsyncIterator[Notices]:
    """Listen for the orders of the client's HTS id."""
    async with kis.stream() as stream:
        await stream.register(NOTICES, kis.credentials.hts_id)
        yield Notices(stream)
