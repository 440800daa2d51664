"""PINs as rows: hashes, tries, unlocks. What is asked and changed here happens in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import insert
from bot.storage.tables import Lock
from bot.storage.vault import Sealed


async def get(session: AsyncSession, user_id: int) -> Lock | None:
    """The user's lock as it stands; None if nothing was ever set."""
    return await session.get(Lock, user_id, populate_existing=True)


async def hold(session: AsyncSession, user_id: int) -> Lock:
    """The user's lock for changing, made if there is none: nobody else changes it before this transaction ends."""
    await session.execute(
        insert(session, Lock)
        .values(user_id=user_id, tries=0, lockouts=0, minutes=15, without_pin=False)
        .on_conflict_do_nothing(index_elements=["user_id"])
    )
    found = await session.scalars(
        select(Lock).where(Lock.user_id == user_id).with_for_update().execution_options(populate_existing=True)
    )
    return found.one()


async def shut(session: AsyncSession, user_id: int) -> bool:
    """Lock at once. False if it was locked."""
    found = await session.scalar(
        update(Lock)
        .where(Lock.user_id == user_id, Lock.unlocked_until.is_not(None))
        .values(unlocked_at=None, unlocked_until=None)
        .returning(Lock.user_id)
    )
    return found is not None


async def shred(session: AsyncSession, user_id: int) -> None:
    """Forget the PIN and its pepper. A lockout stays, so that leaving and coming back gives no new tries."""
    await session.execute(
        update(Lock)
        .where(Lock.user_id == user_id)
        .values(digest=None, sealed=None, wrapped_key=None, kid=None, unlocked_at=None, unlocked_until=None)
    )


async def shut_all(session: AsyncSession) -> None:
    """At start: an unlock does not outlive the process that gave it."""
    await session.execute(
        update(Lock).where(Lock.unlocked_until.is_not(None)).values(unlocked_at=None, unlocked_until=None)
    )


def is_open(lock: Lock, now: datetime) -> bool:
    """Whether an unlock holds; a clock that was turned back ends it too."""
    return (
        lock.unlocked_at is not None
        and lock.unlocked_until is not None
        and lock.unlocked_at <= now < lock.unlocked_until
    )


def owner(user_id: int) -> str:
    """Whose a pepper is, as the vault binds it."""
    return f"pin:{user_id}"


def sealed_of(lock: Lock) -> Sealed:
    """A row's pepper as it is kept."""
    return Sealed(lock.sealed or b"", lock.wrapped_key or b"", lock.kid or "")
