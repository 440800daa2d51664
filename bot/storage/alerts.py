"""Price alerts: armed, fired once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import audit
from bot.storage.dialect import FRESH
from bot.storage.states import AlertState, CredentialState
from bot.storage.tables import Alert, Credential
from bot.storage.terms import Figure


async def add(session: AsyncSession, alert: Alert) -> Alert:
    """Arm an alert."""
    session.add(alert)
    await session.flush()
    await noted(session, alert, "alert.made", alert.created_at)
    return alert


async def noted(session: AsyncSession, alert: Alert, event: str, now: datetime) -> None:
    """Tell the audit trail what became of an alert."""
    await audit.note(
        session,
        event,
        user_id=alert.user_id,
        now=now,
        alert=alert.id,
        symbol=alert.symbol,
        name=alert.name,
        rule=alert.rule.value,
        target=alert.target,
        price=alert.fired_price,
    )


async def armed(session: AsyncSession, credential_id: int) -> Sequence[Alert]:
    """Everything to watch with the prices of one account."""
    found = await session.scalars(
        select(Alert).where(Alert.state == AlertState.ARMED, Alert.credential_id == credential_id).order_by(Alert.id)
    )
    return found.all()


async def adopt(session: AsyncSession, user_id: int, credential_id: int) -> None:
    """The user has connected an account: alerts of accounts that are gone are watched with it from now on."""
    gone = select(Credential.id).where(Credential.user_id == user_id, Credential.state == CredentialState.REMOVED)
    await session.execute(
        update(Alert)
        .where(Alert.user_id == user_id, Alert.state == AlertState.ARMED, Alert.credential_id.in_(gone))
        .values(credential_id=credential_id)
    )


async def of_user(session: AsyncSession, user_id: int) -> Sequence[Alert]:
    """A user's armed alerts, oldest first."""
    found = await session.scalars(
        select(Alert).where(Alert.user_id == user_id, Alert.state == AlertState.ARMED).order_by(Alert.id)
    )
    return found.all()


async def count_of_user(session: AsyncSession, user_id: int) -> int:
    """How many alerts the user has armed."""
    found = await session.scalar(select(func.count()).where(Alert.user_id == user_id, Alert.state == AlertState.ARMED))
    return found or 0


async def fire(session: AsyncSession, alert_id: int, *, price: Figure, now: datetime) -> Alert | None:
    """The price is there. None if the alert has fired, or was cancelled or ran out meanwhile: then say nothing."""
    found = await session.scalars(
        update(Alert)
        .where(Alert.id == alert_id, Alert.state == AlertState.ARMED, Alert.expires_at > now)
        .values(state=AlertState.FIRED, fired_at=now, fired_price=price)
        .returning(Alert),
        execution_options=FRESH,
    )
    if (alert := found.one_or_none()) is not None:
        await noted(session, alert, "alert.fired", now)
    return alert


async def cancel(session: AsyncSession, alert_id: int, *, user_id: int) -> Alert | None:
    """Disarm the user's own alert. None if it is not armed (any more)."""
    found = await session.scalars(
        update(Alert)
        .where(Alert.id == alert_id, Alert.user_id == user_id, Alert.state == AlertState.ARMED)
        .values(state=AlertState.CANCELLED)
        .returning(Alert),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def cancel_all(session: AsyncSession, user_id: int, now: datetime) -> int:
    """Disarm everything of the user's. Returns how many alerts that were."""
    rows = await of_user(session, user_id)
    for alert in rows:
        alert.state = AlertState.CANCELLED
        await noted(session, alert, "alert.cancelled", now)
    return len(rows)


async def expire(session: AsyncSession, now: datetime, besides: Collection[int] = ()) -> Sequence[Alert]:
    """Disarm what has run out, `besides` that of some accounts; returns it, so that its users are told."""
    found = await session.scalars(
        update(Alert)
        .where(Alert.state == AlertState.ARMED, Alert.expires_at <= now)
        .where(Alert.credential_id.not_in(besides))
        .values(state=AlertState.EXPIRED)
        .returning(Alert),
        execution_options=FRESH,
    )
    expired = found.all()
    for alert in expired:
        await noted(session, alert, "alert.expired", now)
    return expired
