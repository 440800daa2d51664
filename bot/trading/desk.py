"""Everything about orders that a handler may ask for.

offer → check card → press → confirm → claim → Sender → KIS · notices → Fills · KIS's list → Reconciler
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import BotError, Halted, UserError
from bot.i18n import later, say, speaking
from bot.names import Directory
from bot.outbox import Outbox
from bot.storage import audit, intents, orders, unsettled, users
from bot.storage.database import Database
from bot.storage.states import IntentKind, IntentState
from bot.storage.tables import Intent, User
from bot.trading import resolve, twins
from bot.trading.answers import note
from bot.trading.cards import Cards
from bot.trading.choices import Choices
from bot.trading.chores import Chores
from bot.trading.day import Summary
from bot.trading.draft import OrderDraft, Price
from bot.trading.fills import HOLD, Fills
from bot.trading.guards import Guard, Guards, Remark
from bot.trading.offers import Offer, Offers
from bot.trading.reconcile import Reconciler
from bot.trading.reserving import Reservations
from bot.trading.resolve import Resolver
from bot.trading.sending import Sender
from bot.trading.settling import Settling
from bot.views import offer as views
from kis.errors import KisError

if TYPE_CHECKING:
    from bot.connections import Connections

log = logging.getLogger(__name__)

DOUBTS = (0.5, 3.0, 15.0)
"""Seconds before each look at KIS's list when a notice has left something open: rows come late."""
GRACE = 5.0
"""Seconds which orders under way get to be answered when the bot stops."""
MOST_AT_ONCE = 20
"""Orders which one card may cancel."""
RESTARTED = later("보내기 전에 봇이 다시 시작됐어요. 필요하면 다시 확인해 주세요.")
UNSENT = later("주문이 나가지 못했어요. 필요하면 다시 확인해 주세요.")
STUCK = timedelta(minutes=2)
"""A claimed order leaves within seconds; one that has not by then never will."""
HANDLED = later("이미 처리한 버튼이에요.")
STALE = later("60초가 지났어요. 「다시 확인」을 눌러 주세요.")


def utc_now() -> datetime:
    """The host's time: it bounds how long a card may be pressed, which is not a matter of the market's clock."""
    return datetime.now(UTC)


class Desk:
    """Offers, confirmations, amendments, cancellations, the halt. `fills` takes the notices of a stream."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        connections: Connections,
        symbols: Directory,
        *,
        now: Callable[[], datetime] = utc_now,
        looks: Sequence[float] = resolve.LOOKS,
        doubts: Sequence[float] = DOUBTS,
        hold: float = HOLD,
        guards: Sequence[Guard] = (),
        remarks: Sequence[Remark] = (),
    ) -> None:
        self._database = database
        self._connections = connections
        self._outbox = outbox
        self._now = now
        self._doubts = doubts
        self.chores = Chores()
        cards = Cards(outbox)
        settling = Settling(cards, now)
        self.reservations = Reservations(database, settling, hold=hold)
        self._reconciler = Reconciler(database, settling, self.reservations, hold=hold)
        self._resolver = Resolver(database, connections, self._reconciler, cards, self.chores, now, looks=looks)
        self._guards = Guards(guards, (twins.remark, *remarks))
        self.offers = Offers(database, connections, symbols, now, self._guards)
        self.choices = Choices(connections, self.offers)
        self._sender = Sender(database, self.offers, cards, self._resolver.look_for)
        self.fills = Fills(database, settling, self._doubt, hold=hold)

    async def offer(self, user: User, draft: OrderDraft) -> Offer:
        """The check card of a new order. Raises `UserError` with what to type instead, or what `kis` raises."""
        return await self.offers.new(user, draft)

    async def offer_amend(self, user: User, short_no: int, price: Price) -> Offer:
        """The check card of a new price."""
        return await self.offers.amend(user, short_no, price)

    async def offer_cancel(self, user: User, short_no: int) -> Offer:
        """The check card of a cancellation."""
        return await self.offers.cancel(user, short_no)

    async def offer_cancel_all(self, user: User, *, reserved: bool = False) -> tuple[list[Offer], int]:
        """Cancellations of all orders, or of all reservations, for one card, and how many it leaves out.

        Raises `UserError` if nothing is open.
        """
        connection = self._connections.of(user)
        async with self._database.read() as session:
            rows = await orders.open_of_user(session, user.id)
        mine = [row for row in rows if row.credential_id == connection.credential_id]
        mine = [row for row in mine if row.segment.is_reserved is reserved]
        live = [row for row in mine if row.number is not None][:MOST_AT_ONCE]
        if not live:
            raise UserError(say("취소할 예약이 없어요.") if reserved else say("취소할 미체결 주문이 없어요."))
        return [await self.offers.cancel(user, row.short_no) for row in live], len(mine) - len(live)

    async def offer_cancel_several(self, user: User, numbers: Sequence[int]) -> list[Offer]:
        """Cancellations of these orders for one card. Raises `UserError` for the first that cannot be cancelled."""
        if len(numbers) > MOST_AT_ONCE:
            raise UserError(say("한 번에 {most}건까지 취소할 수 있어요.", most=MOST_AT_ONCE))
        return [await self.offers.cancel(user, number) for number in dict.fromkeys(numbers)]

    async def offer_again(self, user: User, intent_id: int) -> Offer:
        """A fresh card for what an earlier one had offered."""
        async with self._database.read() as session:
            old = await intents.get(session, intent_id, user_id=user.id)
        if old is None:
            raise UserError(say("이 주문을 찾을 수 없어요. 다시 적어 주세요."))
        if old.kind is IntentKind.CANCEL:
            return await self.offers.cancel(user, old.short_no)
        draft = self.offers.draft(old)
        if old.kind is IntentKind.AMEND and draft.price is not None:
            return await self.offers.amend(user, old.short_no, draft.price)
        return await self.offers.new(user, draft)

    async def shown(self, session: AsyncSession, ref: int, *offers: Offer) -> None:
        """The message that carries the card, kept with it; a press anywhere else does not count."""
        for offer in offers:
            await intents.attach_card(session, offer.intent.id, ref)

    async def confirm(self, user: User, intent_id: int, message_id: int) -> asyncio.Task[None]:
        """Take the press, once, and send in the background; the task ends when the answer is written down.

        Raises `UserError` (`Halted`) if the press does not count: second, late, somebody else's, on another message,
        or held back by a guard, which leaves the card as it was.
        """
        now = self._now()
        async with self._database.begin() as session:
            await users.hold(session, user.id)
            intent = await intents.claim(session, intent_id, user_id=user.id, message_id=message_id, now=now)
            if intent is not None:
                await self._guards.pressed(session, intent, now)
                await note(session, intent, "confirmed", now)
        if intent is None:
            raise await self._why_not(user, intent_id)
        return self.chores.start(f"send-{intent_id}", lambda: self._sender.send(intent))

    async def confirm_all(self, user: User, first: int, message_id: int) -> int:
        """Take every cancellation of one card; returns how many are on their way. Raises as `confirm` does."""
        count = 0
        for intent_id in await self._beside(user, first):
            try:
                await self.confirm(user, intent_id, message_id)
            except UserError:
                if intent_id == first:
                    raise
            else:
                count += 1
        return count

    async def drop_all(self, user: User, first: int) -> None:
        """Let every cancellation of one card go."""
        for intent_id in await self._beside(user, first):
            with suppress(UserError):
                await self.drop(user, intent_id)

    async def drop(self, user: User, intent_id: int) -> None:
        """Let a check card go."""
        async with self._database.begin() as session:
            intent = await intents.drop(session, intent_id, user_id=user.id, now=self._now())
            if intent is not None and intent.message_ref is not None:
                owner = await unsettled.owner(session, user.id, intent.credential_id)
                await self._outbox.edit(session, intent.message_ref, views.dropped(intent, owner.environment))
        if intent is None:
            raise await self._why_not(user, intent_id)

    async def halt(self, user: User) -> int:
        """정지: nothing but cancellations is sent until 재개. Returns how many open check cards are void now."""
        self._connections.gate(user.id).closed = True
        async with self._database.begin() as session:
            count = await users.halt(session, user.id, self._now())
            await audit.note(session, "halted", user_id=user.id, now=self._now(), dropped=count)
        self._connections.gate(user.id).closed = True  # a 재개 that was on its way may have opened it
        return count

    async def resume(self, user: User) -> bool:
        """재개. False if there was no 정지."""
        async with self._database.begin() as session:
            lifted = await users.resume(session, user.id)
            await audit.note(session, "resumed", user_id=user.id, now=self._now())
        self._connections.gate(user.id).closed = False
        return lifted

    async def reconcile(self, connection: Connection) -> Summary:
        """Compare with KIS's list and tell what was missed. Raises what `kis` raises; then nothing was concluded."""
        return await self._reconciler.run(connection, await self._resolver.overdue(connection))

    async def settle_open(self) -> None:
        """At start, before notices are taken: 정지 holds as before; what was claimed never left; what was sent is
        looked for.
        """
        async with self._database.begin() as session:
            for user_id in await users.halted(session):
                self._connections.gate(user_id).closed = True
            for intent in await intents.drop_unsent(session, self._now()):
                await self._explain(session, intent, RESTARTED)
        async with self._database.read() as session:
            waiting = await intents.unanswered(session)
        for intent in waiting:
            if intent.state is IntentState.SENT:
                await self._sender.give_up(intent)
            self._resolver.look_for(intent)

    async def expire(self) -> None:
        """Take back the cards nobody pressed in time, or that did not leave for whatever reason, and say so on them."""
        async with self._database.begin() as session:
            for intent in await intents.drop_unsent(session, self._now(), self._now() - STUCK):
                await self._explain(session, intent, UNSENT)
            for intent in await intents.expire(session, self._now()):
                await self._explain(session, intent, STALE)

    async def close(self) -> None:
        """Let orders under way be answered; what is still open is settled at the next start."""
        await self.chores.close(GRACE)

    def _doubt(self, connection: Connection) -> None:
        self.chores.start(f"doubt-{connection.credential_id}", lambda: self._look(connection))

    async def _beside(self, user: User, first: int) -> list[int]:
        """The intents on the same card."""
        async with self._database.read() as session:
            intent = await intents.get(session, first, user_id=user.id)
            if intent is None or intent.message_ref is None:
                return [first]
            return [one.id for one in await unsettled.of_card(session, intent.message_ref, user_id=user.id)]

    async def _look(self, connection: Connection) -> None:
        for pause in self._doubts:
            await asyncio.sleep(pause)
            try:
                await self.reconcile(connection)
            except (KisError, BotError) as error:
                log.warning("%s: KIS's list could not be compared: %s", connection.account_hint, error)

    async def _why_not(self, user: User, intent_id: int) -> UserError:
        """Say why a press did not count; a card that is too old says so from now on."""
        await self.expire()
        async with self._database.read() as session:
            intent = await intents.get(session, intent_id, user_id=user.id)
            person = await users.get(session, user.id)
        if intent is None:
            return UserError(say("이 버튼은 쓸 수 없어요. 새로 주문해 주세요."))
        if person is not None and person.halted_at is not None and intent.kind is not IntentKind.CANCEL:
            return Halted()
        return UserError(say(_WHY.get(intent.state, HANDLED)))

    async def _explain(self, session: AsyncSession, intent: Intent, why: str) -> None:
        if intent.message_ref is not None:
            owner = await unsettled.owner(session, intent.user_id, intent.credential_id)
            with speaking(owner.language):
                card = views.unsent(intent, owner.environment, why), views.again(intent)
            await self._outbox.edit(session, intent.message_ref, *card)


_WHY = {
    IntentState.OFFERED: later("다른 메시지의 버튼이에요. 새 확인 카드에서 눌러 주세요."),
    IntentState.EXPIRED: later("시간이 지났어요. 다시 보내 주세요."),
    IntentState.DROPPED: later("취소한 카드예요. 다시 보내 주세요."),
    IntentState.REPLACED: later("가격이 바뀐 카드예요. 새 카드에서 눌러 주세요."),
    IntentState.CLAIMED: later("이미 보내고 있어요."),
    IntentState.SENT: later("이미 보냈어요."),
    IntentState.ACCEPTED: later("이미 보냈어요."),
    IntentState.REFUSED: later("이미 보냈고 거부된 주문이에요. 「다시 확인」으로 새로 해 주세요."),
    IntentState.UNKNOWN: later("이미 보냈고 결과를 확인하고 있어요."),
}
