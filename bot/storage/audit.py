"""Who asked, confirmed, sent, was answered. Only ever added to; the database refuses anything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.log import redact
from bot.storage.tables import AuditEvent, Intent

ADMINISTRATIVE = "access."
"""How events begin that every admin may see, whoever they are about."""


async def note(session: AsyncSession, event: str, *, user_id: int | None, now: datetime, **detail: Any) -> None:
    """Write an event down in somebody's trail; `by` in the detail is who did it to him.

    Text in the detail is redacted as in the log. `bot.views.trail` has the words for each event.
    """
    safe = {name: _kept(value) for name, value in detail.items()}
    session.add(AuditEvent(at=now, user_id=user_id, event=event, detail=safe))
    await session.flush()


def _kept(value: Any) -> Any:
    """JSON has no exact decimals: a price finer than whole is kept as text."""
    if isinstance(value, Decimal):
        return str(value)
    return redact(value) if isinstance(value, str) else value


async def of_user(session: AsyncSession, user_id: int, *, limit: int = 50) -> Sequence[AuditEvent]:
    """A user's latest events, newest first."""
    return await page(session, user_id, limit=limit)


async def page(
    session: AsyncSession,
    user_id: int,
    *,
    limit: int,
    before: int = 0,
    since: datetime | None = None,
    until: datetime | None = None,
    short_no: int | None = None,
) -> Sequence[AuditEvent]:
    """A user's own events, newest first: older than the id `before`, from `since` to `until`, about one order."""
    asked = select(AuditEvent).where(AuditEvent.user_id == user_id)
    if since is not None:
        asked = asked.where(AuditEvent.at >= since)
    if until is not None:
        asked = asked.where(AuditEvent.at < until)
    if short_no is not None:
        asked = asked.where(_about(user_id, short_no))
    if before > 0:
        asked = asked.where(AuditEvent.id < before)
    return (await session.scalars(asked.order_by(AuditEvent.id.desc()).limit(limit))).all()


async def count(session: AsyncSession, user_id: int, event: str, *, since: datetime) -> int:
    """How often something has happened to a user since a moment."""
    asked = select(func.count()).where(AuditEvent.user_id == user_id, AuditEvent.event == event)
    return await session.scalar(asked.where(AuditEvent.at >= since)) or 0


async def administrative(session: AsyncSession, *, limit: int, before: int = 0) -> Sequence[AuditEvent]:
    """Who was let in, shut out, given a role: of everyone, newest first. For admins."""
    asked = select(AuditEvent).where(AuditEvent.event.startswith(ADMINISTRATIVE, autoescape=True))
    if before > 0:
        asked = asked.where(AuditEvent.id < before)
    return (await session.scalars(asked.order_by(AuditEvent.id.desc()).limit(limit))).all()


def _about(user_id: int, short_no: int) -> ColumnElement[bool]:
    cards = select(Intent.id).where(Intent.user_id == user_id, Intent.short_no == short_no)
    return or_(
        AuditEvent.detail["short_no"].as_integer() == short_no, AuditEvent.detail["intent"].as_integer().in_(cards)
    )
