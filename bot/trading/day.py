"""One day of KIS's list of orders, applied to what is known here in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.i18n import say
from bot.markets.market import DayList, Market, Row
from bot.storage import credentials, fills, orders, reserved, unsettled
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Order
from bot.storage.terms import Figure
from bot.trading import matching
from bot.trading.matching import Placed
from bot.trading.settling import NOT_FOUND, Settling
from bot.trading.tally import Chain, chains, is_whole
from kis.credentials import Environment

LIST = FillSource.LIST
MARGIN = timedelta(seconds=1)
"""How far the market clock may be behind KIS: a fill in the list must not look later than the list."""
_LOST = (OrderState.SENDING, OrderState.UNKNOWN)


@dataclass(slots=True)
class Summary:
    """How many orders had missed fills, were placed elsewhere, and have ended."""

    fills: int = 0
    adopted: int = 0
    closed: int = 0


@dataclass(slots=True)
class Day:
    """One day's list, applied in one transaction."""

    session: AsyncSession
    connection: Connection
    market: Market
    settling: Settling
    day: date
    listed: DayList
    final: Collection[int]
    summary: Summary
    silent: bool
    now: datetime = field(init=False)
    baseline: datetime = field(init=False)

    async def apply(self) -> None:
        """Compare order by order, then look at what has no number."""
        self.now = self.connection.now() + MARGIN
        await self._begin()
        segment = self.market.segment
        known = await unsettled.numbers_of_day(self.session, self.connection.credential_id, segment, self.day)
        whole = is_whole(self.listed, list(known))
        strangers, elsewhere = [], []
        for chain in chains(self.listed.rows):
            order_id = next((known[number] for number in chain.numbers if number in known), None)
            if order_id is None:
                strangers.append(chain)
                continue
            order = await orders.lock(self.session, order_id)
            await self._compare(order, chain)
            if order.source is OrderSource.OTHER:
                elsewhere.append(chain)
        await self._recognise(strangers)
        if whole:
            await self._conclude([self._placed(chain.root) for chain in (*strangers, *elsewhere)])

    async def _begin(self) -> None:
        row = await credentials.get(self.session, self.connection.credential_id)
        if row is not None and row.baseline_at is None:
            await credentials.set_baseline(self.session, self.connection.credential_id, self.now)
        self.baseline = self.now if row is None or row.baseline_at is None else row.baseline_at

    async def _compare(self, order: Order, chain: Chain, *, silent: bool = False) -> None:
        was_open, shown = order.state.is_open, _look_of(order)
        for row in chain.rows:
            await orders.number(self.session, order, row.number, row.branch, current=False)
        order.branch = order.branch or chain.working.branch
        await self._follow_changes(order, chain)
        if await self._count(order, chain, silent=silent):
            shown = _look_of(order)
        await self._close(order, chain)
        if shown != _look_of(order) and not silent:
            await self.settling.show(self.session, order)
        if was_open and not order.state.is_open:
            self.summary.closed += 1

    async def _follow_changes(self, order: Order, chain: Chain) -> None:
        working = chain.working
        if order.state in _LOST:
            order.state = OrderState.ACCEPTED
        if chain.amended and order.state.is_open:
            price = working.price
            if (order.number, order.price) != (working.bare, price) or order.state is OrderState.ACCEPTED:
                await self.settling.amended(self.session, order, working.number, working.branch, price, self.now, LIST)
        change = await unsettled.change(self.session, order.id)
        if change is None or change.state is IntentState.ACCEPTED:
            return
        at_kis = (
            chain.withdrawn if change.kind is IntentKind.CANCEL else chain.amended and working.price == change.price
        )
        if at_kis:
            await self.settling.taken(self.session, change, self.now, LIST)
        elif change.id in self.final and order.state.is_open:
            await self.settling.change_refused(self.session, order, change, NOT_FOUND, LIST)

    async def _count(self, order: Order, chain: Chain, *, silent: bool) -> bool:
        before, paid = order.filled_quantity, order.filled_amount
        _, fill = await fills.listed(
            self.session,
            order.id,
            filled_quantity=min(chain.filled, order.quantity),
            filled_amount=chain.amount,
            now=self.now,
        )
        if fill is None:
            return False
        self.summary.fills += 1
        new = order.filled_quantity - before
        several = chain.is_exact and (order.filled_amount - paid) % new > 0
        await self.settling.filled(self.session, order, fill, new, silent=silent, several=several)
        return True

    async def _close(self, order: Order, chain: Chain) -> None:
        """Only what adds up closes an order: a row may be missing because an amendment is not listed yet."""
        if not order.state.is_open:
            return
        gone = order.filled_quantity + chain.cancelled + chain.rejected >= order.quantity
        if gone and chain.rejected and not chain.cancelled:
            await self.settling.rejected(self.session, order, say("거래소가 주문을 거부했어요."), self.now, LIST)
        elif gone and not chain.withdrawn and self.market.is_over(order, self.now):
            order.cancelled_quantity = chain.cancelled
            await self.settling.expired(self.session, order, self.now)
        elif chain.cancelled > order.cancelled_quantity:
            await self.settling.cancelled(self.session, order, chain.cancelled, self.now, LIST)
        elif order.order_date < self.market.day(order.venue, self.now):
            await self.settling.expired(self.session, order, self.now)

    async def _recognise(self, strangers: Sequence[Chain]) -> None:
        """Orders whose number nobody knows: lost ones of ours, or placed elsewhere."""
        unplaced = await unsettled.unplaced(self.session, self.connection.credential_id, self.market.segment, self.day)
        placed = [self._placed(chain.root) for chain in strangers]
        ours = matching.matched(placed, unplaced)
        for index, chain in enumerate(strangers):
            if (order := ours.get(index)) is not None:
                if order.state is not OrderState.SENDING:
                    root = chain.root
                    await self.settling.placed(self.session, order, root.number, root.branch, self.now, LIST)
                    await self._compare(order, chain)
            elif placed[index].at < self.baseline and chain.came_to_nothing:
                continue
            elif not await self._may_be_lost(matching.candidates(placed[index], unplaced)):
                await self._adopt(chain)

    async def _may_be_lost(self, fitting: Sequence[Order]) -> bool:
        """Whether this could still turn out to be an order of ours that is being sent or looked for."""
        for order in fitting:
            intent = await unsettled.origin(self.session, order.id)
            if intent is not None and order.state in _LOST and intent.id not in self.final:
                return True
        return False

    async def _adopt(self, chain: Chain) -> None:
        came_of = await self._reservation(chain.root)
        order = await self.settling.adopt(
            self.session,
            self.connection,
            self.market,
            chain,
            self.now,
            rate=self.market.rate(self.connection, chain.root.venue, chain.root.symbol),
            silent=self.silent or came_of is not None,
        )
        if came_of is None:
            self.summary.adopted += 1
        else:
            order.reservation_id, order.source = came_of.id, came_of.source
            await self.settling.ordered(self.session, order)
            await self.settling.reserved(self.session, came_of, OrderState.ORDERED, self.now)
        await self._compare(order, chain, silent=self.silent)

    async def _reservation(self, row: Row) -> Order | None:
        """In paper no list tells which order a reservation has become: the oldest that is alike in everything."""
        if self.connection.environment is not Environment.PAPER:
            return None
        whose = self.connection.credential_id, self.market.segment, self.day
        rows = await reserved.like(self.session, *whose, symbol=row.symbol, side=row.side, quantity=row.quantity)
        return next((one for one in rows if one.price == row.price), None)

    def _placed(self, row: Row) -> Placed:
        return Placed(row.symbol, row.side, row.quantity, row.price, row.at, self.market.segment)

    async def _conclude(self, others: Sequence[Placed]) -> None:
        """What is not in a list that can be believed, after the last look, never reached KIS.

        `others` are orders that did not come from here as far as is known: one of them may be a lost one of ours.
        """
        for order in await unsettled.unplaced(
            self.session, self.connection.credential_id, self.market.segment, self.day
        ):
            intent = await unsettled.origin(self.session, order.id)
            if order.state is not OrderState.UNKNOWN or intent is None:
                continue
            if intent.id in self.final and not any(one.may_be(order) for one in others):
                await self.settling.not_placed(self.session, order, self.now, LIST)
                self.summary.closed += 1


def _look_of(order: Order) -> tuple[OrderState, Figure | None, int, str | None]:
    """What of an order its card shows, besides fills."""
    return order.state, order.price, order.cancelled_quantity, order.number
