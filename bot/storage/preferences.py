"""What users want to hear, and when, and how they order; and who somebody is that is told something."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import insert
from bot.storage.states import Language
from bot.storage.tables import Preference, User


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom something is told, and how."""

    user_id: int
    chat_id: int
    language: Language
    preference: Preference


_READER = (
    select(User.id, User.language, Preference)
    .outerjoin(Preference, Preference.user_id == User.id)
    .where(User.chat_id == bindparam("chat_id"))
    .limit(1)
)


async def reader(session: AsyncSession, chat_id: int) -> Reader | None:
    """Who reads a chat; None where nobody is known to."""
    found = (await session.execute(_READER, {"chat_id": chat_id})).one_or_none()
    if found is None:
        return None
    user_id, language, preference = found
    return Reader(user_id, chat_id, language, preference or Preference(user_id=user_id))


async def of_user(session: AsyncSession, user_id: int) -> Preference:
    """A user's own, or the defaults."""
    return await session.get(Preference, user_id) or Preference(user_id=user_id)


async def put(session: AsyncSession, user_id: int, **changes: object) -> None:
    """Change some; the rest stays as it is, or as it is for everyone."""
    defaults = {"fill": "on", "refusal": "on", "alert": "on", "check": "on", "notice": "on", "whole_fills": False,
                "brief_cards": False}  # fmt: skip
    made = insert(session, Preference).values(user_id=user_id, **(defaults | changes))
    await session.execute(made.on_conflict_do_update(index_elements=["user_id"], set_=changes))


async def forget(session: AsyncSession, user_id: int) -> None:
    """Somebody goes."""
    await session.execute(delete(Preference).where(Preference.user_id == user_id))
