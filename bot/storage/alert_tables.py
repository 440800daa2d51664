"""The table of alerts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage import columns
from bot.storage.base import NEVER_REUSED, Base
from bot.storage.states import AlertRepeat, AlertRule, AlertState
from bot.storage.terms import WON, Figure, Segment


class Alert(Base, kw_only=True):
    """Tell me when the market is there."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("ix_alerts_state", "state", "expires_at"),
        Index("ix_alerts_user", "user_id", "state"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    credential_id: Mapped[int] = mapped_column(ForeignKey("credentials.id"))
    symbol: Mapped[str]
    name: Mapped[str]
    rule: Mapped[AlertRule]
    target: Mapped[Figure] = mapped_column(columns.Exact)
    """A price in its currency, hundredths of a percent, or shares, as the rule says; 0 where it has no figure."""
    segment: Mapped[Segment] = mapped_column(default=Segment.DOMESTIC)
    venue: Mapped[str] = mapped_column(default="KRX")
    currency: Mapped[str] = mapped_column(default=WON)
    repeat: Mapped[AlertRepeat] = mapped_column(default=AlertRepeat.ONCE)
    state: Mapped[AlertState] = mapped_column(default=AlertState.ARMED)
    resting: Mapped[bool] = mapped_column(default=False)
    """It has fired and waits for the price to leave, or for `quiet_until`, before it waits for its price again."""
    quiet_until: Mapped[datetime | None] = mapped_column(default=None)
    """Market time until which it says nothing: snoozed, or done for the day."""
    fires: Mapped[int] = mapped_column(default=0)
    """How often it has fired."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    fired_at: Mapped[datetime | None] = mapped_column(default=None)
    fired_price: Mapped[Figure | None] = mapped_column(columns.Exact, default=None)
