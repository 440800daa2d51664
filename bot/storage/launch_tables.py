"""The table of launches: what has opened one of the bot's Mini Apps once does not open it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base


class Launch(Base, kw_only=True):
    """Launch data that was used, by its digest; kept for as long as it could pass again."""

    __tablename__ = "launches"

    digest: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]
