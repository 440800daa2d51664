"""Launch data of Mini Apps, used once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.storage import launches, users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.storage.tables import Launch
from bot.web.launch import AGE
from tests.bot.house import ALICE


async def test_used_launches_are_kept_as_long_as_they_could_pass(database: Database) -> None:
    """Used once on either database; what has expired is gone with the next one."""
    now = datetime(2026, 11, 27, 1, tzinfo=UTC)

    async def take(digest: str, at: datetime) -> bool:
        async with database.begin() as session:
            return await launches.take(session, digest, user_id=ALICE, expires_at=at + AGE, now=at)

    async with database.begin() as session:
        await users.admit(session, ALICE, Role.TRADER, now=now)
    assert [await take("a", now), await take("a", now), await take("b", now)] == [True, False, True]
    assert await take("c", now + AGE - timedelta(seconds=1))
    assert not await take("b", now + AGE - timedelta(seconds=1))
    assert await take("d", now + AGE)

    async with database.read() as session:
        assert set(await session.scalars(select(Launch.digest))) == {"c", "d"}
