"""From the stream to those who wait: prices to the alerts, notices to the orders.

The tick path is short and never waits for KIS; notices and reconciliation, which may, go in order through a worker
of their own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import Enum

from bot.alerts.watch import Watch
from bot.connection import Connection
from bot.errors import BotError
from kis.errors import KisError
from kis.realtime import Event, Lost, Opened, OrderNotice, Tick, Unreadable

log = logging.getLogger(__name__)

PENDING = 4_096
"""Notices that may wait for their turn before the stream is no longer read."""
DOUBT = 10.0
"""Seconds between looks at a connection from which a notice is overdue."""
AGAIN = 3.0
"""Seconds before an attempt to reconcile, or to write an alert down, that failed is made again."""


class Task(Enum):
    """Work besides notices."""

    RECONCILE = "reconcile"


Take = Callable[[Connection, OrderNotice], Awaitable[None]]
Reconcile = Callable[[Connection], Awaitable[object]]
TellMute = Callable[[Connection], Awaitable[None]]


class Feed:
    """Reads the streams of all connections."""

    def __init__(self, watch: Watch, take: Take, reconcile: Reconcile, tell_mute: TellMute) -> None:
        self._watch = watch
        self._take = take
        self._reconcile = reconcile
        self._tell_mute = tell_mute
        self._work: dict[int, asyncio.Queue[OrderNotice | Task]] = {}

    async def follow(self, connection: Connection) -> None:
        """Serve one connection until it closes."""
        work: asyncio.Queue[OrderNotice | Task] = asyncio.Queue(PENDING)
        self._work[connection.credential_id] = work
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read(connection, work))
                tasks.create_task(self._labour(connection, work))
                tasks.create_task(self._doubt(connection, work))
                tasks.create_task(self._catch_up(connection))
                tasks.create_task(self._prepare(connection))
        finally:
            del self._work[connection.credential_id]

    def reconcile_soon(self, connection: Connection) -> None:
        """Ask KIS's list when the worker comes to it."""
        work = self._work.get(connection.credential_id)
        if work is not None:
            _add(work)

    async def _prepare(self, connection: Connection) -> None:
        await connection.listen()
        await self._watch.rearm(connection)

    async def _read(self, connection: Connection, work: asyncio.Queue[OrderNotice | Task]) -> None:
        match, ticks = self._watch.book(connection).match, connection.ticks
        async for batch in connection.stream.batches():
            for event in batch:
                if type(event) is Tick:
                    symbol = event.symbol
                    ticks[symbol] = event
                    if fired := match(symbol, event.price):
                        await self._watch.fire(connection, fired, event.price)
                else:
                    await self._other(connection, work, event)

    async def _other(self, connection: Connection, work: asyncio.Queue[OrderNotice | Task], event: Event) -> None:
        match event:
            case OrderNotice():
                connection.noticed()
                await work.put(event)
            case Opened() | Unreadable():
                _add(work)
            case Lost():
                connection.lost()

    async def _labour(self, connection: Connection, work: asyncio.Queue[OrderNotice | Task]) -> None:
        while True:
            job = await work.get()
            try:
                if isinstance(job, OrderNotice):
                    await self._take(connection, job)
                else:
                    await self._reconcile(connection)
            except Exception as error:  # one notice that cannot be taken must not stop those behind it
                expected = isinstance(error, (KisError, BotError))
                log.warning("%s: 주문을 맞추지 못해 다시 해요", connection.account_hint, exc_info=not expected)
                asyncio.get_running_loop().call_later(AGAIN, _add, work)

    async def _catch_up(self, connection: Connection) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            await self._watch.catch_up(connection)

    async def _doubt(self, connection: Connection, work: asyncio.Queue[OrderNotice | Task]) -> None:
        """Without notices fills are found by KIS's list instead, and the user is told once why."""
        told = False
        while True:
            await asyncio.sleep(DOUBT)
            if connection.is_mute:
                _add(work)
                if not told:
                    told = True
                    await self._tell_mute(connection)


def _add(work: asyncio.Queue[OrderNotice | Task]) -> None:
    """Reconciling once serves all who asked; a full queue means that one is coming anyway."""
    with suppress(asyncio.QueueFull):
        work.put_nowait(Task.RECONCILE)
