"""The scene of trading tests: a simulator, a database, a desk, and what the user has read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.buttons import Press
from bot.connection import Connection
from bot.errors import NotConnected
from bot.outbox import Outbox
from bot.storage import orders as order_store
from bot.storage import users
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.states import MessageKind, MessageState, Role
from bot.storage.tables import AuditEvent, Fill, Intent, Message, Order, User
from bot.trading.brake import LossBrake
from bot.trading.desk import Desk
from bot.trading.draft import OrderDraft
from bot.trading.gate import Gate
from bot.trading.limit_changes import Limits
from bot.trading.limit_guard import LimitGuard
from bot.trading.offers import Offer
from bot.views import offer as views
from kis import Environment, Kis
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.realtime.notices import Notice
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.accounts import AccountInfo
from kis.simulator.server.faults import read_fault
from kis.simulator.server.rows.steps import steps_of
from kis.simulator.server.told import told
from kis.symbols import well_known
from kis.transport import Timeouts
from kis.units import Won
from tests.bot.storage import rows

from .props import Clock, Silent

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ALICE, BOB = 11, 22
SAMSUNG = "005930"
LOOKS = (0.01, 0.01, 0.02)
CHANGE = "order-rvsecncl"


@dataclass
class Open:
    """The connections of the scene."""

    connections: list[Connection]
    closing: Gate

    def gate(self, user_id: int) -> Gate:
        return self.closing

    def all(self) -> tuple[Connection, ...]:
        return tuple(self.connections)

    def by_id(self, credential_id: int) -> Connection | None:
        return next((one for one in self.connections if one.credential_id == credential_id), None)

    def of(self, user: User) -> Connection:
        found = next((one for one in self.connections if one.user_id == user.id), None)
        if found is None:
            raise NotConnected
        return found


@dataclass
class Scene:
    """Everything a test needs, by short names."""

    simulator: Simulator
    database: Database
    outbox: Outbox
    opened: Open
    desk: Desk
    clock: Clock
    environment: Environment
    limits: Limits
    looks: Sequence[float] = LOOKS
    heard: list[Notice] = field(default_factory=list)

    @property
    def connection(self) -> Connection:
        return self.opened.connections[0]

    @property
    def info(self) -> AccountInfo:
        return next(info for info in self.simulator.broker.accounts if info.env is self.environment)

    async def user(self, user_id: int = ALICE) -> User:
        async with self.database.read() as session:
            found = await users.get(session, user_id)
        assert found is not None
        return found

    def draft(self, text: str, side: Side = Side.BUY) -> OrderDraft:
        return OrderDraft.parse(side, text, well_known())

    async def card(self, text: str, side: Side = Side.BUY, user_id: int = ALICE) -> tuple[int, int]:
        """Offer an order and deliver its card; returns intent id and message id."""
        offer = await self.desk.offer(await self.user(user_id), self.draft(text, side))
        return await self.deliver(offer)

    async def deliver(self, offer: Offer) -> tuple[int, int]:
        async with self.database.begin() as session:
            ref = await self.outbox.send(session, offer.intent.user_id, views.card(offer), views.buttons(offer))
            await self.desk.shown(session, ref, offer)
        async with self.database.begin() as session:
            row = await session.get_one(Message, ref)
            row.message_id, row.state = 1000 + ref, MessageState.SENT
        return offer.intent.id, 1000 + ref

    async def press(self, intent_id: int, message_id: int, user_id: int = ALICE) -> None:
        """Press 확정 and wait for what comes of it."""
        await (await self.desk.confirm(await self.user(user_id), intent_id, message_id))

    async def order(self, text: str, side: Side = Side.BUY) -> Order:
        """From the line to KIS's answer."""
        intent_id, message_id = await self.card(text, side)
        await self.press(intent_id, message_id)
        return await self.order_of(intent_id)

    async def change(self, offer: Offer) -> None:
        """Deliver and press the card of an amendment or a cancellation."""
        await self.press(*await self.deliver(offer))

    async def order_of(self, intent_id: int) -> Order:
        async with self.database.read() as session:
            intent = await session.get_one(Intent, intent_id)
            assert intent.order_id is not None
            order = await order_store.get(session, intent.order_id)
        assert order is not None
        return order

    async def again(self, order: Order) -> Order:
        """The order as it is now."""
        async with self.database.read() as session:
            return await session.get_one(Order, order.id)

    async def orders(self) -> list[Order]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Order).order_by(Order.id)))

    async def intent(self, intent_id: int) -> Intent:
        async with self.database.read() as session:
            return await session.get_one(Intent, intent_id)

    async def fills(self, order: Order) -> list[Fill]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Fill).where(Fill.order_id == order.id, Fill.quantity > 0)))

    async def events(self) -> list[str]:
        async with self.database.read() as session:
            return [row.event for row in await session.scalars(select(AuditEvent).order_by(AuditEvent.id))]

    async def pushes(self, word: str = "#", user_id: int = ALICE) -> list[str]:
        """New messages that begin with `word`, oldest first."""
        async with self.database.read() as session:
            rows = await session.scalars(
                select(Message)
                .where(Message.chat_id == user_id, Message.kind == MessageKind.SEND, Message.text.startswith(word))
                .order_by(Message.id)
            )
            return [row.text for row in rows]

    async def reads(self, ref: int | None) -> str:
        """What the message of a row says now."""
        return (await self.message(ref)).text

    async def message(self, ref: int | None) -> Message:
        async with self.database.read() as session:
            rows = await session.scalars(
                select(Message)
                .where((Message.id == ref) | (Message.target_ref == ref))
                .where(Message.state.in_((MessageState.WAITING, MessageState.SENT)))
                .order_by(Message.id.desc())
            )
            return next(iter(rows))

    async def buttons(self, ref: int | None) -> list[Press]:
        rows = (await self.message(ref)).buttons
        return [Press.parse(button["data"]) for row in rows for button in row]

    @staticmethod
    def won(amount: int) -> Won:
        return Won(amount)

    def fault(self, do: str, path: str = "order-cash", **more: object) -> None:
        """Let the next call go wrong."""
        self.simulator.faults.add(read_fault({"do": do, "path": path, **more}))

    def sent(self, path: str = "order-cash") -> int:
        """How often KIS got such a call."""
        return sum(entry.get("path", "").endswith(path) for entry in self.simulator.journal.entries())

    def trade(self, price: int, volume: int | None = None, symbol: str = SAMSUNG) -> None:
        self.simulator.broker.set_price(symbol, price, volume)

    async def notify(self) -> None:
        """Hand over every notice heard since."""
        waiting, self.heard[:] = list(self.heard), []
        for notice in waiting:
            await self.desk.fills.take(self.connection, notice)

    async def later(self, **by: float) -> None:
        """Let market time pass, and let the client notice."""
        self.simulator.broker.clock.advance(timedelta(**by))
        await self.connection.price(SAMSUNG)

    async def reconcile(self) -> None:
        await self.desk.reconcile(self.connection)

    def restarted(self) -> Desk:
        """The desk of a new process over the same database."""
        self.desk = make_desk(self.database, self.outbox, self.opened, self.clock, self.looks)
        return self.desk


def make_desk(database: Database, outbox: Outbox, opened: Open, clock: Clock, looks: Sequence[float] = LOOKS) -> Desk:
    connections: Any = opened
    guard = LimitGuard(connections, LossBrake(database, outbox, clock.now))
    return Desk(
        database,
        outbox,
        connections,
        well_known(),
        now=clock.now,
        looks=looks,
        doubts=(0.0, 0.01),
        hold=2.0,
        guards=[guard],
        remarks=[guard.remark],
    )


@asynccontextmanager
async def stage(
    folder: Path,
    *,
    environment: Environment = Environment.PAPER,
    now: datetime = MORNING,
    read: float = 0.5,
    looks: Sequence[float] = LOOKS,
    database_url: str = "",
    busy: float = 5.0,
) -> AsyncIterator[Scene]:
    """Build the scene with Alice connected; Bob is admitted and has no account."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=now, speed=0) as simulator,
        Database(database_url or f"sqlite+aiosqlite:///{folder}/bot.db", busy_timeout=busy) as database,
    ):
        async with database.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        credentials = simulator.credentials(environment)
        async with database.begin() as session:
            for user_id in (ALICE, BOB):
                await users.admit(session, user_id, Role.TRADER, now=now, chat_id=user_id)
            hint = credentials.account.masked
            row = rows.credential(
                ALICE, environment, key_id=credentials.key_id, account_hint=hint, created_at=now, baseline_at=now
            )
            session.add(row)
        gate, timeouts = Gate(), Timeouts(connect=1.0, read=read)
        async with Kis(credentials, origins=simulator.origins, rate=1000, timeouts=timeouts, guard=gate) as kis:
            opened = Open([Connection(row.id, ALICE, kis, kis.stream())], gate)
            outbox, clock = Outbox(database, Silent()), Clock()
            desk = make_desk(database, outbox, opened, clock, looks)
            limits = Limits(database, outbox, LossBrake(database, outbox, clock.now), clock.now)
            scene = Scene(simulator, database, outbox, opened, desk, clock, environment, limits, looks)

            def listen(event: Any) -> None:
                for step in steps_of(event):
                    if step.account.account == scene.info.account:
                        scene.heard += [row for _, row in told(step) if isinstance(row, Notice)]

            simulator.broker.subscribe(listen)
            yield scene
            await scene.desk.chores.close(0)
            await asyncio.sleep(0)
