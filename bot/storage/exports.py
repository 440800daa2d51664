"""A user's own orders and fills, for 내보내기."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.tables import Credential, Fill, Order
from kis.credentials import Environment


async def orders_of(
    session: AsyncSession, user_id: int, since: datetime, until: datetime, *, limit: int
) -> Sequence[tuple[Order, Environment]]:
    """The newest orders of a time, oldest first."""
    found = await session.execute(
        select(Order, Credential.environment)
        .join(Credential, Credential.id == Order.credential_id)
        .where(Order.user_id == user_id, Order.created_at >= since, Order.created_at < until)
        .order_by(Order.id.desc())
        .limit(limit)
    )
    return [(order, environment) for order, environment in found][::-1]


async def fills_of(
    session: AsyncSession, user_id: int, since: datetime, until: datetime, *, limit: int
) -> Sequence[tuple[Fill, Order, Environment]]:
    """The newest fills of a time, oldest first."""
    found = await session.execute(
        select(Fill, Order, Credential.environment)
        .join(Order, Order.id == Fill.order_id)
        .join(Credential, Credential.id == Order.credential_id)
        .where(Order.user_id == user_id, Fill.filled_at >= since, Fill.filled_at < until, Fill.quantity > 0)
        .order_by(Fill.filled_at.desc(), Fill.id.desc())
        .limit(limit)
    )
    return [(fill, order, environment) for fill, order, environment in found][::-1]
