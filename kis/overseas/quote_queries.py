"""What is asked of overseas markets: requests of `kis.overseas.quotes`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kis.domestic.codes import Period
from kis.overseas.codes import QuotedAt
from kis.wire import field, message, series


class Span(StrEnum):
    """What one candle spans (GUBN)."""

    DAY = "0"
    WEEK = "1"
    MONTH = "2"


class Adjusted(StrEnum):
    """Whether prices before a split are adjusted for it (MODP)."""

    NO = "0"
    YES = "1"


class IndexKind(StrEnum):
    """What a chart of `index_chart` is of (FID_COND_MRKT_DIV_CODE)."""

    INDEX = "N"
    CURRENCY = "X"
    BOND = "I"
    GOLD = "S"


@message
class QuoteQuery:
    """현재체결가, 현재가상세, 현재가 호가 요청."""

    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    symbol: str = field("SYMB", "종목코드")


@message
class WatchQuery:
    """해외주식 복수종목 시세조회 요청: ten places, None where there are fewer stocks."""

    auth: str = field("AUTH", "사용자권한정보", default="")
    count: int = field("NREC", "종목요청개수")
    exchanges: tuple[QuotedAt | None, ...] = series("EXCD_{n:02}", "거래소코드", 10, code="quote_code")
    symbols: tuple[str | None, ...] = series("SYMB_{n:02}", "종목코드", 10)


@message
class TradesQuery:
    """해외주식 체결추이 요청."""

    exchange: QuotedAt = field("EXCD", "거래소명", code="quote_code")
    auth: str = field("AUTH", "사용자권한정보", default="")
    key: str = field("KEYB", "NEXT KEY BUFF", default="")
    day: str = field("TDAY", "당일전일구분", default="1")
    """1 today, 0 the day before."""
    symbol: str = field("SYMB", "종목코드")


@message
class ChartQuery:
    """해외주식 기간별시세 요청."""

    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    symbol: str = field("SYMB", "종목코드")
    span: Span = field("GUBN", "일/주/월구분", default=Span.DAY)
    until: dt.date | None = field("BYMD", "조회기준일자", default=None, blank=True)
    """Left out it is today."""
    adjusted: Adjusted = field("MODP", "수정주가반영여부", default=Adjusted.YES)
    key: str = field("KEYB", "NEXT KEY BUFF", default="")


@message
class MinutesQuery:
    """해외주식분봉조회 요청."""

    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    symbol: str = field("SYMB", "종목코드")
    step: int = field("NMIN", "분갭", default=1)
    """Minutes of one bar."""
    with_yesterday: str = field("PINC", "전일포함여부", default="1")
    """1 goes on before today, 0 does not."""
    more: str = field("NEXT", "다음여부", default="")
    """1 to go on from `key`."""
    count: int = field("NREC", "요청갯수", default=120)
    """120 at most."""
    fill: str = field("FILL", "미체결채움구분", default="")
    key: str = field("KEYB", "NEXT KEY BUFF", default="")
    """YYYYMMDDHHMMSS of the next bar to come, local time."""


@message
class IndexQuery:
    """해외주식 종목/지수/환율기간별시세 요청. Stocks of the Dow 30, Nasdaq 100 and S&P 500 alone are in it."""

    kind: IndexKind = field("FID_COND_MRKT_DIV_CODE", "FID 조건 시장 분류 코드", default=IndexKind.INDEX)
    symbol: str = field("FID_INPUT_ISCD", "FID 입력 종목코드")
    """Such as .DJI, COMP, SPX, FX@KRW."""
    start: dt.date = field("FID_INPUT_DATE_1", "FID 입력 날짜1")
    end: dt.date = field("FID_INPUT_DATE_2", "FID 입력 날짜2")
    period: Period = field("FID_PERIOD_DIV_CODE", "FID 기간 분류 코드", default=Period.DAY)
