"""Databases that fail, really: a full disk, another program's lock, connections that the server cuts."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from itertools import product

import psycopg
from sqlalchemy import Connection, event, text

from bot.storage.base import Base
from bot.storage.database import Database

BUSY = 0.3
"""Seconds that the bot waits where somebody else holds a lock."""
GROW = " BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END"
WRITES = list(product(Base.metadata.tables, ("INSERT", "UPDATE")))


@dataclass(frozen=True)
class Trouble:
    """A way to fail. `kept` if what was said to have failed was carried out."""

    name: str
    server: str
    on: Callable[[Database], AbstractAsyncContextManager[None]]
    kept: bool = False
    busy: float = 5.0


@asynccontextmanager
async def full(database: Database) -> AsyncIterator[None]:
    """The disk is full: SQLite may not grow (`max_page_count`), and every write to a table wants new pages."""
    async with database.begin() as session:
        await session.execute(text("CREATE TABLE IF NOT EXISTS ballast (more BLOB)"))
        for table, write in WRITES:
            trigger = f"CREATE TRIGGER full_{table}_{write} AFTER {write} ON {table}"
            await session.execute(text(trigger + GROW))
    await _limit(database, 1)  # never below what is there
    yield
    await _limit(database, 1_000_000)
    async with database.begin() as session:
        for table, write in WRITES:
            await session.execute(text(f"DROP TRIGGER full_{table}_{write}"))


async def _limit(database: Database, pages: int) -> None:
    async with database.begin() as session:
        await session.execute(text(f"PRAGMA max_page_count = {pages}"))


@asynccontextmanager
async def locked(database: Database) -> AsyncIterator[None]:
    """Another program writes and does not end. It waits for its turn in a thread: the bot may be at work."""
    file = database.url.database or ""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def tables_locked(database: Database) -> AsyncIterator[None]:
    """Another session keeps every table from being written."""
    with psycopg.connect(_dsn(database)) as other:
        await asyncio.to_thread(other.execute, f"LOCK TABLE {', '.join(Base.metadata.tables)} IN EXCLUSIVE MODE")
        yield
        other.rollback()


def cut(moment: str) -> Callable[[Database], AbstractAsyncContextManager[None]]:
    """`pg_terminate_backend` meets every transaction that writes: at its `start`, `before` or `after` its commit."""

    @asynccontextmanager
    async def on(database: Database) -> AsyncIterator[None]:
        engine, which = database.engine.sync_engine, "begin" if moment == "start" else "commit"
        with psycopg.connect(_dsn(database), autocommit=True) as operator:

            def terminate(connection: Connection) -> None:
                if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
                    return  # it reads
                if moment == "after":
                    connection.connection.commit()
                backend = connection.connection.driver_connection.info.backend_pid
                operator.execute("SELECT pg_terminate_backend(%s, 1000)", [backend])
                connection.exec_driver_sql("SELECT 1")

            event.listen(engine, which, terminate)
            yield
            event.remove(engine, which, terminate)

    return on


def _dsn(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


TROUBLES = (
    Trouble("full disk", "sqlite", full),
    Trouble("locked file", "sqlite", locked, busy=BUSY),
    Trouble("locked tables", "postgres", tables_locked, busy=BUSY),
    Trouble("cut at the start", "postgres", cut("start")),
    Trouble("cut before the commit", "postgres", cut("before")),
    Trouble("cut after the commit", "postgres", cut("after"), kept=True),
)
