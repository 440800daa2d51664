"""People: who may do what, who has blocked the bot, who has pressed 정지."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import FRESH, insert
from bot.storage.states import IntentKind, IntentState, Language, Role, UserState
from bot.storage.tables import Intent, User


async def get(session: AsyncSession, user_id: int) -> User | None:
    """The user, or None if never seen."""
    return await session.get(User, user_id)


async def all_of(session: AsyncSession, state: UserState) -> Sequence[User]:
    """Everyone in this state, in the order in which they came."""
    found = await session.scalars(select(User).where(User.state == state).order_by(User.created_at, User.id))
    return found.all()


async def admins(session: AsyncSession) -> Sequence[User]:
    """Who is asked when somebody knocks."""
    found = await session.scalars(
        select(User).where(User.role == Role.ADMIN, User.state == UserState.ADMITTED).order_by(User.id)
    )
    return found.all()


async def ask(session: AsyncSession, user_id: int, *, name: str, chat_id: int, now: datetime) -> bool:
    """Write down that somebody asks to be let in. False if that is known already, whatever came of it.

    Who has left may ask anew.
    """
    asked = await session.scalar(
        insert(session, User)
        .values(
            id=user_id,
            name=name,
            chat_id=chat_id,
            role=Role.TRADER,
            state=UserState.ASKED,
            created_at=now,
            next_short_no=1,
        )
        .on_conflict_do_update(
            index_elements=["id"],
            set_={"state": UserState.ASKED, "role": Role.TRADER, "name": name, "chat_id": chat_id},
            where=User.state == UserState.LEFT,
        )
        .returning(User.id)
    )
    return asked is not None


async def admit(
    session: AsyncSession, user_id: int, role: Role, *, now: datetime, name: str = "", chat_id: int | None = None
) -> User:
    """Let a person in, known or not. A private chat has the id of its person, which stands in for `chat_id`."""
    found = await session.scalars(
        insert(session, User)
        .values(
            id=user_id,
            name=name,
            chat_id=user_id if chat_id is None else chat_id,
            role=role,
            state=UserState.ADMITTED,
            created_at=now,
            next_short_no=1,
        )
        .on_conflict_do_update(index_elements=["id"], set_={"role": role, "state": UserState.ADMITTED})
        .returning(User),
        execution_options=FRESH,
    )
    return found.one()


async def decide(session: AsyncSession, user_id: int, state: UserState) -> User | None:
    """Answer somebody who asked. None if nobody asks (any more): another admin was faster."""
    found = await session.scalars(
        update(User).where(User.id == user_id, User.state == UserState.ASKED).values(state=state).returning(User),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def expel(session: AsyncSession, user_id: int, state: UserState = UserState.REFUSED) -> bool:
    """Shut somebody out who was in; `LEFT` for who goes by himself."""
    found = await session.scalar(
        update(User).where(User.id == user_id, User.state == UserState.ADMITTED).values(state=state).returning(User.id)
    )
    return found is not None


async def set_role(session: AsyncSession, user_id: int, role: Role) -> User | None:
    """Give somebody who is in another role. None if nobody is in by this id."""
    found = await session.scalars(
        update(User).where(User.id == user_id, User.state == UserState.ADMITTED).values(role=role).returning(User),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def seen(session: AsyncSession, user_id: int, *, name: str, chat_id: int, now: datetime | None = None) -> None:
    """The user has written: the name may be new, and the bot is not blocked (any more)."""
    changes = {"name": name, "chat_id": chat_id, "blocked_at": None} | ({} if now is None else {"seen_at": now})
    await session.execute(update(User).where(User.id == user_id).values(changes))


async def mark_blocked(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Telegram says that the user has blocked the bot."""
    await session.execute(update(User).where(User.chat_id == chat_id, User.blocked_at.is_(None)).values(blocked_at=now))


async def halt(session: AsyncSession, user_id: int, now: datetime) -> int:
    """정지: nothing but cancellations is sent until `resume`. Returns how many open check cards lost their power."""
    await session.execute(update(User).where(User.id == user_id, User.halted_at.is_(None)).values(halted_at=now))
    return await drop_cards(session, user_id, now, (IntentKind.NEW, IntentKind.AMEND))


async def drop_cards(
    session: AsyncSession, user_id: int, now: datetime, kinds: Collection[IntentKind], credential_id: int | None = None
) -> int:
    """Nothing that has not left yet will leave, of one account or of all. Returns how many check cards that were."""
    dropped = await session.scalars(
        update(Intent)
        .where(Intent.user_id == user_id, Intent.kind.in_(kinds))
        .where(Intent.state.in_((IntentState.OFFERED, IntentState.CLAIMED)), *_of(credential_id))
        .values(state=IntentState.DROPPED, answered_at=now)
        .returning(Intent.id)
    )
    return len(dropped.all())


async def is_sending(session: AsyncSession, user_id: int, credential_id: int | None = None) -> bool:
    """Whether an order of the user, by one account or by any, is on its way, its answer not here yet."""
    found = await session.scalar(
        select(Intent.id)
        .where(Intent.user_id == user_id, Intent.state == IntentState.SENT, *_of(credential_id))
        .limit(1)
    )
    return found is not None


def _of(credential_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if credential_id is None else (Intent.credential_id == credential_id,)


async def resume(session: AsyncSession, user_id: int) -> bool:
    """재개. False if there was no 정지."""
    found = await session.scalar(
        update(User).where(User.id == user_id, User.halted_at.is_not(None)).values(halted_at=None).returning(User.id)
    )
    return found is not None


async def hold(session: AsyncSession, user_id: int) -> None:
    """One at a time for each user until the transaction ends: asked first, before any row of the user's is changed.

    SQLite has one writer anyway. Rows that refer to the user can still be added.
    """
    await session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))


async def halted(session: AsyncSession) -> Sequence[int]:
    """Whoever is under 정지."""
    return (await session.scalars(select(User.id).where(User.halted_at.is_not(None)))).all()


async def choose_credential(session: AsyncSession, user_id: int, credential_id: int | None) -> None:
    """From now on commands mean this account."""
    await session.execute(update(User).where(User.id == user_id).values(active_credential_id=credential_id))


async def take_short_no(session: AsyncSession, user_id: int) -> int:
    """The next short number of the user's orders (#A17). Never given twice, though a dropped card wastes one."""
    taken: int | None = await session.scalar(
        update(User)
        .where(User.id == user_id)
        .values(next_short_no=User.next_short_no + 1)
        .returning(User.next_short_no)
    )
    if taken is None:
        raise LookupError(f"no user {user_id}")
    return taken - 1


async def set_language(session: AsyncSession, user_id: int, language: Language) -> None:
    """What the user reads from now on."""
    await session.execute(update(User).where(User.id == user_id).values(language=language))
