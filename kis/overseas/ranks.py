"""Overseas stocks by rank or by condition. Portal: [해외주식] 시세분석, 조건검색. Real only but for the search."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from kis.endpoint import Group, quote
from kis.overseas.codes import QuotedAt
from kis.overseas.quotes import QUOTATIONS
from kis.overseas.ranked import RateRanking, SearchResult, VolumeRanking
from kis.shapes import body
from kis.wire import field, message

RANKING = "/uapi/overseas-stock/v1/ranking"
_SEARCH = "조건검색(search)을 써 주세요."


class Direction(StrEnum):
    """Which end of the list (GUBN)."""

    FALLEN = "0"
    RISEN = "1"


class VolumeRange(StrEnum):
    """거래량조건 (VOL_RANG)."""

    ALL = "0"
    FROM_100 = "1"
    FROM_1_000 = "2"
    FROM_10_000 = "3"
    FROM_100_000 = "4"
    FROM_1_000_000 = "5"
    FROM_10_000_000 = "6"


@message
class VolumeRankQuery:
    """해외주식 거래량순위 요청."""

    key: str = field("KEYB", "NEXT KEY BUFF", default="")
    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    days: str = field("NDAY", "N일자값", default="0")
    """0 today, 1 two days, 2 three, 3 five, 4 ten, 5 twenty, 6 thirty, 7 sixty, 8 120 days, 9 a year."""
    lowest: str = field("PRC1", "현재가 필터범위 1", default="")
    highest: str = field("PRC2", "현재가 필터범위 2", default="")
    volume: VolumeRange = field("VOL_RANG", "거래량조건", default=VolumeRange.ALL)


@message
class RateRankQuery:
    """해외주식 상승율/하락율 요청."""

    key: str = field("KEYB", "NEXT KEY BUFF", default="")
    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    direction: Direction = field("GUBN", "상승율/하락율 구분", default=Direction.RISEN)
    days: str = field("NDAY", "N일자값", default="0")
    """As in `VolumeRankQuery`."""
    volume: VolumeRange = field("VOL_RANG", "거래량조건", default=VolumeRange.ALL)


@message
class SearchQuery:
    """해외주식조건검색 요청: a condition counts when its `by_` field is 1."""

    auth: str = field("AUTH", "사용자권한정보", default="")
    exchange: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    by_price: str | None = field("CO_YN_PRICECUR", "현재가선택조건", default=None)
    lowest_price: Decimal | None = field("CO_ST_PRICECUR", "현재가시작범위가", default=None)
    highest_price: Decimal | None = field("CO_EN_PRICECUR", "현재가끝범위가", default=None)
    by_rate: str | None = field("CO_YN_RATE", "등락율선택조건", default=None)
    lowest_rate: Decimal | None = field("CO_ST_RATE", "등락율시작율", default=None)
    highest_rate: Decimal | None = field("CO_EN_RATE", "등락율끝율", default=None)
    by_market_cap: str | None = field("CO_YN_VALX", "시가총액선택조건", default=None)
    lowest_market_cap: Decimal | None = field("CO_ST_VALX", "시가총액시작액", default=None)
    """Thousands of the currency, as is the value traded."""
    highest_market_cap: Decimal | None = field("CO_EN_VALX", "시가총액끝액", default=None)
    by_listed_shares: str | None = field("CO_YN_SHAR", "발행주식수선택조건", default=None)
    lowest_listed_shares: Decimal | None = field("CO_ST_SHAR", "발행주식시작수", default=None)
    """Thousands."""
    highest_listed_shares: Decimal | None = field("CO_EN_SHAR", "발행주식끝수", default=None)
    by_volume: str | None = field("CO_YN_VOLUME", "거래량선택조건", default=None)
    lowest_volume: Decimal | None = field("CO_ST_VOLUME", "거래량시작량", default=None)
    highest_volume: Decimal | None = field("CO_EN_VOLUME", "거래량끝량", default=None)
    by_value: str | None = field("CO_YN_AMT", "거래대금선택조건", default=None)
    lowest_value: Decimal | None = field("CO_ST_AMT", "거래대금시작금", default=None)
    highest_value: Decimal | None = field("CO_EN_AMT", "거래대금끝금", default=None)
    by_eps: str | None = field("CO_YN_EPS", "EPS선택조건", default=None)
    lowest_eps: Decimal | None = field("CO_ST_EPS", "EPS시작", default=None)
    highest_eps: Decimal | None = field("CO_EN_EPS", "EPS끝", default=None)
    by_per: str | None = field("CO_YN_PER", "PER선택조건", default=None)
    lowest_per: Decimal | None = field("CO_ST_PER", "PER시작", default=None)
    highest_per: Decimal | None = field("CO_EN_PER", "PER끝", default=None)
    key: str | None = field("KEYB", "NEXT KEY BUFF", default=None)


class Ranks(Group):
    """해외주식 순위와 조건검색."""

    volume = quote(
        "해외주식 거래량순위",
        f"{RANKING}/trade-vol",
        "HHDFS76310010",
        VolumeRankQuery,
        body(VolumeRanking),
        paper=False,
        instead=_SEARCH,
    )
    """해외주식 거래량순위 (HHDFS76310010, 모의 없음)."""
    rate = quote(
        "해외주식 상승율/하락율",
        f"{RANKING}/updown-rate",
        "HHDFS76290000",
        RateRankQuery,
        body(RateRanking),
        paper=False,
        instead=_SEARCH,
    )
    """해외주식 상승율/하락율 (HHDFS76290000, 모의 없음)."""
    search = quote("해외주식조건검색", f"{QUOTATIONS}/inquire-search", "HHDFS76410000", SearchQuery, body(SearchResult))
    """해외주식조건검색 (HHDFS76410000)."""
