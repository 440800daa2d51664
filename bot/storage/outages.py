"""When KIS was away, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.states import OPEN_ORDER_STATES, AlertState, CredentialState, UserState
from bot.storage.tables import Alert, Credential, Message, Order, Outage, User
from kis.credentials import Environment


async def going_on(session: AsyncSession) -> Sequence[Outage]:
    """Outages whose end is not known."""
    found = await session.scalars(select(Outage).where(Outage.ended_at.is_(None)).order_by(Outage.id))
    return found.all()


async def begin(session: AsyncSession, environment: Environment, now: datetime) -> Outage:
    """KIS is away since now."""
    outage = Outage(environment=environment, since=now)
    session.add(outage)
    await session.flush()
    return outage


async def end(session: AsyncSession, outage_id: int, now: datetime) -> bool:
    """KIS is back. False if that was known."""
    ended = await session.scalar(
        update(Outage)
        .where(Outage.id == outage_id, Outage.ended_at.is_(None))
        .values(ended_at=now)
        .returning(Outage.id)
    )
    return ended is not None


async def concerned(session: AsyncSession, environment: Environment) -> Sequence[int]:
    """Chats of users who have an open order or an armed alert there."""
    orders = select(Order.credential_id).where(Order.state.in_(OPEN_ORDER_STATES))
    alerts = select(Alert.credential_id).where(Alert.state == AlertState.ARMED)
    found = await session.scalars(
        select(User.chat_id)
        .join(Credential, Credential.user_id == User.id)
        .where(Credential.environment == environment, Credential.state == CredentialState.ACTIVE)
        .where(User.state == UserState.ADMITTED, Credential.id.in_(orders.union(alerts)))
        .order_by(User.chat_id)
        .distinct()
    )
    return found.all()


async def told(session: AsyncSession, outage: Outage) -> Sequence[int]:
    """Chats that were told of its beginning."""
    found = await session.scalars(
        select(Message.chat_id).where(Message.key.like(f"{_prefix(outage, 'away')}%")).order_by(Message.id)
    )
    return found.all()


def key(outage: Outage, what: str, chat_id: int) -> str:
    """By which a message about an outage is said once."""
    return f"{_prefix(outage, what)}{chat_id}"


def _prefix(outage: Outage, what: str) -> str:
    return f"outage:{outage.id}:{what}:"
