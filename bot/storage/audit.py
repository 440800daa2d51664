"""Who asked, confirmed, sent, was answered. Only ever added to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.log import redact
from bot.storage.tables import AuditEvent


async def note(session: AsyncSession, event: str, *, user_id: int | None, now: datetime, **detail: Any) -> None:
    """Write an event down. Text in the detail is redacted as in the log."""
    safe = {name: redact(value) if isinstance(value, str) else value for name, value in detail.items()}
    session.add(AuditEvent(at=now, user_id=user_id, event=event, detail=safe))
    await session.flush()


async def of_user(session: AsyncSession, user_id: int, *, limit: int = 50) -> Sequence[AuditEvent]:
    """A user's latest events, newest first."""
    found = await session.scalars(
        select(AuditEvent).where(AuditEvent.user_id == user_id).order_by(AuditEvent.id.desc()).limit(limit)
    )
    return found.all()
