"""Questions about the market as a whole: interruptions, news, price limits, expected closes, business days."""

from __future__ import annotations

from datetime import date

from kis.domestic.codes import QuoteVenue
from kis.domestic.market_codes import (
    CloseOrder,
    CloseScope,
    Direction,
    InterruptionKind,
    LimitDistance,
    LimitSide,
    ListedAt,
    Universe,
)
from kis.domestic.market_rows import ExpectedClose, Interruption, LimitRow, MarketDays, News
from kis.domestic.quotes import QUOTATIONS
from kis.endpoint import Group, quote
from kis.shapes import output, outputs
from kis.units import Shares, Won
from kis.wire import field, message

_INSTEAD = "시장 정보는 실전 계좌로 조회하세요."


@message
class InterruptionsQuery:
    """변동성완화장치(VI) 현황 요청."""

    day: date = field("FID_INPUT_DATE_1", "입력 날짜1")
    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드", default="")
    """Blank for every stock."""
    direction: Direction = field("FID_DIV_CLS_CODE", "분류 구분 코드", default=Direction.ALL)
    kind: InterruptionKind = field("FID_RANK_SORT_CLS_CODE", "순위 정렬 구분 코드", default=InterruptionKind.ALL)
    market: ListedAt = field("FID_MRKT_CLS_CODE", "시장 구분 코드", default=ListedAt.ALL)
    targets: str = field("FID_TRGT_CLS_CODE", "대상 구분 코드", default="")
    excluded: str = field("FID_TRGT_EXLS_CLS_CODE", "대상 제외 구분 코드", default="")
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="20139")


@message
class NewsQuery:
    """종합 시황/공시(제목) 요청. Everything blank asks for the newest of all."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드", default="")
    date: str = field("FID_INPUT_DATE_1", "입력 날짜", default="")
    """The newest wanted, as 00YYYYMMDD."""
    time: str = field("FID_INPUT_HOUR_1", "입력 시간", default="")
    """As 0000HHMMSS."""
    serial: str = field("FID_INPUT_SRNO", "입력 일련번호", default="")
    words: str = field("FID_TITL_CNTT", "제목 내용", default="")
    provider: str = field("FID_NEWS_OFER_ENTP_CODE", "뉴스 제공 업체 코드", default="")
    market: str = field("FID_COND_MRKT_CLS_CODE", "조건 시장 구분 코드", default="")
    order: str = field("FID_RANK_SORT_CLS_CODE", "순위 정렬 구분 코드", default="")


@message
class LimitsQuery:
    """국내주식 상하한가 포착 요청."""

    side: LimitSide = field("FID_PRC_CLS_CODE", "상하한가 구분코드", default=LimitSide.UPPER)
    distance: LimitDistance = field("FID_DIV_CLS_CODE", "분류구분코드", default=LimitDistance.AT)
    universe: Universe = field("FID_INPUT_ISCD", "입력 종목코드", default=Universe.ALL)
    min_price: Won | None = field("FID_INPUT_PRICE_1", "입력가격1", default=None, blank=True)
    max_price: Won | None = field("FID_INPUT_PRICE_2", "입력가격2", default=None, blank=True)
    min_volume: Shares | None = field("FID_VOL_CNT", "거래량수", default=None, blank=True)
    targets: str = field("FID_TRGT_CLS_CODE", "대상구분코드", default="")
    excluded: str = field("FID_TRGT_EXLS_CLS_CODE", "대상제외구분코드", default="")
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건시장분류코드", default=QuoteVenue.KRX)
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건화면분류코드", default="11300")


@message
class ExpectedClosesQuery:
    """국내주식 장마감 예상체결가 요청."""

    order: CloseOrder = field("FID_RANK_SORT_CLS_CODE", "순위 정렬 구분 코드", default=CloseOrder.ALL)
    universe: Universe = field("FID_INPUT_ISCD", "입력 종목코드", default=Universe.ALL)
    scope: CloseScope = field("FID_BLNG_CLS_CODE", "소속 구분 코드", default=CloseScope.ALL)
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="11173")


@message
class MarketDaysQuery:
    """국내선물 영업일조회 요청: nothing to say."""


class Market(Group):
    """국내 시장. Real only."""

    interruptions = quote(
        "변동성완화장치(VI) 현황",
        f"{QUOTATIONS}/inquire-vi-status",
        "FHPST01390000",
        InterruptionsQuery,
        outputs(Interruption, needs="mksc_shrn_iscd"),
        paper=False,
        instead="실시간 체결의 VI 기준가를 보세요.",
    )
    """변동성완화장치(VI) 현황 (FHPST01390000, 모의 없음)."""
    news = quote(
        "종합 시황/공시(제목)",
        f"{QUOTATIONS}/news-title",
        "FHKST01011800",
        NewsQuery,
        outputs(News, needs="cntt_usiq_srno"),
        paper=False,
        instead=_INSTEAD,
    )
    """종합 시황/공시(제목) (FHKST01011800, 모의 없음)."""
    limits = quote(
        "국내주식 상하한가 포착",
        f"{QUOTATIONS}/capture-uplowprice",
        "FHKST130000C0",
        LimitsQuery,
        outputs(LimitRow, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 상하한가 포착 (FHKST130000C0, 모의 없음)."""
    expected_closes = quote(
        "국내주식 장마감 예상체결가",
        f"{QUOTATIONS}/exp-closing-price",
        "FHKST117300C0",
        ExpectedClosesQuery,
        outputs(ExpectedClose, "output", "output1", needs="stck_prpr"),
        paper=False,
        instead="종목별 예상체결가(quotes.order_book)를 쓰세요.",
    )
    """국내주식 장마감 예상체결가 (FHKST117300C0, 모의 없음)."""
    days = quote(
        "국내선물 영업일조회",
        f"{QUOTATIONS}/market-time",
        "HHMCM000002C0",
        MarketDaysQuery,
        output(MarketDays, "output1"),
        paper=False,
        instead="내장 휴장일표를 쓰세요.",
    )
    """국내선물 영업일조회 (HHMCM000002C0, 모의 없음)."""
