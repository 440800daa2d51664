"""Check cards: what an order, an amendment or a cancellation would do, written down until its button is pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot import markets
from bot.connection import Connection
from bot.errors import Halted, NotConnected, NotFound, UserError
from bot.i18n import say
from bot.markets.booked import Reserve
from bot.markets.market import Terms, Wanted
from bot.names import Directory
from bot.quotes import Quote
from bot.storage import fills, orders, preferences, reserved, users
from bot.storage.database import Database
from bot.storage.states import IntentKind, OrderState, Role
from bot.storage.tables import Intent, Order, User
from bot.storage.terms import Figure, Funding, OrderType, Segment
from bot.trading import checks, going_on, writing
from bot.trading.checks import Check, Held
from bot.trading.draft import Market, OrderDraft, Price
from bot.trading.guards import Guards
from bot.typed import typed_line
from kis.credentials import Environment
from kis.errors import KisError, MalformedMessage
from kis.symbols import Instrument
from kis.units import Shares

if TYPE_CHECKING:
    from bot.connections import Connections

PATIENCE = 2.0
"""Seconds that KIS gets to say how much of an order can be changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A check card's content. `check` for a new order; `order` for what is amended or cancelled.

    `typed` is an amendment's price before it was put on its tick, if that changed it.
    `able` is how much of `order` KIS says can be changed now, None where it does not say.
    `moved` is by how many percent the market has moved since an earlier card, where this one takes its place; `notes`
    are the guards' remarks.
    """

    intent: Intent
    environment: Environment
    quote: Quote | None = None
    check: Check | None = None
    order: Order | None = None
    typed: Figure | None = None
    able: int | None = None
    moved: Decimal | None = None
    notes: tuple[str, ...] = ()
    brief: bool = False
    """Whether its reader wants no more than what decides."""


class Offers:
    """Asks KIS what a card has to say and writes the intent."""

    def __init__(
        self,
        database: Database,
        connections: Connections,
        symbols: Directory,
        now: Callable[[], datetime],
        guards: Guards,
    ) -> None:
        self._database = database
        self._connections = connections
        self._symbols = symbols
        self._guards = guards
        self.now = now

    async def new(self, user: User, draft: OrderDraft) -> Offer:
        """Look at a new order. Raises `UserError` with what to type instead, or what `kis` raises."""
        await self._may_trade(user.id)
        connection = self._connections.of(user)
        async with self._database.read() as session:
            wishes = await preferences.of_user(session, user.id)
        check = await self._checked(connection, self._at_usual_venue(connection, draft, wishes.venue))
        await self._guards.offered(connection, check)
        async with self._database.begin() as session:
            short_no = await users.take_short_no(session, user.id)
            intent = writing.new(connection, user.id, short_no, check, self.now())
            notes = await self._noted(session, intent)
        return Offer(intent, connection.environment, check.quote, check, notes=notes, brief=wishes.brief_cards)

    async def anew(self, user_id: int, old: Intent, moved: Decimal) -> Offer:
        """The same once more, because the market has moved: for the same message, under the same short number."""
        connection = self.connection(old.credential_id)
        if old.kind is IntentKind.AMEND and old.order_id is not None:
            quote = await _price(connection, self.instrument(old), old.venue)
            async with self._database.begin() as session:
                order = await self._workable(session, user_id, old.short_no)
                intent = writing.change(order, IntentKind.AMEND, old.price, old.order_type, quote, self.now())
                intent.message_ref = old.message_ref
                notes = await self._noted(session, intent)
            return Offer(intent, connection.environment, quote, order=order, moved=moved, notes=notes)
        check = await self._checked(connection, self.draft(old))
        await self._guards.offered(connection, check)
        async with self._database.begin() as session:
            intent = writing.new(connection, user_id, old.short_no, check, self.now())
            intent.message_ref = old.message_ref
            notes = await self._noted(session, intent)
            brief = (await preferences.of_user(session, user_id)).brief_cards
        return Offer(intent, connection.environment, check.quote, check, moved=moved, notes=notes, brief=brief)

    def _at_usual_venue(self, connection: Connection, draft: OrderDraft, venue: str | None) -> OrderDraft:
        """The same at the user's own venue where the line names none, if that takes such an order now."""
        if venue is None or draft.venue is not None or draft.reserve is not None or draft.funding is not Funding.CASH:
            return draft
        if connection.environment is Environment.PAPER or draft.market.segment is not Segment.DOMESTIC:
            return draft
        there, at = replace(draft, venue=venue), connection.now()
        try:
            terms = draft.market.terms(there.wanted, at, paper=False)
        except UserError:
            return draft
        return there if draft.market.hours(terms, at, paper=False).takes else draft

    async def amend(self, user: User, short_no: int, price: Price) -> Offer:
        """Look at a new price for the rest of an order."""
        await self._may_trade(user.id)
        async with self._database.read() as session:
            order = await self._workable(session, user.id, short_no)
        connection = self.connection(order.credential_id)
        markets.of(order.segment).may_amend(order)
        terms = self._new_terms(connection, order, price)
        quote, able = await asyncio.gather(
            _price(connection, terms.instrument, order.venue), _changeable(connection, order)
        )
        if able == 0:
            raise UserError(say("증권사에 정정할 수량이 남아 있지 않아요. 「미체결」로 확인해 주세요."))
        wanted, kind = terms.price, terms.order_type
        if wanted is not None and not order.segment.is_reserved:
            checks.within_limits(wanted, quote, order.currency)
        if (wanted, kind) == (order.price, order.order_type):
            raise UserError(say("#A{short_no} 주문은 이미 그 가격이에요. 다른 가격을 적어 주세요.", short_no=short_no))
        async with self._database.begin() as session:
            intent = writing.change(order, IntentKind.AMEND, wanted, kind, quote, self.now())
            notes = await self._noted(session, intent)
        typed = None if isinstance(price, Market) or price == wanted else price
        return Offer(intent, connection.environment, quote, order=order, typed=typed, able=able, notes=notes)

    async def cancel(self, user: User, short_no: int) -> Offer:
        """Look at a cancellation; allowed under 정지, for it only takes risk away."""
        async with self._database.read() as session:
            await self._trader(session, user.id)
            order = await self._workable(session, user.id, short_no)
        connection = self.connection(order.credential_id)
        able = await _changeable(connection, order)
        async with self._database.begin() as session:
            order = await self._workable(session, user.id, short_no)
            intent = writing.change(order, IntentKind.CANCEL, order.price, order.order_type, None, self.now())
            await writing.keep(session, intent)
            notes = await going_on.note(session, order)
        return Offer(intent, connection.environment, order=order, able=able, notes=notes)

    async def near(self, user: User, short_no: int) -> tuple[Order, list[Figure]]:
        """An order, and the market price with its neighbours but for the order's own."""
        async with self._database.read() as session:
            order = await self._workable(session, user.id, short_no)
        markets.of(order.segment).may_amend(order)
        instrument = self.instrument(order)
        quote = await _price(self.connection(order.credential_id), instrument, order.venue)
        return order, [at for at in markets.of(order.segment).near(instrument, quote.price) if at != order.price]

    def draft(self, intent: Intent) -> OrderDraft:
        """What the user had asked for."""
        return OrderDraft(
            intent.side,
            self.instrument(intent),
            Shares(intent.quantity),
            Market.ORDER if intent.price is None else intent.price,
            intent.order_type,
            intent.venue if intent.segment is Segment.DOMESTIC else None,
            intent.funding,
            Reserve(until=intent.until) if intent.segment.is_reserved else None,
        )

    def instrument(self, row: Intent | Order) -> Instrument:
        """The instrument of an order; its market makes up one that the list does not know."""
        market = markets.of(row.segment)
        found = (self._symbols.by_code(row.symbol, listed) for listed in market.lists(row.venue))
        return next(filter(None, found), None) or market.unlisted(row.symbol, row.name, row.venue)

    def connection(self, credential_id: int) -> Connection:
        """The account of an order. Raises `NotConnected` if it is not open."""
        found = self._connections.by_id(credential_id)
        if found is None:
            raise NotConnected
        return found

    async def _checked(self, connection: Connection, draft: OrderDraft) -> Check:
        """Ask for what the card needs."""
        at, paper = connection.now(), connection.environment is Environment.PAPER
        market = draft.market
        terms = market.terms(draft.wanted, at, paper=paper)
        async with self._database.read() as session:
            last_fill = await fills.newest(session)
        try:
            look = await market.look(connection, terms)
        except (MalformedMessage, NotFound) as error:
            raise _no_price(draft.instrument) from error
        seen = checks.check(draft, look.quote, look.limits, look.holding, connection.now(), paper=paper)
        if look.holding is None:
            return seen
        return replace(seen, held=Held(look.holding.value, last_fill), loss=look.holding.loss)

    def _new_terms(self, connection: Connection, order: Order, price: Price) -> Terms:
        """What an order is to become at a new price."""
        new = None if isinstance(price, Market) else price
        kind = OrderType.MARKET if new is None else order.order_type
        wanted = Wanted(
            self.instrument(order), order.side, new, _limit_type(kind) if new else kind, order.venue, order.funding
        )
        paper = connection.environment is Environment.PAPER
        return markets.of(order.segment).terms(wanted, connection.now(), paper=paper)

    async def _may_trade(self, user_id: int) -> None:
        async with self._database.read() as session:
            user = await self._trader(session, user_id)
        if user.halted_at is not None:
            raise Halted

    async def _trader(self, session: AsyncSession, user_id: int) -> User:
        user = await users.get(session, user_id)
        if user is None or user.role is Role.VIEWER:
            raise UserError(say("보기만 할 수 있는 사용자라 주문은 할 수 없어요. 관리자에게 말씀해 주세요."))
        return user

    async def _workable(self, session: AsyncSession, user_id: int, short_no: int) -> Order:
        """The user's order, if KIS knows it and some of it is open."""
        order = await orders.by_short_no(session, user_id, short_no)
        if order is None:
            raise NotFound(say("#A{short_no} 주문이 없어요. 「미체결」로 번호를 확인해 주세요.", short_no=short_no))
        if order.state is OrderState.ORDERED and (made := await reserved.made_of(session, order.id)):
            raise UserError(
                say("#A{number} 예약은 이미 주문이 됐어요. 그 주문을 적어 주세요. 예: {example}",
                    number=short_no, example=typed_line(f"취소 A{made[-1].short_no}"))
            )  # fmt: skip
        if not order.state.is_open:
            raise UserError(
                say("#A{short_no} 주문은 이미 끝났어요. 「체결」로 결과를 볼 수 있어요.", short_no=short_no)
            )
        if order.number is None or order.state in (OrderState.SENDING, OrderState.UNKNOWN):
            raise UserError(
                say("#A{short_no} 주문은 아직 결과를 확인하는 중이에요. 확인되면 다시 해 주세요.", short_no=short_no)
            )
        return order

    async def _noted(self, session: AsyncSession, intent: Intent) -> tuple[str, ...]:
        """Write the intent down; returns what its card has to say besides. Raises `UserError` if it may not be."""
        await writing.keep(session, intent)
        return await self._guards.remarks(session, intent, intent.offered_at)


async def _changeable(connection: Connection, order: Order) -> int | None:
    """Worth saying on a card, and no reason to go without one. Reservations have numbers and lists of their own."""
    if order.segment.is_reserved:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await markets.of(order.segment).changeable(connection, order)
    except (KisError, TimeoutError):
        return None


async def _price(connection: Connection, instrument: Instrument, venue: str) -> Quote:
    """The price now; no order may be built on a blank."""
    try:
        return await markets.of_instrument(instrument).quote(connection, instrument, venue)
    except (MalformedMessage, NotFound) as error:
        raise _no_price(instrument) from error


def _no_price(instrument: Instrument) -> UserError:
    return UserError(
        say("{name}의 현재가를 확인하지 못했어요. 종목 이름이나 코드가 맞는지 봐 주세요.", name=instrument.name)
    )


def _limit_type(kind: OrderType) -> OrderType:
    return kind if kind.needs_price else OrderType.LIMIT
