"""The table of what users meant by words that fit several names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base


class Meaning(Base, kw_only=True):
    """What a user chose for these words the last time. `words` are folded, `symbol` is a directory's key."""

    __tablename__ = "meanings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    words: Mapped[str] = mapped_column(primary_key=True)
    symbol: Mapped[str]
    chosen_at: Mapped[datetime]
