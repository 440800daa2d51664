"""Databases for tests: a fresh one for each, on SQLite and on PostgreSQL.

PostgreSQL is the server at TEST_POSTGRES_URL; every process of the run makes a database of its own there and drops it
at the end. Without the server those tests are skipped, but on CI they fail.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, create_engine, make_url

from bot.storage.tables import User

SERVER = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"))
TABLES = User.metadata


def sqlite_template(folder: Path) -> Path:
    """A file with all tables, to be copied; its owner's only, as the bot makes it."""
    file = folder / "template.db"
    engine = create_engine(f"sqlite:///{file}")
    TABLES.create_all(engine)
    engine.dispose()
    file.chmod(0o600)
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """A fresh database; returns its URL."""
    shutil.copy(template, folder / "bot.db")
    return f"sqlite+aiosqlite:///{folder / 'bot.db'}"


@contextmanager
def postgres_database(*, tables: bool) -> Iterator[str]:
    """A database that lasts as long as the block; yields its URL."""
    name = f"kis_test_{os.getpid()}_{secrets.token_hex(3)}"
    with _server() as server:
        server.execute(f"CREATE DATABASE {name}")
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = SERVER.set(database=name)
    try:
        if tables:
            engine = create_engine(url)
            TABLES.create_all(engine)
            engine.dispose()
        yield url.render_as_string(hide_password=False)
    finally:
        with _server() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty(url: str) -> None:
    """As it was made: no rows, no label of a revision, and ids from one again."""
    with psycopg.connect(_dsn(make_url(url)), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # the audit trail refuses to be emptied
        connection.execute(f"TRUNCATE {', '.join(TABLES.tables)} RESTART IDENTITY CASCADE")
        connection.execute("DROP TABLE IF EXISTS alembic_version")


def _server() -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(_dsn(SERVER), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        reason = f"no PostgreSQL at TEST_POSTGRES_URL ({SERVER.render_as_string()}): {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def _dsn(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
