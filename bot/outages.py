"""KIS is away: one circuit for each environment, and what its users are told.

Every call of every account passes `Fuse`. While a circuit is open reads fail at once, new orders and amendments are
refused before they leave, and cancellations are tried all the same. `Outages.run` asks whether KIS is back, writes the
outage down, so that a restart neither forgets it nor tells it again, and tells those who have something at stake.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.circuit import Circuit, OutOfService, Pass, sign_of
from bot.connection import Connection
from bot.errors import BotError, UserError
from bot.i18n import say
from bot.outbox import Outbox
from bot.pushing import Render, push
from bot.storage import outages as store
from bot.storage import preferences, unsettled
from bot.storage.database import Database
from bot.storage.states import Topic
from bot.storage.tables import Intent, Outage
from bot.trading.checks import Check
from bot.views import outage as views
from kis.credentials import Environment
from kis.domestic.orders import Orders
from kis.endpoint import Endpoint, Kind
from kis.errors import KisError

log = logging.getLogger(__name__)

TICK = 0.5
"""Seconds between looks at the circuits."""
PROBE = "005930"
"""A price that KIS always has."""


class Open(Protocol):
    """The accounts to ask with."""

    def all(self) -> tuple[Connection, ...]: ...


@dataclass(slots=True)
class Fuse:
    """Stands around every call of one environment."""

    circuit: Circuit = field(default_factory=Circuit)
    clock: Callable[[], float] = monotonic

    @contextmanager
    def __call__(self, endpoint: Endpoint[..., Any]) -> Iterator[None]:
        """Let a call leave and see how it ends. Raises `OutOfService` before anything has left."""
        given = self._enter(endpoint)
        failure: BaseException | None = None
        try:
            yield
        except BaseException as error:
            failure = error
            raise
        finally:
            chance = random.random()  # noqa: S311 - not for secrets
            self.circuit.ended(given, sign_of(failure), self.clock(), chance)

    def _enter(self, endpoint: Endpoint[..., Any]) -> Pass:
        if endpoint is Orders.cancel:
            return Pass.FREE
        if endpoint.kind is Kind.ORDER and self.circuit.is_open:
            raise OutOfService
        given = self.circuit.enter(self.clock())
        if given is None:
            raise OutOfService
        return given


class Outages:
    """The circuits of all environments. It is a guard of the desk too."""

    def __init__(self, database: Database, outbox: Outbox, *, fuses: Mapping[Environment, Fuse] | None = None) -> None:
        self._database = database
        self._outbox = outbox
        self.fuses = fuses or {environment: Fuse() for environment in Environment}
        self._known: dict[Environment, Outage] = {}
        self._turn = 0

    async def offered(self, connection: Connection, check: Check) -> None:
        """No card while KIS is away. Raises `UserError`."""
        self._refuse(connection.environment)

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        """A press is given back while KIS is away: the card stays as it is. Raises `UserError`."""
        owner = await unsettled.owner(session, intent.user_id, intent.credential_id)
        self._refuse(owner.environment)

    def _refuse(self, environment: Environment) -> None:
        if self.fuses[environment].circuit.is_open:
            raise UserError(say(views.SENTENCE))

    async def start(self) -> None:
        """What was away when the bot stopped is asked once before it is relied on."""
        async with self._database.read() as session:
            known = await store.going_on(session)
        for outage in known:
            fuse = self.fuses[outage.environment]
            self._known[outage.environment] = outage
            fuse.circuit.open(fuse.clock() - fuse.circuit.first, 0.0)

    async def run(self, connections: Open, reconcile: Callable[[Connection], None]) -> None:
        """Look after the circuits until cancelled; `reconcile` has an account's orders compared when KIS is back."""
        async with asyncio.TaskGroup() as tasks:
            for environment in self.fuses:
                tasks.create_task(self._keep_looking(environment, connections, reconcile))

    async def _keep_looking(
        self, environment: Environment, connections: Open, reconcile: Callable[[Connection], None]
    ) -> None:
        while True:
            try:
                await self.look(environment, connections, reconcile)
            except BotError as error:
                log.warning("%s: KIS 점검 상태를 기록하지 못해 다시 해요: %s", environment.value, error)
            await asyncio.sleep(TICK)

    async def look(self, environment: Environment, connections: Open, reconcile: Callable[[Connection], None]) -> None:
        """Write down and tell what has changed, and ask KIS if it is time. Raises `BotError`."""
        fuse = self.fuses[environment]
        mine = [one for one in connections.all() if one.environment is environment]
        if fuse.circuit.is_open and environment not in self._known:
            await self._begin(environment)
        if mine and fuse.circuit.may_probe(fuse.clock()):
            self._turn += 1
            await self._probe(mine[self._turn % len(mine)])
        if not fuse.circuit.is_open and environment in self._known:
            await self._end(environment)
            for connection in mine:
                reconcile(connection)

    async def _probe(self, connection: Connection) -> None:
        """Ask with one account, another one each time: a key that is refused proves nothing."""
        try:
            await connection.kis.domestic.quotes.price(symbol=PROBE)
        except (KisError, BotError) as error:
            log.info("%s: KIS is still away: %s", connection.account_hint, error)

    async def _begin(self, environment: Environment) -> None:
        log.warning("%s: KIS가 점검 중이거나 응답하지 않아요. 되는지 가끔씩만 물어봐요.", environment.value)
        async with self._database.begin() as session:
            outage = await store.begin(session, environment, datetime.now(UTC))
            for chat_id in await store.concerned(session, environment):
                key = store.key(outage, "away", chat_id)
                await self._tell(session, chat_id, key, lambda: views.away(environment))
        self._known[environment] = outage

    async def _end(self, environment: Environment) -> None:
        log.warning("%s: KIS가 다시 응답해요.", environment.value)
        outage, now = self._known[environment], datetime.now(UTC)
        async with self._database.begin() as session:
            if await store.end(session, outage.id, now):
                for chat_id in await store.told(session, outage):
                    key = store.key(outage, "back", chat_id)
                    await self._tell(session, chat_id, key, lambda: views.back(environment, now - outage.since))
        del self._known[environment]

    async def _tell(self, session: AsyncSession, chat_id: int, key: str, render: Render) -> None:
        reader = await preferences.reader(session, chat_id)
        if reader is not None:
            await push(self._outbox, session, reader, Topic.CHECK, render, key=key)
