"""The live half of the bot on a real simulator and a real database, without a chat at the other end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.alerts.rules import Condition
from bot.alerts.watch import Watch
from bot.alerts.wishes import Wish
from bot.buttons import Rows
from bot.connection import Connection
from bot.connections import Connections
from bot.feed import Feed
from bot.money import Figure
from bot.outbox import Outbox
from bot.settings import Settings
from bot.storage import users
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.states import AlertRepeat, AlertRule, MessageState, Role
from bot.storage.tables import Message, User
from bot.storage.vault import KeyRing, Vault, new_key
from kis import Environment
from kis.realtime import OrderNotice
from kis.simulator import Simulator
from kis.simulator.server.limits import NO_LIMITS
from kis.symbols import well_known

ALICE = 1
RING = new_key("a")


@dataclass
class Chatter:
    """Stands where Telegram would: keeps what was said."""

    said: list[str] = field(default_factory=list)

    async def send(self, chat_id: int, text: str, buttons: Rows, *, silent: bool, plain: bool, protected: bool) -> int:
        self.said.append(text)
        return len(self.said)

    async def document(self, chat_id: int, name: str, content: bytes, *, silent: bool) -> int:
        self.said.append(name)
        return len(self.said)

    async def photo(
        self, chat_id: int, content: bytes, caption: str, buttons: Rows, *, silent: bool, plain: bool
    ) -> int:
        self.said.append(caption)
        return len(self.said)

    async def edit_photo(
        self, chat_id: int, message_id: int, content: bytes, caption: str, buttons: Rows, *, plain: bool
    ) -> None:
        self.said.append(caption)

    async def edit(self, chat_id: int, message_id: int, text: str, buttons: Rows, *, plain: bool) -> None:
        self.said.append(text)

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Nothing is kept of it."""


@dataclass
class Stage:
    """What a scene needs."""

    simulator: Simulator
    database: Database
    connections: Connections
    watch: Watch
    feed: Feed
    chatter: Chatter
    alice: User
    notices: list[OrderNotice]
    reconciled: list[Connection]

    @property
    def connection(self) -> Connection:
        return self.connections.of(self.alice)

    async def until(self, truth: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait for something that other tasks bring about."""
        async with asyncio.timeout(seconds):
            while not truth():  # noqa: ASYNC110 - any truth, set by any part of the bot
                await asyncio.sleep(0.01)


def wish(rule: AlertRule, target: Figure = 0, repeat: AlertRepeat = AlertRepeat.ONCE) -> Wish:
    """A wish to be told, as it is read from 알림."""
    return Wish("삼성전자", Condition(rule, target), repeat)


async def spoken(scene: Stage) -> list[str]:
    """All that has been said, once nothing waits any more."""
    async with asyncio.timeout(5):
        while True:
            async with scene.database.read() as session:
                left = await session.scalar(select(func.count()).where(Message.state == MessageState.WAITING))
            if not left:
                return scene.chatter.said
            await asyncio.sleep(0.01)


def settings(simulator: Simulator, folder: Path) -> Settings:
    """Settings that point at the simulator."""
    return Settings(
        telegram_token="1:none",
        database_url=f"sqlite+aiosqlite:///{folder}/bot.db",
        key_ring=RING,
        origins=dict.fromkeys(Environment, simulator.origins),
        rates=dict.fromkeys(Environment, 200.0),
    )


@asynccontextmanager
async def stage(
    folder: Path, simulator: Simulator, *, following: bool = True, environment: Environment = Environment.PAPER
) -> AsyncIterator[Stage]:
    """Set the stage: Alice is let in and an account of hers is connected, and followed unless `following` is off."""
    config = settings(simulator, folder)
    async with Database(config.database_url) as database:
        async with database.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with database.begin() as session:
            alice = await users.admit(session, ALICE, Role.TRADER, now=datetime.now(UTC), name="Alice")
        chatter = Chatter()
        outbox = Outbox(database, chatter)
        connections = Connections(config, database, Vault(KeyRing.parse(config.key_ring)))
        watch = Watch(database, outbox, connections, well_known())
        notices: list[OrderNotice] = []
        reconciled: list[Connection] = []

        async def take(_: Connection, notice: OrderNotice) -> None:
            notices.append(notice)

        async def reconcile(connection: Connection) -> None:
            reconciled.append(connection)

        async def tell_mute(connection: Connection) -> None:
            chatter.said.append(f"#점검 {connection.account_hint}")

        feed = Feed(watch, take, reconcile, tell_mute)
        await connections.start(feed.follow if following else _ignore)
        speaking = asyncio.create_task(outbox.run())
        try:
            there = next(iter(connections.all()), None)
            opened = there or await connections.connect(ALICE, simulator.credentials(environment))
            alice.active_credential_id = opened.credential_id
            scene = Stage(simulator, database, connections, watch, feed, chatter, alice, notices, reconciled)
            await scene.until(lambda: opened.watched or not following)
            yield scene
        finally:
            await connections.close()
            speaking.cancel()


async def _ignore(_: Connection) -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def broker() -> AsyncIterator[Simulator]:
    """A broker that is always open and never in a hurry."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as simulator:
        yield simulator
