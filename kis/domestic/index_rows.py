"""Indices: answers of [국내주식] 업종/기타."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import MillionWon, Percent, Points, Shares
from kis.wire import block, field, message


@message
class IndexPrice:
    """국내업종 현재지수 응답 (output)."""

    price: Points = field("bstp_nmix_prpr", "업종 지수 현재가")
    change: Points | None = field("bstp_nmix_prdy_vrss", "업종 지수 전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("bstp_nmix_prdy_ctrt", "업종 지수 전일 대비율", default=None)
    volume: int | None = field("acml_vol", "누적 거래량", default=None)
    """Thousands of shares (천주)."""
    previous_volume: int | None = field("prdy_vol", "전일 거래량", default=None)
    value: MillionWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    previous_value: MillionWon | None = field("prdy_tr_pbmn", "전일 거래 대금", default=None)
    open: Points | None = field("bstp_nmix_oprc", "업종 지수 시가", default=None)
    open_change: Points | None = field("prdy_nmix_vrss_nmix_oprc", "전일 지수 대비 지수 시가", default=None)
    """Of the open, the high and the low: each against the previous close."""
    open_change_sign: Sign | None = field("oprc_vrss_prpr_sign", "시가 대비 현재가 부호", default=None)
    open_change_rate: Percent | None = field("bstp_nmix_oprc_prdy_ctrt", "업종 지수 시가 전일 대비율", default=None)
    high: Points | None = field("bstp_nmix_hgpr", "업종 지수 최고가", default=None)
    high_change: Points | None = field("prdy_nmix_vrss_nmix_hgpr", "전일 지수 대비 지수 최고가", default=None)
    high_change_sign: Sign | None = field("hgpr_vrss_prpr_sign", "최고가 대비 현재가 부호", default=None)
    high_change_rate: Percent | None = field("bstp_nmix_hgpr_prdy_ctrt", "업종 지수 최고가 전일 대비율", default=None)
    low: Points | None = field("bstp_nmix_lwpr", "업종 지수 최저가", default=None)
    low_change: Points | None = field("prdy_clpr_vrss_lwpr", "전일 종가 대비 최저가", default=None)
    low_change_sign: Sign | None = field("lwpr_vrss_prpr_sign", "최저가 대비 현재가 부호", default=None)
    low_change_rate: Percent | None = field("prdy_clpr_vrss_lwpr_rate", "전일 종가 대비 최저가 비율", default=None)
    rising: int | None = field("ascn_issu_cnt", "상승 종목 수", default=None)
    at_upper_limit: int | None = field("uplm_issu_cnt", "상한 종목 수", default=None)
    unchanged: int | None = field("stnr_issu_cnt", "보합 종목 수", default=None)
    falling: int | None = field("down_issu_cnt", "하락 종목 수", default=None)
    at_lower_limit: int | None = field("lslm_issu_cnt", "하한 종목 수", default=None)
    high_year: Points | None = field("dryy_bstp_nmix_hgpr", "연중업종지수최고가", default=None)
    high_year_rate: Percent | None = field("dryy_hgpr_vrss_prpr_rate", "연중 최고가 대비 현재가 비율", default=None)
    high_year_date: dt.date | None = field("dryy_bstp_nmix_hgpr_date", "연중업종지수최고가일자", default=None)
    low_year: Points | None = field("dryy_bstp_nmix_lwpr", "연중업종지수최저가", default=None)
    low_year_rate: Percent | None = field("dryy_lwpr_vrss_prpr_rate", "연중 최저가 대비 현재가 비율", default=None)
    low_year_date: dt.date | None = field("dryy_bstp_nmix_lwpr_date", "연중업종지수최저가일자", default=None)
    total_ask_size: Shares | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    ask_rate: Percent | None = field("seln_rsqn_rate", "매도 잔량 비율", default=None)
    bid_rate: Percent | None = field("shnu_rsqn_rate", "매수 잔량 비율", default=None)
    net_bid: Shares | None = field("ntby_rsqn", "순매수 잔량", default=None)


@message
class IndexChartSummary:
    """지수 요약 (업종기간별시세 output1)."""

    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Points | None = field("bstp_nmix_prdy_vrss", "업종 지수 전일 대비", default=None)
    """In KIS's published answer, not in its table."""
    change_rate: Percent | None = field("bstp_nmix_prdy_ctrt", "업종 지수 전일 대비율", default=None)
    previous_close: Points | None = field("prdy_nmix", "전일 지수", default=None)
    volume: int | None = field("acml_vol", "누적 거래량", default=None)
    """Thousands of shares (천주)."""
    value: MillionWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Points | None = field("bstp_nmix_prpr", "업종 지수 현재가", default=None)
    index: str | None = field("bstp_cls_code", "업종 구분 코드", default=None)
    previous_volume: int | None = field("prdy_vol", "전일 거래량", default=None)
    open: Points | None = field("bstp_nmix_oprc", "업종 지수 시가", default=None)
    high: Points | None = field("bstp_nmix_hgpr", "업종 지수 최고가", default=None)
    low: Points | None = field("bstp_nmix_lwpr", "업종 지수 최저가", default=None)
    previous_open: Points | None = field("futs_prdy_oprc", "선물 전일 시가", default=None)
    previous_high: Points | None = field("futs_prdy_hgpr", "선물 전일 최고가", default=None)
    previous_low: Points | None = field("futs_prdy_lwpr", "선물 전일 최저가", default=None)


@message
class IndexCandle:
    """봉 하나 (업종기간별시세 output2)."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    close: Points = field("bstp_nmix_prpr", "업종 지수 현재가")
    open: Points = field("bstp_nmix_oprc", "업종 지수 시가")
    high: Points = field("bstp_nmix_hgpr", "업종 지수 최고가")
    low: Points = field("bstp_nmix_lwpr", "업종 지수 최저가")
    volume: int | None = field("acml_vol", "누적 거래량", default=None)
    """Thousands of shares (천주)."""
    value: MillionWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    modified: bool | None = field("mod_yn", "변경 여부", default=None)


@message
class IndexChart:
    """국내주식업종기간별시세 응답. Newest candle first, 50 at most; `Indices.candles` gets more."""

    summary: IndexChartSummary | None = block("output1", "지수 요약")
    candles: tuple[IndexCandle, ...] = block("output2", "봉", needs="bstp_nmix_prpr")


@message
class IndexSummary:
    """지수 요약 (업종 일자별지수 output1)."""

    price: Points | None = field("bstp_nmix_prpr", "업종 지수 현재가", default=None)
    change: Points | None = field("bstp_nmix_prdy_vrss", "업종 지수 전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("bstp_nmix_prdy_ctrt", "업종 지수 전일 대비율", default=None)
    volume: int | None = field("acml_vol", "누적 거래량", default=None)
    """Thousands of shares (천주)."""
    value: MillionWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    open: Points | None = field("bstp_nmix_oprc", "업종 지수 시가", default=None)
    high: Points | None = field("bstp_nmix_hgpr", "업종 지수 최고가", default=None)
    low: Points | None = field("bstp_nmix_lwpr", "업종 지수 최저가", default=None)
    previous_volume: int | None = field("prdy_vol", "전일 거래량", default=None)
    rising: int | None = field("ascn_issu_cnt", "상승 종목 수", default=None)
    falling: int | None = field("down_issu_cnt", "하락 종목 수", default=None)
    unchanged: int | None = field("stnr_issu_cnt", "보합 종목 수", default=None)
    at_upper_limit: int | None = field("uplm_issu_cnt", "상한 종목 수", default=None)
    at_lower_limit: int | None = field("lslm_issu_cnt", "하한 종목 수", default=None)
    previous_value: MillionWon | None = field("prdy_tr_pbmn", "전일 거래 대금", default=None)
    high_year_date: dt.date | None = field("dryy_bstp_nmix_hgpr_date", "연중업종지수최고가일자", default=None)
    high_year: Points | None = field("dryy_bstp_nmix_hgpr", "연중업종지수최고가", default=None)
    low_year: Points | None = field("dryy_bstp_nmix_lwpr", "연중업종지수최저가", default=None)
    low_year_date: dt.date | None = field("dryy_bstp_nmix_lwpr_date", "연중업종지수최저가일자", default=None)


@message
class IndexDay:
    """하루, 한 주 또는 한 달 (업종 일자별지수 output2)."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    close: Points = field("bstp_nmix_prpr", "업종 지수 현재가")
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Points | None = field("bstp_nmix_prdy_vrss", "업종 지수 전일 대비", default=None)
    change_rate: Percent | None = field("bstp_nmix_prdy_ctrt", "업종 지수 전일 대비율", default=None)
    open: Points = field("bstp_nmix_oprc", "업종 지수 시가")
    high: Points = field("bstp_nmix_hgpr", "업종 지수 최고가")
    low: Points = field("bstp_nmix_lwpr", "업종 지수 최저가")
    volume_rate: Percent | None = field("acml_vol_rlim", "누적 거래량 비중", default=None)
    volume: int | None = field("acml_vol", "누적 거래량", default=None)
    """Thousands of shares (천주)."""
    value: MillionWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    psychology: Decimal | None = field("invt_new_psdg", "투자 신 심리도", default=None)
    disparity_20d: Percent | None = field("d20_dsrt", "20일 이격도", default=None)
    """The index in percent of its 20-day average."""


@message
class IndexDays:
    """국내업종 일자별지수 응답. Newest day first."""

    summary: IndexSummary | None = block("output1", "지수 요약")
    days: tuple[IndexDay, ...] = block("output2", "하루", needs="bstp_nmix_prpr")
