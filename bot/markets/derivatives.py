"""국내선물옵션: futures and options of the KRX, by day and by night (DAY, NIGHT).

Prices of index products are points, which the contract's multiplier (`rate`) turns into won. A sell that closes nothing
opens a short position, so 전량 is what can be closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from bot.errors import NotFound, UserError
from bot.i18n import retold, say
from bot.markets import derivatives_list, domestic_rules
from bot.markets.derivatives_list import DAY, NIGHT
from bot.markets.heard import Heard
from bot.markets.market import Choice, Costs, DayList, Hours, Limits, Look, Terms, Wanted
from bot.markets.words import ORDER_TYPES, typed_verb
from bot.money import POINTS, money
from bot.quotes import Quote
from bot.storage.columns import plain
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import WON, Figure, OrderType, Segment
from bot.typed import typed, typed_name
from kis.credentials import Environment
from kis.derivatives import codes
from kis.derivatives.contracts import ContractCode, Specification, market_of, specification
from kis.derivatives.hours import HOURS, Session
from kis.derivatives.orders import PRODUCT
from kis.domestic.codes import Side
from kis.domestic.orders import OrderAccepted
from kis.market import fees
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.realtime.notices import Notice
from kis.symbols import Instrument
from kis.units import Contracts, Percent, Shares

if TYPE_CHECKING:
    from bot.connection import Connection

FUTURES_FEE, OPTIONS_FEE = Decimal("0.009811"), Decimal("0.394")
"""Percent of what is traded, from the fees in KIS's published examples."""
_CODES = {
    OrderType.LIMIT: codes.OrderType.LIMIT,
    OrderType.MARKET: codes.OrderType.MARKET,
    OrderType.CONDITIONAL_LIMIT: codes.OrderType.CONDITIONAL_LIMIT,
    OrderType.BEST: codes.OrderType.BEST,
    OrderType.LIMIT_IOC: codes.OrderType.LIMIT_IOC,
    OrderType.LIMIT_FOK: codes.OrderType.LIMIT_FOK,
    OrderType.MARKET_IOC: codes.OrderType.MARKET_IOC,
    OrderType.MARKET_FOK: codes.OrderType.MARKET_FOK,
    OrderType.BEST_IOC: codes.OrderType.BEST_IOC,
    OrderType.BEST_FOK: codes.OrderType.BEST_FOK,
}


class Derivatives:
    """Its `Market`."""

    segment = Segment.DERIVATIVES

    def lists(self, venue: str) -> Sequence[fees.Market]:
        """Futures and options."""
        return fees.Market.FUTURE, fees.Market.OPTION

    def unlisted(self, symbol: str, name: str, venue: str) -> Instrument:
        """By what its code says."""
        code = ContractCode.parse(symbol)
        listed = fees.Market.OPTION if code.kind.is_option else fees.Market.FUTURE
        board = specification(code).board(code.kind)
        return Instrument(symbol, name, listed, board, decimals=board.decimals)

    def venue(self, instrument: Instrument) -> str:
        """The market by day."""
        return DAY

    def venue_name(self, venue: str) -> str:
        """주간, 야간."""
        return retold(Session[venue].value)

    def currency(self, venue: str, symbol: str) -> str:
        """Points, or won for contracts on single stocks."""
        return POINTS if _specification(symbol).multiplier > _STOCKS else WON

    def cash_currency(self, venue: str) -> str:
        """Margin and premiums are won."""
        return WON

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """From 18:00 on orders go to the market by night, which paper does not have."""
        kind = wanted.order_type or OrderType.LIMIT
        if kind not in _CODES:
            example = f"{typed_verb(wanted.side)} {typed_name(wanted.instrument)} 1 {wanted.price or typed('시장가')}"
            raise UserError(
                say(
                    "선물옵션에는 {kind} 주문이 없어요. 예: {example}",
                    kind=ORDER_TYPES.get(kind, kind),
                    example=example,
                )
            )
        kind = domestic_rules.fitting(wanted)
        night = not paper and HOURS.session_at(at) is Session.NIGHT
        price = wanted.price
        if price is not None:
            price = _on_tick(price, wanted.instrument.code, wanted.side)
        return Terms(wanted.instrument, wanted.side, price, kind, wanted.venue or (NIGHT if night else DAY))

    def may_amend(self, order: Order) -> None:
        """Every order may."""

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """Tell the session."""
        session = HOURS.session_at(at)
        if session is None or (paper and session is Session.NIGHT):
            return Hours(say("장 마감") if session is None else say("야간 · 모의투자는 주간만"), takes=False)
        closes = HOURS.by_day(at.date())[1] if session is Session.DAY else None
        return Hours(
            say("{state} · {time}까지", state=retold(session.value), time=f"{closes:%H:%M}" if closes else "06:00"),
            terms.venue == session.name,
        )

    def costs(self, terms: Terms, amount: Figure) -> Costs:
        """The usual fee, in won; there is no tax."""
        code = terms.instrument.code
        percent = OPTIONS_FEE if ContractCode.parse(code).kind.is_option else FUTURES_FEE
        return Costs(int(amount * _specification(code).multiplier * percent / 100))

    def tick(self, instrument: Instrument, price: Figure) -> Figure:
        """호가단위 at a price."""
        return plain(_tick(instrument.code, Decimal(price)))

    async def choices(self, connection: Connection, side: Side, instrument: Instrument) -> Sequence[Choice]:
        """시장가, and the price now."""
        price = (await self.quote(connection, instrument)).price
        currency = self.currency(DAY, instrument.code)
        return [(say("시장가"), None), (say("현재가 {price}", price=money(price, currency)), price)]

    def near(self, instrument: Instrument, price: Figure) -> Sequence[Figure]:
        """One tick down, the price, one tick up."""
        tick = _tick(instrument.code, Decimal(price))
        return [plain(Decimal(price) + n * tick) for n in (-1, 0, 1)]

    def rate(self, connection: Connection, venue: str, symbol: str) -> Figure:
        """The contract's multiplier."""
        return _specification(symbol).multiplier

    async def quote(self, connection: Connection, instrument: Instrument, venue: str = "") -> Quote:
        """By REST. A price of zero is an unknown contract."""
        at, code = connection.now(), instrument.code
        night = connection.environment is Environment.REAL and HOURS.session_at(at) is Session.NIGHT
        answer = await connection.kis.derivatives.quotes.price(symbol=code, market=market_of(code, night=night))
        told = answer.contract
        if told.price <= 0:
            raise NotFound(say("{name}의 현재가를 확인하지 못했어요.", name=instrument.name))
        return Quote(
            symbol=code,
            price=plain(told.price),
            change=plain(told.change or Decimal(0)),
            change_rate=told.change_rate or Percent(Decimal(0)),
            open=None,
            high=None,
            low=None,
            volume=told.volume,
            reference=None,
            upper_limit=plain(told.upper_limit) if told.upper_limit else None,
            lower_limit=plain(told.lower_limit) if told.lower_limit else None,
            at=at,
            live=False,
        )

    async def limits(self, connection: Connection, terms: Terms) -> Limits:
        """What can be closed, and opened besides by the margin."""
        code, price = terms.instrument.code, Decimal(terms.price or 0)
        kind, side = _CODES[terms.order_type], terms.side
        kis, rate = connection.kis.derivatives, _specification(code).multiplier
        if terms.venue == NIGHT:
            room = await kis.night.orderable(symbol=code, side=side, price=price, order_type=kind)
            return Limits(Shares(room.total), rate=rate, closable=Shares(room.closable or 0))
        by_day = await kis.account.orderable(symbol=code, side=side, price=price, order_type=kind)
        return Limits(Shares(by_day.total), rate=rate, closable=Shares(by_day.closable or 0))

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """The account tells how many; what is held is no money that was paid."""
        quote, limits = await asyncio.gather(self.quote(connection, terms.instrument), self.limits(connection, terms))
        return Look(quote, limits, None)

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """선물옵션 주문, 정정, 취소, by night those of its own."""
        kis = connection.kis.derivatives
        price, kind = Decimal(intent.price or 0), _CODES[intent.order_type]
        place, night = Contracts(intent.quantity), intent.venue == NIGHT
        number, rest = (order.number or "").zfill(10), Contracts(order.open_quantity)
        # A real account by day says by 0 that all is meant; paper and the night want the number.
        left = rest if night or connection.environment is Environment.PAPER else Contracts(0)
        item = ContractCode.parse(intent.symbol).kind.night_item
        match intent.kind:
            case IntentKind.NEW:
                desk = kis.night if night else kis.orders
                call = desk.buy if intent.side is Side.BUY else desk.sell
                took = await call(symbol=intent.symbol, quantity=place, price=price, order_type=kind)
            case IntentKind.AMEND if night:
                took = await kis.night.amend(number=number, quantity=left, price=price, order_type=kind, item=item)
            case IntentKind.AMEND:
                took = await kis.orders.amend(number=number, quantity=left, price=price, order_type=kind)
            case IntentKind.CANCEL if night:
                took = await kis.night.cancel(number=number, quantity=left, item=item)
            case IntentKind.CANCEL:
                took = await kis.orders.cancel(number=number, quantity=left)
        return OrderAccepted(branch=took.branch, number=took.number, time=took.time)

    async def changeable(self, connection: Connection, order: Order) -> int | None:
        """KIS has no call for it."""
        return None

    async def listed(self, connection: Connection, day: date) -> DayList:
        """주문체결내역 by day, and where there is one by night."""
        kis = connection.kis.derivatives
        by_day = (await kis.account.orders_on(day)).orders
        if connection.environment is Environment.PAPER:
            return derivatives_list.day_list(by_day, ())
        by_night = await kis.night.daily_orders(start=day, end=day + timedelta(days=1))
        return derivatives_list.day_list(by_day, [row for row in by_night.orders if row.date == day])

    def days(self, since: date, now: datetime) -> Sequence[date]:
        """Every day since: an order by night may bear the date of either day."""
        today = now.date()
        first = min(since, today - timedelta(days=1) if now.hour < HOURS.night_close.hour else today)
        return [first + timedelta(days=ahead) for ahead in range((today - first).days + 1)]

    def today(self, now: datetime) -> set[date]:
        """In the night that of its evening too."""
        return set(self.days(now.date(), now))

    def day(self, venue: str, at: datetime) -> date:
        """A night belongs to the day of its evening."""
        now = at.astimezone(KST)
        return now.date() - timedelta(days=1 if now.time() < HOURS.night_close else 0)

    def is_over(self, order: Order, now: datetime) -> bool:
        """Whether its session has ended."""
        if order.venue == NIGHT:
            return now >= datetime.combine(order.order_date + timedelta(days=1), HOURS.night_close, KST)
        return now >= HOURS.by_day(order.order_date, calendar=CALENDAR)[1]

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """Read H0IFCNI0, H0MFCNI0 and H0EUCNI0."""
        found = derivatives_list.heard(notice, now)
        return None if found is None else derivatives_list.on(found, self.day(DAY, found.at))

    def owns(self, connection: Connection, account: str) -> bool:
        """The derivatives account of the same number; notices may name the product of the stock account."""
        number = connection.account.number
        return account in (f"{number}{PRODUCT}", f"{number}{connection.account.product}")


_STOCKS = 10
"""Shares behind a contract on a single stock; the multipliers of indices are larger."""


def _specification(symbol: str) -> Specification:
    try:
        return specification(ContractCode.parse(symbol))
    except (ValueError, LookupError) as error:
        raise UserError(
            say("{symbol}: 코스피200, 미니, 코스닥150, 주식의 선물과 옵션만 주문할 수 있어요.", symbol=symbol)
        ) from error


def _tick(symbol: str, price: Decimal) -> Decimal:
    return _specification(symbol).tick(ContractCode.parse(symbol).kind, price)


def _on_tick(price: Figure, symbol: str, side: Side) -> Figure:
    """To the user's advantage."""
    tick = _tick(symbol, Decimal(price))
    rounding = ROUND_CEILING if side is Side.SELL else ROUND_FLOOR
    return plain((Decimal(price) / tick).to_integral_value(rounding) * tick)
