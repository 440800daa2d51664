"""The table of watchlists (관심종목)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base


class WatchlistEntry(Base, kw_only=True):
    """An instrument on a user's list. A list is there as long as something is on it; `symbol` is a directory's key."""

    __tablename__ = "watchlist_entries"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    watchlist: Mapped[str] = mapped_column(primary_key=True)
    symbol: Mapped[str] = mapped_column(primary_key=True)
    added_at: Mapped[datetime]
    """In this order they are shown."""
