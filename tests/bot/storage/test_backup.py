"""Copies: whole, private, and good for either kind of database."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import SetupError
from bot.storage import alerts, audit, backup, credentials, fills, messages, migrations, orders, users
from bot.storage.database import Database
from bot.storage.states import OrderState
from tests import databases
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, NOW, SECRETS, VAULT


async def fill(database: Database) -> None:
    """Something in most tables."""
    async with database.begin() as session:
        account = await rows.account(session)
        order = await orders.add(session, rows.order(account, number="0000117057"))
        await fills.noticed(session, order.id, quantity=3, price=70_000, filled_at=NOW, mark="a", now=NOW)
        card = await messages.add(session, rows.message(buttons=[[{"text": "확정", "data": "confirm:1"}]]))
        await messages.add(session, rows.message(target_ref=card, text="second\nline"))
        await alerts.add(session, rows.alert(account))
        await audit.note(session, "asked", user_id=ALICE, now=NOW, quantity=10)
        await session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        await session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrations.revisions()[-1]})


@pytest.fixture
async def full(database: Database) -> AsyncIterator[Database]:
    """A database with rows, of each kind in turn."""
    await fill(database)
    yield database
    async with database.begin() as session:
        await session.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
async def copy(sqlite_url: str, tmp_path: Path) -> Path:
    """A copy of it."""
    async with Database(sqlite_url) as database:
        await fill(database)
        await backup.save(database, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_copy_is_the_same_anywhere(full: Database, kind: str, tmp_path: Path) -> None:
    """Restored on either kind of database every row is as it was, the secrets open, and counting goes on."""
    saved = await backup.save(full, tmp_path / "copy")
    if kind == "sqlite":
        await _check(full, f"sqlite+aiosqlite:///{tmp_path}/other.db", tmp_path / "copy", saved)
    else:
        with databases.postgres_database(tables=False) as url:
            await _check(full, url, tmp_path / "copy", saved)


async def _check(full: Database, url: str, copy: Path, saved: int) -> None:
    async with Database(url) as other:
        assert await backup.restore(other, copy) == saved > 0
        async with full.read() as source, other.read() as target:
            for table in databases.TABLES.sorted_tables:
                expected = (await source.execute(select(table))).all()
                assert (await target.execute(select(table))).all() == expected, table.name
            account = (await credentials.of_user(target, ALICE))[0]
        assert credentials.reveal(VAULT, account) == SECRETS
        async with other.begin() as session:
            last = await messages.add(session, rows.message())
            assert last == 3


async def test_copy_is_of_one_moment(full: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written while the copy is made is not half in it."""

    async def write_meanwhile() -> None:
        async with full.begin() as session:
            await users.halt(session, ALICE, NOW)
            await orders.settle(session, 1, OrderState.CANCELLED, now=NOW)

    rows_of = backup._rows

    async def slowly(session: AsyncSession) -> AsyncIterator[backup.Line]:
        async for line in rows_of(session):
            yield line
            if line.table == "users":
                await write_meanwhile()

    monkeypatch.setattr(backup, "_rows", slowly)
    await backup.save(full, tmp_path / "copy")

    assert "cancelled" not in (tmp_path / "copy").read_text(encoding="utf-8").replace("cancelled_quantity", "")


async def test_copy_is_private_and_sealed(full: Database, tmp_path: Path) -> None:
    """Only its owner may read the file, and it holds no secret in the clear."""
    await backup.save(full, tmp_path / "copy")

    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert "FAKE" not in (tmp_path / "copy").read_text(encoding="utf-8")
    assert not (tmp_path / "copy.part").exists()


async def test_only_an_empty_database_is_filled(full: Database, tmp_path: Path) -> None:
    """Restoring over living data is refused."""
    await backup.save(full, tmp_path / "copy")

    with pytest.raises(SetupError, match="비어 있는"):
        await backup.restore(full, tmp_path / "copy")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda copy: copy[: len(copy) // 2], id="cut in the middle of a line"),
        pytest.param(lambda copy: b"".join(copy.splitlines(keepends=True)[:4]), id="cut between lines"),
        pytest.param(lambda copy: copy.replace(b'"outbox"', b'"nothing"'), id="unknown table"),
        pytest.param(lambda copy: b"not a copy\n" + copy, id="something before"),
        pytest.param(lambda copy: b"", id="blank"),
    ],
)
async def test_damaged_copy_is_refused(copy: Path, damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A file that is not whole leaves the database empty and is named as what it is."""
    copy.write_bytes(damage(copy.read_bytes()))  # noqa: ASYNC240 - a small file of the test

    async with Database(f"sqlite+aiosqlite:///{tmp_path}/other.db") as other:
        with pytest.raises(SetupError, match="백업 파일"):
            await backup.restore(other, copy)
        if await migrations.current(other) is not None:
            assert await backup._is_empty(other)


async def test_database_of_another_version_is_not_copied(database: Database, tmp_path: Path) -> None:
    """A database that was never migrated is not copied under a wrong label."""
    with pytest.raises(SetupError, match="migrate"):
        await backup.save(database, tmp_path / "copy")
