"""KIS's list of reservations against what is known here.

A reservation that has become an order is linked to it by the number which the list tells, so that its fills are its
user's own and no order from elsewhere. Where there is no list, in paper, the order itself is recognised by what it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import markets
from bot.connection import Connection
from bot.markets.booked import Booked
from bot.markets.market import Reserving
from bot.storage import orders, reserved, unsettled, users
from bot.storage.database import Database
from bot.storage.states import IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Intent, Order
from bot.trading import matching
from bot.trading.day import LIST, MARGIN
from bot.trading.matching import Placed
from bot.trading.settling import NOT_FOUND, Settling
from kis.credentials import Environment
from kis.domestic.orders import bare_number

OVERDUE = timedelta(days=1)
"""After the hour at which a reservation was to be told, when nothing more is waited for."""


class Reservations:
    """Asks KIS for the reservations of an account, and applies what comes."""

    def __init__(self, database: Database, settling: Settling, *, hold: float) -> None:
        self._database = database
        self._settling = settling
        self._hold = hold
        self._locks: dict[int, asyncio.Lock] = {}

    async def compare(
        self, connection: Connection, final: Collection[int] = (), *, silent: bool = False, everywhere: bool = False
    ) -> None:
        """Compare where reservations wait, at the first time (`silent`) and if asked for (`everywhere`) in each market.

        `final` as in `Reconciler.run`. Paper has no such lists. Raises what `kis` raises.
        """
        if connection.environment is Environment.PAPER:
            return
        async with self._locks.setdefault(connection.credential_id, asyncio.Lock()):
            async with self._database.read() as session:
                rows = await reserved.waiting(session, connection.credential_id)
            for segment, market in markets.RESERVING.items():
                venues = {row.venue for row in rows if row.segment is segment}
                if silent or everywhere or venues:
                    await self._ask(connection, market, venues, final, silent=silent)

    async def give_up(self, session: AsyncSession, order: Order, now: datetime) -> None:
        """Nothing has told what became of a reservation, and nothing will."""
        await self._settling.reserved(session, order, OrderState.EXPIRED, now)

    async def show(self, session: AsyncSession, order: Order) -> None:
        """Bring the card up to date: one of several days is over."""
        await self._settling.show(session, order)

    async def _ask(
        self, connection: Connection, market: Reserving, venues: set[str], final: Collection[int], *, silent: bool
    ) -> None:
        await connection.in_flight.settled(self._hold)
        booked = await market.booked(connection, venues)
        now = connection.now() + MARGIN
        async with self._database.begin() as session:
            await Book(session, connection, market, self._settling, booked, final, now, silent=silent).apply()


@dataclass(slots=True)
class Book:
    """One list of reservations, applied in one transaction."""

    session: AsyncSession
    connection: Connection
    market: Reserving
    settling: Settling
    rows: Sequence[Booked]
    final: Collection[int]
    now: datetime
    silent: bool = False

    async def apply(self) -> None:
        """Compare row by row, then look at what has no number."""
        days = {row.day for row in self.rows}
        known = await reserved.known(self.session, self.connection.credential_id, self.market.segment, days)
        strangers, seen = [], set()
        for row in self.rows:
            if (order_id := known.get((row.day, row.bare))) is None:
                strangers.append(row)
                continue
            seen.add(order_id)
            await self._compare(await orders.lock(self.session, order_id), row)
        await self._recognise(strangers)
        if await self._is_whole(seen):
            await self._conclude(strangers)

    async def _compare(self, order: Order, row: Booked) -> None:
        if order.state.is_open:
            await self._follow_changes(order, row)
        if row.order is not None and row.sent_on is not None:
            await self._ordered(order, row)
        if order.state.is_open:
            await self._close(order, row)

    async def _follow_changes(self, order: Order, row: Booked) -> None:
        change = await unsettled.change(self.session, order.id)
        if row.cancelled:
            await self.settling.cancelled(self.session, order, order.quantity, self.now, LIST)
            await self.settling.show(self.session, order)
            return
        if (row.price, row.order_type) != (order.price, order.order_type):
            order.order_type = row.order_type
            await self.settling.amended(self.session, order, row.number, "", row.price, self.now, LIST)
            await self.settling.show(self.session, order)
        due = row.due if order.until is None or row.sent_on is None else order.due or row.due
        until = _until(row, due)
        if (row.quantity, due, until) != (order.quantity, order.due, order.until):
            order.quantity, order.due, order.until = row.quantity, due, until
            await self.settling.show(self.session, order)
        if change is not None and change.id in self.final and change.state is IntentState.UNKNOWN:
            await self.settling.change_refused(self.session, order, change, NOT_FOUND, LIST)

    async def _ordered(self, order: Order, row: Booked) -> None:
        """The order that came of it: its own from now on, also where it was met before and taken for another's."""
        assert row.order is not None and row.sent_on is not None  # noqa: S101, PT018 - the caller has looked
        whose = self.connection.credential_id, row.sent_on, row.order
        met = await orders.lock_by_number(self.session, *whose, order.segment.home)
        if met is None:
            made = await reserved.made_of(self.session, order.id)
            left = order.quantity - sum(one.filled_quantity for one in made)
            met = await orders.add(self.session, await _order_of(self.session, order, row, max(1, left), self.now))
        elif met.reservation_id is not None:
            return
        met.reservation_id, met.source = order.id, order.source
        await self.settling.ordered(self.session, met)

    async def _close(self, order: Order, row: Booked) -> None:
        if row.order is not None and row.ended:
            await self.settling.reserved(self.session, order, OrderState.ORDERED, self.now)
        elif row.words and row.ended:
            await self.settling.reserved(self.session, order, OrderState.REJECTED, self.now, row.words)
        elif order.reason != (words := row.words if row.sent_on == self.now.date() else None):
            order.reason = words
            await self.settling.show(self.session, order)
        elif self.now > self.market.told_at(order.venue, row.last) + OVERDUE:
            made = await reserved.made_of(self.session, order.id)
            end = OrderState.ORDERED if made else OrderState.EXPIRED
            await self.settling.reserved(self.session, order, end, self.now)

    async def _recognise(self, strangers: Sequence[Booked]) -> None:
        """Lost reservations of ours, or such as were made elsewhere; of the latter only what waits matters."""
        lost = await reserved.unplaced(self.session, self.connection.credential_id, self.market.segment)
        placed = [self._placed(row) for row in strangers]
        ours = matching.matched(placed, lost)
        for index, row in enumerate(strangers):
            if (order := ours.get(index)) is not None:
                if order.state is not OrderState.SENDING:
                    await self.settling.placed(self.session, order, row.number, "", self.now, LIST)
                    await self._compare(order, row)
            elif self._waits(row) and not await self._may_be_lost(matching.candidates(placed[index], lost)):
                await self._adopt(row)

    def _waits(self, row: Booked) -> bool:
        return not row.ended and self.now <= self.market.told_at(row.venue, row.last) + OVERDUE

    async def _may_be_lost(self, fitting: Sequence[Order]) -> bool:
        """Whether this could still turn out to be one of ours that is being sent or looked for."""
        for order in fitting:
            intent = await unsettled.origin(self.session, order.id)
            looked_for = order.state in (OrderState.SENDING, OrderState.UNKNOWN)
            if intent is not None and looked_for and intent.id not in self.final:
                return True
        return False

    async def _adopt(self, row: Booked) -> None:
        order = await orders.add(
            self.session,
            Order(
                user_id=self.connection.user_id,
                credential_id=self.connection.credential_id,
                short_no=await users.take_short_no(self.session, self.connection.user_id),
                source=OrderSource.OTHER,
                symbol=row.symbol,
                name=row.name,
                side=row.side,
                quantity=row.quantity,
                price=row.price,
                order_type=row.order_type,
                venue=row.venue,
                funding=row.funding,
                order_date=row.day,
                segment=self.market.segment,
                currency=self.market.currency(row.venue, row.symbol),
                rate=self.market.rate(self.connection, row.venue, row.symbol),
                due=row.due,
                until=_until(row, row.due),
                number=row.bare,
                branch="",
                state=OrderState.ACCEPTED,
                created_at=self.now,
                updated_at=self.now,
            ),
        )
        if not self.silent:
            await self.settling.taken_in(self.session, order)

    async def _is_whole(self, seen: set[int]) -> bool:
        """Whether the list shows every reservation that must be in it: then one that it does not show is not there."""
        rows = await reserved.waiting(self.session, self.connection.credential_id)
        mine = {row.id for row in rows if row.segment is self.market.segment and row.number is not None}
        return mine <= seen | {row.id for row in rows if row.created_at > self.now - timedelta(seconds=5)}

    async def _conclude(self, strangers: Sequence[Booked]) -> None:
        """What is not in the list after the last look never reached KIS."""
        others = [self._placed(row) for row in strangers]
        for order in await reserved.unplaced(self.session, self.connection.credential_id, self.market.segment):
            intent: Intent | None = await unsettled.origin(self.session, order.id)
            if order.state is not OrderState.UNKNOWN or intent is None or intent.kind is not IntentKind.NEW:
                continue
            if intent.id in self.final and not any(one.may_be(order) for one in others):
                await self.settling.not_placed(self.session, order, self.now, LIST)

    def _placed(self, row: Booked) -> Placed:
        return Placed(row.symbol, row.side, row.quantity, row.price, row.at, self.market.segment)


def _until(row: Booked, due: date) -> date | None:
    """The last of several days; KIS tells an end of one day too."""
    return row.until if row.until is not None and row.until > due else None


async def _order_of(session: AsyncSession, order: Order, row: Booked, quantity: int, now: datetime) -> Order:
    assert row.order is not None and row.sent_on is not None  # noqa: S101, PT018 - the caller has looked
    return Order(
        user_id=order.user_id,
        credential_id=order.credential_id,
        short_no=await users.take_short_no(session, order.user_id),
        source=order.source,
        symbol=order.symbol,
        name=order.name,
        side=order.side,
        quantity=quantity,
        price=order.price,
        order_type=order.order_type,
        venue=order.venue,
        funding=order.funding,
        order_date=row.sent_on,
        segment=order.segment.home,
        currency=order.currency,
        rate=order.rate,
        number=bare_number(row.order),
        branch=row.branch,
        state=OrderState.ACCEPTED,
        created_at=now,
        updated_at=now,
    )
