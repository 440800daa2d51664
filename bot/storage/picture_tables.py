"""The table of pictures that are still to be sent."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base


class Picture(Base, kw_only=True):
    """What a picture of the outbox looks like, a file (PNG). It goes when its message is sent or given up."""

    __tablename__ = "pictures"

    ref: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    """The row of the outbox that bears it."""
    content: Mapped[bytes] = mapped_column(repr=False)
