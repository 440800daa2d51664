"""Transactions on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, StatementError

from bot.errors import SetupError, StorageBusy, StorageDown
from bot.storage import users
from bot.storage.database import Database, parse_url
from bot.storage.states import Role
from bot.storage.tables import User
from bot.storage.terms import OrderType
from tests import databases
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, NOW


async def test_block_that_raises_leaves_nothing(database: Database) -> None:
    """A transaction is kept whole or not at all."""

    async def fail() -> None:
        async with database.begin() as session:
            await rows.user(session)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()

    async with database.read() as session:
        assert await users.get(session, ALICE) is None


async def test_times_come_back_in_utc(database: Database) -> None:
    """A KST time that was stored is the same moment, in UTC, on either database."""
    kst = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    async with database.begin() as session:
        await users.admit(session, ALICE, Role.TRADER, now=kst)

    async with database.read() as session:
        stored = await session.get_one(User, ALICE)
    assert stored.created_at == kst
    assert stored.created_at.utcoffset() == timedelta(0)


async def test_time_without_zone_is_refused(database: Database) -> None:
    """A naive time is a mistake and does not reach the database."""
    with pytest.raises(StatementError, match="without a zone"):
        async with database.begin() as session:
            await users.admit(session, ALICE, Role.TRADER, now=NOW.replace(tzinfo=None))


async def test_code_nobody_knows_survives(database: Database) -> None:
    """A code that KIS adds later is kept as sent."""
    async with database.begin() as session:
        order = rows.order(await rows.account(session), order_type=OrderType("99"))
        session.add(order)
    async with database.read() as session:
        kept = await session.get_one(type(order), order.id)

    assert kept.order_type == "99"


async def test_reader_cannot_write(sqlite_url: str) -> None:
    """A session for reading refuses to write instead of committing by itself."""
    async with Database(sqlite_url) as database:
        with pytest.raises(StorageDown):
            async with database.read() as session:
                await rows.user(session)
        async with database.read() as session:
            assert await users.get(session, ALICE) is None


async def test_locked_database_is_busy(sqlite_url: str) -> None:
    """While another process writes, a writer waits for the busy timeout and then says so; nothing is half written."""
    async with Database(sqlite_url, busy_timeout=0.05) as database:
        other = sqlite3.connect(database.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy, match="잠시 뒤에 다시"):
            async with database.begin() as session:
                await rows.user(session)
        async with database.read() as session:
            assert await users.get(session, ALICE) is None
        other.execute("ROLLBACK")
        other.close()

        async with database.begin() as session:
            await rows.user(session)


async def test_row_lock_of_another_is_busy(postgres_url: str) -> None:
    """On PostgreSQL it is a row that is locked."""
    databases.empty(postgres_url)
    async with Database(postgres_url, busy_timeout=0.1) as database:
        async with database.begin() as session:
            await rows.user(session)
        dsn = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(dsn) as other:
            other.execute("UPDATE users SET name = 'x'")
            with pytest.raises(StorageBusy):
                async with database.begin() as session:
                    await users.halt(session, ALICE, NOW)
            other.rollback()


async def test_writers_of_one_process_queue(database: Database) -> None:
    """Fifty tasks that write at once all get their turn, and no number is given twice."""
    async with database.begin() as session:
        await rows.user(session)

    async def take() -> int:
        async with database.begin() as session:
            return await users.take_short_no(session, ALICE)

    taken = await asyncio.gather(*(take() for _ in range(50)))

    assert sorted(taken) == list(range(1, 51))


async def test_processes_that_look_and_then_write(sqlite_url: str) -> None:
    """A transaction that reads first and writes later waits for another process instead of failing half-way."""

    async def rename(database: Database) -> None:
        async with database.begin() as session:
            alice = await session.get_one(User, ALICE)
            await asyncio.sleep(0.02)
            alice.name += "!"

    async with Database(sqlite_url) as one, Database(sqlite_url) as other:
        async with one.begin() as session:
            await rows.user(session)
        await asyncio.gather(rename(one), rename(other))

        async with one.read() as session:
            assert (await session.get_one(User, ALICE)).name == "Alice!!"


async def test_writer_that_hangs_holds_up_others_only_so_long(sqlite_url: str) -> None:
    """A task that keeps the database to itself makes the others busy, not wait for ever."""
    async with Database(sqlite_url, busy_timeout=0.05) as database, database.begin() as session:
        await rows.user(session)
        with pytest.raises(StorageBusy):
            async with database.begin() as second:
                await users.get(second, ALICE)


async def test_readers_see_what_is_committed_while_one_writes(sqlite_url: str) -> None:
    """Writing does not hold readers up."""
    async with Database(sqlite_url) as database, database.begin() as session:
        await rows.user(session)
        async with database.read() as reader:
            assert await users.get(reader, ALICE) is None


async def test_commits_survive_a_power_cut(sqlite_url: str) -> None:
    """SQLite waits for the disk at every commit, keeps to foreign keys and overwrites what is deleted."""
    async with Database(sqlite_url) as database, database.begin() as session:
        pragmas = [
            await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]

    assert pragmas == ["wal", 2, 1, 1]


async def test_foreign_database_file_is_down(tmp_path: Path) -> None:
    """A file that is no database is not overwritten, and the sentence is for a person."""
    (tmp_path / "bot.db").write_bytes(b"something else entirely" * 100)
    async with Database(f"sqlite+aiosqlite:///{tmp_path}/bot.db") as database:
        with pytest.raises(StorageDown, match="저장소"):
            async with database.begin() as session:
                await rows.user(session)


async def test_server_that_is_away_is_down() -> None:
    """PostgreSQL that does not answer is one clear error, quickly."""
    async with Database("postgresql+psycopg://nobody@127.0.0.1:1/none") as database:
        with pytest.raises(StorageDown):
            async with database.read() as session:
                await users.get(session, ALICE)


async def test_mistakes_of_ours_stay_what_they_are(database: Database) -> None:
    """A statement that is wrong is not passed off as a busy database."""
    with pytest.raises(Exception, match="no_such_table") as caught:
        async with database.read() as session:
            await session.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(caught.value, StorageBusy | StorageDown)
    assert isinstance(caught.value, OperationalError) or "UndefinedTable" in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="blank"),
        pytest.param("sqlite:///data/bot.db", id="without the async driver"),
        pytest.param("sqlite+aiosqlite://", id="in memory"),
        pytest.param("mysql://me:secret@there/db", id="another database"),
        pytest.param("postgresql://me:secret@there/db", id="another driver"),
    ],
)
def test_url_of_another_kind_is_refused(url: str) -> None:
    """A wrong DATABASE_URL is told with an example and without its password."""
    with pytest.raises(SetupError, match=r"sqlite\+aiosqlite") as caught:
        parse_url(url)
    assert "secret" not in str(caught.value)


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A path through a file names the folder."""
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="폴더"):
        Database(f"sqlite+aiosqlite:///{tmp_path}/file/data/bot.db")


async def test_a_new_database_is_its_owners_only(tmp_path: Path) -> None:
    """Nobody else on the machine reads names and orders, whatever the umask allows."""
    async with Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}") as database:
        async with database.begin() as session:
            await session.execute(text("CREATE TABLE told (word VARCHAR)"))
        modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("bot.db", "bot.db-wal", "bot.db-shm")}

    assert set(modes.values()) == {0o600}
