"""What KIS has told of an order becomes what is known of it, in the caller's transaction.

Notices and lists overlap, come late and come twice; each step here changes nothing when it is told again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.i18n import later, speaking
from bot.markets.market import Market
from bot.outbox import utc_now
from bot.storage import audit, fills, intents, orders, unsettled, users
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Fill, Intent, Order
from bot.storage.terms import Figure
from bot.trading.answers import note
from bot.trading.cards import Cards
from bot.trading.evidence import Key
from bot.trading.tally import Chain
from bot.views import offer as offer_views
from bot.views import orders as views
from kis.credentials import Environment
from kis.domestic.orders import bare_number

STANDS = later("접수를 확인했어요. (KIS 주문 목록이 비어 있어 합계와 잔고로 확인했고, 주문번호는 아직 몰라요)")
_LOST = (OrderState.SENDING, OrderState.UNKNOWN, OrderState.NOT_PLACED)
FOUND = later("접수를 확인했어요.")
LATE = later("뒤늦게 접수된 것을 확인했어요.")
OVERTAKEN = later("예약이 그 전에 KIS에서 주문으로 나갔어요. 「미체결」과 「체결」로 확인해 주세요.")
NOT_FOUND = later("KIS의 주문 목록에 없어요. 접수되지 않은 것으로 확인했어요.")


_ENDS = {OrderState.CANCELLED: "cancelled", OrderState.REJECTED: "rejected", OrderState.EXPIRED: "expired"}
"""How a reservation can end without an order."""
_OVERTAKING = (OrderState.ORDERED, OrderState.REJECTED)
"""Ends of a reservation which prove that a change whose answer was lost did not come before them."""


class Settling:
    """Steps in the life of an order, each with its card and its line in the trail: `told` is who told the bot.

    `silent` steps are neither announced nor written down (baseline).
    """

    def __init__(self, cards: Cards, now: Callable[[], datetime] = utc_now) -> None:
        self._cards = cards
        self._now = now

    async def adopt(
        self,
        session: AsyncSession,
        connection: Connection,
        market: Market,
        chain: Chain,
        now: datetime,
        *,
        rate: Figure,
        silent: bool,
    ) -> Order:
        """Take in an order that was placed elsewhere (HTS, MTS, another program)."""
        root = chain.root
        order = await orders.add(
            session,
            Order(
                user_id=connection.user_id,
                credential_id=connection.credential_id,
                short_no=await users.take_short_no(session, connection.user_id),
                source=OrderSource.OTHER,
                symbol=root.symbol,
                name=root.name,
                side=root.side,
                quantity=root.quantity,
                price=root.price,
                order_type=root.order_type,
                venue=root.venue,
                order_date=root.day,
                segment=market.segment,
                currency=market.currency(root.venue, root.symbol),
                rate=rate,
                number=bare_number(root.number),
                branch=root.branch,
                state=OrderState.ACCEPTED,
                created_at=now,
                updated_at=now,
            ),
        )
        if not silent:
            await self.taken_in(session, order)
        return order

    async def taken_in(self, session: AsyncSession, order: Order) -> None:
        """An order that was placed elsewhere gets its card."""
        await self._cards.show(session, order)
        await self._enter(session, order, "adopted", FillSource.LIST, quantity=order.quantity, price=order.price)

    async def ordered(self, session: AsyncSession, order: Order) -> None:
        """An order has come of a reservation, and gets its card."""
        await self._cards.show(session, order)
        await self._enter(session, order, "ordered", FillSource.LIST, number=order.number)

    async def reserved(
        self, session: AsyncSession, order: Order, state: OrderState, now: datetime, words: str | None = None
    ) -> None:
        """A reservation has come to its end. What became of it is told at an hour of its own."""
        closed = await orders.settle(session, order.id, state, now=now, reason=words)
        if closed is None:
            return
        if state in _ENDS:
            await self._enter(session, closed, _ENDS[state], FillSource.LIST)
        elif (intent := await unsettled.origin(session, order.id)) is not None:
            intent.state, intent.error_text = IntentState.ACCEPTED, None
        await self._cards.show(session, closed)
        change = await unsettled.change(session, order.id)
        if state in _OVERTAKING and change is not None and change.state is IntentState.UNKNOWN:
            await self.change_refused(session, closed, change, OVERTAKEN, FillSource.LIST)

    async def placed(
        self, session: AsyncSession, order: Order, number: str, branch: str, now: datetime, told: FillSource
    ) -> None:
        """An order whose answer was lost, or which was given up, has been found at KIS."""
        was = order.state
        await orders.number(session, order, number, branch)
        await self._enter(session, order, "found", told, number=order.number)
        if was not in _LOST:  # the balance has told that it stands
            await self._cards.show(session, order)
            return
        order.state, order.updated_at, order.closed_at = OrderState.ACCEPTED, now, None
        intent = await unsettled.origin(session, order.id)
        if intent is not None:
            intent.state, intent.error_text = IntentState.ACCEPTED, None
        owner = await self._cards.show(session, order)
        words = LATE if was is OrderState.NOT_PLACED else FOUND
        await self._cards.refusal(session, owner, lambda: views.confirmed(order, owner.environment, words))

    async def stands(self, session: AsyncSession, order: Order, now: datetime) -> None:
        """Totals and balance prove that a lost order stands at KIS; its number is not known."""
        order.state, order.updated_at = OrderState.ACCEPTED, now
        intent = await unsettled.origin(session, order.id)
        if intent is not None:
            intent.state, intent.error_text = IntentState.ACCEPTED, None
        await self._enter(session, order, "found", FillSource.BALANCE)
        owner = await self._cards.show(session, order)
        await self._cards.refusal(session, owner, lambda: views.confirmed(order, owner.environment, STANDS))

    async def unexplained(
        self, session: AsyncSession, connection: Connection, key: Key, quantity: int, traded: int
    ) -> None:
        """The balance shows trades which no order known here explains: said once."""
        owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
        once = f"balance:{connection.credential_id}:{connection.now():%Y%m%d}:{key[0]}:{key[1]}:{traded}"
        await self._cards.refusal(
            session, owner, lambda: views.unexplained(*key, quantity, owner.environment), key=once
        )

    async def not_placed(self, session: AsyncSession, order: Order, now: datetime, told: FillSource) -> None:
        """The lists prove that a lost order never reached KIS."""
        intent = await unsettled.origin(session, order.id)
        if intent is not None:
            await intents.answer(session, intent.id, IntentState.REFUSED, now=now, error_text=NOT_FOUND)
        closed = await orders.settle(session, order.id, OrderState.NOT_PLACED, now=now, reason=NOT_FOUND)
        if closed is None:
            return
        await self._enter(session, closed, "not_placed", told)
        owner = await self._cards.show(session, closed)
        await self._cards.refusal(
            session,
            owner,
            lambda: (
                views.refused(closed, NOT_FOUND, owner.environment),
                () if intent is None else offer_views.again(intent),
            ),
        )

    async def amended(
        self,
        session: AsyncSession,
        order: Order,
        number: str,
        branch: str,
        price: Figure | None,
        now: datetime,
        told: FillSource,
    ) -> None:
        """정정 확인: the rest of the order works under a new number."""
        before = order.price
        await orders.number(session, order, number, branch)
        order.price, order.updated_at = price, now
        if order.state.is_open and not order.filled_quantity:
            order.state = OrderState.AMENDED
        if price != before:
            await self._enter(session, order, "amended", told, price=price, number=order.number)
        await self._answered(session, order, IntentKind.AMEND, now, told)

    async def cancelled(
        self, session: AsyncSession, order: Order, total: int, now: datetime, told: FillSource
    ) -> Order:
        """취소 확인 of `total` shares in all, which is more than was known."""
        before = order.cancelled_quantity
        changed = await fills.cancelled(session, order.id, quantity=total, now=now)
        await self._enter(session, changed, "cancelled", told, quantity=changed.cancelled_quantity - before)
        await self._answered(session, order, IntentKind.CANCEL, now, told)
        if changed.cancelled_quantity > before and not changed.state.is_open:
            await self._cards.ended(session, changed)
        return changed

    async def expired(self, session: AsyncSession, order: Order, now: datetime) -> None:
        """장 마감 실효, by KIS's list."""
        closed = await orders.settle(session, order.id, OrderState.EXPIRED, now=now)
        if closed is not None:
            await self._enter(session, closed, "expired", FillSource.LIST)
            await self._cards.ended(session, closed)

    async def rejected(self, session: AsyncSession, order: Order, words: str, now: datetime, told: FillSource) -> None:
        """거부 by the exchange, after KIS had taken the order. What was filled before stays."""
        state = OrderState.CANCELLED if order.filled_quantity else OrderState.REJECTED
        closed = await orders.settle(session, order.id, state, now=now, reason=words)
        if closed is None:
            return
        await self._enter(session, closed, "rejected", told)
        owner = await self._cards.show(session, closed)
        await self._cards.refusal(session, owner, lambda: views.refused(closed, words, owner.environment))
        await self._cards.ended(session, closed)

    async def change_refused(
        self, session: AsyncSession, order: Order, change: Intent, words: str, told: FillSource
    ) -> None:
        """An amendment or cancellation came to nothing; the order stands as it was."""
        change.state, change.error_text = IntentState.REFUSED, words
        await session.flush()
        await note(session, change, "refused", self._now(), told=told)
        await self._end_card(session, change, lambda intent, where: offer_views.refused(intent, where, words))
        owner = await self._cards.show(session, order)
        kind = change.kind
        await self._cards.refusal(session, owner, lambda: views.refused(order, words, owner.environment, what=kind))

    async def filled(
        self, session: AsyncSession, order: Order, fill: Fill, quantity: int, *, silent: bool, several: bool = False
    ) -> None:
        """Announce a fill that was counted; `several` if its amount cannot be that of one fill."""
        if not silent:
            await self._cards.fill(session, order, fill, quantity, several=several)
            await self._enter(session, order, "filled", fill.source, quantity=quantity, price=fill.price)

    async def show(self, session: AsyncSession, order: Order) -> None:
        """Bring the card up to date."""
        await self._cards.show(session, order)

    async def _answered(
        self, session: AsyncSession, order: Order, kind: IntentKind, now: datetime, told: FillSource
    ) -> None:
        """What was confirmed has been accepted, though its answer may have been lost."""
        change = await unsettled.change(session, order.id)
        if change is not None and change.kind is kind:
            await self.taken(session, change, now, told)

    async def taken(self, session: AsyncSession, change: Intent, now: datetime, told: FillSource) -> None:
        """KIS has taken an amendment or cancellation, before its answer came or without one."""
        answered = await intents.answer(session, change.id, IntentState.ACCEPTED, now=now)
        if answered is not None:
            await note(session, answered, "accepted", self._now(), told=told)
            await self._end_card(session, answered, offer_views.taken)

    async def _end_card(
        self, session: AsyncSession, change: Intent, view: Callable[[Intent, Environment], str]
    ) -> None:
        if change.message_ref is not None:
            owner = await unsettled.owner(session, change.user_id, change.credential_id)
            with speaking(owner.language):
                text = view(change, owner.environment)
            await self._cards.outbox.edit(session, change.message_ref, text)

    async def _enter(self, session: AsyncSession, order: Order, what: str, told: FillSource, **detail: object) -> None:
        """Write a step into the trail of the order's user."""
        await audit.note(
            session,
            f"order.{what}",
            user_id=order.user_id,
            now=self._now(),
            short_no=order.short_no,
            symbol=order.symbol,
            side=order.side.name,
            told=told,
            **detail,
        )
