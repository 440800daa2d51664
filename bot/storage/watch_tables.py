"""The tables of what prices were followed when: an alert that was reached meanwhile must not be lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base


class Watched(Base, kw_only=True):
    """Until when the prices of an account's alerts were followed without a gap, in market time."""

    __tablename__ = "watched"

    credential_id: Mapped[int] = mapped_column(ForeignKey("credentials.id"), primary_key=True)
    until: Mapped[datetime]


class AlertTime(Base, kw_only=True):
    """Market times of an alert; those of its own row are the host's."""

    __tablename__ = "alert_times"

    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    armed_at: Mapped[datetime]
    """Prices count from here."""
    reached_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was reached while nobody looked: the alert was told late."""
