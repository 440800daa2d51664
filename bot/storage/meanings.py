"""What users meant by words that fit several names: the newest choice counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import insert
from bot.storage.tables import Meaning

KEPT = 200
"""Choices of one user that are kept; the oldest go."""


async def remember(session: AsyncSession, user_id: int, words: str, symbol: str, now: datetime) -> None:
    """From now on these words mean this instrument."""
    chosen = {"symbol": symbol, "chosen_at": now}
    made = insert(session, Meaning).values(user_id=user_id, words=words, **chosen)
    await session.execute(made.on_conflict_do_update(index_elements=["user_id", "words"], set_=chosen))
    kept = select(Meaning.words).where(Meaning.user_id == user_id).order_by(Meaning.chosen_at.desc()).limit(KEPT)
    await session.execute(delete(Meaning).where(Meaning.user_id == user_id, Meaning.words.not_in(kept)))


async def of_user(session: AsyncSession, user_id: int) -> Mapping[str, str]:
    """The key that each of a user's words means."""
    found = await session.execute(select(Meaning.words, Meaning.symbol).where(Meaning.user_id == user_id))
    return {row.words: row.symbol for row in found}


async def forget_all(session: AsyncSession, user_id: int) -> None:
    """Somebody goes."""
    await session.execute(delete(Meaning).where(Meaning.user_id == user_id))
