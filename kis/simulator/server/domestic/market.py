"""국내 시장: interruptions, news, price limits, expected closes and business days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from kis.domestic.market import (
    ExpectedClosesQuery,
    InterruptionsQuery,
    LimitsQuery,
    MarketDaysQuery,
    NewsQuery,
)
from kis.domestic.market_codes import (
    CloseOrder,
    CloseScope,
    Direction,
    InterruptionKind,
    LimitDistance,
    LimitSide,
    ListedAt,
)
from kis.domestic.market_rows import ExpectedClose, Interruption, LimitRow, MarketDays, News
from kis.market.fees import Market as KrxMarket
from kis.simulator.broker import Broker
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.domestic.news import Headline, headlines
from kis.simulator.halts import Halt
from kis.simulator.server.domestic.figures import changes, priced
from kis.simulator.server.domestic.quotes import percent
from kis.simulator.server.domestic.universe import Entry, Filter, listed, named
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Percent, Shares, Won

_ROWS, _NEWS = 30, 40
_PLACES = 10
_DISTANCES = {
    LimitDistance.AT: 0,
    LimitDistance.WITHIN_8: 8,
    LimitDistance.WITHIN_10: 10,
    LimitDistance.WITHIN_15: 15,
    LimitDistance.WITHIN_20: 20,
    LimitDistance.WITHIN_25: 25,
}
_OPENS, _CLOSES = time(8, 45), time(15, 45)


class MarketDesk:
    """Answers what happens in the market."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def interruptions(self, _call: Call, request: InterruptionsQuery) -> tuple[Interruption, ...]:
        """VI 현황: those of the stocks' present day, newest first. All are static."""
        self._broker.now()
        found = [halt for halt in self._broker.domestic.halts() if _asked(halt, request)]
        return tuple(self._interruption(halt, found) for halt in found[:_ROWS])

    def _interruption(self, halt: Halt, found: Sequence[Halt]) -> Interruption:
        active = self._broker.domestic.halt(halt.symbol) == halt
        before = [each for each in found if each.symbol == halt.symbol and each.start <= halt.start]
        return with_zeros(
            Interruption,
            name=LISTINGS[halt.symbol].name,
            symbol=halt.symbol,
            active=active,
            date=halt.start.date(),
            time=halt.start.time().replace(microsecond=0),
            ended=None if active else halt.end.time().replace(microsecond=0),
            kind=InterruptionKind.STATIC.value,
            price=Won(halt.price),
            static_reference=Won(halt.reference),
            static_gap_rate=Percent(halt.deviation),
            count=len(before),
        )

    def news(self, _call: Call, request: NewsQuery) -> tuple[News, ...]:
        """시황/공시 제목, newest first: those of this day up to now, then of the days before."""
        now = self._broker.now()
        days = [now.date() - timedelta(days=back) for back in range(_NEWS)]
        every = [each for day in days for each in headlines(day, self._broker.seed) if each.at <= now]
        symbol, words = request.symbol.strip(), request.words.strip()
        found = [each for each in every if symbol in ("", each.listing.code) and words in each.text]
        return tuple(_news(each) for each in found if _moment(request) >= f"{each.at:%Y%m%d%H%M%S}")[:_NEWS]

    def limits(self, _call: Call, request: LimitsQuery) -> tuple[LimitRow, ...]:
        """상하한가 포착."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        upper, most = request.side is LimitSide.UPPER, _DISTANCES[request.distance]
        entries = [each for each in listed(self._broker, request.universe) if wanted.takes(each)]
        return tuple(self._limit_row(each) for each in entries if _distance(each, upper=upper) <= most)[:_ROWS]

    def _limit_row(self, each: Entry) -> LimitRow:
        quote, book = each.quote, self._broker.book(each.listing.code).book
        return LimitRow(
            total_ask_size=Shares(book.total_asks),
            total_bid_size=Shares(book.total_bids),
            ask_size=Shares(sum(level.size for level in book.asks[:1])),
            bid_size=Shares(sum(level.size for level in book.bids[:1])),
            previous_volume=Shares(quote.previous_volume),
            sell_volume=Shares(quote.sell_volume),
            buy_volume=Shares(quote.buy_volume),
            lower_limit=Won(quote.lower),
            upper_limit=Won(quote.upper),
            volume_rate=Percent(percent(quote.volume, quote.previous_volume)),
            **named(each),
            **priced(quote),
        )

    def expected_closes(self, _call: Call, request: ExpectedClosesQuery) -> tuple[ExpectedClose, ...]:
        """장마감 예상체결가: in the closing auction; nothing at other times, and nothing whose close is put off."""
        if request.scope is CloseScope.EXTENDED:
            return ()
        rows = [row for each in listed(self._broker, request.universe) for row in self._expected(each, request.order)]
        if request.order in {CloseOrder.RISE, CloseOrder.FALL}:
            rows.sort(key=lambda row: row.change_from_reference_rate or 0, reverse=request.order is CloseOrder.RISE)
        return tuple(rows[:_ROWS])

    def _expected(self, each: Entry, order: CloseOrder) -> list[ExpectedClose]:
        expected, quote = self._broker.book(each.listing.code).expected, each.quote
        if expected is None or not quote.volume:
            return []
        price, volume = expected
        wanted = {CloseOrder.AT_UPPER_LIMIT: quote.upper, CloseOrder.AT_LOWER_LIMIT: quote.lower}
        if price != wanted.get(order, price):
            return []
        moved = price - quote.reference
        return [
            ExpectedClose(
                price=Won(price),
                change_from_reference=Won(moved),
                change_from_reference_rate=Percent(percent(moved, quote.reference)),
                volume=Shares(volume),
                **named(each),
                **changes(quote, price),
            )
        ]

    def days(self, _call: Call, _request: MarketDaysQuery) -> MarketDays:
        """영업일: two business days before, today or the next one, and two after; the hours are those of futures."""
        now, calendar = self._broker.now(), self._broker.calendar
        middle = now.date() if calendar.is_trading_day(now.date()) else calendar.next_trading_day(now.date())
        before, after = calendar.previous_trading_day(middle), calendar.next_trading_day(middle)
        days: tuple[date, ...] = (
            calendar.previous_trading_day(before),
            before,
            middle,
            after,
            calendar.next_trading_day(after),
        )
        clock = now.time().replace(microsecond=0)
        return MarketDays(days=days, today=now.date(), now=clock, opens=_OPENS, closes=_CLOSES)


def _asked(halt: Halt, request: InterruptionsQuery) -> bool:
    directions = {Direction.UP: halt.price > halt.reference, Direction.DOWN: halt.price < halt.reference}
    markets = {ListedAt.KOSPI: KrxMarket.KOSPI, ListedAt.KOSDAQ: KrxMarket.KOSDAQ}
    market = LISTINGS[halt.symbol].market
    return (
        halt.start.date() == request.day
        and request.symbol.strip() in ("", halt.symbol)
        and directions.get(request.direction, True)
        and request.kind in {InterruptionKind.ALL, InterruptionKind.STATIC}
        and markets.get(request.market, market) is market
    )


def _moment(request: NewsQuery) -> str:
    """The newest moment wanted, as YYYYMMDDHHMMSS; KIS writes two and four zeros before day and time."""
    day, clock = request.date.strip()[-8:], request.time.strip()[-6:]
    return f"{day or '99999999'}{clock or '999999'}"


def _news(each: Headline) -> News:
    blanks = (None,) * (_PLACES - 1)
    return News(
        serial=each.serial,
        provider_code=each.provider,
        date=each.at.date(),
        time=each.at.time(),
        headline=each.text,
        category_code="10",
        source=each.source,
        symbol_places=(each.listing.code, *blanks),
        name_places=(each.listing.name, *blanks),
    )


def _distance(each: Entry, *, upper: bool) -> float:
    """How far the price is from its limit, in percent of the price."""
    quote = each.quote
    return abs((quote.upper if upper else quote.lower) - quote.last) * 100 / quote.last
