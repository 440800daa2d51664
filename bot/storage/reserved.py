"""Reservations as rows: those that wait, those that are due, and the orders that came of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.states import OPEN_ORDER_STATES, OrderState
from bot.storage.tables import Order, OrderNumber
from bot.storage.terms import Segment
from kis.domestic.codes import Side

SEGMENTS = tuple(segment for segment in Segment if segment.is_reserved)


async def waiting(session: AsyncSession, credential_id: int) -> Sequence[Order]:
    """Reservations of an account that are open here, oldest first."""
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == credential_id, Order.segment.in_(SEGMENTS))
        .where(Order.state.in_(OPEN_ORDER_STATES))
        .order_by(Order.id)
    )
    return found.all()


async def of_days(session: AsyncSession, credential_id: int, first: date, last: date) -> Sequence[Order]:
    """Reservations that KIS has taken and that are sent between two days, oldest first.

    What was cancelled is sent no more.
    """
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == credential_id, Order.segment.in_(SEGMENTS))
        .where(or_(Order.number.is_not(None), Order.state == OrderState.UNKNOWN))
        .where(Order.due <= last, func.coalesce(Order.until, Order.due) >= first)
        .where(Order.state != OrderState.CANCELLED)
        .order_by(Order.id)
    )
    return found.all()


async def tell(session: AsyncSession, order_id: int, day: date) -> bool:
    """What became of a reservation on a day is told now; False if it was told before."""
    found = await session.scalars(
        update(Order)
        .where(Order.id == order_id, or_(Order.told_on.is_(None), Order.told_on < day))
        .values(told_on=day)
        .returning(Order.id)
    )
    return found.one_or_none() is not None


async def unplaced(session: AsyncSession, credential_id: int, segment: Segment) -> Sequence[Order]:
    """Reservations without a number: lost ones, and those that were given up and may still turn up; oldest first."""
    found = await session.scalars(
        select(Order)
        .where(Order.credential_id == credential_id, Order.segment == segment, Order.number.is_(None))
        .where(Order.state != OrderState.REJECTED)
        .order_by(Order.id)
    )
    return found.all()


async def known(
    session: AsyncSession, credential_id: int, segment: Segment, days: Collection[date]
) -> dict[tuple[date, str], int]:
    """Every number known of these days of placing, and the reservation it belongs to."""
    found = await session.execute(
        select(OrderNumber.order_date, OrderNumber.number, OrderNumber.order_id)
        .where(OrderNumber.credential_id == credential_id, OrderNumber.segment == segment)
        .where(OrderNumber.order_date.in_(days))
    )
    return {(row.order_date, row.number): row.order_id for row in found}


async def like(
    session: AsyncSession, credential_id: int, home: Segment, day: date, *, symbol: str, side: Side, quantity: int
) -> Sequence[Order]:
    """Reservations that wait to become such an order on a day, oldest first."""
    rows = await waiting(session, credential_id)
    return [
        row
        for row in rows
        if (row.segment.home, row.due, row.symbol, row.side, row.quantity) == (home, day, symbol, side, quantity)
    ]


async def made_of(session: AsyncSession, reservation_id: int) -> Sequence[Order]:
    """The orders that came of a reservation, oldest first."""
    found = await session.scalars(
        select(Order).where(Order.reservation_id == reservation_id).order_by(Order.order_date, Order.id)
    )
    return found.all()
