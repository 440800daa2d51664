"""What SQLAlchemy has to be told for each statement of its kind."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import Base

FRESH: Final = {"synchronize_session": False, "populate_existing": True}
"""For UPDATE … RETURNING a row: what the statement returns is the truth, not what the session remembers."""


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT: both databases spell it alike, SQLAlchemy keeps it in two modules."""
    return _insert(session.get_bind().dialect.name, table)


def insert_new(session: AsyncSession, table: type[Base], unique: tuple[str, ...], returning: Any) -> Executable:
    """An INSERT that returns nothing where a row with these `unique` columns is there already.

    Built once, as fills and messages wait for it: building takes longer than inserting.
    """
    return _insert_new(session.get_bind().dialect.name, table, unique, returning)


def _insert(dialect: str, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _insert_new(dialect: str, table: type[Base], unique: tuple[str, ...], returning: Any) -> Executable:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=unique).returning(returning)
