"""Who may use the bot. Everything is closed to everyone else.

People are known by the id of the sender (`from.id`), never by a chat. What strangers can make the bot do is bounded:
one answer a minute for each of them, in a memory of fixed size, and one request that reaches the admins.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import Edge, Incoming
from bot.commands.command import Who
from bot.i18n import say, speaking
from bot.outbox import Outbox, utc_now
from bot.storage import audit, users
from bot.storage.database import Database
from bot.storage.states import Role, UserState
from bot.storage.tables import User
from bot.views import access as views

log = logging.getLogger(__name__)

QUIET = 60.0
"""Seconds between two answers to somebody who has not been let in."""
STRANGERS = 4_096
"""Strangers and groups remembered; the oldest are forgotten first."""
ANSWER_LIFE = timedelta(minutes=3)
SEEN = timedelta(minutes=5)
"""How exactly it is kept when somebody was last seen."""
PENDING = 20
"""Requests that a new admin is told of at once."""

RIGHTS = {
    Who.ADMITTED: frozenset(Role),
    Who.TRADER: frozenset({Role.TRADER, Role.ADMIN}),
    Who.ADMIN: frozenset({Role.ADMIN}),
}


def allowed(user: User | None, who: Who) -> bool:
    """Whether somebody may do what is open to `who`."""
    return user is not None and user.state is UserState.ADMITTED and user.role in RIGHTS[who]


class Access:
    """Lets people in. `admin_ids` come from the settings and are the only admins."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        admin_ids: frozenset[int],
        *,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._admin_ids = admin_ids
        self._now = now
        self._monotonic = monotonic
        self._answered: OrderedDict[int, float] = OrderedDict()

    async def known(self, incoming: Incoming) -> User | None:
        """Return who is behind an update, brought up to date; None for a stranger."""
        async with self._database.read() as session:
            user = await users.get(session, incoming.user_id)
        is_admin = incoming.user_id in self._admin_ids
        if is_admin and not allowed(user, Who.ADMIN):
            return await self._enthrone(incoming)
        if user is None or user.state is UserState.LEFT:
            return None
        if user.state is not UserState.ADMITTED:
            return user
        if user.role is Role.ADMIN and not is_admin:
            return await self._give_role(incoming, Role.TRADER)
        same = (user.name, user.chat_id, user.blocked_at) == (incoming.user_name, incoming.chat_id, None)
        now = self._now()
        if not same or user.seen_at is None or now - user.seen_at >= SEEN:
            async with self._database.begin() as session:
                await users.seen(session, user.id, name=incoming.user_name, chat_id=incoming.chat_id, now=now)
        return user

    async def admitted(self, user_id: int) -> User | None:
        """Who is let in, for what is answered without a word to anybody else. Writes nothing."""
        async with self._database.read() as session:
            user = await users.get(session, user_id)
        return user if allowed(user, Who.ADMITTED) else None

    async def turn_away(self, incoming: Incoming, user: User | None, who: Who, edge: Edge) -> None:
        """Answer somebody who may not do what is open to `who`."""
        if user is None:
            await self._greet(incoming, edge)
        elif user.state is UserState.ASKED and self._may_answer(user.id):
            await self._say(incoming.chat_id, say(views.WAITING))
        elif user.state is UserState.ADMITTED:
            text = say(views.ADMIN_ONLY if who is Who.ADMIN else views.LOOK_ONLY)
            await (edge.toast(text) if incoming.press else self._say(incoming.chat_id, text))

    async def refuse_group(self, incoming: Incoming, edge: Edge) -> None:
        """Say once that groups are not served, and leave."""
        if self._may_answer(incoming.chat_id):
            log.info("a group is refused and left")
            await edge.tell(say(views.GROUP))
            await edge.leave()

    async def decide(self, user_id: int, role: Role | None, by: int | None = None) -> User | None:
        """Carry out an admin's answer and tell the person; None refuses. Returns None if it was answered before."""
        state = UserState.REFUSED if role is None else UserState.ADMITTED
        async with self._database.begin() as session:
            user = await users.decide(session, user_id, state)
            if user is None:
                return None
            user.role = role or user.role
            event = "access.refused" if role is None else "access.admitted"
            await audit.note(session, event, user_id=user_id, now=self._now(), by=by, role=user.role.value)
            with speaking(user.language):
                text = say(views.REFUSED if role is None else views.ADMITTED)
            await self._outbox.send(session, user.chat_id, text)
        return user

    async def _greet(self, incoming: Incoming, edge: Edge) -> None:
        if isinstance(incoming.press, views.AskToEnter):
            await self._ask(incoming)
            await edge.toast(say(views.WAITING))
        elif self._may_answer(incoming.user_id):
            async with self._database.begin() as session:
                await self._outbox.send(
                    session, incoming.chat_id, *views.stranger(incoming.user_id), expires_at=self._now() + ANSWER_LIFE
                )

    async def _ask(self, incoming: Incoming) -> None:
        async with self._database.begin() as session:
            new = await users.ask(
                session, incoming.user_id, name=incoming.user_name, chat_id=incoming.chat_id, now=self._now()
            )
            if not new:
                return
            await audit.note(session, "access.asked", user_id=incoming.user_id, now=self._now())
            await self._outbox.send(session, incoming.chat_id, say(views.WAITING))
            for admin in await users.admins(session):
                if admin.id in self._admin_ids:
                    with speaking(admin.language):
                        request = views.request(incoming.user_id, incoming.user_name)
                    await self._outbox.send(session, admin.chat_id, *request)

    async def _enthrone(self, incoming: Incoming) -> User:
        """An admin's first contact: let them in, and show them who waits."""
        async with self._database.begin() as session:
            waiting = await users.all_of(session, UserState.ASKED)
            user = await self._admit(session, incoming, Role.ADMIN)
            for asked in [one for one in waiting if one.id != user.id][:PENDING]:
                with speaking(user.language):
                    request = views.request(asked.id, asked.name)
                await self._outbox.send(session, user.chat_id, *request)
        return user

    async def _give_role(self, incoming: Incoming, role: Role) -> User:
        async with self._database.begin() as session:
            return await self._admit(session, incoming, role)

    async def _admit(self, session: AsyncSession, incoming: Incoming, role: Role) -> User:
        user = await users.admit(session, incoming.user_id, role, now=self._now())
        await audit.note(session, "access.by_settings", user_id=user.id, now=self._now(), role=role.value)
        await users.seen(session, incoming.user_id, name=incoming.user_name, chat_id=incoming.chat_id)
        await session.refresh(user)
        return user

    def _may_answer(self, who: int) -> bool:
        now = self._monotonic()
        if now - self._answered.get(who, -QUIET) < QUIET:
            return False
        self._answered[who] = now
        self._answered.move_to_end(who)
        while len(self._answered) > STRANGERS:
            self._answered.popitem(last=False)
        return True

    async def _say(self, chat_id: int, text: str) -> None:
        async with self._database.begin() as session:
            await self._outbox.send(session, chat_id, text, expires_at=self._now() + ANSWER_LIFE)
