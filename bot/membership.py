"""Who is in: roles, expulsion, leaving (탈퇴), words to all. What a person leaves behind is the same either way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connections import Connections
from bot.errors import UserError
from bot.i18n import say, speaking
from bot.locks import vacancy
from bot.outbox import Outbox, utc_now
from bot.pushing import push
from bot.storage import (
    alerts,
    audit,
    credentials,
    links,
    locks,
    meanings,
    messages,
    orders,
    preferences,
    users,
    watchlists,
)
from bot.storage.database import Database
from bot.storage.states import IntentKind, Role, Topic, UserState
from bot.storage.tables import Order, User
from bot.views import access as views


@dataclass(frozen=True, slots=True)
class Belongings:
    """What somebody has here who is about to go."""

    orders: Sequence[Order]
    """Open at KIS: they stay there."""
    alerts: int
    accounts: Sequence[str]
    """Masked."""


class Membership:
    """Changes who is in. Admins of the settings are neither demoted nor expelled here: ADMIN_IDS says who they are."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        connections: Connections,
        admin_ids: frozenset[int],
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._connections = connections
        self._admin_ids = admin_ids
        self.now = now

    async def belongings(self, user_id: int) -> Belongings:
        """What leaving would end."""
        async with self._database.read() as session:
            return Belongings(
                await orders.open_of_user(session, user_id),
                await alerts.count_of_user(session, user_id),
                [row.account_hint for row in await credentials.of_user(session, user_id)],
            )

    async def leave(self, user: User) -> None:
        """탈퇴. Raises `UserError` while an order is on its way."""
        await self._end(user.id, UserState.LEFT, views.LEFT, None)

    async def expel(self, user_id: int, by: int) -> None:
        """Shut somebody out who is in. Raises `UserError` for admins, and for who is not in."""
        await self._end(await self._governed(user_id), UserState.REFUSED, views.EXPELLED, by)

    async def set_role(self, user_id: int, role: Role, by: int) -> User:
        """매매 or 보기만. Raises `UserError` for admins, and for who is not in."""
        await self._governed(user_id)
        async with self._database.begin() as session:
            user = await users.set_role(session, user_id, role)
            if user is None:
                raise UserError(say(views.NOT_IN))
            await audit.note(session, "access.role", user_id=user_id, now=self.now(), by=by, role=role.value)
            with speaking(user.language):
                text = views.new_role(role)
            await self._outbox.send(session, user.chat_id, text)
        return user

    async def announce(self, text: str, by: int) -> int:
        """Tell everyone who is in; returns how many that are."""
        async with self._database.begin() as session:
            everyone = await users.all_of(session, UserState.ADMITTED)
            for user in everyone:
                reader = await preferences.reader(session, user.chat_id)
                if reader is not None:
                    await push(self._outbox, session, reader, Topic.NOTICE, lambda: views.announcement(text))
            await audit.note(session, "access.announced", user_id=by, now=self.now(), people=len(everyone))
        return len(everyone)

    async def person(self, user_id: int) -> User:
        """Somebody who is in. Raises `UserError`."""
        async with self._database.read() as session:
            user = await users.get(session, user_id)
        if user is None or user.state is not UserState.ADMITTED:
            raise UserError(say(views.NOT_IN))
        return user

    def is_fixed(self, user_id: int) -> bool:
        """Whether the settings make this person an admin."""
        return user_id in self._admin_ids

    async def _governed(self, user_id: int) -> int:
        if self.is_fixed(user_id):
            raise UserError(say(views.FIXED))
        return (await self.person(user_id)).id

    async def _end(self, user_id: int, state: UserState, text: str, by: int | None) -> None:
        async with self._database.read() as session:
            if await users.is_sending(session, user_id):
                raise UserError(say(views.SENDING))
        await self._connections.remove_all(user_id, partial(self._write, user_id, state, text, by))

    async def _write(self, user_id: int, state: UserState, text: str, by: int | None, session: AsyncSession) -> None:
        """All or nothing, with the shredding of the keys."""
        if await users.is_sending(session, user_id) or not await users.expel(session, user_id, state):
            raise UserError(say(views.SENDING))
        now = self.now()
        await users.drop_cards(session, user_id, now, tuple(IntentKind))
        await alerts.cancel_all(session, user_id, now)
        await links.void(session, user_id)
        await locks.shred(session, user_id)
        await meanings.forget_all(session, user_id)
        await watchlists.forget_all(session, user_id)
        await preferences.forget(session, user_id)
        event = "access.left" if state is UserState.LEFT else "access.expelled"
        await audit.note(session, event, user_id=user_id, now=now, by=by)
        user = await users.get(session, user_id)
        if user is not None:
            await messages.defer(session, user.chat_id, now)
            with speaking(user.language):
                last = say(text)
            await self._outbox.send(session, user.chat_id, last)
            await vacancy.left(session, self._outbox, user, now)
