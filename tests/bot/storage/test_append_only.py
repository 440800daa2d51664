"""The audit trail only grows: the database itself refuses everything else. On both databases, made either way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bot.storage import audit, migrations
from bot.storage.database import Database
from bot.storage.tables import AuditEvent
from tests.bot.storage.rows import ALICE, NOW
from tests.bot.storage.test_migrations import blank_url as blank_url

CHANGES = {
    "update": "UPDATE audit SET event = 'nothing'",
    "update of one's owner": "UPDATE audit SET user_id = NULL WHERE user_id IS NOT NULL",
    "delete": "DELETE FROM audit WHERE user_id IS NOT NULL",
    "upsert": "INSERT INTO audit (id, at, event, detail) VALUES (1, '2026-11-23', 'x', '{}') "
    "ON CONFLICT (id) DO UPDATE SET event = 'x'",
}
SQLITE_ONLY = {"replace": "REPLACE INTO audit (id, at, event, detail) VALUES (1, '2026-11-23', 'x', '{}')"}
POSTGRES_ONLY = {"truncate": "TRUNCATE audit"}


@pytest.fixture
async def migrated(blank_url: str) -> AsyncIterator[Database]:
    """A database as the revisions make it."""
    async with Database(blank_url) as opened:
        await migrations.upgrade(opened)
        yield opened


async def refusal(database: Database, statement: str) -> str:
    """What the database says to a statement; blank if it carries it out."""
    try:
        async with database.begin() as session:
            await session.execute(text(statement))
    except IntegrityError as error:
        return str(error)
    return ""


async def refuses_all(database: Database) -> None:
    """Write one event down and try every way to change it."""
    async with database.begin() as session:
        await audit.note(session, "halted", user_id=ALICE, now=NOW, dropped=1)
    ways = CHANGES | (SQLITE_ONLY if database.is_sqlite else POSTGRES_ONLY)
    for name, statement in ways.items():
        assert "append-only" in await refusal(database, statement), name
    async with database.begin() as session:
        await audit.note(session, "resumed", user_id=ALICE, now=NOW)
    async with database.read() as session:
        rows = (await session.scalars(select(AuditEvent).order_by(AuditEvent.id))).all()
    assert [(row.user_id, row.event) for row in rows] == [(ALICE, "halted"), (ALICE, "resumed")]


async def test_the_trail_refuses_changes(database: Database) -> None:
    """Updates, deletions and what amounts to them fail in the tables as the code makes them; adding goes on."""
    await refuses_all(database)


async def test_the_trail_refuses_changes_after_migration(migrated: Database) -> None:
    """And in the tables as the revisions make them, which is where the bot lives."""
    await refuses_all(migrated)
