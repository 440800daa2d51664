"""Before the open: what became of each reservation, told once for each of its days.

KIS tells nothing of reservations by itself. At 08:50, and ten minutes before an exchange abroad opens, its lists are
asked; what is still to be sent then is asked for again until it is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import markets
from bot.connection import Connection
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import orders, reserved, unsettled
from bot.storage.database import Database
from bot.storage.states import OrderState, Topic
from bot.storage.tables import Order
from bot.storage.terms import Segment
from bot.trading.desk import Desk
from bot.trading.reserving import OVERDUE
from bot.views import reservations as views
from kis.credentials import Environment
from kis.errors import KisError
from kis.market.holidays import CALENDAR

SOON, LATER = timedelta(seconds=30), timedelta(minutes=10)
"""How often what is not known yet is asked for, in the first half hour and afterwards."""
FIRST = timedelta(minutes=30)
BACK = timedelta(days=4)
"""How far back a day may be that was slept through."""
_A_DAY = timedelta(days=1)
_TOLD = (OrderState.CANCELLED, OrderState.NOT_PLACED)
"""What the look itself has found and told: it was cancelled elsewhere, or never reached KIS."""


class Morning:
    """A look of the schedule."""

    def __init__(self, database: Database, outbox: Outbox, desk: Desk) -> None:
        self._database = database
        self._outbox = outbox
        self._desk = desk
        self._asked: dict[int, datetime] = {}

    async def look(self, connection: Connection) -> None:
        """Tell what has fallen due. Raises what `kis` raises, after that was said once."""
        now = connection.now()
        due = await self._due(connection, now)
        if not due or not self._may_ask(connection, due, now):
            return
        try:
            await self._desk.reconcile(connection)
        except KisError:
            await self._not_asked(connection, [order for order, _ in due], now)
            raise
        async with self._database.begin() as session:
            for order in [await orders.lock(session, order.id) for order, _ in due]:
                if (day := _sent_on(order, now)) is not None:  # KIS's list may have named another
                    await self._tell(session, connection, order, day, now)

    async def _due(self, connection: Connection, now: datetime) -> list[tuple[Order, date]]:
        """Reservations with the day on which each was sent last, of which that was not told."""
        today = now.date()
        async with self._database.read() as session:
            rows = await reserved.of_days(session, connection.credential_id, today - BACK, today)
        found = ((order, _sent_on(order, now)) for order in rows)
        return [(order, day) for order, day in found if day and (order.told_on is None or order.told_on < day)]

    def _may_ask(self, connection: Connection, due: list[tuple[Order, date]], now: datetime) -> bool:
        newest = max(_told_at(order, day) for order, day in due)
        pause = SOON if now < newest + FIRST else LATER
        last = self._asked.get(connection.credential_id)
        if last is not None and last >= newest and now < last + pause - timedelta(seconds=1):
            return False
        self._asked[connection.credential_id] = now
        return True

    async def _not_asked(self, connection: Connection, due: list[Order], now: datetime) -> None:
        async with self._database.begin() as session:
            owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
            await push(
                self._outbox,
                session,
                owner,
                Topic.CHECK,
                lambda: views.not_asked(owner.environment, len(due)),
                key=f"reserved:{connection.credential_id}:{now:%Y%m%d}:unasked",
            )

    async def _tell(
        self, session: AsyncSession, connection: Connection, order: Order, due: date, now: datetime
    ) -> None:
        came = await reserved.made_of(session, order.id)
        if (day := await _to_tell(session, order, came, due)) is None:
            return
        made = [one for one in came if one.order_date == day]
        if not made and order.state.is_open and now > _told_at(order, day) + _patience(connection, order):
            await self._desk.reservations.give_up(session, order, now)
            order = await orders.lock(session, order.id)
        if not made and order.state in _TOLD:
            return
        known = bool(made or order.reason or not order.state.is_open)
        if known and not await reserved.tell(session, order.id, day):
            return
        if known and order.state.is_open:
            await self._desk.reservations.show(session, order)
        owner = await unsettled.owner(session, order.user_id, order.credential_id)
        refused = known and not made
        await push(
            self._outbox,
            session,
            owner,
            Topic.REFUSAL if refused else Topic.CHECK,
            lambda: views.word(order, made[-1] if made else None, owner.environment),
            key=f"reserved:{order.id}:{day:%Y%m%d}{'' if known else ':waiting'}",
        )


async def _to_tell(session: AsyncSession, order: Order, came: Sequence[Order], day: date) -> date | None:
    """The day of which the word is; None where all was filled before it, so that nothing was sent on it."""
    if order.state is not OrderState.ORDERED or not came or came[-1].order_date >= day:
        return day
    if order.told_on is None or order.told_on < came[-1].order_date:
        return came[-1].order_date
    await reserved.tell(session, order.id, day)
    return None


def _patience(connection: Connection, order: Order) -> timedelta:
    """How long after the hour of the word an order may still come; where there is a list, that one tells."""
    return FIRST if connection.environment is Environment.PAPER else OVERDUE


def _told_at(order: Order, day: date) -> datetime:
    return markets.RESERVING[order.segment].told_at(order.venue, day)


def _sent_on(order: Order, now: datetime) -> date | None:
    """The last of its days whose hour has come."""
    due = order.due or order.order_date
    day = min(order.until or due, now.date())
    while day >= due:
        open_then = order.segment is not Segment.RESERVED or CALENDAR.is_trading_day(day)
        if open_then and _told_at(order, day) <= now:
            return day
        day -= _A_DAY
    return None
