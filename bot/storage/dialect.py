"""What SQLAlchemy has to be told for each statement of its kind."""

from __future__ import annotations

from typing import Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import Base

FRESH: Final = {"synchronize_session": False, "populate_existing": True}
"""For UPDATE … RETURNING a row: what the statement returns is the truth, not what the session remembers."""


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT: both databases spell it alike, SQLAlchemy keeps it in two modules."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
