"""Launch data of Mini Apps, used once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import insert
from bot.storage.tables import Launch


async def take(session: AsyncSession, digest: str, *, user_id: int, expires_at: datetime, now: datetime) -> bool:
    """Use a launch up; False if it was used before. What has expired is forgotten: its age refuses it anyway."""
    await session.execute(delete(Launch).where(Launch.expires_at <= now))
    taken = await session.scalar(
        insert(session, Launch)
        .values(digest=digest, user_id=user_id, expires_at=expires_at)
        .on_conflict_do_nothing(index_elements=["digest"])
        .returning(Launch.digest)
    )
    return taken is not None
