"""KIS's answer to what was sent, written down and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Rows
from bot.i18n import speaking
from bot.storage import audit, fills, intents, orders
from bot.storage.states import IntentKind, IntentState, OrderState
from bot.storage.tables import Intent, Order
from bot.trading.cards import Cards
from bot.views import offer as views
from bot.views import orders as order_views
from kis.domestic.orders import OrderAccepted


@dataclass(frozen=True, slots=True)
class Refusal:
    """KIS said no, or nothing left this machine (`sent` False); either way nothing was executed."""

    words: str
    code: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer: it may have been executed."""


Answer = OrderAccepted | Refusal | Lost


class Answers:
    """Records answers in the caller's transaction; one that is recorded already changes nothing.

    `now` is the host's time, `market` the broker's.
    """

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def record(
        self, session: AsyncSession, intent_id: int, answer: Answer, *, now: datetime, market: datetime
    ) -> None:
        """Write an answer down."""
        match answer:
            case OrderAccepted():
                await self._accepted(session, intent_id, answer, now, market)
            case Refusal():
                await self._refused(session, intent_id, answer, now, market)
            case Lost():
                await self._lost(session, intent_id, now, market)

    async def _accepted(
        self, session: AsyncSession, intent_id: int, answer: OrderAccepted, now: datetime, market: datetime
    ) -> None:
        intent = await intents.answer(session, intent_id, IntentState.ACCEPTED, now=now)
        if intent is None or intent.order_id is None:
            return
        order = await orders.lock(session, intent.order_id)
        await orders.number(session, order, answer.number, answer.branch, current=intent.kind is not IntentKind.CANCEL)
        if order.state in (OrderState.SENDING, OrderState.UNKNOWN):
            order.state, order.updated_at = OrderState.ACCEPTED, market
        if order.segment.is_reserved:
            await self._done(session, order, intent, market)
        owner = await self._cards.show(session, order)
        if intent.kind is not IntentKind.NEW and intent.message_ref is not None:
            with speaking(owner.language):
                text = views.taken(intent, owner.environment)
            await self._cards.outbox.edit(session, intent.message_ref, text)
        await note(session, intent, "accepted", now, number=order.number)

    async def _done(self, session: AsyncSession, order: Order, intent: Intent, market: datetime) -> None:
        """A reservation is changed as soon as KIS says so: no notice follows."""
        if intent.kind is IntentKind.CANCEL:
            await fills.cancelled(session, order.id, quantity=order.quantity, now=market)
        elif intent.kind is IntentKind.AMEND and order.state.is_open:
            order.state, order.price, order.order_type = OrderState.AMENDED, intent.price, intent.order_type
            order.updated_at = market

    async def _refused(
        self, session: AsyncSession, intent_id: int, answer: Refusal, now: datetime, market: datetime
    ) -> None:
        intent = await intents.answer(
            session, intent_id, IntentState.REFUSED, now=now, error_code=answer.code, error_text=answer.words
        )
        if intent is None or intent.order_id is None:
            return
        buttons = _none if answer.sent else views.again
        if intent.kind is IntentKind.NEW:
            await orders.settle(session, intent.order_id, OrderState.REJECTED, now=market, reason=answer.words)
        order = await orders.lock(session, intent.order_id)
        owner = await self._cards.show(session, order)
        if intent.kind is not IntentKind.NEW and intent.message_ref is not None:
            with speaking(owner.language):
                text = views.refused(intent, owner.environment, answer.words)
            await self._cards.outbox.edit(session, intent.message_ref, text)
        await self._cards.refusal(
            session,
            owner,
            lambda: (order_views.refused(order, answer.words, owner.environment, what=intent.kind), buttons(intent)),
        )
        await note(session, intent, "refused", now, code=answer.code)

    async def _lost(self, session: AsyncSession, intent_id: int, now: datetime, market: datetime) -> None:
        """결과 불명: the answer was lost, or the bot died before it came."""
        intent = await intents.answer(session, intent_id, IntentState.UNKNOWN, now=now)
        if intent is None or intent.order_id is None:
            return
        order = await orders.lock(session, intent.order_id)
        if order.state is OrderState.SENDING:
            order.state, order.updated_at = OrderState.UNKNOWN, market
        owner = await self._cards.show(session, order)
        if intent.kind is not IntentKind.NEW and intent.message_ref is not None:
            with speaking(owner.language):
                text = views.unknown(intent, owner.environment)
            await self._cards.outbox.edit(session, intent.message_ref, text)
        await note(session, intent, "unknown", now)


def _none(_: Intent) -> Rows:
    return ()


async def note(session: AsyncSession, intent: Intent, what: str, now: datetime, **detail: object) -> None:
    """Tell the audit trail what became of an intent."""
    await audit.note(
        session,
        f"{intent.kind}.{what}",
        user_id=intent.user_id,
        now=now,
        intent=intent.id,
        short_no=intent.short_no,
        **detail,
    )
