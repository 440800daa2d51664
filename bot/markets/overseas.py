"""해외주식: the US with its daytime market, Hong Kong, China, Japan, Vietnam. `venue` is KIS's code of the exchange,
or of the daytime market (BAQ, BAY, BAA).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.i18n import later, retold, say
from bot.markets import overseas_account as abroad
from bot.markets import overseas_list, overseas_rules
from bot.markets.heard import Heard
from bot.markets.market import Choice, Costs, DayList, Hours, Limits, Look, Terms, Wanted
from bot.markets.overseas_account import exchange_of, is_daytime
from bot.money import money
from bot.quotes import Quote
from bot.storage.columns import plain
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import Figure, OrderType, Segment
from bot.typed import typed_line
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.domestic.orders import OrderAccepted, bare_number
from kis.market.fees import OVERSEAS
from kis.market.fees import Market as Listed
from kis.market.overseas_sessions import local_day
from kis.overseas import codes, ticks
from kis.overseas.codes import Country, Exchange
from kis.overseas.power import BuyingPower
from kis.realtime.notices import Notice
from kis.symbols import Instrument
from kis.symbols.abroad import ABROAD
from kis.units import Amount, Shares

if TYPE_CHECKING:
    from bot.connection import Connection

UNTIL_CLOSE = "02"
"""Over which span TWAP and VWAP are worked: until the regular close, as no line names other hours."""
FEE = Decimal("0.25")
"""Percent that an online order costs at the usual rate (온라인 수수료)."""
LISTED = {exchange: market for market in ABROAD if (exchange := Exchange.of(ABROAD[market].quote_code)) is not None}


class Overseas:
    """Its `Market`."""

    segment = Segment.OVERSEAS

    def __init__(self) -> None:
        self._rates: dict[str, Figure] = {}
        """Won for one unit of a currency, as KIS told it last."""

    def lists(self, venue: str) -> Sequence[Listed]:
        """The exchange itself."""
        return (LISTED[exchange_of(venue)],)

    def unlisted(self, symbol: str, name: str, venue: str) -> Instrument:
        """By what all stocks of the exchange have in common."""
        market = LISTED[exchange_of(venue)]
        facts = ABROAD[market]
        return Instrument(
            symbol, name, market, facts.board, currency=facts.currency, lot=facts.lot, decimals=facts.decimals
        )

    def venue(self, instrument: Instrument) -> str:
        """Its exchange."""
        return listed_at(instrument).value

    def venue_name(self, venue: str) -> str:
        """나스닥, 나스닥 주간."""
        daytime = say(" 주간") if is_daytime(venue) else ""
        return f"{retold(exchange_of(venue).korean_name)}{daytime}"

    def currency(self, venue: str, symbol: str) -> str:
        """That of the exchange."""
        return exchange_of(venue).currency.value

    def cash_currency(self, venue: str) -> str:
        """That of the exchange."""
        return exchange_of(venue).currency.value

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """By day in Korea orders for the US go to the daytime market, which paper does not have."""
        exchange = listed_at(wanted.instrument)
        venue = wanted.venue or overseas_rules.venue(exchange, at, paper=paper)
        kind = overseas_rules.order_type(wanted, exchange, paper=paper, daytime=is_daytime(venue))
        price = wanted.price
        if price is not None:
            price = on_tick(price, exchange, wanted.side)
        return Terms(wanted.instrument, wanted.side, price, kind, venue)

    def may_amend(self, order: Order) -> None:
        """China and Vietnam only cancel, and what is worked in parts stays as it is."""
        exchange = exchange_of(order.venue)
        if not codes.amendable(exchange) or order.order_type in (OrderType.TWAP, OrderType.VWAP):
            where = retold(exchange.country.korean_name)
            raise UserError(
                say(
                    "{where} 주문은 정정할 수 없어요. 취소하고 다시 주문해 주세요. 예: {example}",
                    where=where,
                    example=typed_line(f"취소 A{order.short_no}"),
                )
            )

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """Tell the session of the exchange."""
        return overseas_rules.hours(exchange_of(terms.venue), terms, at, paper=paper, daytime=is_daytime(terms.venue))

    def costs(self, terms: Terms, amount: Figure) -> Costs:
        """The usual fee; what the exchange takes besides is not estimated."""
        places = exchange_of(terms.venue).currency.decimals
        return Costs(plain(round(amount * FEE / 100, places)))

    def tick(self, instrument: Instrument, price: Figure) -> Figure:
        """호가단위 of its exchange."""
        return plain(ticks.tick_size(Decimal(price), listed_at(instrument)))

    async def choices(self, connection: Connection, side: Side, instrument: Instrument) -> Sequence[Choice]:
        """The price now, and its neighbours."""
        currency, quote = listed_at(instrument).currency.value, await self.quote(connection, instrument)
        lower, now, upper = self.near(instrument, quote.price)
        beside = (lower, now) if side is Side.BUY else (now, upper)
        texts = {lower: later("한 틱 아래 {price}"), now: later("현재가 {price}"), upper: later("한 틱 위 {price}")}
        return [(say(texts[at], price=money(at, currency)), at) for at in beside]

    def near(self, instrument: Instrument, price: Figure) -> Sequence[Figure]:
        """One tick down, the price, one tick up."""
        exchange = listed_at(instrument)
        return [plain(ticks.step(ticks.snap(Decimal(price), exchange, up=False), exchange, n)) for n in (-1, 0, 1)]

    def rate(self, connection: Connection, venue: str, symbol: str) -> Figure:
        """The last exchange rate that KIS told; 0 before it has told any."""
        return self._rates.get(self.cash_currency(venue), 0)

    async def quote(self, connection: Connection, instrument: Instrument, venue: str = "") -> Quote:
        """현재가상세, which paper does not have: there the price alone. Keeps the exchange rate."""
        exchange, at = listed_at(instrument), connection.now()
        if connection.environment is Environment.PAPER:
            plainly = await connection.kis.overseas.quotes.price(symbol=instrument.code, exchange=exchange)
            return abroad.quote(instrument, plainly.price, plainly.change, plainly.previous_close, at)
        shown = overseas_rules.quoted_at(exchange, at)
        told = await connection.kis.overseas.quotes.detail(symbol=instrument.code, exchange=shown)
        self._keep(exchange, told.exchange_rate)
        return abroad.quote(
            instrument, told.price, told.change, told.previous_close, at, told.upper_limit, told.lower_limit
        )

    async def limits(self, connection: Connection, terms: Terms) -> Limits:
        """What can be bought with what the account has, won counted in where they are (통합증거금), or sold."""
        exchange = exchange_of(terms.venue)
        if terms.side is Side.BUY:
            return self._buying(await self._power(connection, terms), exchange)
        return abroad.sellable(await abroad.balance(connection, exchange), terms.instrument.code, self._rates, exchange)

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """The balance tells what can be sold, and what is held of what is bought."""
        exchange, code = exchange_of(terms.venue), terms.instrument.code
        quoted, asked = self.quote(connection, terms.instrument), self._power(connection, terms)
        if terms.side is Side.BUY:
            quote, power, seen = await asyncio.gather(
                quoted, asked, abroad.if_possible(abroad.balance(connection, exchange))
            )
            limits = self._buying(power, exchange)
            return Look(quote, limits, None if seen is None else abroad.holding(seen, code, limits.rate))
        quote, power, held = await asyncio.gather(quoted, asked, abroad.balance(connection, exchange))
        self._keep(exchange, power.exchange_rate)
        limits = abroad.sellable(held, code, self._rates, exchange)
        return Look(quote, limits, abroad.holding(held, code, limits.rate))

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """해외주식 주문, 정정, 취소, by day those of 미국주간."""
        call, daytime = connection.kis.overseas.orders, is_daytime(intent.venue)
        exchange = exchange_of(intent.venue)
        price = Amount(Decimal(0 if intent.price is None else intent.price))
        number, rest = (order.number or "").zfill(10), Shares(order.open_quantity)
        buys, kind = intent.side is Side.BUY, codes.OrderType(intent.order_type)
        match intent.kind:
            case IntentKind.NEW if daytime:
                by_day = call.daytime_buy if buys else call.daytime_sell
                return await by_day(
                    exchange=exchange, symbol=intent.symbol, quantity=Shares(intent.quantity), price=price
                )
            case IntentKind.NEW:
                place = call.buy if buys else call.sell
                return await place(
                    exchange=exchange,
                    symbol=intent.symbol,
                    quantity=Shares(intent.quantity),
                    price=price,
                    order_type=kind,
                    span=UNTIL_CLOSE if kind.is_split else None,
                )
            case IntentKind.AMEND:
                amend = call.daytime_amend if daytime else call.amend
                return await amend(exchange=exchange, symbol=intent.symbol, number=number, quantity=rest, price=price)
            case IntentKind.CANCEL:
                cancel = call.daytime_cancel if daytime else call.cancel
                return await cancel(exchange=exchange, symbol=intent.symbol, number=number, quantity=rest)

    async def changeable(self, connection: Connection, order: Order) -> int | None:
        """미체결내역, on a real account."""
        if connection.environment is Environment.PAPER:
            return None
        rows = await connection.kis.overseas.account.open_orders(connection.now(), exchange_of(order.venue))
        return next((int(row.remaining) for row in rows if bare_number(row.number) == order.number), None)

    async def listed(self, connection: Connection, day: date) -> DayList:
        """주문체결내역 of one day of the exchanges."""
        rows = await connection.kis.overseas.account.orders_between(day, day)
        for row in rows:
            if row.exchange is not None and row.exchange.currency not in self._rates:
                await self._ask_rate(connection, row.symbol, row.exchange)
        return overseas_list.day_list(rows, day)

    def days(self, since: date, now: datetime) -> Sequence[date]:
        """Every weekday: each country has holidays of its own. In the night the US still has the day before."""
        today, american = now.date(), local_day(Exchange.NASDAQ, now)
        first = min(since, american)
        earlier = (first + timedelta(days=ahead) for ahead in range((today - first).days))
        return [*(day for day in earlier if day.weekday() < 5), today]

    def today(self, now: datetime) -> set[date]:
        """That of Asia and that of the US."""
        return {now.date(), local_day(Exchange.NASDAQ, now)}

    def day(self, venue: str, at: datetime) -> date:
        """The day at the exchange; the daytime market belongs to the US day that follows."""
        return local_day(exchange_of(venue), at)

    def is_over(self, order: Order, now: datetime) -> bool:
        """Whether the last session that works the order has ended."""
        return now >= overseas_rules.end(exchange_of(order.venue), order.order_date, order.order_type)

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """Read H0GSCNI0."""
        return overseas_list.heard(notice, now)

    def owns(self, connection: Connection, account: str) -> bool:
        """The stock account itself."""
        return account == f"{connection.account.number}{connection.account.product}"

    def _power(self, connection: Connection, terms: Terms) -> Awaitable[BuyingPower]:
        price = Amount(Decimal(terms.price or 1))
        exchange = exchange_of(terms.venue)
        return connection.kis.overseas.account.buying_power(
            exchange=exchange, symbol=terms.instrument.code, price=price
        )

    def _buying(self, power: BuyingPower, exchange: Exchange) -> Limits:
        self._keep(exchange, power.exchange_rate)
        quantity = power.quantity if power.quantity_with_won is None else power.quantity_with_won
        cash = power.value if power.value_with_won is None else power.value_with_won
        cash = Amount(round(cash, exchange.currency.decimals))
        return Limits(Shares(int(quantity)), plain(cash), self._rates.get(exchange.currency.value, 0))

    async def _ask_rate(self, connection: Connection, symbol: str, exchange: Exchange) -> None:
        price = Amount(Decimal(1))
        power = await connection.kis.overseas.account.buying_power(exchange=exchange, symbol=symbol, price=price)
        self._keep(exchange, power.exchange_rate)

    def _keep(self, exchange: Exchange, rate: Decimal | None) -> None:
        """KIS tells yen and dong by the hundred."""
        if rate:
            by = 100 if exchange.country in (Country.JAPAN, Country.VIETNAM) else 1
            self._rates[exchange.currency.value] = plain(rate / by)


def listed_at(instrument: Instrument) -> Exchange:
    """The exchange of a stock abroad. Raises `UserError` for any other."""
    if instrument.market not in OVERSEAS or instrument.exchange is None:
        raise UserError(say("{name}은 해외주식이 아니에요.", name=instrument.name))
    return instrument.exchange


def on_tick(price: Figure, exchange: Exchange, side: Side) -> Figure:
    """Put a price on its tick to the user's advantage. Raises `UserError` for one that is too small."""
    try:
        return plain(ticks.snap(Decimal(price), exchange, up=side is Side.SELL))
    except ValueError as error:
        raise UserError(
            say("{where}에서 주문할 수 있는 가격이 아니에요. 더 크게 적어 주세요.", where=retold(exchange.korean_name))
        ) from error
