"""Questions about overseas markets. Portal: [해외주식] 기본시세.

US quotes are real time from Nasdaq alone, those of other countries 15 minutes late unless paid for. A symbol that does
not exist is answered with blanks, not refused: `price` is then None, and no order may take its price from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kis.domestic.codes import Period
from kis.endpoint import Group, quote
from kis.errors import MalformedMessage
from kis.overseas.book import OrderBook, trades
from kis.overseas.chart import Candle, Chart, IndexCandle, IndexChart, Minute, MinuteChart
from kis.overseas.codes import QuotedAt
from kis.overseas.price import Price, PriceDetail, WatchedPrice, Watchlist
from kis.overseas.quote_queries import (
    Adjusted,
    ChartQuery,
    IndexKind,
    IndexQuery,
    MinutesQuery,
    QuoteQuery,
    Span,
    TradesQuery,
    WatchQuery,
)
from kis.paging import HEADER_ONLY, MOST_PAGES, walk_back
from kis.shapes import body, output

QUOTATIONS = "/uapi/overseas-price/v1/quotations"
_MOST_WATCHED = 10
_DAYS = "종목 기간별시세(index_chart)를 써 주세요."
_LIVE = "실시간 채널(kis.realtime.overseas)이나 실전 앱 키를 써 주세요."
_PRICE = "현재체결가(price)나 기간별시세(chart)를 써 주세요."


class Quotes(Group):
    """해외주식 시세."""

    price = quote(
        "해외주식 현재체결가",
        f"{QUOTATIONS}/price",
        "HHDFS00000300",
        QuoteQuery,
        output(Price),
        disputed=True,
        instead=_DAYS,
    )
    """해외주식 현재체결가 (HHDFS00000300)."""
    detail = quote(
        "해외주식 현재가상세",
        f"{QUOTATIONS}/price-detail",
        "HHDFS76200200",
        QuoteQuery,
        output(PriceDetail),
        paper=False,
        instead=_PRICE,
    )
    """해외주식 현재가상세 (HHDFS76200200, 모의 없음)."""
    order_book = quote(
        "해외주식 현재가 호가",
        f"{QUOTATIONS}/inquire-asking-price",
        "HHDFS76200100",
        QuoteQuery,
        body(OrderBook),
        paper=False,
        instead=_PRICE,
    )
    """해외주식 현재가 호가 (HHDFS76200100, 모의 없음)."""
    watchlist = quote(
        "해외주식 복수종목 시세조회",
        f"{QUOTATIONS}/multprice",
        "HHDFS76220000",
        WatchQuery,
        body(Watchlist),
        paper=False,
        pages=HEADER_ONLY,
        instead=_PRICE,
    )
    """해외주식 복수종목 시세조회 (HHDFS76220000, 모의 없음). `watch` takes any number of stocks."""
    trades = quote(
        "해외주식 체결추이",
        f"{QUOTATIONS}/inquire-ccnl",
        "HHDFS76200300",
        TradesQuery,
        trades(),
        paper=False,
        instead=_PRICE,
    )
    """해외주식 체결추이 (HHDFS76200300, 모의 없음)."""
    chart = quote(
        "해외주식 기간별시세",
        f"{QUOTATIONS}/dailyprice",
        "HHDFS76240000",
        ChartQuery,
        body(Chart),
        disputed=True,
        instead=_DAYS,
    )
    """해외주식 기간별시세 (HHDFS76240000)."""
    minute_chart = quote(
        "해외주식분봉조회",
        f"{QUOTATIONS}/inquire-time-itemchartprice",
        "HHDFS76950200",
        MinutesQuery,
        body(MinuteChart),
        paper=False,
        instead=_PRICE,
    )
    """해외주식분봉조회 (HHDFS76950200, 모의 없음). About a month back at most."""
    index_chart = quote(
        "해외주식 종목/지수/환율기간별시세(일/주/월/년)",
        f"{QUOTATIONS}/inquire-daily-chartprice",
        "FHKST03030100",
        IndexQuery,
        body(IndexChart),
    )
    """해외주식 종목/지수/환율기간별시세(일/주/월/년) (FHKST03030100). See `index_candles` for more."""

    async def candles(
        self,
        *,
        symbol: str,
        exchange: QuotedAt,
        start: dt.date,
        end: dt.date,
        span: Span = Span.DAY,
        adjusted: Adjusted = Adjusted.YES,
    ) -> tuple[Candle, ...]:
        """Return every candle dated from `start` to `end` (at the exchange), newest first.

        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(_: dt.date, last: dt.date) -> Sequence[Candle]:
            found = await self.chart(symbol=symbol, exchange=exchange, span=span, until=last, adjusted=adjusted)
            return found.candles

        def before(day: dt.date) -> dt.date:
            return _PERIODS[span].begin(day) - dt.timedelta(days=1)

        found = await walk_back(ask, lambda candle: candle.date, before, start=start, end=end)
        return tuple(candle for candle in found if candle.date >= start)

    async def index_candles(
        self,
        *,
        symbol: str,
        start: dt.date,
        end: dt.date,
        kind: IndexKind = IndexKind.INDEX,
        period: Period = Period.DAY,
    ) -> tuple[IndexCandle, ...]:
        """Return every candle of an index, rate or stock from `start` to `end`, newest first.

        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(first: dt.date, last: dt.date) -> Sequence[IndexCandle]:
            found = await self.index_chart(symbol=symbol, kind=kind, start=first, end=last, period=period)
            return found.candles

        def before(day: dt.date) -> dt.date:
            return period.begin(day) - dt.timedelta(days=1)

        found = await walk_back(ask, lambda candle: candle.date, before, start=start, end=end)
        return tuple(candle for candle in found if candle.date >= start)

    async def minutes(
        self, *, symbol: str, exchange: QuotedAt, since: dt.datetime, step: int = 1
    ) -> tuple[Minute, ...]:
        """Return the bars of `step` minutes back to `since`, newest first, as far as KIS keeps them.

        Raises `MalformedMessage` if KIS does not lead further back.
        """
        found: list[Minute] = []
        key, more = "", ""
        for _ in range(MOST_PAGES):
            answer = await self.minute_chart(symbol=symbol, exchange=exchange, step=step, more=more, key=key)
            if found and answer.minutes and answer.minutes[0].at >= found[-1].at:
                raise MalformedMessage("분봉 조회가 앞으로 나아가지 않아요.")
            found += answer.minutes
            over = not answer.minutes or found[-1].at <= since
            if over or answer.head is None or answer.head.next_code != "1":
                break
            oldest = found[-1].local - dt.timedelta(minutes=step)
            key, more = f"{oldest:%Y%m%d%H%M%S}", "1"
        return tuple(minute for minute in found if minute.at >= since)

    async def watch(self, stocks: Sequence[tuple[QuotedAt, str]]) -> tuple[WatchedPrice, ...]:
        """Return the prices of any number of (exchange, symbol), ten a call. Stocks that do not exist are missing."""
        found: list[WatchedPrice] = []
        for first in range(0, len(stocks), _MOST_WATCHED):
            part = stocks[first : first + _MOST_WATCHED]
            blanks = (None,) * (_MOST_WATCHED - len(part))
            answer = await self.watchlist(
                count=len(part),
                exchanges=(*(exchange for exchange, _ in part), *blanks),
                symbols=(*(symbol for _, symbol in part), *blanks),
            )
            found += answer.prices
        return tuple(found)


_PERIODS = {Span.DAY: Period.DAY, Span.WEEK: Period.WEEK, Span.MONTH: Period.MONTH}
