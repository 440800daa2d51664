"""Until when prices were followed, and what became of alerts meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import alerts
from bot.storage.dialect import FRESH, insert
from bot.storage.states import AlertState, FillSource, MessageKind
from bot.storage.tables import Alert, AlertTime, Fill, Message, Order, Watched
from bot.storage.terms import Figure


async def until(session: AsyncSession, credential_id: int) -> datetime | None:
    """Until when an account's prices were followed; None if they never were."""
    row = await session.get(Watched, credential_id)
    return None if row is None else row.until


async def follow(session: AsyncSession, credential_id: int, now: datetime) -> None:
    """They have been followed until now."""
    made = insert(session, Watched).values(credential_id=credential_id, until=now)
    await session.execute(made.on_conflict_do_update(index_elements=["credential_id"], set_={"until": now}))


async def armed(session: AsyncSession, alert_id: int, now: datetime) -> None:
    """Prices count for an alert from now on (market time)."""
    session.add(AlertTime(alert_id=alert_id, armed_at=now))
    await session.flush()


async def armed_at(session: AsyncSession, alert_ids: Collection[int]) -> Mapping[int, datetime]:
    """From when prices count, as far as it was written down."""
    found = await session.execute(
        select(AlertTime.alert_id, AlertTime.armed_at).where(AlertTime.alert_id.in_(alert_ids))
    )
    return {row.alert_id: row.armed_at for row in found}


async def reached(
    session: AsyncSession, alert_id: int, *, price: Figure, at: datetime, now: datetime, until: datetime
) -> Alert | None:
    """The price was there while nobody looked, and is not any more: the alert has fired, late, and does not rest; one
    that is told once a day is quiet `until` then. None if it is not armed (any more).
    """
    values = alerts.after(until) | {"resting": False, "fired_at": now, "fired_price": price}
    alert = await _end(session, alert_id, **values)
    if alert is not None:
        made = insert(session, AlertTime).values(alert_id=alert_id, armed_at=at, reached_at=at)
        await session.execute(made.on_conflict_do_update(index_elements=["alert_id"], set_={"reached_at": at}))
    return alert


async def ran_out(session: AsyncSession, alert_id: int) -> Alert | None:
    """The alert's time ended while nobody looked. None if it is not armed (any more)."""
    return await _end(session, alert_id, state=AlertState.EXPIRED)


async def missed_fills(session: AsyncSession, credential_id: int, since: datetime) -> int:
    """How many fills no notice had told, found since a market time."""
    found = await session.scalar(
        select(func.count())
        .select_from(Fill)
        .join(Order, Order.id == Fill.order_id)
        .where(Order.credential_id == credential_id, Fill.source != FillSource.NOTICE)
        .where(Fill.created_at >= since, Fill.quantity > 0)
    )
    return found or 0


async def is_said(session: AsyncSession, key: str) -> bool:
    """Whether a message with this key was queued."""
    return await session.scalar(select(Message.id).where(Message.key == key)) is not None


async def told_beside(session: AsyncSession, chat_id: int, key: str, since: datetime) -> tuple[int, str] | None:
    """The summary (keys begin with `away:`) that a chat got since a host's time about another account than the one of
    `key`: its ref and what it says now. None if there is none.
    """
    first = await session.scalar(
        select(Message)
        .where(Message.chat_id == chat_id, Message.kind == MessageKind.SEND, Message.created_at >= since)
        .where(Message.key.startswith("away:"), Message.key.not_like(f"{key.rpartition(':')[0]}:%"))
        .order_by(Message.id.desc())
        .limit(1)
    )
    if first is None:
        return None
    edited = await session.scalar(
        select(Message.text).where(Message.target_ref == first.id).order_by(Message.id.desc()).limit(1)
    )
    return first.id, first.text if edited is None else edited


async def _end(session: AsyncSession, alert_id: int, **values: object) -> Alert | None:
    found = await session.scalars(
        update(Alert).where(Alert.id == alert_id, Alert.state == AlertState.ARMED).values(**values).returning(Alert),
        execution_options=FRESH,
    )
    return found.one_or_none()
