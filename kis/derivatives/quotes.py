"""Questions about the market in domestic futures and options. Portal: [국내선물옵션] 기본시세."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime, timedelta
from decimal import Decimal

from kis.derivatives.boards import QUOTATIONS
from kis.derivatives.book import OrderBook
from kis.derivatives.chart import Candle, Chart, MinuteCandle, MinuteChart
from kis.derivatives.codes import Interval, Market
from kis.derivatives.price import Quotation
from kis.domestic.codes import Period
from kis.endpoint import Group, quote
from kis.market.clock import KST
from kis.paging import walk_back
from kis.shapes import body, outputs
from kis.units import Percent
from kis.wire import field, message


@message
class QuoteQuery:
    """선물옵션 시세, 시세호가 요청."""

    symbol: str = field("FID_INPUT_ISCD", "FID 입력 종목코드")
    """Short code, as the master file has it: A01612, B01612400."""
    market: Market = field("FID_COND_MRKT_DIV_CODE", "FID 조건 시장 분류 코드", default=Market.INDEX_FUTURES)


@message
class ChartQuery:
    """선물옵션기간별시세 요청."""

    symbol: str = field("FID_INPUT_ISCD", "종목코드")
    start: date = field("FID_INPUT_DATE_1", "조회 시작일자")
    end: date = field("FID_INPUT_DATE_2", "조회 종료일자")
    period: Period = field("FID_PERIOD_DIV_CODE", "기간분류코드", default=Period.DAY)
    market: Market = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=Market.INDEX_FUTURES)


@message
class MinuteChartQuery:
    """선물옵션 분봉조회 요청: the candles up to a moment."""

    symbol: str = field("FID_INPUT_ISCD", "FID 입력 종목코드")
    date: dt.date = field("FID_INPUT_DATE_1", "FID 입력 날짜1")
    time: dt.time = field("FID_INPUT_HOUR_1", "FID 입력 시간1")
    """KST."""
    interval: Interval = field("FID_HOUR_CLS_CODE", "FID 시간 구분 코드", default=Interval.MINUTE)
    past: bool = field("FID_PW_DATA_INCU_YN", "FID 과거 데이터 포함 여부", default=True)
    """Whether days before `date` follow."""
    empty: bool = field("FID_FAKE_TICK_INCU_YN", "FID 허봉 포함 여부", default=False)
    """Whether candles without a trade are filled in."""
    market: Market = field("FID_COND_MRKT_DIV_CODE", "FID 조건 시장 분류 코드", default=Market.INDEX_FUTURES)


@message
class MarginQuery:
    """선물옵션 증거금률 요청."""

    day: date = field("BASS_DT", "기준일자")
    underlying: str = field("BAST_ID", "기초자산ID", default="")
    """Blank for all."""


@message
class MarginRate:
    """기초자산 한 줄 (선물옵션 증거금률 output)."""

    underlying: str | None = field("bast_id", "기초자산ID", default=None)
    name: str | None = field("bast_name", "기초자산명", default=None)
    initial_rate: Percent | None = field("brkg_mgna_rt", "위탁증거금율", default=None)
    """What the customer puts up."""
    exchange_rate: Percent | None = field("tr_mgna_rt", "거래증거금율", default=None)
    """What the broker puts up at the exchange."""
    price: Decimal | None = field("bast_pric", "기초자산가격", default=None)
    multiplier: Decimal | None = field("tr_mtpl_idx", "거래승수지수", default=None)
    """Won per point, or shares per contract."""
    margin: Decimal | None = field("ctrt_per_futr_mgna", "계약당선물증거금", default=None)
    """For one future, in won: a rate of a value, so it may have decimals."""


class Quotes(Group):
    """국내선물옵션 시세."""

    price = quote(
        "선물옵션 시세",
        f"{QUOTATIONS}/inquire-price",
        "FHMIF10000000",
        QuoteQuery,
        body(Quotation),
        disputed=True,
        instead="선물옵션기간별시세의 요약을 써 주세요.",
    )
    """선물옵션 시세 (FHMIF10000000)."""
    order_book = quote(
        "선물옵션 시세호가",
        f"{QUOTATIONS}/inquire-asking-price",
        "FHMIF10010000",
        QuoteQuery,
        body(OrderBook),
        disputed=True,
        instead="선물옵션기간별시세의 매도·매수호가를 써 주세요.",
    )
    """선물옵션 시세호가 (FHMIF10010000)."""
    chart = quote(
        "선물옵션기간별시세", f"{QUOTATIONS}/inquire-daily-fuopchartprice", "FHKIF03020100", ChartQuery, body(Chart)
    )
    """선물옵션기간별시세 (FHKIF03020100)."""
    minute_chart = quote(
        "선물옵션 분봉조회",
        f"{QUOTATIONS}/inquire-time-fuopchartprice",
        "FHKIF03020200",
        MinuteChartQuery,
        body(MinuteChart),
        paper=False,
        instead="선물옵션기간별시세를 써 주세요.",
    )
    """선물옵션 분봉조회 (FHKIF03020200, 모의 없음)."""
    margin_rates = quote(
        "선물옵션 증거금률",
        f"{QUOTATIONS}/margin-rate",
        "TTTO6032R",
        MarginQuery,
        outputs(MarginRate),
        paper=False,
        pages="NK200",
        instead="선물옵션 주문가능으로 계약 수를 확인해 주세요.",
    )
    """선물옵션 증거금률 (TTTO6032R, 모의 없음)."""

    async def candles(
        self,
        *,
        symbol: str,
        start: date,
        end: date,
        period: Period = Period.DAY,
        market: Market = Market.INDEX_FUTURES,
    ) -> tuple[Candle, ...]:
        """Return every candle from `start` to `end`, newest first: as many charts of a hundred as it takes.

        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(first: date, last: date) -> tuple[Candle, ...]:
            found = await self.chart(symbol=symbol, start=first, end=last, period=period, market=market)
            return found.candles

        def before(day: date) -> date:
            return period.begin(day) - timedelta(days=1)

        return tuple(await walk_back(ask, lambda candle: candle.date, before, start=start, end=end))

    async def minutes(
        self,
        *,
        symbol: str,
        start: datetime,
        end: datetime,
        interval: Interval = Interval.MINUTE,
        market: Market = Market.INDEX_FUTURES,
    ) -> tuple[MinuteCandle, ...]:
        """Return every candle of the day's chart from `start` to `end` (KST), newest first.

        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(first: datetime, last: datetime) -> tuple[MinuteCandle, ...]:
            until = last.astimezone(KST)
            found = await self.minute_chart(
                symbol=symbol, date=until.date(), time=until.time(), interval=interval, market=market
            )
            return tuple(candle for candle in found.candles if candle.at >= first)

        def before(moment: datetime) -> datetime:
            return moment - timedelta(seconds=int(interval))

        return tuple(await walk_back(ask, lambda candle: candle.at, before, start=start, end=end))
