"""The bot's life: open in order, chat last; close in reverse, so that nothing is cut that others still need."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from bot.access import Access
from bot.alerts.watch import Watch
from bot.commands.connect import tell_mute
from bot.commands.router import Router
from bot.connections import Connections
from bot.diagnosis import Diagnosis
from bot.errors import SetupError, StorageBusy, StorageDown
from bot.feed import Feed
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
from bot.schedule import Schedule
from bot.services import Services
from bot.settings import Settings
from bot.storage import migrations
from bot.storage.database import Database
from bot.storage.vault import KeyRing, Vault
from bot.tasks import Tasks
from bot.telegram import Telegram
from bot.trading.brake import LossBrake
from bot.trading.desk import Desk
from bot.trading.limit_changes import Limits
from bot.trading.limit_guard import LimitGuard
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
    tasks = Tasks()
    vault = Vault(KeyRing.parse(settings.key_ring))
    database = await stack.enter_async_context(ready_database(settings.database_url))
    telegram = Telegram(settings)
    stack.push_async_callback(telegram.close)
    outbox = Outbox(database, TelegramMessenger(telegram.bot))
    await stack.enter_async_context(tasks.running(outbox.run(), "outbox"))

    outages = Outages(database, outbox)
    await outages.start()
    connections = Connections(settings, database, vault, outages.fuses)
    watch = Watch(database, outbox, connections)
    symbols = Names(settings)
    await stack.enter_async_context(tasks.running(symbols.keep_fresh(), "names"))
    pins, pads, approvals = Pins(database, vault), Pads(), Approvals(database, outbox)
    await pins.shut_all()
    brake = LossBrake(database, outbox, utc_now)
    limits, guard = Limits(database, outbox, brake, utc_now), LimitGuard(connections, brake)
    guards = (outages, guard, LockGuard(database), ApproverGuard())
    desk = Desk(database, outbox, connections, symbols, guards=guards, remarks=[guard.remark])
    feed = Feed(watch, desk.fills.take, desk.reconcile, partial(tell_mute, database, outbox))
    await desk.settle_open()
    stack.push_async_callback(connections.close)
    stack.push_async_callback(desk.close)
    await connections.start(feed.follow)
    await stack.enter_async_context(tasks.running(connections.keep_in_step(), "connections"))
    looking = outages.run(connections, feed.reconcile_soon)
    await stack.enter_async_context(tasks.running(looking, "outages"))
    await stack.enter_async_context(tasks.running(sweep(pads, approvals, database, outbox), "pads"))
    schedule = Schedule(database, connections, watch, desk, feed.reconcile_soon, [limits.look])
    await stack.enter_async_context(schedule.running())

    services = Services(
        settings=settings,
        database=database,
        outbox=outbox,
        symbols=symbols,
        access=Access(database, outbox, settings.admin_ids),
        connections=connections,
        desk=desk,
        limits=limits,
        watch=watch,
        links=Links(database, settings.public_url),
        diagnosis=Diagnosis(database),
        pins=pins,
        pads=pads,
        approvals=approvals,
        membership=Membership(database, outbox, connections, settings.admin_ids),
    )
    port = await stack.enter_async_context(serving(services, telegram))
    await stack.enter_async_context(telegram.receiving(Router(services), tasks))
    return Bot(services, telegram, tasks, port)


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
