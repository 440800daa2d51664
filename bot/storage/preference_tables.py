"""The table of what users want to hear, and when, and how they order. Re-exported by `tables`."""

from __future__ import annotations

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base
from bot.storage.states import Topic, Volume


class Preference(Base, kw_only=True):
    """How one user is told things and orders; the defaults count for whoever has no row."""

    __tablename__ = "preferences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    fill: Mapped[Volume] = mapped_column(default=Volume.ON)
    refusal: Mapped[Volume] = mapped_column(default=Volume.ON)
    alert: Mapped[Volume] = mapped_column(default=Volume.ON)
    check: Mapped[Volume] = mapped_column(default=Volume.ON)
    notice: Mapped[Volume] = mapped_column(default=Volume.ON)
    whole_fills: Mapped[bool] = mapped_column(default=False)
    """전량 1회: one push when an order is done, instead of one for each fill."""
    quiet_from: Mapped[int | None] = mapped_column(default=None)
    """A minute of the day in KST; both or neither."""
    quiet_until: Mapped[int | None] = mapped_column(default=None)

    venue: Mapped[str | None] = mapped_column(default=None)
    """Where stocks at home are ordered whose line names no venue, if it takes them; blank is KRX."""
    brief_cards: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether check cards leave out fees, weight and limits. Warnings are never left out."""

    def volume(self, topic: Topic) -> Volume:
        """How loud pushes of this topic are."""
        return {
            Topic.FILL: self.fill,
            Topic.REFUSAL: self.refusal,
            Topic.ALERT: self.alert,
            Topic.CHECK: self.check,
            Topic.NOTICE: self.notice,
        }[topic]
