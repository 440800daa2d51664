"""Check cards: what an order, an amendment or a cancellation would do, written down until its button is pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import Halted, NotConnected, NotFound, UserError
from bot.names import Directory
from bot.quotes import Quote
from bot.storage import fills, orders, users
from bot.storage.database import Database
from bot.storage.states import IntentKind, OrderState, Role
from bot.storage.tables import Intent, Order, User
from bot.trading import checks, writing
from bot.trading.checks import Check, Held
from bot.trading.draft import Market, OrderDraft, Price
from bot.trading.guards import Guards
from bot.trading.limits import held_value, loss_today
from kis.credentials import Environment
from kis.domestic.balance import Balance
from kis.domestic.codes import OrderType, Side
from kis.errors import KisError, MalformedMessage
from kis.market import fees
from kis.market.ticks import step
from kis.symbols import Instrument
from kis.units import Shares, Won

if TYPE_CHECKING:
    from bot.connections import Connections


@dataclass(frozen=True, slots=True)
class Offer:
    """A check card's content. `check` for a new order; `order` for what is amended or cancelled.

    `typed` is an amendment's price before it was put on its tick, if that changed it.
    `moved` is by how many percent the market has moved since an earlier card, where this one takes its place; `notes`
    are the guards' remarks.
    """

    intent: Intent
    environment: Environment
    quote: Quote | None = None
    check: Check | None = None
    order: Order | None = None
    typed: Won | None = None
    moved: Decimal | None = None
    notes: tuple[str, ...] = ()


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
        check = await self._checked(connection, draft)
        await self._guards.offered(connection, check)
        async with self._database.begin() as session:
            short_no = await users.take_short_no(session, user.id)
            intent = writing.new(connection, user.id, short_no, check, self.now())
            notes = await self._noted(session, intent)
        return Offer(intent, connection.environment, check.quote, check, notes=notes)

    async def anew(self, user_id: int, old: Intent, moved: Decimal) -> Offer:
        """The same once more, because the market has moved: for the same message, under the same short number."""
        connection = self.connection(old.credential_id)
        if old.kind is IntentKind.AMEND and old.order_id is not None:
            quote = await _price(connection, old.symbol, old.name)
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
        return Offer(intent, connection.environment, check.quote, check, moved=moved, notes=notes)

    async def amend(self, user: User, short_no: int, price: Price) -> Offer:
        """Look at a new price for the rest of an order."""
        await self._may_trade(user.id)
        async with self._database.read() as session:
            order = await self._workable(session, user.id, short_no)
        connection = self.connection(order.credential_id)
        quote = await _price(connection, order.symbol, order.name)
        board = self.instrument(order.symbol, order.name).board
        wanted = None if isinstance(price, Market) else checks.on_tick(price, order.side, board)
        if wanted is not None:
            checks.within_limits(wanted, quote)
        kind = OrderType.MARKET if wanted is None else _limit_type(order)
        if (wanted, kind) == (order.price, order.order_type):
            raise UserError(f"#A{short_no} 주문은 이미 그 가격이에요. 다른 가격을 적어 주세요.")
        async with self._database.begin() as session:
            intent = writing.change(order, IntentKind.AMEND, wanted, kind, quote, self.now())
            notes = await self._noted(session, intent)
        typed = None if isinstance(price, Market) or price == wanted else price
        return Offer(intent, connection.environment, quote, order=order, typed=typed, notes=notes)

    async def cancel(self, user: User, short_no: int) -> Offer:
        """Look at a cancellation; allowed under 정지, for it only takes risk away."""
        async with self._database.begin() as session:
            await self._trader(session, user.id)
            order = await self._workable(session, user.id, short_no)
            connection = self.connection(order.credential_id)
            intent = writing.change(order, IntentKind.CANCEL, order.price, order.order_type, None, self.now())
            await writing.keep(session, intent)
        return Offer(intent, connection.environment, order=order)

    async def near(self, user: User, short_no: int) -> tuple[str, list[int]]:
        """The name of an order's stock, and the market price with its neighbours but for the order's own."""
        async with self._database.read() as session:
            order = await self._workable(session, user.id, short_no)
        quote = await _price(self.connection(order.credential_id), order.symbol, order.name)
        board = self.instrument(order.symbol, order.name).board
        return order.name, [at for n in (-1, 0, 1) if (at := step(quote.price, board, n)) != order.price]

    def draft(self, intent: Intent) -> OrderDraft:
        """What the user had asked for."""
        price: Price = Market.ORDER if intent.price is None else Won(intent.price)
        return OrderDraft(intent.side, self.instrument(intent.symbol, intent.name), Shares(intent.quantity), price)

    def instrument(self, symbol: str, name: str) -> Instrument:
        """The instrument of a symbol; one that the list does not know is taken for a KOSPI stock."""
        return self._symbols.by_code(symbol) or Instrument(symbol, name, fees.Market.KOSPI)

    def connection(self, credential_id: int) -> Connection:
        """The account of an order. Raises `NotConnected` if it is not open."""
        found = self._connections.by_id(credential_id)
        if found is None:
            raise NotConnected
        return found

    async def _checked(self, connection: Connection, draft: OrderDraft) -> Check:
        """Ask for what the card needs, all at once: paper answers one call a second."""
        code, at = draft.instrument.code, connection.now()
        price = None if draft.price is None or isinstance(draft.price, Market) else draft.price
        wanted = None if price is None else checks.on_tick(price, draft.side, draft.instrument.board)
        paper = connection.environment is Environment.PAPER
        kind = checks.order_type(draft.instrument, at, market=wanted is None, paper=paper)
        account = connection.kis.domestic.account
        async with self._database.read() as session:
            last_fill = await fills.newest(session)
        balance: Balance | None
        if draft.side is Side.BUY:
            quote, power, balance = await asyncio.gather(
                _price(connection, code, draft.instrument.name),
                account.buying_power(symbol=code, price=wanted or Won(0), order_type=kind),
                _if_possible(connection),
            )
            limits = checks.buying(power)
        else:
            quote, held = await asyncio.gather(_price(connection, code, draft.instrument.name), account.balance())
            limits, balance = checks.sellable(held, code), held
        seen = checks.check(draft, quote, limits, balance, connection.now(), paper=paper)
        if balance is None:
            return seen
        held = Held(held_value(balance, code, quote.price), last_fill)
        return replace(seen, held=held, loss=loss_today(balance))

    async def _may_trade(self, user_id: int) -> None:
        async with self._database.read() as session:
            user = await self._trader(session, user_id)
        if user.halted_at is not None:
            raise Halted

    async def _trader(self, session: AsyncSession, user_id: int) -> User:
        user = await users.get(session, user_id)
        if user is None or user.role is Role.VIEWER:
            raise UserError("보기만 할 수 있는 사용자라 주문은 할 수 없어요. 관리자에게 말씀해 주세요.")
        return user

    async def _workable(self, session: AsyncSession, user_id: int, short_no: int) -> Order:
        """The user's order, if KIS knows it and some of it is open."""
        order = await orders.by_short_no(session, user_id, short_no)
        if order is None:
            raise NotFound(f"#A{short_no} 주문이 없어요. 「미체결」로 번호를 확인해 주세요.")
        if not order.state.is_open:
            raise UserError(f"#A{short_no} 주문은 이미 끝났어요. 「체결」로 결과를 볼 수 있어요.")
        if order.number is None or order.state in (OrderState.SENDING, OrderState.UNKNOWN):
            raise UserError(f"#A{short_no} 주문은 아직 결과를 확인하는 중이에요. 확인되면 다시 해 주세요.")
        return order

    async def _noted(self, session: AsyncSession, intent: Intent) -> tuple[str, ...]:
        """Write the intent down; returns what its card has to say besides. Raises `UserError` if it may not be."""
        await writing.keep(session, intent)
        return await self._guards.remarks(session, intent, intent.offered_at)


async def _price(connection: Connection, symbol: str, name: str) -> Quote:
    """The price now; no order may be built on a blank."""
    try:
        return await connection.price(symbol)
    except (MalformedMessage, NotFound) as error:
        raise UserError(f"{name}의 현재가를 확인하지 못했어요. 종목 이름이나 코드가 맞는지 봐 주세요.") from error


async def _if_possible(connection: Connection) -> Balance | None:
    """The balance, for the share of the portfolio alone: the card does without it."""
    try:
        return await connection.kis.domestic.account.balance()
    except KisError:
        return None


def _limit_type(order: Order) -> OrderType:
    return order.order_type if order.order_type.needs_price else OrderType.LIMIT
