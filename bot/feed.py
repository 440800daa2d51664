"""From the stream to those who wait: prices to the alerts, notices to the orders.

The tick path is short and never waits for KIS; notices and reconciliation, which may, go in order through a worker
of their own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.alerts.following import TURN
from bot.alerts.watch import Watch
from bot.connection import Connection
from bot.errors import BotError, StorageBusy, StorageDown
from bot.work import Work
from kis.errors import KisError
from kis.realtime import Dropped, Event, Lost, Notice, Opened, Record, Tick, Unreadable

log = logging.getLogger(__name__)

DOUBT = 10.0
"""Seconds between looks at a connection from which notices cannot be relied on."""
AGAIN = 3.0
"""Seconds before an attempt to reconcile, or to write something down, that failed is made again."""
AT_ONCE = 12
"""Accounts that are reconciled at a time. After a start or an outage it is everybody's turn, and two hundred at once
kept the database so busy that hardly any of them, and nobody's own words, came through.
"""
RENEW = 30.0
"""Seconds before what the gateway has refused is registered again."""

Take = Callable[[Connection, Notice], Awaitable[None]]
Reconcile = Callable[[Connection], Awaitable[object]]
TellMute = Callable[[Connection], Awaitable[None]]


class Feed:
    """Reads the streams of all connections."""

    def __init__(self, watch: Watch, take: Take, reconcile: Reconcile, tell_mute: TellMute) -> None:
        self._watch = watch
        self._take = take
        self._reconcile = reconcile
        self._tell_mute = tell_mute
        self._work: dict[int, Work] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def follow(self, connection: Connection) -> None:
        """Serve one connection until it closes. Raises what its stream ended with, in a group."""
        work = self._work[connection.credential_id] = Work()
        dropped = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read(connection, work, dropped))
                tasks.create_task(self._labour(connection, work))
                tasks.create_task(self._doubt(connection, work))
                tasks.create_task(self._catch_up(connection, work))
                tasks.create_task(self._register(connection, dropped))
        finally:
            del self._work[connection.credential_id]
            work.close()

    def reconcile_soon(self, connection: Connection) -> None:
        """Ask KIS's list when the worker comes to it."""
        work = self._work.get(connection.credential_id)
        if work is not None:
            work.reconcile()

    async def _register(self, connection: Connection, dropped: asyncio.Event) -> None:
        """Register for notices and for what alerts wait for; again after a while where the gateway has refused."""
        while True:
            dropped.clear()
            if await self._registered(connection):
                await dropped.wait()
            await asyncio.sleep(RENEW)

    async def _registered(self, connection: Connection) -> bool:
        try:
            await connection.listen()
        except KisError as error:
            log.warning("%s: 체결 통보를 등록하지 못했어요: %s", connection.account_hint, error)
            await self._armed(connection)
            return False
        return await self._armed(connection)

    async def _armed(self, connection: Connection) -> bool:
        try:
            return await self._watch.rearm(connection)
        except BotError as error:
            log.warning("%s: 알림을 읽지 못했어요: %s", connection.account_hint, error)
            return False

    async def _read(self, connection: Connection, work: Work, dropped: asyncio.Event) -> None:
        match, ticks = self._watch.book(connection).match, connection.ticks
        async for batch in connection.stream.batches():
            for event in batch:
                if type(event) is Tick:
                    symbol = event.symbol
                    ticks[symbol] = event
                    if fired := match(symbol, event.price, event):
                        await self._watch.fire(connection, fired, event.price)
                elif isinstance(event, Record) and (told := connection.told(event)) is not None:
                    symbol, trade = told
                    connection.shown.take(event)
                    ticks[symbol] = trade
                    if fired := match(symbol, trade.price, trade):
                        await self._watch.fire(connection, fired, trade.price)
                elif type(event) is Dropped:
                    log.warning("%s: %s 실시간 등록이 풀렸어요: %s", connection.account_hint, event.tr_id, event.reason)
                    connection.dropped(event)
                    dropped.set()
                else:
                    await self._other(connection, work, event)

    async def _other(self, connection: Connection, work: Work, event: Event) -> None:
        match event:
            case Notice():
                connection.noticed()
                await work.add(event)
            case Opened() | Unreadable():
                work.reconcile()
            case Lost():
                connection.lost()
            case Record():
                connection.shown.take(event)

    async def _labour(self, connection: Connection, work: Work) -> None:
        while True:
            job = await work.next()
            try:
                if isinstance(job, Notice):
                    await self._taken(connection, job)
                else:
                    async with self._turns:
                        await self._reconcile(connection)
                        await self._watch.back(connection)
            except Exception as error:  # one notice that cannot be taken must not stop those behind it
                expected = isinstance(error, (KisError, BotError))
                log.warning("%s: 주문을 맞추지 못해 다시 해요", connection.account_hint, exc_info=not expected)
                work.reconcile_later(AGAIN)

    async def _taken(self, connection: Connection, notice: Notice) -> None:
        """Take a notice, however long the database is away: KIS's list may never tell it (모의)."""
        while True:
            try:
                return await self._take(connection, notice)
            except (StorageBusy, StorageDown) as error:
                log.warning("%s: 체결 통보를 기록하지 못해 다시 해요: %s", connection.account_hint, error)
                await asyncio.sleep(AGAIN)

    async def _catch_up(self, connection: Connection, work: Work) -> None:
        while True:
            await asyncio.sleep(TURN)
            await self._watch.catch_up(connection)
            if await self._watch.look(connection):
                work.reconcile()

    async def _doubt(self, connection: Connection, work: Work) -> None:
        """Without notices fills are found by KIS's list instead; if they should come, the user is told once."""
        told = False
        while True:
            await asyncio.sleep(DOUBT)
            if connection.is_deaf:
                work.reconcile()
            if connection.is_mute and not told:
                try:
                    await self._tell_mute(connection)
                except (StorageBusy, StorageDown):
                    continue
                told = True
