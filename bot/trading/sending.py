"""From the press to KIS's answer. An order leaves once or not at all.

    claimed ──(market moved)──► replaced by a newly priced card
       │ one commit: intent sent, order written down, card "전송 중…"
       ▼
      sent ──► accepted │ refused │ unknown (looked for, never sent again)

A crash before that commit leaves `claimed`, which never left; a crash after it leaves `sent`, which may have.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal
from itertools import chain, repeat

from sqlalchemy.ext.asyncio import AsyncSession

from bot import markets
from bot.buttons import Rows
from bot.connection import Connection
from bot.errors import BotError, NotConnected, StorageBusy, StorageDown
from bot.i18n import say
from bot.storage import intents, orders, unsettled
from bot.storage.database import Database
from bot.storage.states import IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Intent, Order
from bot.storage.terms import Figure
from bot.trading import checks
from bot.trading.answers import Answer, Answers, Lost, Refusal, note
from bot.trading.cards import Cards
from bot.trading.offers import Offers
from bot.views import failures
from bot.views import offer as views
from kis.domestic.orders import OrderAccepted
from kis.errors import KisError, MalformedMessage, Rejected, Unanswered

log = logging.getLogger(__name__)

LOOK = 3.0
"""Seconds that the look at the market may take between the press and the order."""
PATIENCE = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Seconds between attempts to write an answer down while the database does not take it; the last one repeats."""


LookFor = Callable[[Intent], None]


class Sender:
    """Carries out claimed intents. `look_for(intent)` starts the search for a lost one."""

    def __init__(self, database: Database, offers: Offers, cards: Cards, look_for: LookFor) -> None:
        self._database = database
        self._offers = offers
        self._cards = cards
        self._answers = Answers(cards)
        self._look_for = look_for

    async def send(self, intent: Intent) -> None:
        """Price a claimed intent anew if the market has moved, else send it and keep the answer."""
        try:
            connection = self._offers.connection(intent.credential_id)
            if not await self._still_priced(connection, intent):
                return
        except (NotConnected, StorageBusy, StorageDown) as error:
            await self._back(intent, str(error))
            return
        async with connection.in_flight:
            try:
                order = await self._leave(connection, intent)
            except (StorageBusy, StorageDown) as error:
                await self._back(intent, str(error))
                return
            if order is None:
                return
            heard = connection.heard
            answer = await self._post(connection, intent, order)
            await self._keep(intent, answer, connection.now())
        if isinstance(answer, OrderAccepted) and connection.heard == heard and not intent.segment.is_reserved:
            connection.expect_notice()
        if isinstance(answer, Lost):
            self._look_for(intent)

    async def give_up(self, intent: Intent) -> None:
        """The bot died before the answer came."""
        await self._keep(intent, Lost(), self._offers.now())

    async def _still_priced(self, connection: Connection, intent: Intent) -> bool:
        """Whether the card's price still holds; if not, a new card has taken its place."""
        if intent.kind is IntentKind.CANCEL:
            return True
        now = await self._market(connection, intent)
        if now is None and intent.price is not None:
            return True
        if now is None:
            await self._back(intent, say("현재가를 확인하지 못해 시장가 주문을 멈췄어요."))
            return False
        moved = checks.drift(intent.offered_price, now)
        if moved is None:
            return True
        await self._offer_anew(intent, moved)
        return False

    async def _market(self, connection: Connection, intent: Intent) -> Figure | None:
        try:
            async with asyncio.timeout(LOOK):
                instrument = self._offers.instrument(intent)
                return (await markets.of(intent.segment).quote(connection, instrument, intent.venue)).price
        except (KisError, TimeoutError):
            return None

    async def _offer_anew(self, intent: Intent, moved: Decimal) -> None:
        async with self._database.begin() as session:
            if await intents.reprice(session, intent.id, self._offers.now()) is None:
                return
        try:
            offer = await self._offers.anew(intent.user_id, intent, moved)
        except (BotError, KisError) as error:
            why = failures.sentence(error)
            await self._patiently(lambda session: self._explain(session, intent, why))
            return
        await self._patiently(lambda session: self._show(session, intent, views.card(offer), views.buttons(offer)))

    async def _back(self, intent: Intent, why: str) -> None:
        """A claimed intent that did not leave: its card says so."""
        await self._patiently(lambda session: self._unsent(session, intent, why))

    async def _unsent(self, session: AsyncSession, intent: Intent, why: str) -> None:
        now = self._offers.now()
        if await intents.reprice(session, intent.id, now) is not None:
            await self._explain(session, intent, why)
            return
        # A commit may have been carried out although it was reported to have failed: that it leaves, or its new price.
        await self._answers.record(session, intent.id, Refusal(why, "", sent=False), now=now, market=now)
        known = await intents.get(session, intent.id, user_id=intent.user_id)
        if known is not None and known.state is IntentState.REPLACED:
            await self._explain(session, intent, why)

    async def _explain(self, session: AsyncSession, intent: Intent, why: str) -> None:
        owner = await unsettled.owner(session, intent.user_id, intent.credential_id)
        await self._show(session, intent, views.unsent(intent, owner.environment, why), views.again(intent))

    async def _show(self, session: AsyncSession, intent: Intent, text: str, buttons: Rows) -> None:
        if intent.message_ref is not None:
            await self._cards.outbox.edit(session, intent.message_ref, text, buttons)

    async def _leave(self, connection: Connection, intent: Intent) -> Order | None:
        """Commit that the intent leaves now. None if 정지 came first."""
        async with self._database.begin() as session:
            sent = await intents.begin_sending(session, intent.id, connection.now())
            if sent is None:
                return None
            order = await self._order(session, connection, sent)
            owner = await self._cards.show(session, order)
            if sent.kind is not IntentKind.NEW and sent.message_ref is not None:
                await self._cards.outbox.edit(session, sent.message_ref, views.sending(sent, owner.environment))
            await note(session, sent, "sent", self._offers.now())
        return order

    async def _order(self, session: AsyncSession, connection: Connection, intent: Intent) -> Order:
        if intent.order_id is not None:
            return await orders.lock(session, intent.order_id)
        now = connection.now()
        order = await orders.add(
            session,
            Order(
                user_id=intent.user_id,
                credential_id=intent.credential_id,
                short_no=intent.short_no,
                source=OrderSource.BOT,
                symbol=intent.symbol,
                name=intent.name,
                side=intent.side,
                quantity=intent.quantity,
                price=intent.price,
                order_type=intent.order_type,
                venue=intent.venue,
                order_date=markets.of(intent.segment).day(intent.venue, now),
                segment=intent.segment,
                currency=intent.currency,
                funding=intent.funding,
                loan_date=intent.loan_date,
                due=intent.due,
                until=intent.until,
                rate=intent.rate,
                state=OrderState.SENDING,
                card_ref=intent.message_ref,
                created_at=now,
                updated_at=now,
            ),
        )
        intent.order_id = order.id
        return order

    async def _post(self, connection: Connection, intent: Intent, order: Order) -> Answer:
        try:
            return await markets.of(intent.segment).send(connection, intent, order)
        except (Unanswered, MalformedMessage) as error:
            log.warning("intent %d: the answer was lost: %s", intent.id, error)
            return Lost()
        except KisError as error:
            return _refusal(error)
        except BotError as error:
            # Only the token is kept in the database, and it is fetched before anything leaves.
            return Refusal(str(error), "", sent=False)
        except Exception:  # a mistake of ours must not pass for an order that was not placed
            log.exception("intent %d: sending broke", intent.id)
            return Lost()

    async def _keep(self, intent: Intent, answer: Answer, market: datetime) -> None:
        """Write the answer down."""
        await self._patiently(
            lambda session: self._answers.record(session, intent.id, answer, now=self._offers.now(), market=market)
        )

    async def _patiently(self, write: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """Write what must not be forgotten, however long the database does not take it."""
        for pause in chain(PATIENCE, repeat(PATIENCE[-1])):
            try:
                async with self._database.begin() as session:
                    await write(session)
                return
            except (StorageBusy, StorageDown) as error:
                log.warning("주문의 결과를 기록하지 못해 %g초 뒤에 다시 해요: %s", pause, error)
                await asyncio.sleep(pause)


def _refusal(error: KisError) -> Refusal:
    """Put KIS's own words behind a plain hint; what never left says so."""
    sent = isinstance(error, Rejected)
    hint = failures.plain(error) or say("주문을 보내지 못했어요.")
    words = f" KIS: {error.message}" if error.message else ""
    return Refusal(f"{(hint if sent else say('보내지 않았어요. {hint}', hint=hint))}{words}", error.code, sent=sent)
