"""Check cards: offered, pressed once, sent once, answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import FRESH
from bot.storage.states import IntentKind, IntentState, UserState
from bot.storage.tables import Intent, Message, User

_PRESSED = (IntentState.CLAIMED, IntentState.SENT, IntentState.ACCEPTED, IntentState.UNKNOWN)


async def add(session: AsyncSession, intent: Intent) -> Intent:
    """Write down what a card offers; its id is what the button carries."""
    session.add(intent)
    await session.flush()
    return intent


async def get(session: AsyncSession, intent_id: int, *, user_id: int) -> Intent | None:
    """The user's own intent, None if it is somebody else's or nobody's."""
    found = await session.scalars(select(Intent).where(Intent.id == intent_id, Intent.user_id == user_id))
    return found.one_or_none()


async def attach_card(session: AsyncSession, intent_id: int, message_ref: int) -> None:
    """The outbox row that carries the card: only a press on its message counts."""
    await session.execute(update(Intent).where(Intent.id == intent_id).values(message_ref=message_ref))


async def claim(
    session: AsyncSession, intent_id: int, *, user_id: int, message_id: int, now: datetime
) -> Intent | None:
    """Take an offer for sending, once. None if it was taken, dropped, has expired, or may not be pressed here.

    One statement asks all of it: offered, in time, by its user, who is admitted and not under 정지, on the message
    (Telegram's id) which carries the card. A press can be faster than the record of the card's delivery.
    """
    delivered = or_(Message.message_id == message_id, Message.message_id.is_(None))
    allowed = exists().where(User.id == Intent.user_id, User.state == UserState.ADMITTED, _free())
    carried = exists().where(
        Message.id == Intent.message_ref,
        Message.chat_id == User.chat_id,
        User.id == Intent.user_id,
        delivered,
    )
    return await _move(
        session,
        IntentState.OFFERED,
        IntentState.CLAIMED,
        Intent.id == intent_id,
        Intent.user_id == user_id,
        Intent.expires_at > now,
        allowed,
        carried,
        claimed_at=now,
    )


async def begin_sending(session: AsyncSession, intent_id: int, now: datetime) -> Intent | None:
    """Commit this just before the request leaves. None if 정지 came meanwhile: then it must not leave."""
    free = exists().where(User.id == Intent.user_id, _free())
    return await _move(session, IntentState.CLAIMED, IntentState.SENT, Intent.id == intent_id, free, sent_at=now)


async def answer(
    session: AsyncSession,
    intent_id: int,
    state: IntentState,
    *,
    now: datetime,
    order_id: int | None = None,
    error_code: str | None = None,
    error_text: str | None = None,
) -> Intent | None:
    """Record what KIS said (accepted, refused) or did not say (unknown). None if it is settled already."""
    values: dict[str, Any] = {"answered_at": now, "error_code": error_code, "error_text": error_text}
    if order_id is not None:
        values["order_id"] = order_id
    found = await session.scalars(
        update(Intent)
        .where(Intent.id == intent_id, Intent.state.in_((IntentState.SENT, IntentState.UNKNOWN)))
        .values(state=state, **values)
        .returning(Intent),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def drop(session: AsyncSession, intent_id: int, *, user_id: int, now: datetime) -> Intent | None:
    """취소 pressed on the card. None if it is no longer on offer."""
    mine = (Intent.id == intent_id, Intent.user_id == user_id)
    return await _move(session, IntentState.OFFERED, IntentState.DROPPED, *mine, answered_at=now)


async def replace(session: AsyncSession, intent_id: int, *, user_id: int, now: datetime) -> Intent | None:
    """Its card gives way to a newly priced one. None if it is no longer on offer."""
    mine = (Intent.id == intent_id, Intent.user_id == user_id)
    return await _move(session, IntentState.OFFERED, IntentState.REPLACED, *mine, answered_at=now)


async def reprice(session: AsyncSession, intent_id: int, now: datetime) -> Intent | None:
    """The market had moved when the press was looked at: a claimed intent that never left is replaced."""
    return await _move(session, IntentState.CLAIMED, IntentState.REPLACED, Intent.id == intent_id, answered_at=now)


async def expire(session: AsyncSession, now: datetime) -> Sequence[Intent]:
    """Take all late offers back; returns them, so that their cards can say so."""
    found = await session.scalars(
        update(Intent)
        .where(Intent.state == IntentState.OFFERED, Intent.expires_at <= now)
        .values(state=IntentState.EXPIRED, answered_at=now)
        .returning(Intent),
        execution_options=FRESH,
    )
    return found.all()


async def drop_unsent(session: AsyncSession, now: datetime, before: datetime | None = None) -> Sequence[Intent]:
    """What was claimed (`before`) and never left is dropped; its user is told to ask again. At start, that is all."""
    late = () if before is None else (Intent.claimed_at <= before,)
    found = await session.scalars(
        update(Intent)
        .where(Intent.state == IntentState.CLAIMED, *late)
        .values(state=IntentState.DROPPED, answered_at=now)
        .returning(Intent),
        execution_options=FRESH,
    )
    return found.all()


async def unanswered(session: AsyncSession) -> Sequence[Intent]:
    """At start, and while outcomes are looked for: what may have reached KIS and has no answer."""
    found = await session.scalars(
        select(Intent).where(Intent.state.in_((IntentState.SENT, IntentState.UNKNOWN))).order_by(Intent.id)
    )
    return found.all()


async def twins(session: AsyncSession, intent: Intent, *, since: datetime, now: datetime) -> Sequence[Intent]:
    """New orders of the same user for the same, pressed `since` or to be pressed yet; those pressed come last."""
    same = (
        Intent.segment == intent.segment,
        Intent.symbol == intent.symbol,
        Intent.side == intent.side,
        Intent.quantity == intent.quantity,
    )
    price = Intent.price.is_(None) if intent.price is None else Intent.price == intent.price
    waiting = (Intent.state == IntentState.OFFERED) & (Intent.expires_at > now)
    pressed = Intent.state.in_(_PRESSED) & (Intent.claimed_at >= since)
    found = await session.scalars(
        select(Intent)
        .where(Intent.user_id == intent.user_id, Intent.id != intent.id, Intent.kind == IntentKind.NEW, *same, price)
        .where(or_(waiting, pressed))
        .order_by(Intent.state != IntentState.OFFERED, Intent.id)
    )
    return found.all()


def _free() -> ColumnElement[bool]:
    """정지 holds back what takes a risk; a cancellation only takes one away."""
    return or_(User.halted_at.is_(None), Intent.kind == IntentKind.CANCEL)


async def _move(
    session: AsyncSession, before: IntentState, after: IntentState, *where: ColumnElement[bool], **times: datetime
) -> Intent | None:
    found = await session.scalars(
        update(Intent).where(Intent.state == before, *where).values(state=after, **times).returning(Intent),
        execution_options=FRESH,
    )
    return found.one_or_none()
