"""Order notices (체결통보) become what is known of orders, one after the other for each connection.

Anything a notice leaves in doubt (an unknown order, a fill told twice, a partial cancellation) is left to KIS's list,
which counts in totals and cannot count twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import markets
from bot.connection import Connection
from bot.i18n import later
from bot.markets.heard import Heard
from bot.storage import fills, orders, unsettled
from bot.storage.database import Database
from bot.storage.states import FillSource, OrderState
from bot.storage.tables import Order
from bot.trading import matching
from bot.trading.matching import Placed
from bot.trading.settling import Settling
from kis.realtime.notices import Notice, NoticeKind

HOLD = 20.0
"""Seconds to wait for the answers of orders in flight, longer than such an answer may take."""
NOTICE = FillSource.NOTICE
REJECTED = later("거래소가 주문을 거부했어요.")

Doubt = Callable[[Connection], None]


class Fills:
    """Takes notices. `doubt(connection)` has KIS's list asked soon."""

    def __init__(self, database: Database, settling: Settling, doubt: Doubt, *, hold: float = HOLD) -> None:
        self._database = database
        self._settling = settling
        self._doubt = doubt
        self._hold = hold

    async def take(self, connection: Connection, told: Notice) -> None:
        """Apply one notice of the connection's own account; told again it changes nothing."""
        now = connection.now()
        notice = markets.heard(connection, told, now)
        if notice is None:
            return
        connection.in_use.add(notice.segment)
        if connection.in_flight and not await self._is_known(connection, notice):
            await connection.in_flight.settled(self._hold)
        async with self._database.begin() as session:
            order = await self._order(session, connection, notice)
            certain = order is not None and await self._apply(session, order, notice, now)
        if not certain:
            self._doubt(connection)

    async def _is_known(self, connection: Connection, notice: Heard) -> bool:
        whose = connection.credential_id, notice.day
        async with self._database.read() as session:
            for number in (notice.number, notice.original):
                if number and await orders.by_number(session, *whose, number, notice.segment):
                    return True
        return False

    async def _order(self, session: AsyncSession, connection: Connection, notice: Heard) -> Order | None:
        """The order a notice is about: by number, by the number it changes, or by what it is if its answer was lost."""
        whose = connection.credential_id, notice.day
        known = await orders.lock_by_number(session, *whose, notice.number, notice.segment)
        if known is None and notice.original:
            known = await orders.lock_by_number(session, *whose, notice.original, notice.segment)
            if known is not None:
                await orders.number(session, known, notice.number, notice.branch, current=False)
        return known or await self._lost(session, connection, notice)

    async def _lost(self, session: AsyncSession, connection: Connection, notice: Heard) -> Order | None:
        if notice.original or notice.ordered is None or notice.order_price is None:
            return None
        price = notice.order_price or None
        placed = Placed(notice.symbol, notice.side, notice.ordered, price, notice.at, notice.segment)
        unplaced = await unsettled.unplaced(session, connection.credential_id, notice.segment, notice.day)
        fitting = matching.candidates(placed, unplaced)
        if len(fitting) != 1 or fitting[0].state is OrderState.SENDING:
            return None
        order = await orders.lock(session, fitting[0].id)
        await self._settling.placed(session, order, notice.number, notice.branch, connection.now(), NOTICE)
        return order

    async def _apply(self, session: AsyncSession, order: Order, notice: Heard, now: datetime) -> bool:
        """Change the order. False if only KIS's list can tell."""
        match notice.kind:
            case NoticeKind.FILLED:
                return await self._filled(session, order, notice, now)
            case NoticeKind.AMENDED:
                return await self._amended(session, order, notice, now)
            case NoticeKind.CANCELLED:
                return await self._cancelled(session, order, notice, now)
            case NoticeKind.REJECTED:
                return await self._rejected(session, order, notice, now)
            case NoticeKind.UNKNOWN:
                return False
        return True

    async def _filled(self, session: AsyncSession, order: Order, notice: Heard, now: datetime) -> bool:
        price, quantity = notice.fill_price, notice.filled
        if not price or quantity <= 0 or order.filled_quantity + quantity > order.quantity:
            return False
        before = order.filled_quantity
        changed, fill = await fills.noticed(
            session, order.id, quantity=quantity, price=price, filled_at=notice.at, mark=_mark(notice), now=now
        )
        new = changed.filled_quantity - before
        if fill is not None:
            await self._settling.filled(session, changed, fill, new, silent=False)
        return new == quantity

    async def _amended(self, session: AsyncSession, order: Order, notice: Heard, now: datetime) -> bool:
        if notice.order_price is None or notice.stated < order.open_quantity:
            return False
        price = notice.order_price or None
        await self._settling.amended(session, order, notice.number, notice.branch, price, now, NOTICE)
        await self._settling.show(session, order)
        return True

    async def _cancelled(self, session: AsyncSession, order: Order, notice: Heard, now: datetime) -> bool:
        if not order.state.is_open:
            return True
        if notice.stated != order.open_quantity:
            return False
        total = order.cancelled_quantity + notice.stated
        await self._settling.show(session, await self._settling.cancelled(session, order, total, now, NOTICE))
        return True

    async def _rejected(self, session: AsyncSession, order: Order, notice: Heard, now: datetime) -> bool:
        if not notice.original:
            await self._settling.rejected(session, order, REJECTED, now, NOTICE)
            return True
        change = await unsettled.change(session, order.id)
        if change is not None:
            await self._settling.change_refused(session, order, change, REJECTED, NOTICE)
        return False


def _mark(notice: Heard) -> str:
    """What tells one fill of an order from another; equal marks are left to the list."""
    return f"{notice.number.lstrip('0')}/{notice.at:%H%M%S}/{notice.filled}/{notice.fill_price}"
