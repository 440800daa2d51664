"""Codes of questions about the market, by their meaning."""

from __future__ import annotations

from enum import StrEnum


class DailyPrices(StrEnum):
    """Adjusted for splits and the like or not (FID_ORG_ADJ_PRC of the daily price list).

    The period chart (`kis.domestic.codes.Prices`) uses the same two digits the other way round.
    """

    RAW = "0"
    ADJUSTED = "1"


class ListPeriod(StrEnum):
    """What one row of a list of days spans (FID_PERIOD_DIV_CODE)."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"


class EarlierBars(StrEnum):
    """Whether a minute chart goes on into the days before (FID_PW_DATA_INCU_YN)."""

    INCLUDED = "Y"
    LEFT_OUT = "N"


class Universe(StrEnum):
    """Among which stocks a list looks (FID_INPUT_ISCD of rankings)."""

    ALL = "0000"
    KOSPI = "0001"
    KOSDAQ = "1001"
    KOSPI200 = "2001"
    KRX100 = "4001"
    """Only for expected closes."""


class ShareKind(StrEnum):
    """Which kind of shares (FID_DIV_CLS_CODE of rankings)."""

    ALL = "0"
    COMMON = "1"
    PREFERRED = "2"


class VolumeOrder(StrEnum):
    """By what the ranking of volume is ordered (FID_BLNG_CLS_CODE)."""

    VOLUME = "0"
    """평균거래량."""
    GROWTH = "1"
    """거래증가율."""
    TURNOVER = "2"
    """평균거래회전율."""
    VALUE = "3"
    """거래금액."""
    VALUE_TURNOVER = "4"
    """평균거래금액회전율."""


class ChangeOrder(StrEnum):
    """By what the ranking of changes is ordered (fid_rank_sort_cls_code)."""

    RISE = "0"
    FALL = "1"
    RISE_FROM_OPEN = "2"
    FALL_FROM_OPEN = "3"
    RANGE = "4"
    """변동율."""


class ChangeBase(StrEnum):
    """Against what rises and falls are measured (fid_prc_cls_code); means nothing for the other orders."""

    EXTREME = "0"
    """Rises from the low, falls from the high."""
    CLOSE = "1"


class Extreme(StrEnum):
    """Near which extreme a stock is (fid_prc_cls_code)."""

    HIGH = "0"
    """신고 근접."""
    LOW = "1"
    """신저 근접."""


class Designation(StrEnum):
    """Stocks under which designation (fid_div_cls_code)."""

    ALL = "0"
    ADMINISTRATIVE = "1"
    """관리종목."""
    CAUTION = "2"
    """투자주의."""
    WARNING = "3"
    """투자경고."""


class Direction(StrEnum):
    """Which way the price went when VI began (FID_DIV_CLS_CODE)."""

    ALL = "0"
    UP = "1"
    DOWN = "2"


class InterruptionKind(StrEnum):
    """Which VI (FID_RANK_SORT_CLS_CODE)."""

    ALL = "0"
    STATIC = "1"
    DYNAMIC = "2"
    BOTH = "3"


class ListedAt(StrEnum):
    """Stocks of which market (FID_MRKT_CLS_CODE)."""

    ALL = "0"
    KOSPI = "K"
    KOSDAQ = "Q"


class LimitSide(StrEnum):
    """Which price limit (FID_PRC_CLS_CODE)."""

    UPPER = "0"
    LOWER = "1"


class LimitDistance(StrEnum):
    """How far from the price limit at most (FID_DIV_CLS_CODE)."""

    AT = "0"
    WITHIN_8 = "6"
    """Percent; so are the others."""
    WITHIN_10 = "5"
    WITHIN_15 = "1"
    WITHIN_20 = "2"
    WITHIN_25 = "3"


class CloseOrder(StrEnum):
    """Which expected closes, in which order (FID_RANK_SORT_CLS_CODE)."""

    ALL = "0"
    AT_UPPER_LIMIT = "1"
    AT_LOWER_LIMIT = "2"
    RISE = "3"
    FALL = "4"


class CloseScope(StrEnum):
    """Which stocks (FID_BLNG_CLS_CODE)."""

    ALL = "0"
    EXTENDED = "1"
    """종가범위연장."""
