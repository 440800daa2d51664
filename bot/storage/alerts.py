"""Alerts: armed, and fired as often as wished."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import audit
from bot.storage.dialect import FRESH
from bot.storage.states import AlertRepeat, AlertRule, AlertState, CredentialState
from bot.storage.tables import Alert, Credential
from bot.storage.terms import Figure

_WAITS = or_(Alert.resting.is_(False), Alert.rule.in_((AlertRule.CROSS_UP, AlertRule.CROSS_DOWN)))
"""A crossing does not rest: it is turned round when it has fired."""


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
        currency=alert.currency,
        segment=alert.segment.value,
        repeat=alert.repeat.value,
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


async def fire(session: AsyncSession, alert_id: int, *, price: Figure, now: datetime, until: datetime) -> Alert | None:
    """The market is there. One that is told once a day is quiet `until` then (market time).

    None if the alert has fired and rests, or was cancelled or ran out meanwhile: then say nothing.
    """
    found = await session.scalars(
        update(Alert)
        .where(Alert.id == alert_id, Alert.state == AlertState.ARMED, Alert.expires_at > now, _WAITS)
        .values(fired_at=now, fired_price=price, **after(until))
        .returning(Alert),
        execution_options=FRESH,
    )
    if (alert := found.one_or_none()) is not None:
        await noted(session, alert, "alert.fired", now)
    return alert


def after(until: datetime) -> dict[str, object]:
    """What becomes of an alert that has fired: done, quiet until the next day, or at rest until the price has left."""
    once, daily = (
        Alert.repeat == AlertRepeat.ONCE,
        or_(Alert.repeat == AlertRepeat.DAILY, Alert.rule == AlertRule.VOLUME),
    )
    done, armed = (literal(word, Alert.state.type) for word in (AlertState.FIRED, AlertState.ARMED))
    return {
        "state": case((once, done), else_=armed),
        "resting": case((once, False), else_=True),
        "quiet_until": case((once, None), (daily, literal(until, Alert.quiet_until.type)), else_=None),
        "fires": Alert.fires + 1,
    }


def push_key(alert: Alert) -> str:
    """The key of the push about its last firing, so that each is told once."""
    return f"alert:{alert.id}" if alert.fires == 1 else f"alert:{alert.id}:{alert.fires}"


async def wake(session: AsyncSession, alert_ids: Collection[int]) -> None:
    """The rest of alerts that have fired is over: they wait again."""
    await session.execute(update(Alert).where(Alert.id.in_(alert_ids)).values(resting=False, quiet_until=None))


async def awake(session: AsyncSession, alert_id: int, now: datetime) -> Alert | None:
    """An armed alert as it is now, woken if its silence is over (market time). None if it is not armed any more."""
    alert = await session.get(Alert, alert_id, populate_existing=True)
    if alert is None or alert.state is not AlertState.ARMED:
        return None
    if alert.quiet_until is not None and alert.quiet_until <= now:
        alert.resting, alert.quiet_until = False, None
    return alert


async def of(session: AsyncSession, alert_id: int, *, user_id: int, now: datetime) -> Alert | None:
    """The user's own alert, if it waits or has fired and its time is not over."""
    found = await session.scalars(
        select(Alert)
        .where(Alert.id == alert_id, Alert.user_id == user_id, Alert.expires_at > now)
        .where(Alert.state.in_((AlertState.ARMED, AlertState.FIRED)))
        .with_for_update()
    )
    return found.one_or_none()


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
