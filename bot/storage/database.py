"""One database: SQLite by default, PostgreSQL by URL.

`begin()` writes and commits at its end, `read()` only looks. Neither may stay open while KIS or Telegram is asked.
What the drivers raise becomes `StorageBusy` or `StorageDown` here and nowhere else. What a statement was given is in
no error: it may be a link or what somebody said.

SQLite commits with synchronous=FULL: an accepted order must survive a power cut, and the fsync costs 0.25 ms
(measured on ext4; NORMAL takes 0.02 ms).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, event, make_url, text
from sqlalchemy import exc as sa
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import BotError, SetupError, StorageBusy, StorageDown
from bot.storage import onehop

SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
SQLITE_DOWN = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
POSTGRES_BUSY = {"55P03", "57014", "40001", "40P01"}
"""Lock timeout, statement timeout, serialization failure, deadlock."""
POSTGRES_DOWN = ("08", "53", "57P", "25006", "28", "3D")
"""Connection, resources, shutdown, read-only, password, no such database: starts of SQLSTATEs."""


class Database:
    """Engines, pools and transactions. `busy_timeout` in seconds bounds every wait for another writer.

    SQLite has one writer, so here it has one writing connection, for which tasks queue in order instead of polling
    for SQLite's lock; its reading connections cannot write, and writers do not hold them up.
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0) -> None:
        self.url = parse_url(url)
        if self.is_sqlite:
            _make_file(Path(self.url.database or ""))
            self.engine = _sqlite(self.url, busy_timeout, writes=True)
            self._reading = _sqlite(self.url, busy_timeout, writes=False)
        else:
            self.engine = _postgres(self.url, busy_timeout)
            self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writers = async_sessionmaker(self.engine, expire_on_commit=False)
        self._readers = async_sessionmaker(self._reading, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction that writes: commits at the end of the block, or leaves nothing if the block raises.

        Raises `StorageBusy` or `StorageDown`; then nothing was written.
        """
        async with self._writers() as session:
            with _border():
                async with session.begin():
                    yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads; each statement sees what was committed by then. Raises as `begin` does."""
        async with self._readers() as session:
            with _border():
                yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A session that sees the whole database as of one moment, for copies. Raises as `begin` does."""
        async with self._readers() as session:
            with _border():
                if self.is_sqlite:
                    await session.execute(text("BEGIN"))
                else:
                    await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                yield session

    async def close(self) -> None:
        """Close every connection."""
        await self._reading.dispose()
        await self.engine.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def parse_url(text: str) -> URL:
    """Read DATABASE_URL. Raises `SetupError`, which never repeats the URL: it may hold a password."""
    try:
        url = make_url(text)
    except sa.ArgumentError:
        raise SetupError("DATABASE_URL을 읽을 수 없어요. 예: sqlite+aiosqlite:///data/bot.db") from None
    if url.drivername == "sqlite+aiosqlite" and url.database not in (None, "", ":memory:"):
        return url
    if url.drivername == "postgresql+psycopg":
        return url
    raise SetupError(
        "DATABASE_URL은 sqlite+aiosqlite:///경로 또는 postgresql+psycopg://사용자@호스트/이름 꼴로 적어 주세요."
    )


def _make_file(file: Path) -> None:
    """A new database is its owner's only; SQLite gives its other files the same rights."""
    folder = file.absolute().parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"데이터베이스 폴더를 만들 수 없어요: {folder}. 경로와 권한을 확인해 주세요.") from error
    # One that is there keeps the rights it has; one that cannot be made is told of when it is opened.
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sqlite(url: URL, busy_timeout: float, *, writes: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 4,
        pool_timeout=busy_timeout,
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": busy_timeout, "async_creator_fn": onehop.connect},
    )
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")

    def prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas if writes else ("query_only=ON",):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    if writes:
        event.listen(engine.sync_engine, "begin", _take_write_lock)
    return engine


def _take_write_lock(connection: Connection) -> None:
    """At the start, where it can be waited for: a reader that turns writer half-way would fail at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: URL, busy_timeout: float) -> AsyncEngine:
    limits = {
        "statement_timeout": int(busy_timeout * 2000),
        "lock_timeout": int(busy_timeout * 1000),
        "idle_in_transaction_session_timeout": int(busy_timeout * 6000),
    }
    connect_args: dict[str, Any] = {
        "connect_timeout": max(2, int(busy_timeout)),
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        "tcp_user_timeout": int(busy_timeout * 2000),
    }
    return create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=busy_timeout,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=connect_args,
    )


@contextmanager
def _border() -> Iterator[None]:
    """Translate what the drivers raise; what is a mistake of ours travels on."""
    try:
        yield
    except sa.TimeoutError as error:
        raise StorageBusy from error
    except sa.DBAPIError as error:
        if (meant := _meaning(error)) is None:
            raise
        raise meant from error


def _meaning(error: sa.DBAPIError) -> BotError | None:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return StorageBusy() if code in SQLITE_BUSY else StorageDown() if code in SQLITE_DOWN else None
    state = getattr(error.orig, "sqlstate", None)
    if state in POSTGRES_BUSY:
        return StorageBusy()
    if error.connection_invalidated or (state or "08").startswith(POSTGRES_DOWN):
        return StorageDown()
    return None
