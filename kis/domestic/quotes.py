"""Questions about the market in domestic stocks. Portal: [국내주식] 기본시세."""

from __future__ import annotations

from datetime import date, timedelta

from kis.domestic.book import OrderBook
from kis.domestic.chart import Candle, Chart
from kis.domestic.codes import Period, Prices, QuoteVenue
from kis.domestic.price import Price
from kis.endpoint import Group, quote
from kis.paging import walk_back
from kis.shapes import body, output
from kis.wire import field, message

QUOTATIONS = "/uapi/domestic-stock/v1/quotations"


@message
class QuoteQuery:
    """주식현재가 시세, 호가/예상체결 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    """Six characters; ETN seven, with a leading Q."""
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


@message
class ChartQuery:
    """국내주식기간별시세 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    start: date = field("FID_INPUT_DATE_1", "입력 날짜 1")
    end: date = field("FID_INPUT_DATE_2", "입력 날짜 2")
    period: Period = field("FID_PERIOD_DIV_CODE", "기간분류코드", default=Period.DAY)
    prices: Prices = field("FID_ORG_ADJ_PRC", "수정주가 원주가 가격 여부", default=Prices.ADJUSTED)
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


class Quotes(Group):
    """국내주식 시세."""

    price = quote("주식현재가 시세", f"{QUOTATIONS}/inquire-price", "FHKST01010100", QuoteQuery, output(Price))
    """주식현재가 시세 (FHKST01010100)."""
    order_book = quote(
        "주식현재가 호가/예상체결",
        f"{QUOTATIONS}/inquire-asking-price-exp-ccn",
        "FHKST01010200",
        QuoteQuery,
        body(OrderBook),
    )
    """주식현재가 호가/예상체결 (FHKST01010200)."""
    chart = quote(
        "국내주식기간별시세", f"{QUOTATIONS}/inquire-daily-itemchartprice", "FHKST03010100", ChartQuery, body(Chart)
    )
    """국내주식기간별시세 (FHKST03010100)."""

    async def candles(
        self,
        *,
        symbol: str,
        start: date,
        end: date,
        period: Period = Period.DAY,
        prices: Prices = Prices.ADJUSTED,
        venue: QuoteVenue = QuoteVenue.KRX,
    ) -> tuple[Candle, ...]:
        """Return every candle from `start` to `end`, newest first: as many charts of a hundred as it takes.

        The oldest candle of weeks and longer may begin before `start`, or lack the days before it.
        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(first: date, last: date) -> tuple[Candle, ...]:
            found = await self.chart(symbol=symbol, start=first, end=last, period=period, prices=prices, venue=venue)
            return found.candles

        def before(day: date) -> date:
            return period.begin(day) - timedelta(days=1)

        return tuple(await walk_back(ask, lambda candle: candle.date, before, start=start, end=end))
