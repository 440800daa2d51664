"""Where Alembic meets the bot's tables. The database is DATABASE_URL, or the one that the caller hands over."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from alembic import context
from bot.settings import SQLITE
from bot.storage.columns import Exact, UtcDateTime, Word
from bot.storage.database import parse_url
from bot.storage.tables import User

LOCK = 7_305_102
"""Advisory lock on PostgreSQL: of several processes that start at once, one migrates and the others wait."""


def render_item(kind: str, item: object, _: object) -> str | bool:
    """A revision names plain types, so that it stays true when the code's own types change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Word):
        return "sa.String(24)"
    if kind == "type" and isinstance(item, Exact):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def migrate(connection: Connection) -> None:
    """Run what was asked for, whole or not at all on both databases."""
    context.configure(
        connection=connection,
        target_metadata=User.metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()


def run() -> None:
    """Open the database for writing, in one transaction."""
    url = parse_url(os.environ.get("DATABASE_URL") or SQLITE)
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        url = url.set(drivername="sqlite")
        options = {"connect_args": {"isolation_level": None, "timeout": 30}}
    engine = create_engine(url, poolclass=NullPool, **options)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


if handed_over := context.config.attributes.get("connection"):
    migrate(handed_over)
else:
    run()
