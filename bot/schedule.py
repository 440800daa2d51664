"""Work by the clock (APScheduler): tokens before the open, orders after the close, alerts that waited too long.

The hours are the market's, by the broker's clock, which need not be the host's; so a job looks every half minute
whether something has fallen due. What fell due while the bot was down is done at its start.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.alerts.watch import Watch
from bot.connection import Connection
from bot.connections import Connections
from bot.errors import BotError
from bot.storage import messages, pictures
from bot.storage.database import Database
from bot.trading.desk import Desk
from kis.errors import KisError
from kis.market.holidays import CALENDAR, Calendar

log = logging.getLogger(__name__)

EVERY = 30
"""Seconds between looks."""

KEPT = timedelta(days=90)
"""How long delivered messages are kept; nobody presses a button that old."""

Job = Callable[[Connection], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Due:
    """A job of each trading day, done once between two times (KST)."""

    name: str
    start: time
    end: time
    job: Job


@dataclass(slots=True)
class Schedule:
    """Runs the jobs of all connections. `reconcile` asks KIS's list for one of them; `looks` are done each time."""

    database: Database
    connections: Connections
    watch: Watch
    desk: Desk
    reconcile: Callable[[Connection], None]
    looks: Sequence[Job] = ()
    calendar: Calendar = CALENDAR
    _done: set[tuple[int, str, date]] = field(default_factory=set)
    _tidied: date | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look while the block runs."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(self.look, "interval", seconds=EVERY, max_instances=1, coalesce=True)
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)

    async def look(self) -> None:
        """Do what has fallen due."""
        try:
            await self._tidy(datetime.now(UTC))
        except BotError as error:
            log.warning("기한이 지난 것을 정리하지 못했어요: %s", error)
        for connection in self.connections.all():
            for look in self.looks:
                await self._do(look.__qualname__, look, connection)
            await self._look_at(connection)

    async def _tidy(self, now: datetime) -> None:
        await self.watch.expire(now)
        await self.desk.expire()
        if self._tidied != now.date():
            async with self.database.begin() as session:
                await messages.prune(session, now - KEPT)
                await pictures.sweep(session)
            self._tidied = now.date()

    async def _look_at(self, connection: Connection) -> None:
        now = connection.now()
        if not self.calendar.is_trading_day(now.date()):
            return
        for due in self._jobs():
            mark = (connection.credential_id, due.name, now.date())
            if due.start <= now.time() < due.end and mark not in self._done:
                self._done = {done for done in self._done if done[2] == now.date()} | {mark}
                await self._do(due.name, due.job, connection)

    async def _do(self, name: str, job: Job, connection: Connection) -> None:
        try:
            await job(connection)
        except (KisError, BotError) as error:
            log.warning("%s: %s을(를) 하지 못했어요: %s", connection.account_hint, name, error)

    def _jobs(self) -> tuple[Due, ...]:
        return (
            Due("토큰 갱신", time(8, 0), time(9, 0), _renew),
            Due("정규장 뒤 주문 확인", time(15, 40), time(16, 30), self._settle),
            Due("애프터마켓 뒤 주문 확인", time(20, 5), time(21, 0), self._settle),
        )

    async def _settle(self, connection: Connection) -> None:
        self.reconcile(connection)


async def _renew(connection: Connection) -> None:
    await connection.kis.renew_token()
