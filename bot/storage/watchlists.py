"""Watchlists: which instruments a user looks at together, by the list's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import insert
from bot.storage.tables import WatchlistEntry

_STEP = timedelta(microseconds=1)


async def names(session: AsyncSession, user_id: int) -> Sequence[str]:
    """A user's lists, in the order in which they were begun."""
    found = await session.scalars(
        select(WatchlistEntry.watchlist)
        .where(WatchlistEntry.user_id == user_id)
        .group_by(WatchlistEntry.watchlist)
        .order_by(func.min(WatchlistEntry.added_at))
    )
    return found.all()


async def symbols(session: AsyncSession, user_id: int, watchlist: str) -> Sequence[str]:
    """What is on a list, in the order in which it was put there."""
    found = await session.scalars(
        select(WatchlistEntry.symbol)
        .where(WatchlistEntry.user_id == user_id, WatchlistEntry.watchlist == watchlist)
        .order_by(WatchlistEntry.added_at)
    )
    return found.all()


async def of_user(session: AsyncSession, user_id: int) -> Sequence[str]:
    """What is on any of a user's lists, in the order in which it was put there."""
    found = await session.scalars(
        select(WatchlistEntry.symbol)
        .where(WatchlistEntry.user_id == user_id)
        .group_by(WatchlistEntry.symbol)
        .order_by(func.min(WatchlistEntry.added_at))
    )
    return found.all()


async def add(session: AsyncSession, user_id: int, watchlist: str, keys: Sequence[str], now: datetime) -> None:
    """Put instruments at the end of a list; those that are on it stay where they are."""
    for place, key in enumerate(keys):
        row = {"user_id": user_id, "watchlist": watchlist, "symbol": key, "added_at": now + place * _STEP}
        await session.execute(insert(session, WatchlistEntry).values(row).on_conflict_do_nothing())


async def remove(session: AsyncSession, user_id: int, watchlist: str, keys: Collection[str]) -> None:
    """Take instruments off a list."""
    await session.execute(
        delete(WatchlistEntry).where(
            WatchlistEntry.user_id == user_id, WatchlistEntry.watchlist == watchlist, WatchlistEntry.symbol.in_(keys)
        )
    )


async def forget_all(session: AsyncSession, user_id: int) -> None:
    """Somebody goes."""
    await session.execute(delete(WatchlistEntry).where(WatchlistEntry.user_id == user_id))
