"""Personal limits as rows, and what is used of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import FRESH, insert
from bot.storage.limit_tables import Brake, Limit
from bot.storage.states import OPEN_ORDER_STATES, Cap, IntentKind, IntentState
from bot.storage.tables import Credential, Fill, Intent, Order
from bot.storage.terms import Segment
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST

_UNDER_WAY = (IntentState.CLAIMED, IntentState.SENT, IntentState.UNKNOWN, IntentState.ACCEPTED)


async def of_user(session: AsyncSession, user_id: int, environment: Environment) -> Mapping[Cap, Limit]:
    """What the user has changed."""
    found = await session.scalars(
        select(Limit).where(Limit.user_id == user_id, Limit.environment == environment),
        execution_options={"populate_existing": True},
    )
    return {row.cap: row for row in found}


async def put(
    session: AsyncSession, user_id: int, environment: Environment, cap: Cap, value: int | None, now: datetime
) -> None:
    """This holds from now on, and a raise under way is off."""
    values = {"value": value, "changed_at": now, "raise_to": None, "raise_at": None, "raise_at_market": None}
    await session.execute(
        insert(session, Limit)
        .values(user_id=user_id, environment=environment, cap=cap, **values)
        .on_conflict_do_update(index_elements=["user_id", "environment", "cap"], set_=values)
    )


async def put_later(
    session: AsyncSession,
    user_id: int,
    environment: Environment,
    cap: Cap,
    *,
    value: int | None,
    raise_to: int | None,
    raise_at: datetime,
    raise_at_market: datetime,
    now: datetime,
) -> None:
    """`value` goes on holding, and a raise is under way, in place of an earlier one."""
    pending = {"raise_to": raise_to, "raise_at": raise_at, "raise_at_market": raise_at_market}
    await session.execute(
        insert(session, Limit)
        .values(user_id=user_id, environment=environment, cap=cap, value=value, changed_at=now, **pending)
        .on_conflict_do_update(index_elements=["user_id", "environment", "cap"], set_=pending)
    )


async def take_back(session: AsyncSession, user_id: int, environment: Environment, cap: Cap) -> Limit | None:
    """A raise is not wanted any more. None if none is under way."""
    found = await session.scalars(
        update(Limit)
        .where(_mine(user_id, environment), Limit.cap == cap, Limit.raise_at.is_not(None))
        .values(raise_to=None, raise_at=None, raise_at_market=None)
        .returning(Limit),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def pending(session: AsyncSession, user_id: int, environment: Environment, now: datetime) -> Sequence[Cap]:
    """Which raises have come of age by the host's clock."""
    found = await session.scalars(select(Limit.cap).where(_mine(user_id, environment), Limit.raise_at <= now))
    return found.all()


async def take_effect(
    session: AsyncSession, user_id: int, environment: Environment, cap: Cap, *, now: datetime, market: datetime
) -> Limit | None:
    """A raise that is due by both clocks holds from now on. None if it is not, or was taken back."""
    due = (Limit.raise_at <= now, Limit.raise_at_market <= market)
    found = await session.scalars(
        update(Limit)
        .where(_mine(user_id, environment), Limit.cap == cap, *due)
        .values(value=Limit.raise_to, changed_at=now, raise_to=None, raise_at=None, raise_at_market=None)
        .returning(Limit),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def brake(session: AsyncSession, user_id: int, environment: Environment, day: date) -> Brake | None:
    """What was seen of the day's loss. A day that is still to come counts for this one: the clock was set back."""
    found = await session.scalars(
        select(Brake).where(Brake.user_id == user_id, Brake.environment == environment, Brake.day >= day),
        execution_options={"populate_existing": True},
    )
    return found.one_or_none()


async def note_loss(
    session: AsyncSession, user_id: int, environment: Environment, day: date, loss: int, reached_at: datetime | None
) -> None:
    """Keep what was seen of the day's loss."""
    values = {"day": day, "loss": loss, "reached_at": reached_at}
    await session.execute(
        insert(session, Brake)
        .values(user_id=user_id, environment=environment, **values)
        .on_conflict_do_update(index_elements=["user_id", "environment"], set_=values)
    )


async def claimed_buys(session: AsyncSession, user_id: int, environment: Environment) -> Sequence[Intent]:
    """Pressed and not yet an order. Ask this before `buys`: in between, an intent may become one, never the reverse."""
    found = await session.scalars(
        select(Intent)
        .where(Intent.user_id == user_id, Intent.credential_id.in_(_accounts(user_id, environment)))
        .where(Intent.kind == IntentKind.NEW, Intent.side == Side.BUY, Intent.state == IntentState.CLAIMED),
        execution_options={"populate_existing": True},
    )
    return found.all()


async def buys(session: AsyncSession, user_id: int, environment: Environment, day: date) -> Sequence[Order]:
    """Buys of the day in Korea, of later days (the clock was set back), and all that are open, wherever they were
    placed. In the night the day of a US order is still the one before.
    """
    begin = datetime.combine(day, time(), KST)
    found = await session.scalars(
        select(Order)
        .where(Order.user_id == user_id, Order.credential_id.in_(_accounts(user_id, environment)))
        .where(Order.side == Side.BUY)
        .where(or_(Order.order_date >= day, Order.created_at >= begin, Order.state.in_(OPEN_ORDER_STATES)))
        .order_by(Order.id),
        execution_options={"populate_existing": True},
    )
    return found.all()


async def behind(session: AsyncSession, order_ids: Sequence[int]) -> Sequence[Intent]:
    """What placed these orders or may have amended them, oldest first."""
    found = await session.scalars(
        select(Intent)
        .where(Intent.order_id.in_(order_ids), Intent.kind != IntentKind.CANCEL, Intent.state.in_(_UNDER_WAY))
        .order_by(Intent.id),
        execution_options={"populate_existing": True},
    )
    return found.all()


async def bought_since(
    session: AsyncSession, user_id: int, environment: Environment, segment: Segment, symbol: str, last_fill: int
) -> int:
    """Won that buys of a symbol have traded for since a fill."""
    found = await session.execute(
        select(Fill.quantity, Fill.price, Order.rate)
        .join(Order, Order.id == Fill.order_id)
        .where(Order.user_id == user_id, Order.credential_id.in_(_accounts(user_id, environment)))
        .where(Order.segment == segment, Order.symbol == symbol, Order.side == Side.BUY, Fill.id > last_fill)
    )
    return math.ceil(sum(quantity * price * rate for quantity, price, rate in found))


def _mine(user_id: int, environment: Environment) -> ColumnElement[bool]:
    return (Limit.user_id == user_id) & (Limit.environment == environment)


def _accounts(user_id: int, environment: Environment) -> Select[int]:
    """Earlier accounts too: connecting anew does not begin a new day."""
    return select(Credential.id).where(Credential.user_id == user_id, Credential.environment == environment)
