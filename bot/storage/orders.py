"""Orders, by all the names they go by: the user's short number, and each number KIS gave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import FRESH, insert
from bot.storage.states import OPEN_ORDER_STATES, OrderState
from bot.storage.tables import Order, OrderNumber
from bot.storage.terms import Segment

_OF_NUMBER = (
    select(Order)
    .join(OrderNumber, OrderNumber.order_id == Order.id)
    .where(OrderNumber.credential_id == bindparam("credential_id"), OrderNumber.order_date == bindparam("day"))
    .where(OrderNumber.segment == bindparam("segment"), OrderNumber.number == bindparam("number"))
)
_LOCKED_OF_NUMBER = _OF_NUMBER.with_for_update(of=Order).execution_options(populate_existing=True)
"""Built once: every notice asks it, and building takes longer than asking."""


async def add(session: AsyncSession, order: Order) -> Order:
    """Write an order down; if it has a number already (placed elsewhere), that too."""
    session.add(order)
    await session.flush()
    if order.number is not None:
        await _name(session, order, order.number, order.branch)
    return order


async def get(session: AsyncSession, order_id: int) -> Order | None:
    """The order as it stands."""
    return await session.get(Order, order_id)


async def lock(session: AsyncSession, order_id: int) -> Order:
    """The order for changing: nobody else changes it before this transaction ends. Asks once in a transaction.

    Raises `LookupError` if there is none.
    """
    locked = _locked(session)
    if (order := locked.get(order_id)) is not None:
        return order
    found = await session.scalars(
        select(Order).where(Order.id == order_id).with_for_update().execution_options(populate_existing=True)
    )
    if (order := found.one_or_none()) is None:
        raise LookupError(f"no order {order_id}")
    locked[order_id] = order
    return order


async def by_short_no(session: AsyncSession, user_id: int, short_no: int) -> Order | None:
    """The user's own #A17."""
    found = await session.scalars(select(Order).where(Order.user_id == user_id, Order.short_no == short_no))
    return found.one_or_none()


async def by_number(
    session: AsyncSession, credential_id: int, order_date: date, number: str, segment: Segment = Segment.DOMESTIC
) -> Order | None:
    """The order which has, or has had, this number on that day. Leading zeros do not matter."""
    return (await session.scalars(_OF_NUMBER, _asked(credential_id, order_date, number, segment))).one_or_none()


async def lock_by_number(
    session: AsyncSession, credential_id: int, order_date: date, number: str, segment: Segment = Segment.DOMESTIC
) -> Order | None:
    """`by_number` and `lock` in one statement."""
    found = await session.scalars(_LOCKED_OF_NUMBER, _asked(credential_id, order_date, number, segment))
    if (order := found.one_or_none()) is not None:
        _locked(session)[order.id] = order
    return order


async def numbers(session: AsyncSession, order_id: int) -> Sequence[OrderNumber]:
    """Every number of an order, the first one first."""
    found = await session.scalars(select(OrderNumber).where(OrderNumber.order_id == order_id).order_by(OrderNumber.id))
    return found.all()


async def number(session: AsyncSession, order: Order, number: str, branch: str | None, *, current: bool = True) -> None:
    """KIS has numbered the order, or an amendment (from now on its current number) or cancellation of it."""
    await _name(session, order, number, branch)
    if current:
        order.number, order.branch = strip(number), branch
        await session.flush()


async def settle(
    session: AsyncSession, order_id: int, state: OrderState, *, now: datetime, reason: str | None = None
) -> Order | None:
    """Move an open order to a state. None if it is closed already: the first end is the true one."""
    values: dict[str, Any] = {"state": state, "updated_at": now, "closed_at": None if state.is_open else now}
    if reason is not None:
        values["reason"] = reason
    found = await session.scalars(
        update(Order).where(Order.id == order_id, Order.state.in_(OPEN_ORDER_STATES)).values(values).returning(Order),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def attach_card(session: AsyncSession, order_id: int, card_ref: int) -> None:
    """The outbox row whose message is the order's card."""
    await session.execute(update(Order).where(Order.id == order_id).values(card_ref=card_ref))


async def open_of_user(session: AsyncSession, user_id: int) -> Sequence[Order]:
    """미체결, oldest first."""
    return await _open(session, Order.user_id == user_id)


async def open_of_credential(session: AsyncSession, credential_id: int) -> Sequence[Order]:
    """What reconciliation compares with KIS's list, oldest first."""
    return await _open(session, Order.credential_id == credential_id)


async def segments(session: AsyncSession, credential_id: int) -> set[Segment]:
    """Markets in which the account has had orders."""
    found = await session.scalars(select(Order.segment).where(Order.credential_id == credential_id).distinct())
    return set(found)


async def of_day(session: AsyncSession, user_id: int, day: date) -> Sequence[Order]:
    """All of a user's orders of one KST day, oldest first."""
    found = await session.scalars(
        select(Order).where(Order.user_id == user_id, Order.order_date == day).order_by(Order.id)
    )
    return found.all()


def strip(number: str) -> str:
    """An order number as it is kept: KIS pads it to ten digits in some answers and not in others."""
    return number.strip().lstrip("0")


def _asked(credential_id: int, order_date: date, number: str, segment: Segment) -> dict[str, Any]:
    return {"credential_id": credential_id, "day": order_date, "number": strip(number), "segment": segment}


def _locked(session: AsyncSession) -> dict[int, Order]:
    """What this session's transaction has locked; a session has one (`Database.begin`)."""
    locked: dict[int, Order] = session.info.setdefault("locked_orders", {})
    return locked


async def _open(session: AsyncSession, whose: Any) -> Sequence[Order]:
    found = await session.scalars(select(Order).where(whose, Order.state.in_(OPEN_ORDER_STATES)).order_by(Order.id))
    return found.all()


async def _name(session: AsyncSession, order: Order, number: str, branch: str | None) -> None:
    await session.execute(
        insert(session, OrderNumber)
        .values(
            credential_id=order.credential_id,
            segment=order.segment,
            order_date=order.order_date,
            number=strip(number),
            branch=branch,
            order_id=order.id,
        )
        .on_conflict_do_nothing(index_elements=["credential_id", "segment", "order_date", "number"])
    )
