"""해외주식 차트: candles by day, minute bars, indices and exchange rates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kis.domestic.codes import Sign
from kis.market.clock import KST
from kis.overseas.chart import (
    Candle,
    CandleHead,
    Chart,
    IndexCandle,
    IndexChart,
    IndexSummary,
    Minute,
    MinuteChart,
    MinuteHead,
)
from kis.overseas.codes import Country, Currency
from kis.overseas.quote_queries import ChartQuery, IndexKind, IndexQuery, MinutesQuery, Span
from kis.simulator.broker import Broker
from kis.simulator.history import Candle as Bar
from kis.simulator.history import Period
from kis.simulator.intraday import Minute as MinuteBar
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.overseas.quotes import realtime_key
from kis.simulator.server.overseas.shown import listed, local, price, rate
from kis.simulator.server.refusing import invalid_field
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent, Shares

_MOST = 100
_MOST_MINUTES = 120
_A_DAY = timedelta(days=1)
_SPANS = {Span.DAY: Period.DAY, Span.WEEK: Period.WEEK, Span.MONTH: Period.MONTH}
_DAYS = {Period.DAY: 1.6, Period.WEEK: 7.5, Period.MONTH: 31.5, Period.YEAR: 366}
_INDICES = {"SPX": ("S&P500", "SPY", Decimal(10)), ".DJI": ("다우존스 산업지수", "SPY", Decimal(70))}
"""Indices move with the fund that follows them: name, fund, points for one dollar of it."""


class ChartDesk:
    """Answers what overseas prices were."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def chart(self, _call: Call, request: ChartQuery) -> Chart:
        """기간별시세: newest first, a hundred at most. The adjusted prices are the raw ones: nothing is ever split."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return Chart(head=CandleHead(realtime_key=""), candles=())
        bars = self._bars(listing, _SPANS[request.span], request.until)
        quote, view = floor.quote(listing.code), floor.book(listing.code).book
        touch = {
            "bid": price(listing, view.bids[0].price if view.bids else 0),
            "bid_size": Shares(view.bids[0].size if view.bids else 0),
            "ask": price(listing, view.asks[0].price if view.asks else 0),
            "ask_size": Shares(view.asks[0].size if view.asks else 0),
        }
        rows = tuple(_candle(listing, bar, before, touch) for bar, before in _with_before(bars, quote.reference))[
            :_MOST
        ]
        key = realtime_key(listing, request.exchange)
        return Chart(head=CandleHead(realtime_key=key, decimals=listing.board.decimals, count=len(rows)), candles=rows)

    def _bars(self, listing: OverseasListing, period: Period, until: date | None, most: int = _MOST) -> list[Bar]:
        """Return at least one more bar than `most`, so that the oldest shown has one before it."""
        last = until or self._broker.overseas.today(listing.exchange)
        first = last - timedelta(days=int(_DAYS[period] * (most + 10)))
        return self._broker.overseas.candles(listing.code, period, first, last)[: most + 1]

    def minute_chart(self, _call: Call, request: MinutesQuery) -> MinuteChart:
        """분봉: newest first, 120 at most; `next` is 1 while there are earlier ones."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return MinuteChart(head=MinuteHead(), minutes=())
        now = self._broker.now()
        until = _moment(request.key, listing) if request.more.strip() else now
        count = min(max(request.count, 1), _MOST_MINUTES)
        bars = floor.minutes(listing.code, until, count + 1, size=max(request.step, 1))
        opening, closing = floor.hours.session_of(listing.exchange, floor.today(listing.exchange))
        head = MinuteHead(
            realtime_key=realtime_key(listing, request.exchange),
            decimals=listing.board.decimals,
            opens=local(listing, opening).time(),
            closes=local(listing, closing).time(),
            opens_kst=opening.time(),
            closes_kst=closing.time(),
            next_code="1" if len(bars) > count else "0",
            more_code="0",
            count=len(bars[:count]),
        )
        return MinuteChart(head=head, minutes=tuple(_minute(listing, bar) for bar in bars[:count]))

    def index_chart(self, _call: Call, request: IndexQuery) -> IndexChart:
        """종목, 지수, 환율 기간별시세: a hundred at most, newest first."""
        symbol = request.symbol.strip().upper()
        if request.kind is IndexKind.CURRENCY:
            return self._rates(symbol, request)
        name, code, factor = _INDICES.get(symbol, ("", symbol, Decimal(1)))
        listing = self._broker.overseas.listing(code)
        if listing is None or listing.exchange.country is not Country.US:
            return IndexChart(summary=IndexSummary(symbol=symbol), candles=())
        quote = self._broker.overseas.quote(code)
        bars = self._broker.overseas.candles(code, Period(request.period.value), request.start, request.end)[:_MOST]

        def points(units: int) -> Amount:
            return Amount(round(price(listing, units) * factor, 2))

        summary = IndexSummary(
            change=points(quote.change),
            change_sign=Sign(quote.sign),
            change_rate=Percent(quote.rate),
            previous_close=points(quote.reference),
            volume=Shares(quote.volume),
            name=name or listing.name,
            price=points(quote.last),
            symbol=symbol,
            previous_volume=Shares(quote.previous_volume),
            open=points(quote.open),
            high=points(quote.high),
            low=points(quote.low),
        )
        rows = (
            IndexCandle(
                date=bar.day,
                close=points(bar.close),
                open=points(bar.open),
                high=points(bar.high),
                low=points(bar.low),
                volume=Shares(bar.volume),
                modified=False,
            )
            for bar in bars
        )
        return IndexChart(summary=summary, candles=tuple(rows))

    def _rates(self, symbol: str, request: IndexQuery) -> IndexChart:
        """Return exchange rates, won for a dollar under FX@KRW and for others under FX@KRWHKD …."""
        code = symbol.removeprefix("FX@KRW") or "USD"
        if not symbol.startswith("FX@KRW") or code not in set(Currency):
            return IndexChart(summary=IndexSummary(symbol=symbol), candles=())
        currency, today = Currency(code), self._broker.now().date()
        days = [request.end - _A_DAY * n for n in range((request.end - request.start).days + 1)]
        shown = {day: self._broker.overseas.rates.shown(currency, day)[0] for day in [*days, today, today - _A_DAY]}
        change = shown[today] - shown[today - _A_DAY]
        summary = IndexSummary(
            change=Amount(change),
            change_sign=Sign.UP if change > 0 else Sign.DOWN if change < 0 else Sign.UNCHANGED,
            change_rate=Percent(round(change * 100 / shown[today - _A_DAY], 2)),
            previous_close=Amount(shown[today - _A_DAY]),
            name=f"원/{currency.value}",
            price=Amount(shown[today]),
            symbol=symbol,
        )
        weekdays = [day for day in days if day.weekday() < 5 and day <= today][:_MOST]
        return IndexChart(summary=summary, candles=tuple(_flat(day, Amount(shown[day])) for day in weekdays))


def _with_before(bars: list[Bar], reference: int) -> Iterator[tuple[Bar, int]]:
    """Yield each bar with the close before it; the oldest with its own open if it is all there is."""
    for index, bar in enumerate(bars):
        older = bars[index + 1].close if index + 1 < len(bars) else bar.open
        yield bar, older if index or len(bars) > 1 else reference


def _flat(day: date, rate_of_day: Amount) -> IndexCandle:
    return IndexCandle(date=day, close=rate_of_day, open=rate_of_day, high=rate_of_day, low=rate_of_day, modified=False)


def _candle(listing: OverseasListing, bar: Bar, before: int, touch: dict[str, Any]) -> Candle:
    change = bar.close - before
    return Candle(
        date=bar.day,
        close=price(listing, bar.close),
        change_sign=Sign.UP if change > 0 else Sign.DOWN if change < 0 else Sign.UNCHANGED,
        absolute_change=price(listing, abs(change)),
        change_rate=rate(change, before),
        open=price(listing, bar.open),
        high=price(listing, bar.high),
        low=price(listing, bar.low),
        volume=Shares(bar.volume),
        value=price(listing, bar.value),
        **touch,
    )


def _minute(listing: OverseasListing, bar: MinuteBar) -> Minute:
    there = local(listing, bar.start)
    return Minute(
        trading_date=there.date(),
        local_date=there.date(),
        local_time=there.time(),
        date=bar.start.date(),
        time=bar.start.time(),
        open=price(listing, bar.open),
        high=price(listing, bar.high),
        low=price(listing, bar.low),
        close=price(listing, bar.close),
        volume=Shares(bar.volume),
        value=price(listing, bar.value),
    )


def _moment(key: str, listing: OverseasListing) -> datetime:
    """Read YYYYMMDDHHMMSS in the time of the exchange; raises `Denied`."""
    try:
        wall = datetime.strptime(key.strip(), "%Y%m%d%H%M%S")  # noqa: DTZ007 - the zone is that of the exchange
    except ValueError:
        raise invalid_field("KEYB") from None
    return wall.replace(tzinfo=ZoneInfo(listing.exchange.country.timezone)).astimezone(KST)
