"""국내주식: stocks, funds and ELW at KRX and NXT."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.i18n import say
from bot.markets import credit, domestic_account, domestic_rules
from bot.markets.heard import Heard
from bot.markets.hours import described
from bot.markets.market import Choice, Costs, DayList, Holding, Hours, Limits, Look, Row, Terms, Totals, Wanted
from bot.quotes import Quote
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import WON, Figure, Funding, OrderType, Segment
from bot.trading.limits import held_value, loss_today
from kis.domestic import codes
from kis.domestic.balance import Balance, BuyingPower
from kis.domestic.codes import Side
from kis.domestic.history import DailyOrder, OrderHistory
from kis.domestic.orders import OrderAccepted
from kis.errors import KisError
from kis.market import fees
from kis.market.clock import KST
from kis.market.fees import DEFAULT
from kis.market.holidays import CALENDAR
from kis.market.sessions import Session, Venue, describe, session_at, takes
from kis.market.ticks import Board, snap, step, tick_size
from kis.realtime.notices import Notice, OrderNotice
from kis.realtime.record import moment
from kis.symbols import Instrument
from kis.units import Shares, Won

if TYPE_CHECKING:
    from bot.connection import Connection

_QUOTED = {Venue.NXT.value: codes.QuoteVenue.NXT, Venue.SOR.value: codes.QuoteVenue.BOTH}


class Domestic:
    """Its `Market`."""

    segment = Segment.DOMESTIC

    def lists(self, venue: str) -> Sequence[fees.Market]:
        """Stocks and funds, then ELW."""
        return fees.Market.KOSPI, fees.Market.KOSDAQ, fees.Market.KONEX, fees.Market.ELW

    def unlisted(self, symbol: str, name: str, venue: str) -> Instrument:
        """It is taken for a KOSPI stock."""
        return Instrument(symbol, name, fees.Market.KOSPI)

    def venue(self, instrument: Instrument) -> str:
        """KRX lists everything."""
        return Venue.KRX

    def venue_name(self, venue: str) -> str:
        """KRX, NXT, SOR."""
        return venue

    def currency(self, venue: str, symbol: str) -> str:
        """Won."""
        return WON

    def cash_currency(self, venue: str) -> str:
        """Won."""
        return WON

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """By the rules of its venue."""
        price = None if wanted.price is None else on_tick(wanted.price, wanted.side, wanted.instrument.board)
        venue = Venue(wanted.venue or self.venue(wanted.instrument))
        kind = domestic_rules.order_type(wanted, venue, at, paper=paper)
        return Terms(wanted.instrument, wanted.side, price, kind, venue, wanted.funding)

    def may_amend(self, order: Order) -> None:
        """Every order may."""

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """Tell the session at the order's venue."""
        venue, board = Venue(terms.venue), terms.instrument.board
        session = session_at(venue, at, board=board, paper=paper)
        text = described(describe(venue, at, board=board, paper=paper))
        return Hours(text, takes(session, terms.order_type.value, venue=venue, paper=paper))

    def costs(self, terms: Terms, amount: Figure) -> Costs:
        """The usual fee, and the tax on a sale."""
        whole, listed = int(amount), terms.instrument
        tax = DEFAULT.tax(whole, listed.market, listed.board) if terms.side is Side.SELL else 0
        return Costs(DEFAULT.fee(whole), tax)

    def tick(self, instrument: Instrument, price: Figure) -> Figure:
        """In won."""
        return tick_size(int(price), instrument.board)

    async def choices(self, connection: Connection, side: Side, instrument: Instrument) -> Sequence[Choice]:
        """시장가, 현재가, 상대 1호가; one call tells all."""
        book = await connection.kis.domestic.quotes.order_book(symbol=instrument.code)
        found: list[Choice] = [(say("시장가"), None)]
        if book.expected is not None and book.expected.price:
            found.append((say("현재가 {price}", price=f"{book.expected.price:,}"), book.expected.price))
        other = book.ladder.asks if side is Side.BUY else book.ladder.bids
        if other:
            found.append((say("상대 1호가 {price:,}", price=other[0].price), other[0].price))
        return found

    def near(self, instrument: Instrument, price: Figure) -> Sequence[Figure]:
        """One tick down, the price, one tick up."""
        return [step(int(price), instrument.board, n) for n in (-1, 0, 1)]

    def rate(self, connection: Connection, venue: str, symbol: str) -> Figure:
        """Prices are won."""
        return 1

    async def quote(self, connection: Connection, instrument: Instrument, venue: str = "") -> Quote:
        """At KRX from the stream where the stock is followed, else by REST; by SOR the best of both venues."""
        if venue in ("", Venue.KRX):
            return await connection.price(instrument.code)
        answer = await connection.kis.domestic.quotes.price(symbol=instrument.code, venue=_QUOTED[venue])
        return Quote.of(instrument.code, answer, connection.now())

    async def limits(self, connection: Connection, terms: Terms) -> Limits:
        """What can be bought without 미수, as KIS reckons it for the very price and type, or sold."""
        if terms.side is Side.BUY:
            return self._buying(connection, terms, await self._power(connection, terms))
        held = _selling(await connection.kis.domestic.account.balance(), terms)
        if terms.funding is not Funding.CASH:
            return held
        return await domestic_account.sellable(connection, terms.instrument.code, held)

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """The balance tells what can be sold; a buy does without it."""
        code, account = terms.instrument.code, connection.kis.domestic.account
        balance: Balance | None
        if terms.side is Side.BUY:
            quote, power, balance = await asyncio.gather(
                self.quote(connection, terms.instrument, terms.venue),
                self._power(connection, terms),
                _if_possible(account.balance()),
            )
            limits = self._buying(connection, terms, power)
        else:
            quote, held = await asyncio.gather(self.quote(connection, terms.instrument, terms.venue), account.balance())
            limits, balance = _selling(held, terms), held
        return Look(quote, limits, None if balance is None else holding(balance, code, quote.price))

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """현금 주문, 신용 주문, 정정, 취소."""
        call = connection.kis.domestic.orders
        price = Won(0 if intent.price is None or not intent.order_type.needs_price else int(intent.price))
        kind, venue = codes.OrderType(intent.order_type), Venue(intent.venue)
        branch, number = order.branch or "", (order.number or "").zfill(10)
        match intent.kind:
            case IntentKind.NEW if intent.funding is not Funding.CASH:
                return await credit.place(connection, intent, price)
            case IntentKind.NEW:
                place = call.buy if intent.side is Side.BUY else call.sell
                return await place(
                    symbol=intent.symbol, quantity=Shares(intent.quantity), price=price, order_type=kind, venue=venue
                )
            case IntentKind.AMEND:
                return await call.amend(branch=branch, number=number, price=price, order_type=kind, venue=venue)
            case IntentKind.CANCEL:
                return await call.cancel(branch=branch, number=number, venue=venue)

    async def changeable(self, connection: Connection, order: Order) -> int | None:
        """주식정정취소가능주문, on a real account."""
        return await domestic_account.changeable(connection, order)

    async def listed(self, connection: Connection, day: date) -> DayList:
        """주식일별주문체결조회 of one day."""
        return day_list(await connection.kis.domestic.account.orders_on(day))

    def today(self, now: datetime) -> set[date]:
        """Today."""
        return {now.date()}

    def days(self, since: date, now: datetime) -> Sequence[date]:
        """Trading days, and today."""
        today = now.date()
        earlier = (since + timedelta(days=ahead) for ahead in range(max(0, (today - since).days)))
        return [*(day for day in earlier if CALENDAR.is_trading_day(day)), today]

    def day(self, venue: str, at: datetime) -> date:
        """The day in Korea."""
        return at.astimezone(KST).date()

    def is_over(self, order: Order, now: datetime) -> bool:
        """Whether the regular session of the order's day has ended."""
        if order.order_date < now.date():
            return True
        session = session_at(Venue.KRX, now, paper=True)
        return session is Session.CLOSED and now.hour >= 12

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """Read H0STCNI0."""
        if not isinstance(notice, OrderNotice):
            return None
        at = moment(notice.time, now)
        return Heard.of(
            self.segment,
            notice,
            at,
            at.date(),
            ordered=notice.ordered,
            order_price=notice.order_price,
            fill_price=notice.fill_price,
        )

    def owns(self, connection: Connection, account: str) -> bool:
        """The stock account itself."""
        return account == f"{connection.account.number}{connection.account.product}"

    def _buying(self, connection: Connection, terms: Terms, power: BuyingPower) -> Limits:
        return buying(power) if terms.funding is Funding.CASH else credit.taken_up(power, connection.now())

    def _power(self, connection: Connection, terms: Terms) -> Awaitable[BuyingPower]:
        if terms.funding is not Funding.CASH:
            return credit.power(connection, terms)
        return connection.kis.domestic.account.buying_power(
            symbol=terms.instrument.code,
            price=Won(int(terms.price or 0)),
            order_type=codes.OrderType(terms.order_type),
        )


def on_tick(price: Figure, side: Side, board: Board) -> Won:
    """Put a price on its tick to the user's advantage: a buy never dearer, a sell never cheaper than typed."""
    return Won(snap(int(price), board, up=side is Side.SELL))


def buying(power: BuyingPower) -> Limits:
    """Return what can be bought without 미수."""
    return Limits(power.quantity, power.value)


def sellable(balance: Balance, symbol: str) -> Limits:
    """Return how many shares can be sold that no loan has bought: a stock may take several rows."""
    rows = [row for row in balance.held if row.symbol == symbol and row.loan_date is None]
    return Limits(Shares(sum(row.quantity if row.sellable is None else row.sellable for row in rows)))


def _selling(balance: Balance, terms: Terms) -> Limits:
    if terms.funding is Funding.CASH:
        return sellable(balance, terms.instrument.code)
    return credit.repaid(balance, terms.instrument.code, terms.instrument.name)


def holding(balance: Balance, symbol: str, price: Figure) -> Holding:
    """Return what the account holds of a symbol and altogether, and what it has lost today."""
    return Holding(held_value(balance, symbol, int(price)), balance.totals.total_value, loss_today(balance))


def day_list(history: OrderHistory) -> DayList:
    """Read the answer as a day's list."""
    totals = history.totals
    return DayList(
        tuple(row(one) for one in history.orders),
        None if totals is None else Totals(totals.quantity, totals.filled, totals.filled_value),
    )


def row(listed: DailyOrder) -> Row:
    """Read a row of 주식일별주문체결조회."""
    kind = OrderType(listed.order_type or OrderType.LIMIT)
    value = listed.filled_value
    return Row(
        number=listed.number,
        branch=listed.branch,
        original=listed.original,
        side=listed.side,
        symbol=listed.symbol,
        name=listed.name or listed.symbol,
        quantity=listed.quantity,
        price=listed.price or None if kind.needs_price or not kind.known else None,
        filled=listed.filled,
        amount=int((listed.average_price or listed.price or 0) * listed.filled) if value is None else value,
        exact=value is not None,
        cancelled=listed.cancelled_quantity or 0,
        rejected=listed.rejected or 0,
        is_cancellation=listed.original is not None and "취소" in (listed.side_name or ""),
        order_type=kind,
        venue=listed.venue or Venue.KRX,
        day=listed.date,
        at=datetime.combine(listed.date, listed.time or datetime.max.time(), KST),
    )


async def _if_possible(asked: Awaitable[Balance]) -> Balance | None:
    try:
        return await asked
    except KisError:
        return None
