"""One-time links. The database keeps a digest, so that who reads it cannot use them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.states import LinkPurpose
from bot.storage.tables import Link


async def add(session: AsyncSession, token: str, *, user_id: int, purpose: LinkPurpose, expires_at: datetime) -> None:
    """Keep a new link; the user's earlier ones for the same purpose are void."""
    await session.execute(delete(Link).where(Link.user_id == user_id, Link.purpose == purpose, Link.used_at.is_(None)))
    session.add(Link(digest=_digest(token), user_id=user_id, purpose=purpose, expires_at=expires_at))
    await session.flush()


async def peek(session: AsyncSession, token: str, *, purpose: LinkPurpose, now: datetime) -> int | None:
    """Whose link this is, without using it up (a preview must not). None if it is not good."""
    return await session.scalar(select(Link.user_id).where(_good(token, purpose, now)))


async def ends(session: AsyncSession, token: str, *, purpose: LinkPurpose, now: datetime) -> datetime | None:
    """Until when a link is good. None if it is not good (any more)."""
    return await session.scalar(select(Link.expires_at).where(_good(token, purpose, now)))


async def take(session: AsyncSession, token: str, *, purpose: LinkPurpose, now: datetime) -> int | None:
    """Use a link up, once, and return whose it is. None if it was used, has expired or never was."""
    return await session.scalar(
        update(Link).where(_good(token, purpose, now)).values(used_at=now).returning(Link.user_id)
    )


async def void(session: AsyncSession, user_id: int) -> None:
    """No link of the user's is good any more."""
    await session.execute(delete(Link).where(Link.user_id == user_id, Link.used_at.is_(None)))


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget what has expired."""
    await session.execute(delete(Link).where(Link.expires_at <= now))


def _good(token: str, purpose: LinkPurpose, now: datetime) -> ColumnElement[bool]:
    return and_(Link.digest == _digest(token), Link.purpose == purpose, Link.used_at.is_(None), Link.expires_at > now)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
