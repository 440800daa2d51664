"""Fills, told by the realtime notice or by the day's list, each counted once.

The two tellers overlap: a fill that the list has told already may be noticed a moment later. So what the list tells
is kept as a remainder, and a later notice of an earlier fill takes its shares out of that remainder instead of
adding them. If it was a new fill after all, in the very second of the list, the next list makes good what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import orders
from bot.storage.columns import PLACES, unscaled
from bot.storage.dialect import insert_new
from bot.storage.states import FillSource, OrderState
from bot.storage.tables import Fill, Order
from bot.storage.terms import WON, Figure, Segment

_TOLD = (
    select(Fill)
    .where(Fill.order_id == bindparam("order_id"), Fill.source != FillSource.NOTICE, Fill.quantity > 0)
    .where(Fill.created_at >= bindparam("filled_at"))
    .order_by(Fill.id)
)
"""What the list has told since; built once, as every fill asks it."""


async def noticed(
    session: AsyncSession, order_id: int, *, quantity: int, price: Figure, filled_at: datetime, mark: str, now: datetime
) -> tuple[Order, Fill | None]:
    """Count a fill notice (체결통보). The fill is None if it adds nothing: noticed before, or told by the list.

    `mark` is the notice's fingerprint, `filled_at` its time in whole seconds.
    """
    order = await orders.lock(session, order_id)
    row: dict[str, Any] = {
        "order_id": order_id, "quantity": quantity, "price": price, "filled_at": filled_at,
        "source": FillSource.NOTICE, "mark": mark, "created_at": now,
    }  # fmt: skip
    fill_id: int | None = await session.scalar(insert_new(session, Fill, "order_id", "mark"), row)
    if fill_id is None:
        return order, None
    fill = Fill(**row)
    fill.id = fill_id
    told = await _absorb(session, order_id, quantity, filled_at) if order.filled_quantity else 0
    if told == quantity:
        return order, None
    _count(order, quantity - told, (quantity - told) * price, now)
    await session.flush()
    return order, fill


async def listed(
    session: AsyncSession,
    order_id: int,
    *,
    filled_quantity: int,
    filled_amount: Figure,
    now: datetime,
    source: FillSource = FillSource.LIST,
) -> tuple[Order, Fill | None]:
    """Catch up with KIS's list (총체결수량, 총체결금액), or with the balance.

    The fill is what was missing, None if nothing was. Its price is the average of what was missing. A list that knows
    less than the notices is behind and is ignored.
    """
    order = await orders.lock(session, order_id)
    missing = filled_quantity - order.filled_quantity
    if missing <= 0:
        return order, None
    amount = max(0, filled_amount - order.filled_amount)
    fill = Fill(
        order_id=order_id,
        quantity=missing,
        price=_average(amount, missing, order.currency),
        filled_at=now,
        source=source,
        created_at=now,
    )
    session.add(fill)
    _count(order, missing, amount, now)
    await session.flush()
    return order, fill


async def cancelled(session: AsyncSession, order_id: int, *, quantity: int, now: datetime) -> Order:
    """KIS has confirmed that this many shares in all are cancelled (취소확인). Telling it twice changes nothing."""
    order = await orders.lock(session, order_id)
    order.cancelled_quantity = max(order.cancelled_quantity, min(quantity, order.quantity))
    _close_if_done(order, now)
    await session.flush()
    return order


async def of_order(session: AsyncSession, order_id: int) -> Sequence[Fill]:
    """The fills of an order, oldest first."""
    found = await session.scalars(select(Fill).where(Fill.order_id == order_id, Fill.quantity > 0).order_by(Fill.id))
    return found.all()


async def of_days(
    session: AsyncSession, user_id: int, days: Mapping[Segment, Collection[date]]
) -> Sequence[tuple[Fill, Order]]:
    """체결: a user's fills of some days of each market with their orders, oldest first."""
    listed = or_(*((Order.segment == segment) & Order.order_date.in_(of) for segment, of in days.items()))
    found = await session.execute(
        select(Fill, Order)
        .join(Order, Order.id == Fill.order_id)
        .where(Order.user_id == user_id, listed, Fill.quantity > 0)
        .order_by(Fill.filled_at, Fill.id)
    )
    return [(fill, order) for fill, order in found]


async def newest(session: AsyncSession) -> int:
    """The last fill that is known, 0 before the first: what comes later has a larger id."""
    return await session.scalar(select(func.max(Fill.id))) or 0


async def _absorb(session: AsyncSession, order_id: int, quantity: int, filled_at: datetime) -> int:
    """Take shares out of what only the list has told by then; returns how many were there."""
    found = await session.scalars(_TOLD, {"order_id": order_id, "filled_at": filled_at})
    left = quantity
    for fill in found:
        taken = min(left, fill.quantity)
        fill.quantity -= taken
        left -= taken
    return quantity - left


def _average(amount: Figure, quantity: int, currency: str) -> Figure:
    """Rounded down to what is written: whole won, ten-thousandths of anything else."""
    places = 0 if currency == WON else PLACES
    return unscaled(int(Decimal(amount).scaleb(places) / quantity), places)


def _count(order: Order, quantity: int, amount: Figure, now: datetime) -> None:
    order.filled_quantity += quantity
    order.filled_amount += amount
    order.updated_at = now
    if order.state.is_open or order.state is OrderState.NOT_PLACED:
        order.state = OrderState.PARTIAL
    _close_if_done(order, now)


def _close_if_done(order: Order, now: datetime) -> None:
    order.updated_at = now
    if order.filled_quantity >= order.quantity:
        order.state, order.closed_at = OrderState.FILLED, order.closed_at or now
    elif order.filled_quantity + order.cancelled_quantity >= order.quantity:
        order.state, order.closed_at = OrderState.CANCELLED, order.closed_at or now
