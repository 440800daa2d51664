"""The tables of what was done and by whom: the audit trail, which only grows, and one-time links."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage import append_only
from bot.storage.base import Base
from bot.storage.states import LinkPurpose


class Link(Base, kw_only=True):
    """A one-time link; only the digest of its token is kept."""

    __tablename__ = "links"

    digest: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[LinkPurpose]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class AuditEvent(Base, kw_only=True):
    """Who asked, confirmed, sent, was answered. `detail` never carries a secret.

    The database itself refuses to change or remove a row. A migration that rebuilds the table (SQLite's batch mode)
    has to put the triggers back.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_user", "user_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    user_id: Mapped[int | None]
    """Whose trail it belongs to."""
    event: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)


def _protect(_table: object, connection: Connection, **_: object) -> None:
    for statement in append_only.STATEMENTS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(AuditEvent.__table__, "after_create", _protect)
