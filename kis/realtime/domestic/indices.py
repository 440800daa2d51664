"""Indices (업종지수), their expected values before the open and the program trading in them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.realtime.record import Record, record
from kis.units import MillionWon, Percent, Points
from kis.wire import field

KOSPI = "0001"
KOSDAQ = "1001"
KOSPI200 = "2001"
"""Codes to register; every 업종 of KIS has one of four digits."""


@record
class IndexTick(Record):
    """국내지수 실시간체결: H0UPCNT0. `symbol` is the 업종코드. Volumes are in thousands of shares (derived)."""

    symbol: str = field("BSTP_CLS_CODE", "업종 구분 코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    price: Points = field("PRPR_NMIX", "현재가 지수")
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일 대비 부호", default=None)
    change: Points | None = field("BSTP_NMIX_PRDY_VRSS", "업종 지수 전일 대비", default=None)
    day_volume: int | None = field("ACML_VOL", "누적 거래량", default=None)
    day_value: MillionWon | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
    volume: int = field("PCAS_VOL", "건별 거래량")
    value: MillionWon | None = field("PCAS_TR_PBMN", "건별 거래 대금", default=None)
    change_rate: Percent | None = field("PRDY_CTRT", "전일 대비율", default=None)
    open: Points | None = field("OPRC_NMIX", "시가 지수", default=None)
    high: Points | None = field("NMIX_HGPR", "지수 최고가", default=None)
    low: Points | None = field("NMIX_LWPR", "지수 최저가", default=None)
    change_from_open: Points | None = field("OPRC_VRSS_NMIX_PRPR", "시가 대비 지수 현재가", default=None)
    open_sign: Sign | None = field("OPRC_VRSS_NMIX_SIGN", "시가 대비 지수 부호", default=None)
    change_from_high: Points | None = field("HGPR_VRSS_NMIX_PRPR", "최고가 대비 지수 현재가", default=None)
    high_sign: Sign | None = field("HGPR_VRSS_NMIX_SIGN", "최고가 대비 지수 부호", default=None)
    change_from_low: Points | None = field("LWPR_VRSS_NMIX_PRPR", "최저가 대비 지수 현재가", default=None)
    low_sign: Sign | None = field("LWPR_VRSS_NMIX_SIGN", "최저가 대비 지수 부호", default=None)
    open_change_rate: Percent | None = field("PRDY_CLPR_VRSS_OPRC_RATE", "전일 종가 대비 시가2 비율", default=None)
    high_change_rate: Percent | None = field("PRDY_CLPR_VRSS_HGPR_RATE", "전일 종가 대비 최고가 비율", default=None)
    low_change_rate: Percent | None = field("PRDY_CLPR_VRSS_LWPR_RATE", "전일 종가 대비 최저가 비율", default=None)
    at_upper_limit: int | None = field("UPLM_ISSU_CNT", "상한 종목 수", default=None)
    rising: int | None = field("ASCN_ISSU_CNT", "상승 종목 수", default=None)
    unchanged: int | None = field("STNR_ISSU_CNT", "보합 종목 수", default=None)
    falling: int | None = field("DOWN_ISSU_CNT", "하락 종목 수", default=None)
    at_lower_limit: int | None = field("LSLM_ISSU_CNT", "하한 종목 수", default=None)
    quoted_rising: int | None = field("QTQT_ASCN_ISSU_CNT", "기세 상승 종목수", default=None)
    quoted_falling: int | None = field("QTQT_DOWN_ISSU_CNT", "기세 하락 종목수", default=None)
    tick_change: Decimal | None = field("TICK_VRSS", "TICK대비", default=None)


class ExpectedIndexTick(IndexTick):
    """국내지수 실시간예상체결: H0UPANC0. What the index would be if the auctions of its stocks matched now."""

    __slots__ = ()
