"""The tables. Times are aware UTC, money is exact, states are short words.

Rows are built by keyword and checked by the type checker. A changed table needs a revision in `alembic/versions`;
a test compares the two.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.alert_tables import Alert as Alert
from bot.storage.base import NEVER_REUSED, Base
from bot.storage.finding_tables import Meaning as Meaning
from bot.storage.launch_tables import Launch as Launch
from bot.storage.limit_tables import Limit as Limit
from bot.storage.lock_tables import Approval as Approval
from bot.storage.lock_tables import Approver as Approver
from bot.storage.lock_tables import Lock as Lock
from bot.storage.order_tables import Fill as Fill
from bot.storage.order_tables import Intent as Intent
from bot.storage.order_tables import Order as Order
from bot.storage.order_tables import OrderNumber as OrderNumber
from bot.storage.outage_tables import Outage as Outage
from bot.storage.picture_tables import Picture as Picture
from bot.storage.preference_tables import Preference as Preference
from bot.storage.states import (
    CredentialState,
    Language,
    MessageKind,
    MessageState,
    Role,
    UserState,
)
from bot.storage.trail_tables import AuditEvent as AuditEvent
from bot.storage.trail_tables import Link as Link
from bot.storage.watch_tables import AlertTime as AlertTime
from bot.storage.watch_tables import Watched as Watched
from bot.storage.watchlist_tables import WatchlistEntry as WatchlistEntry
from kis.credentials import Environment


class User(Base, kw_only=True):
    """A person, by Telegram id."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    chat_id: Mapped[int] = mapped_column(index=True)
    role: Mapped[Role]
    state: Mapped[UserState]
    created_at: Mapped[datetime]
    blocked_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when Telegram says that the user has blocked the bot."""
    halted_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when 정지 holds."""
    next_short_no: Mapped[int] = mapped_column(default=1)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the user last wrote or pressed, to a few minutes."""
    active_credential_id: Mapped[int | None] = mapped_column(default=None)
    """The account that commands mean; no foreign key, since credentials point here."""
    language: Mapped[Language] = mapped_column(default=Language.KOREAN, server_default=Language.KOREAN)


class Credential(Base, kw_only=True):
    """One account at KIS. The secrets are sealed; see `bot.storage.vault`."""

    __tablename__ = "credentials"
    __table_args__ = (
        Index(
            "uq_credentials_active",
            "user_id",
            "environment",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    environment: Mapped[Environment]
    key_id: Mapped[str]
    account_hint: Mapped[str]
    """Masked account number, fit for chat and log."""
    sealed: Mapped[bytes] = mapped_column(repr=False)
    wrapped_key: Mapped[bytes] = mapped_column(repr=False)
    kid: Mapped[str]
    state: Mapped[CredentialState]
    created_at: Mapped[datetime]
    baseline_at: Mapped[datetime | None] = mapped_column(default=None)
    """Orders and fills before this were there when the account was connected and are not announced."""
    caught_up_on: Mapped[date | None] = mapped_column(default=None)
    """The last market day whose orders KIS's list was asked for; what happened since may not be known yet."""


class Token(Base, kw_only=True):
    """An access token of KIS, by app key (`Credentials.key_id`); blank while the first one is being asked for."""

    __tablename__ = "tokens"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(repr=False, default=None)
    wrapped_key: Mapped[bytes | None] = mapped_column(repr=False, default=None)
    kid: Mapped[str | None] = mapped_column(default=None)
    busy_until: Mapped[datetime | None] = mapped_column(default=None)
    """Until then one process asks KIS for a token, and the others wait."""
    holder: Mapped[str | None] = mapped_column(default=None)


class Message(Base, kw_only=True):
    """Something to say (the outbox). Rows of one chat go out in the order of their ids."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "chat_id", "id", sqlite_where=text("state = 'waiting'"),
              postgresql_where=text("state = 'waiting'")),
        Index("ix_outbox_message", "chat_id", "message_id"),
        Index("ix_outbox_target", "target_ref"),
        NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    chat_id: Mapped[int]
    kind: Mapped[MessageKind]
    text: Mapped[str] = mapped_column(default="")
    """Of a picture its caption."""
    buttons: Mapped[list[list[dict[str, str]]]] = mapped_column(JSON, default_factory=list)
    """A keyboard as `bot.buttons.pack` writes it."""
    file_name: Mapped[str | None] = mapped_column(default=None)
    """Of a document, whose content is `text`."""
    target_ref: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), default=None)
    """The row whose message is edited or deleted."""
    message_id: Mapped[int | None] = mapped_column(default=None)
    """Telegram's id, once delivered."""
    key: Mapped[str | None] = mapped_column(unique=True, default=None)
    """What is said once only has a key; a second row with it is not written."""
    silent: Mapped[bool] = mapped_column(default=False)
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
