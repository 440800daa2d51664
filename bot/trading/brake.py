"""The daily loss brake (하루 손실): reached once, it holds for the day, and its user is told once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import limits as store
from bot.storage import orders, unsettled, users
from bot.storage.database import Database
from bot.storage.states import Cap, Topic
from bot.trading import elsewhere, usage
from bot.trading.limits import Loss, loss_today
from bot.trading.usage import Account
from bot.views import limits as views

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
"""How often an account with a brake is looked at while the market moves."""


class LossBrake:
    """Keeps what each account has lost today."""

    def __init__(self, database: Database, outbox: Outbox, now: Callable[[], datetime]) -> None:
        self._database = database
        self._outbox = outbox
        self._now = now
        self._looked: dict[int, datetime] = {}
        self._elsewhere: dict[int, tuple[datetime, int]] = {}
        """What each account has earned today abroad and in contracts, and when KIS told it."""

    async def is_set(self, connection: Connection) -> bool:
        """Whether the account's user has set a cap on the day's loss."""
        async with self._database.read() as session:
            caps = await usage.caps(session, connection.user_id, connection.environment)
        return caps[Cap.LOSS] is not None

    async def look(self, connection: Connection) -> bool:
        """Ask KIS what was lost, where that matters, unless it has told within `EVERY`. False if it left that out.

        Raises what `kis` raises.
        """
        now, looked = connection.now(), self._looked.get(connection.credential_id)
        if (looked is not None and abs(now - looked) < EVERY) or not await self.is_set(connection):
            return True
        loss = loss_today(await connection.kis.domestic.account.balance())
        if loss is None:
            return False
        await self.seen(connection, loss)
        self._looked[connection.credential_id] = now
        return True

    async def elsewhere(self, connection: Connection) -> int:
        """Won earned today abroad and in contracts, at most `EVERY` old. Raises what `kis` raises."""
        now, day = connection.now(), Account.of(connection).loss_day
        known = self._elsewhere.get(connection.credential_id)
        if known is not None and abs(now - known[0]) < EVERY:
            return known[1]
        async with self._database.read() as session:
            used = {segment.home for segment in await orders.segments(session, connection.credential_id)}
        earned = await elsewhere.earned(connection, used | connection.in_use, day)
        self._elsewhere[connection.credential_id] = now, earned
        return earned

    async def seen(self, connection: Connection, at_home: Loss) -> None:
        """KIS has told what was lost today; at the cap the brake holds from now on.

        Raises what `kis` raises where a cap is set and the account trades elsewhere too.
        """
        if not await self.is_set(connection):
            return
        loss = at_home.with_more(await self.elsewhere(connection))
        user_id, environment = connection.user_id, connection.environment
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            limit = (await usage.caps(session, user_id, environment))[Cap.LOSS]
            day = Account.of(connection).loss_day
            before = await store.brake(session, user_id, environment, day)
            day = day if before is None else before.day
            reached_at = None if before is None else before.reached_at
            if limit is not None and reached_at is None and loss.amount >= limit:
                reached_at = self._now()
                await self._tell(session, connection, loss, limit, f"brake:{user_id}:{environment}:{day}")
            await store.note_loss(session, user_id, environment, day, loss.amount, reached_at)

    async def _tell(self, session: AsyncSession, connection: Connection, loss: Loss, limit: int, key: str) -> None:
        owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
        log.info("%s: the loss brake holds", connection.account_hint)
        await push(
            self._outbox,
            session,
            owner,
            Topic.REFUSAL,
            lambda: views.braked(loss, limit, connection.badge),
            key=key,
        )
