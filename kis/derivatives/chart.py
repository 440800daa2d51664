"""Candles of a contract: answers of 선물옵션기간별시세 (day, week, month, year) and 선물옵션 분봉조회."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.market.clock import KST
from kis.units import Contracts, Percent, Points, ThousandWon
from kis.wire import block, field, message


@message
class ChartSummary:
    """계약 요약 (output1)."""

    change: Decimal | None = field("futs_prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("futs_prdy_ctrt", "선물 전일 대비율", default=None)
    previous_close: Decimal | None = field("futs_prdy_clpr", "선물 전일 종가", default=None)
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    value: ThousandWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Decimal | None = field("futs_prpr", "현재가", default=None)
    symbol: str | None = field("futs_shrn_iscd", "단축 종목코드", default=None)
    previous_volume: Contracts | None = field("prdy_vol", "전일 거래량", default=None)
    upper_limit: Decimal | None = field("futs_mxpr", "상한가", default=None)
    lower_limit: Decimal | None = field("futs_llam", "하한가", default=None)
    open: Decimal | None = field("futs_oprc", "시가", default=None)
    high: Decimal | None = field("futs_hgpr", "최고가", default=None)
    low: Decimal | None = field("futs_lwpr", "최저가", default=None)
    previous_open: Decimal | None = field("futs_prdy_oprc", "전일 시가", default=None)
    previous_high: Decimal | None = field("futs_prdy_hgpr", "전일 최고가", default=None)
    previous_low: Decimal | None = field("futs_prdy_lwpr", "전일 최저가", default=None)
    ask: Decimal | None = field("futs_askp", "매도호가", default=None)
    bid: Decimal | None = field("futs_bidp", "매수호가", default=None)
    basis: Decimal | None = field("basis", "베이시스", default=None)
    kospi200: Points | None = field("kospi200_nmix", "KOSPI200 지수", default=None)
    kospi200_change: Points | None = field("kospi200_prdy_vrss", "KOSPI200 전일 대비", default=None)
    kospi200_change_rate: Percent | None = field("kospi200_prdy_ctrt", "KOSPI200 전일 대비율", default=None)
    kospi200_change_sign: Sign | None = field("kospi200_prdy_vrss_sign", "KOSPI200 전일 대비 부호", default=None)
    open_interest: Contracts | None = field("hts_otst_stpl_qty", "HTS 미결제 약정 수량", default=None)
    open_interest_change: Contracts | None = field("otst_stpl_qty_icdc", "미결제 약정 수량 증감", default=None)
    strength: Percent | None = field("tday_rltv", "당일 체결강도", default=None)
    """Bought by takers as a share of what takers sold; 100 is even."""
    theoretical_price: Decimal | None = field("hts_thpr", "HTS 이론가", default=None)
    disparity_rate: Percent | None = field("dprt", "괴리율", default=None)


@message
class MinuteSummary(ChartSummary):
    """계약 요약 (선물옵션 분봉조회 output1)."""

    previous_index: Points | None = field("prdy_nmix", "전일 지수", default=None)


@message
class Candle:
    """봉 하나 (선물옵션기간별시세 output2)."""

    date: dt.date = field("stck_bsop_date", "영업 일자")
    close: Decimal = field("futs_prpr", "현재가")
    open: Decimal = field("futs_oprc", "시가")
    high: Decimal = field("futs_hgpr", "최고가")
    low: Decimal = field("futs_lwpr", "최저가")
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    value: ThousandWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    modified: bool | None = field("mod_yn", "변경 여부", default=None)


@message
class MinuteCandle:
    """봉 하나 (선물옵션 분봉조회 output2)."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    time: dt.time = field("stck_cntg_hour", "주식 체결 시간")
    """KST."""
    close: Decimal = field("futs_prpr", "선물 현재가")
    open: Decimal = field("futs_oprc", "선물 시가2")
    high: Decimal = field("futs_hgpr", "선물 최고가")
    low: Decimal = field("futs_lwpr", "선물 최저가")
    volume: Contracts | None = field("cntg_vol", "체결 거래량", default=None)
    """Within the candle."""
    value: ThousandWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    """Since the open of the day."""

    @property
    def at(self) -> dt.datetime:
        """When the candle stands, in KST."""
        return dt.datetime.combine(self.date, self.time, KST)


@message
class Chart:
    """선물옵션기간별시세 응답. Newest candle first, 100 at most; `Quotes.candles` gets more."""

    summary: ChartSummary | None = block("output1", "계약 요약")
    candles: tuple[Candle, ...] = block("output2", "봉", needs="futs_prpr")


@message
class MinuteChart:
    """선물옵션 분봉조회 응답. Newest candle first, 102 at most; `Quotes.minutes` gets more."""

    summary: MinuteSummary | None = block("output1", "계약 요약")
    candles: tuple[MinuteCandle, ...] = block("output2", "봉", needs="futs_prpr")
