"""Questions about indices and industries. Portal: [국내주식] 업종/기타."""

from __future__ import annotations

from datetime import date, timedelta

from kis.domestic.codes import Period
from kis.domestic.index_rows import IndexCandle, IndexChart, IndexDays, IndexPrice
from kis.domestic.market_codes import ListPeriod
from kis.domestic.quotes import QUOTATIONS
from kis.endpoint import Group, quote
from kis.paging import walk_back
from kis.shapes import body, output
from kis.wire import field, message

KOSPI, KOSDAQ, KOSPI200 = "0001", "1001", "2001"
"""코스피, 코스닥, 코스피200. The others are in KIS's master file of industries."""
_INSTEAD = "업종기간별시세(indices.chart)를 쓰세요."


@message
class IndexQuery:
    """국내업종 현재지수 요청."""

    index: str = field("FID_INPUT_ISCD", "입력 종목코드", default=KOSPI)
    """Four digits; so below."""
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="U")


@message
class IndexChartQuery:
    """국내주식업종기간별시세 요청."""

    start: date = field("FID_INPUT_DATE_1", "조회 시작일자")
    end: date = field("FID_INPUT_DATE_2", "조회 종료일자")
    index: str = field("FID_INPUT_ISCD", "업종 상세코드", default=KOSPI)
    period: Period = field("FID_PERIOD_DIV_CODE", "기간분류코드", default=Period.DAY)
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="U")


@message
class IndexDaysQuery:
    """국내업종 일자별지수 요청."""

    day: date = field("FID_INPUT_DATE_1", "입력 날짜1")
    """The newest day of the answer."""
    index: str = field("FID_INPUT_ISCD", "입력 종목코드", default=KOSPI)
    period: ListPeriod = field("FID_PERIOD_DIV_CODE", "기간 분류 코드", default=ListPeriod.DAY)
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="U")


class Indices(Group):
    """국내 지수와 업종. Volumes are in thousands of shares, values in millions of won."""

    price = quote(
        "국내업종 현재지수",
        f"{QUOTATIONS}/inquire-index-price",
        "FHPUP02100000",
        IndexQuery,
        output(IndexPrice),
        paper=False,
        instead=_INSTEAD,
    )
    """국내업종 현재지수 (FHPUP02100000, 모의 없음)."""
    chart = quote(
        "국내주식업종기간별시세",
        f"{QUOTATIONS}/inquire-daily-indexchartprice",
        "FHKUP03500100",
        IndexChartQuery,
        body(IndexChart),
    )
    """국내주식업종기간별시세 (FHKUP03500100)."""
    days = quote(
        "국내업종 일자별지수",
        f"{QUOTATIONS}/inquire-index-daily-price",
        "FHPUP02120000",
        IndexDaysQuery,
        body(IndexDays),
        paper=False,
        instead=_INSTEAD,
    )
    """국내업종 일자별지수 (FHPUP02120000, 모의 없음)."""

    async def candles(
        self, *, start: date, end: date, index: str = KOSPI, period: Period = Period.DAY
    ) -> tuple[IndexCandle, ...]:
        """Return every candle from `start` to `end`, newest first: as many charts of fifty as it takes.

        Raises `MalformedMessage` if KIS does not lead further back, and beyond a hundred charts.
        """

        async def ask(first: date, last: date) -> tuple[IndexCandle, ...]:
            return (await self.chart(index=index, start=first, end=last, period=period)).candles

        def before(day: date) -> date:
            return period.begin(day) - timedelta(days=1)

        return tuple(await walk_back(ask, lambda candle: candle.date, before, start=start, end=end))
