"""The bot's life: open in order, chat last; close in reverse, so that nothing is cut that others still need."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.access import Access
from bot.alerts.watch import Watch
from bot.charting import Charts
from bot.commands.connect import tell_mute
from bot.commands.router import Router
from bot.connections import Connections
from bot.diagnosis import Diagnosis
from bot.errors import SetupError, StorageBusy, StorageDown
from bot.feed import Feed
from bot.finding import Finding
from bot.live.screens import Screens
from bot.locks.approving import Approvals, ApproverGuard
from bot.locks.guard import LockGuard
from bot.locks.pads import Pads
from bot.locks.pins import Pins
from bot.locks.sweeping import sweep
from bot.membership import Membership
from bot.messenger import TelegramMessenger
from bot.names import Names
from bot.outages import Outages
from bot.outbox import Outbox, utc_now
from bot.quoting.many import Many
from bot.schedule import Schedule
from bot.services import Services
from bot.settings import Settings
from bot.storage import migrations
from bot.storage.database import Database
from bot.storage.ring_file import wrapper
from bot.storage.vault import Vault
from bot.suggesting import Suggestions
from bot.tasks import Tasks
from bot.telegram import Telegram
from bot.trading.brake import LossBrake
from bot.trading.desk import Desk
from bot.trading.limit_changes import Limits
from bot.trading.limit_guard import LimitGuard
from bot.trading.morning import Morning
from bot.watchlists import Watchlists
from bot.web.app import serving
from bot.web.links import Links

log = logging.getLogger(__name__)

CLOSING = 8.0
"""Seconds that closing may take in all."""
HURRY = 0.1
"""Seconds for each step that is left after that."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs."""

    services: Services
    telegram: Telegram
    tasks: Tasks
    web_port: int


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Bot]:
    """Run the bot while the block runs. Raises `SetupError` where the operator has to mend something first."""
    stack = AsyncExitStack()
    try:
        bot = await _open(settings, stack)
        yield bot
    finally:
        await _closed(stack)


async def _closed(stack: AsyncExitStack) -> None:
    """Close everything in time: what hangs is cancelled, and each step after it gets a moment only."""
    closing = asyncio.create_task(stack.aclose(), name="closing")
    await asyncio.wait([closing], timeout=CLOSING)
    if closing.done() and not isinstance(closing.exception(), TimeoutError):
        closing.result()
        return
    log.error("제때 끝내지 못한 일이 있어요. 보내지 못한 메시지는 다음에 켤 때 보내요.")
    while not closing.done():
        closing.cancel()
        await asyncio.wait([closing], timeout=HURRY)


async def _open(settings: Settings, stack: AsyncExitStack) -> Bot:
    ground = await _lay_ground(settings, stack)
    outages, symbols = Outages(ground.database, ground.outbox), Names(settings)
    services = _build(ground, outages, symbols)
    await outages.start()
    await ground.keep(symbols.keep_fresh(), "names")
    await services.pins.shut_all()
    await services.desk.settle_open()
    await _follow(ground, services, outages)
    port = await stack.enter_async_context(serving(services, ground.telegram))
    await stack.enter_async_context(ground.telegram.receiving(Router(services), ground.tasks))
    return Bot(services, ground.telegram, ground.tasks, port)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all the rest stands on; closed after it."""

    settings: Settings
    stack: AsyncExitStack
    tasks: Tasks
    vault: Vault
    database: Database
    telegram: Telegram
    outbox: Outbox

    async def keep(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do `work` in the background until it is its turn to be closed."""
        await self.stack.enter_async_context(self.tasks.running(work, name))


async def _lay_ground(settings: Settings, stack: AsyncExitStack) -> _Ground:
    """The database, and the outbox on it: whatever comes later may speak, and is heard out at the end."""
    tasks, vault = Tasks(), Vault(wrapper(settings.key_ring, settings.key_ring_file))
    database = await stack.enter_async_context(ready_database(settings.database_url))
    telegram = Telegram(settings)
    stack.push_async_callback(telegram.close)
    outbox = Outbox(database, TelegramMessenger(telegram.bot))
    ground = _Ground(settings, stack, tasks, vault, database, telegram, outbox)
    await ground.keep(outbox.run(), "outbox")
    return ground


def _build(ground: _Ground, outages: Outages, symbols: Names) -> Services:
    """Every service, none of them at work yet."""
    settings, database, outbox = ground.settings, ground.database, ground.outbox
    connections = Connections(settings, database, ground.vault, outages.fuses)
    watch = Watch(database, outbox, connections, symbols)
    brake = LossBrake(database, outbox, utc_now)
    guard = LimitGuard(connections, brake)
    guards = (outages, guard, LockGuard(database), ApproverGuard())
    many = Many()
    access, finding = Access(database, outbox, settings.admin_ids), Finding(database, symbols)
    return Services(
        settings=settings,
        database=database,
        outbox=outbox,
        symbols=symbols,
        finding=finding,
        suggestions=Suggestions(access, connections, finding),
        access=access,
        connections=connections,
        desk=Desk(database, outbox, connections, symbols, guards=guards, remarks=[guard.remark]),
        limits=Limits(database, outbox, brake, utc_now),
        watch=watch,
        screens=Screens(database, outbox, connections, watch),
        many=many,
        watchlists=Watchlists(database, symbols, many, watch.look_after),
        links=Links(database, settings.public_url, apps=settings.has_apps),
        diagnosis=Diagnosis(database),
        pins=Pins(database, ground.vault),
        pads=Pads(),
        approvals=Approvals(database, outbox),
        membership=Membership(database, outbox, connections, settings.admin_ids),
        charts=Charts(database),
    )


async def _follow(ground: _Ground, services: Services, outages: Outages) -> None:
    """Open the accounts and look after them. Orders under way are answered before the accounts close again."""
    database, connections, watch, desk = services.database, services.connections, services.watch, services.desk
    feed = Feed(watch, desk.fills.take, desk.reconcile, partial(tell_mute, database, ground.outbox))
    ground.stack.push_async_callback(connections.close)
    ground.stack.push_async_callback(desk.close)
    ground.stack.push_async_callback(services.screens.close)
    await connections.start(feed.follow)
    await ground.keep(connections.keep_in_step(), "connections")
    await ground.keep(outages.run(connections, feed.reconcile_soon), "outages")
    await ground.keep(sweep(services.pads, services.approvals, database, ground.outbox), "pads")
    morning = Morning(database, ground.outbox, desk)
    looks = [services.limits.look, morning.look]
    schedule = Schedule(database, connections, watch, desk, feed.reconcile_soon, looks)
    await ground.stack.enter_async_context(schedule.running())


@asynccontextmanager
async def ready_database(url: str) -> AsyncIterator[Database]:
    """A database at the newest revision. Raises `SetupError`."""
    async with Database(url) as database:
        try:
            await migrations.upgrade(database)
        except (StorageBusy, StorageDown) as error:
            raise SetupError(
                "데이터베이스에 연결할 수 없어요. DATABASE_URL을 확인하고 데이터베이스가 켜져 있는지 봐 주세요."
            ) from error
        yield database


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, or until something the bot cannot do without fails: then raise that."""
    started = time.monotonic()
    ended = stop_signals()
    async with opened(settings) as bot:
        spare_what_stays()
        log.info("준비됐어요 (%.1f초). 연결 화면과 웹훅은 포트 %d", time.monotonic() - started, bot.web_port)
        await until_end(ended, bot.tasks)
        log.info("끝내는 중이에요.")


def spare_what_stays() -> None:
    """Let the collector pass over all that was loaded: looking through it held up everything for 90 ms at a time."""
    gc.freeze()


def stop_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    return ended


async def until_end(ended: asyncio.Event, tasks: Tasks) -> None:
    """Wait for the end; raises what a background task failed with."""
    waiting = asyncio.create_task(ended.wait())
    failing = asyncio.create_task(tasks.failure())
    try:
        await asyncio.wait([waiting, failing], return_when=asyncio.FIRST_COMPLETED)
        if failing.done():
            raise failing.result()
    finally:
        waiting.cancel()
        failing.cancel()
