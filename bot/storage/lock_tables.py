"""The tables of the two locks: the PIN and the second approver."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base
from bot.storage.states import ApprovalState


class Lock(Base, kw_only=True):
    """A user's PIN and what it guards. Of the PIN there is only a hash, under a pepper that the key ring seals."""

    __tablename__ = "locks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str | None] = mapped_column(repr=False, default=None)
    """argon2id; None while no PIN is set."""
    sealed: Mapped[bytes | None] = mapped_column(repr=False, default=None)
    wrapped_key: Mapped[bytes | None] = mapped_column(repr=False, default=None)
    kid: Mapped[str | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0)
    """Entries since the last right one or the last lockout, each counted before it is looked at."""
    lockouts: Mapped[int] = mapped_column(default=0)
    """How often five entries were wrong since the last right one: each locks twice as long as the one before."""
    locked_until: Mapped[datetime | None] = mapped_column(default=None)
    unlocked_at: Mapped[datetime | None] = mapped_column(default=None)
    unlocked_until: Mapped[datetime | None] = mapped_column(default=None)
    minutes: Mapped[int] = mapped_column(default=15)
    """How long an unlock holds (풀기 30분)."""
    cap: Mapped[int | None] = mapped_column(default=None)
    """Orders of more won than this need an unlock in 모의 too."""
    without_pin: Mapped[bool] = mapped_column(default=False)
    """The user has chosen to trade in 실전 without a PIN (핀 없이)."""


class Approver(Base, kw_only=True):
    """Who else has to agree to a user's large orders (승인자)."""

    __tablename__ = "approvers"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    approver_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    above: Mapped[int]
    """Orders of more won than this are asked about."""
    asked_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the rule binds; before `asked_at` while the successor of somebody who left has not accepted."""
    leaves_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a removal that was asked for takes effect."""

    @property
    def has_accepted(self) -> bool:
        """Whether who is named now has agreed to be it."""
        return self.accepted_at is not None and self.accepted_at >= self.asked_at


class Approval(Base, kw_only=True):
    """One order that the approver is asked about."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_state", "state", "expires_at"),)

    intent_id: Mapped[int] = mapped_column(ForeignKey("intents.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    approver_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[ApprovalState] = mapped_column(default=ApprovalState.ASKED)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    message_ref: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), default=None)
    """The outbox row that asks the approver: only a press on its message counts."""
