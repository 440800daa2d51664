"""Questions about the market in domestic stocks. Portal: [국내주식] 기본시세."""

from __future__ import annotations

from datetime import date, time, timedelta

from kis.domestic.book import OrderBook
from kis.domestic.chart import Candle, Chart
from kis.domestic.codes import Period, Prices, QuoteVenue
from kis.domestic.days import DailyPrice, InvestorDay
from kis.domestic.flows import Flows
from kis.domestic.market_codes import DailyPrices, EarlierBars, ListPeriod
from kis.domestic.members import Members
from kis.domestic.minutes import Minute, MinuteChart, walk_minutes
from kis.domestic.price import Price
from kis.domestic.price_detail import PriceDetail
from kis.domestic.trades import TimedTrades, Trade
from kis.endpoint import Group, quote
from kis.paging import HEADER_ONLY, walk_back
from kis.shapes import body, output, outputs
from kis.wire import field, message

QUOTATIONS = "/uapi/domestic-stock/v1/quotations"
_OPEN, _LAST = time(9), time(20)


@message
class QuoteQuery:
    """주식현재가 시세, 시세2, 체결, 호가/예상체결, 투자자, 회원사 요청."""

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


@message
class DailyPriceQuery:
    """주식현재가 일자별 요청. Answers with the last 30 days, weeks or months."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    period: ListPeriod = field("FID_PERIOD_DIV_CODE", "기간 분류 코드", default=ListPeriod.DAY)
    prices: DailyPrices = field("FID_ORG_ADJ_PRC", "수정주가 원주가 가격", default=DailyPrices.ADJUSTED)
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


@message
class TimedTradesQuery:
    """주식현재가 당일시간대별체결 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    until: time = field("FID_INPUT_HOUR_1", "입력 시간1")
    """KST; the answer has the trades at or before it."""
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


@message
class MinuteChartQuery:
    """주식당일분봉조회 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    until: time = field("FID_INPUT_HOUR_1", "입력 시간1")
    """KST, not later than now: KIS fills the future with rows that are none."""
    earlier: EarlierBars = field("FID_PW_DATA_INCU_YN", "과거 데이터 포함 여부", default=EarlierBars.LEFT_OUT)
    etc_code: str = field("FID_ETC_CLS_CODE", "기타 구분 코드", default="")
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


@message
class PastMinuteChartQuery:
    """주식일별분봉조회 요청. KIS keeps minutes for about a year."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    day: date = field("FID_INPUT_DATE_1", "입력 날짜1")
    until: time = field("FID_INPUT_HOUR_1", "입력 시간1")
    earlier: EarlierBars = field("FID_PW_DATA_INCU_YN", "과거 데이터 포함 여부", default=EarlierBars.LEFT_OUT)
    filler: str = field("FID_FAKE_TICK_INCU_YN", "허봉 포함 여부", default="")
    """Must be sent although KIS calls it optional."""
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)


@message
class FlowsQuery:
    """종목별 투자자매매동향(일별) 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    day: date = field("FID_INPUT_DATE_1", "입력 날짜1")
    """The newest day of the answer."""
    prices: str = field("FID_ORG_ADJ_PRC", "수정주가 원주가 가격", default="")
    etc_code: str = field("FID_ETC_CLS_CODE", "기타 구분 코드", default="")
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
    price_detail = quote(
        "주식현재가 시세2",
        f"{QUOTATIONS}/inquire-price-2",
        "FHPST01010000",
        QuoteQuery,
        output(PriceDetail),
        paper=False,
        instead="현재가(quotes.price)를 쓰세요.",
    )
    """주식현재가 시세2 (FHPST01010000, 모의 없음)."""
    trades = quote(
        "주식현재가 체결", f"{QUOTATIONS}/inquire-ccnl", "FHKST01010300", QuoteQuery, outputs(Trade, needs="stck_prpr")
    )
    """주식현재가 체결 (FHKST01010300)."""
    timed_trades = quote(
        "주식현재가 당일시간대별체결",
        f"{QUOTATIONS}/inquire-time-itemconclusion",
        "FHPST01060000",
        TimedTradesQuery,
        body(TimedTrades),
    )
    """주식현재가 당일시간대별체결 (FHPST01060000)."""
    days = quote(
        "주식현재가 일자별",
        f"{QUOTATIONS}/inquire-daily-price",
        "FHKST01010400",
        DailyPriceQuery,
        outputs(DailyPrice, needs="stck_clpr"),
    )
    """주식현재가 일자별 (FHKST01010400)."""
    investors = quote(
        "주식현재가 투자자",
        f"{QUOTATIONS}/inquire-investor",
        "FHKST01010900",
        QuoteQuery,
        outputs(InvestorDay, needs="stck_bsop_date"),
    )
    """주식현재가 투자자 (FHKST01010900)."""
    flows = quote(
        "종목별 투자자매매동향(일별)",
        f"{QUOTATIONS}/investor-trade-by-stock-daily",
        "FHPTJ04160001",
        FlowsQuery,
        body(Flows),
        paper=False,
        pages=HEADER_ONLY,
        instead="투자자별 매매(quotes.investors)를 쓰세요.",
    )
    """종목별 투자자매매동향(일별) (FHPTJ04160001, 모의 없음)."""
    members = quote("주식현재가 회원사", f"{QUOTATIONS}/inquire-member", "FHKST01010600", QuoteQuery, output(Members))
    """주식현재가 회원사 (FHKST01010600)."""
    minute_chart = quote(
        "주식당일분봉조회",
        f"{QUOTATIONS}/inquire-time-itemchartprice",
        "FHKST03010200",
        MinuteChartQuery,
        body(MinuteChart),
    )
    """주식당일분봉조회 (FHKST03010200)."""
    past_minute_chart = quote(
        "주식일별분봉조회",
        f"{QUOTATIONS}/inquire-time-dailychartprice",
        "FHKST03010230",
        PastMinuteChartQuery,
        body(MinuteChart),
        paper=False,
        instead="오늘 분봉(quotes.minute_chart)이나 일봉(quotes.chart)을 쓰세요.",
    )
    """주식일별분봉조회 (FHKST03010230, 모의 없음)."""

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

    async def minutes(
        self, *, symbol: str, until: time, since: time = _OPEN, venue: QuoteVenue = QuoteVenue.KRX
    ) -> tuple[Minute, ...]:
        """Return today's minutes from `since` to `until` (KST, not later than now), newest first.

        On a day without trading, and before the open, KIS answers with those of the last trading day: their `date`
        tells.
        Raises `MalformedMessage` if KIS does not lead further back.
        """

        async def ask(last: time) -> tuple[Minute, ...]:
            return (await self.minute_chart(symbol=symbol, until=last, venue=venue)).minutes

        return await walk_minutes(ask, since=since, until=until)

    async def past_minutes(
        self,
        *,
        symbol: str,
        day: date,
        since: time = _OPEN,
        until: time = _LAST,
        venue: QuoteVenue = QuoteVenue.KRX,
    ) -> tuple[Minute, ...]:
        """Return the minutes of one day from `since` to `until` (KST), newest first; none of a day without trading.

        Raises `NotOffered` in paper, and `MalformedMessage` if KIS does not lead further back.
        """

        async def ask(last: time) -> tuple[Minute, ...]:
            chart = await self.past_minute_chart(symbol=symbol, day=day, until=last, venue=venue)
            return tuple(row for row in chart.minutes if row.date == day)

        return await walk_minutes(ask, since=since, until=until)
