"""한도: lowering holds at once, raising needs the PIN and a day.

A raise takes effect here and nowhere else, when both the host's clock and the broker's say that the day is over, in
the transaction that tells its user. What judges an order asks only what holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import BotError, UserError
from bot.i18n import say
from bot.locks.unlock import Unlock
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import audit, unsettled, users
from bot.storage import limits as store
from bot.storage.database import Database
from bot.storage.limit_tables import Limit
from bot.storage.states import Cap, Topic
from bot.storage.unsettled import Owner
from bot.trading import usage
from bot.trading.brake import LossBrake
from bot.trading.limits import Caps, tighter
from bot.trading.usage import Account
from bot.views import limits as views
from kis.credentials import Environment
from kis.errors import KisError
from kis.market.holidays import CALENDAR

WAIT = timedelta(hours=24)
"""Between asking for a raise and its effect."""
_ANY = "005930"
"""Any stock: asked for its price where the broker has not told the time yet."""
OPEN, CLOSED = time(8), time(20)
"""When prices move, and with them what was lost (KST)."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What `한도` shows: caps, what is used today, raises under way. `loss` None is not known."""

    badge: str
    caps: Caps
    amount: int
    orders: int
    loss: int | None
    braked: bool
    raises: Mapping[Cap, Limit]


@dataclass(frozen=True, slots=True)
class Change:
    """What came of a wish: it holds (`value`), after calling a raise off or not, or a raise is under way."""

    cap: Cap
    value: int | None
    raising: Limit | None = None
    called_off: bool = False
    same: bool = False


class Limits:
    """Shows and changes the limits of an account's user in its environment."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        brake: LossBrake,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._brake = brake
        self._now = now

    async def overview(self, connection: Connection) -> Overview:
        """Look at everything; the loss is asked of KIS where it matters."""
        with suppress(KisError, BotError):  # without an answer, the last loss that was seen is shown
            await self._brake.look(connection)
        account = Account.of(connection)
        async with self._database.read() as session:
            caps = await usage.caps(session, account.user_id, account.environment)
            rows = await store.of_user(session, account.user_id, account.environment)
            amount, orders = await usage.of_day(session, account)
            brake = await store.brake(session, account.user_id, account.environment, account.loss_day)
        raises = {cap: rows[cap] for cap in Cap if cap in rows and rows[cap].raise_at is not None}
        loss = None if brake is None else brake.loss
        return Overview(connection.badge, caps, amount, orders, loss, usage.loss_reached(brake, caps), raises)

    async def change(self, connection: Connection, cap: Cap, value: int | None) -> Change:
        """Set a cap, None for none. A raise is asked for the PIN: always in 실전, in 모의 if there is one."""
        user_id, environment, now = connection.user_id, connection.environment, self._now()
        if connection.kis.clock.skew is None:
            await connection.price(_ANY)
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            before = (await usage.caps(session, user_id, environment))[cap]
            row = (await store.of_user(session, user_id, environment)).get(cap)
            waits = row is not None and row.raise_at is not None
            if value == before and not waits:
                return Change(cap, value, same=True)
            if value == before or tighter(value, before):
                await store.put(session, user_id, environment, cap, value, now)
                await self._note(session, "limit.lowered", connection, cap, value, before)
                return Change(cap, value, called_off=waits)
            require = Unlock.require if environment is Environment.REAL else Unlock.require_if_set
            await require(session, user_id, now)
            await store.put_later(
                session,
                user_id,
                environment,
                cap,
                value=before,
                raise_to=value,
                raise_at=now + WAIT,
                raise_at_market=connection.now() + WAIT,
                now=now,
            )
            await self._note(session, "limit.raise_asked", connection, cap, value, before)
            return Change(cap, before, (await store.of_user(session, user_id, environment))[cap])

    async def take_back(self, connection: Connection, cap: Cap) -> Limit:
        """되돌리기. Raises `UserError` if no raise is under way."""
        user_id, environment = connection.user_id, connection.environment
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            row = await store.take_back(session, user_id, environment, cap)
            if row is not None:
                await self._note(session, "limit.raise_taken_back", connection, cap, row.value, row.value)
        if row is None:
            raise UserError(say("되돌릴 것이 없어요. 「한도」로 확인해 주세요."))
        return row

    async def take_effect(self, connection: Connection) -> None:
        """Let the raises hold that are due, and say so; not before the broker has told the time."""
        user_id, environment, now = connection.user_id, connection.environment, self._now()
        if connection.kis.clock.skew is None:
            return
        async with self._database.read() as session:
            due = await store.pending(session, user_id, environment, now)
        for cap in due:
            async with self._database.begin() as session:
                await users.hold(session, user_id)
                row = await store.take_effect(session, user_id, environment, cap, now=now, market=connection.now())
                if row is not None:
                    await self._note(session, "limit.raised", connection, cap, row.value, None)
                    owner = await unsettled.owner(session, user_id, connection.credential_id)
                    await self._tell(session, owner, row, connection.badge)

    async def _tell(self, session: AsyncSession, owner: Owner, row: Limit, badge: str) -> None:
        await push(self._outbox, session, owner, Topic.CHECK, lambda: views.raised(row, badge))

    async def look(self, connection: Connection) -> None:
        """By the clock: raises that are due, and the loss. Raises what `kis` raises."""
        await self.take_effect(connection)
        now = connection.now()
        if CALENDAR.is_trading_day(now.date()) and OPEN <= now.time() < CLOSED:
            await self._brake.look(connection)

    async def _note(
        self, session: AsyncSession, event: str, connection: Connection, cap: Cap, value: int | None, before: int | None
    ) -> None:
        detail = {"environment": connection.environment.value, "cap": cap.value, "value": value, "before": before}
        await audit.note(session, event, user_id=connection.user_id, now=self._now(), **detail)
