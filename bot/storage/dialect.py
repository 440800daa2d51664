"""What SQLAlchemy has to be told for each statement of its kind."""

from __future__ import annotations

from functools import cache
from typing import Final, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import Base

FRESH: Final = {"synchronize_session": False, "populate_existing": True}
"""For UPDATE … RETURNING a row: what the statement returns is the truth, not what the session remembers."""


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT: both databases spell it alike, SQLAlchemy keeps it in two modules."""
    return _insert(session.get_bind().dialect.name, table)


def insert_new(session: AsyncSession, table: type[Base], *unique: str) -> Executable:
    """An INSERT that returns the new row's id, or nothing where a row with these `unique` columns is there already.

    Built once and kept away from the ORM, as fills and messages wait for it: both take longer than inserting.
    """
    return _insert_new(session.get_bind().dialect.name, table, unique)


def _insert(dialect: str, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _insert_new(dialect: str, table: type[Base], unique: tuple[str, ...]) -> Executable:
    plain = cast("Table", table.__table__)
    statement = sqlite.insert(plain) if dialect == "sqlite" else postgresql.insert(plain)
    return statement.on_conflict_do_nothing(index_elements=unique).returning(plain.c.id)
