"""What is not known yet: orders without a number, changes without a confirmation; and whom to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.preferences import Reader
from bot.storage.states import IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Credential, Intent, Order, OrderNumber, Preference, User
from bot.storage.terms import Segment
from kis.credentials import Environment


@dataclass(frozen=True, slots=True)
class Owner(Reader):
    """Whose an order is."""

    environment: Environment


_OWNER = (
    select(User.chat_id, User.language, Preference, Credential.environment)
    .join(Credential, Credential.user_id == User.id)
    .outerjoin(Preference, Preference.user_id == User.id)
    .where(User.id == bindparam("user_id"), Credential.id == bindparam("credential_id"))
)
"""Built once, as every fill asks it."""


async def owner(session: AsyncSession, user_id: int, credential_id: int) -> Owner:
    """Where and how to tell what happens to an account, and which badge it bears."""
    found = await session.execute(_OWNER, {"user_id": user_id, "credential_id": credential_id})
    chat_id, language, preference, environment = found.one()
    return Owner(user_id, chat_id, language, preference or Preference(user_id=user_id), environment)


async def unplaced(session: AsyncSession, credential_id: int, segment: Segment, day: date) -> Sequence[Order]:
    """Orders of a day that have no number at KIS (yet), oldest first: being sent, unknown, not found, or known to
    stand there by the balance alone.
    """
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == credential_id, Order.segment == segment)
        .where(Order.order_date == day, Order.number.is_(None))
        .where(Order.state != OrderState.REJECTED)
        .order_by(Order.id)
    )
    return found.all()


async def of_credential_day(session: AsyncSession, credential_id: int, segment: Segment, day: date) -> Sequence[Order]:
    """All orders of an account in a market on a day, oldest first."""
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == credential_id, Order.segment == segment, Order.order_date == day)
        .order_by(Order.id)
    )
    return found.all()


async def alike(session: AsyncSession, order: Order) -> Sequence[Order]:
    """Orders of the same day that look like this one and did not come from here as far as is known."""
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == order.credential_id, Order.order_date == order.order_date)
        .where(Order.segment == order.segment)
        .where(Order.source == OrderSource.OTHER, Order.symbol == order.symbol, Order.side == order.side)
        .where(Order.quantity == order.quantity, Order.price.is_not_distinct_from(order.price))
        .order_by(Order.id)
    )
    return found.all()


async def numbers_of_day(session: AsyncSession, credential_id: int, segment: Segment, day: date) -> dict[str, int]:
    """Every number known of a market on that day, and the order it belongs to."""
    found = await session.execute(
        select(OrderNumber.number, OrderNumber.order_id)
        .where(OrderNumber.credential_id == credential_id, OrderNumber.segment == segment)
        .where(OrderNumber.order_date == day)
    )
    return {row.number: row.order_id for row in found}


async def change(session: AsyncSession, order_id: int) -> Intent | None:
    """The latest amendment or cancellation of an order that was sent and not refused."""
    found = await session.scalars(
        select(Intent)
        .where(Intent.order_id == order_id, Intent.kind != IntentKind.NEW)
        .where(Intent.state.in_((IntentState.SENT, IntentState.UNKNOWN, IntentState.ACCEPTED)))
        .order_by(Intent.id.desc())
        .limit(1)
    )
    return found.one_or_none()


async def origin(session: AsyncSession, order_id: int) -> Intent | None:
    """The intent that placed an order; None if it was placed elsewhere."""
    found = await session.scalars(select(Intent).where(Intent.order_id == order_id, Intent.kind == IntentKind.NEW))
    return found.one_or_none()


async def of_card(session: AsyncSession, message_ref: int, *, user_id: int) -> Sequence[Intent]:
    """All that one check card offers."""
    found = await session.scalars(
        select(Intent).where(Intent.message_ref == message_ref, Intent.user_id == user_id).order_by(Intent.id)
    )
    return found.all()
