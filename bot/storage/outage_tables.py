"""The table of outages at KIS: what was told of them is not told again after a restart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import NEVER_REUSED, Base
from kis.credentials import Environment


class Outage(Base, kw_only=True):
    """A time in which KIS was away, of one environment; messages bear its id."""

    __tablename__ = "outages"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    environment: Mapped[Environment]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
