"""The price of an ELW now: answer of ELW 현재가 시세."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import field, message


@message
class ElwPrice:
    """ELW 현재가 시세 응답 (output)."""

    symbol: str | None = field("elw_shrn_iscd", "ELW 단축 종목코드", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won = field("elw_prpr", "ELW 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    volume_rate: Percent | None = field("prdy_vrss_vol_rate", "전일 대비 거래량 비율", default=None)
    underlying: str | None = field("unas_shrn_iscd", "기초자산 단축 종목코드", default=None)
    underlying_name: str | None = field("unas_isnm", "기초자산 종목명", default=None)
    underlying_price: Decimal | None = field("unas_prpr", "기초자산 현재가", default=None)
    """Won for a stock, points for an index."""
    underlying_change: Decimal | None = field("unas_prdy_vrss", "기초자산 전일 대비", default=None)
    underlying_change_sign: Sign | None = field("unas_prdy_vrss_sign", "기초자산 전일 대비 부호", default=None)
    underlying_change_rate: Percent | None = field("unas_prdy_ctrt", "기초자산 전일 대비율", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    turnover_rate: Percent | None = field("vol_tnrt", "거래량 회전율", default=None)
    open: Won | None = field("elw_oprc", "ELW 시가", default=None)
    high: Won | None = field("elw_hgpr", "ELW 최고가", default=None)
    low: Won | None = field("elw_lwpr", "ELW 최저가", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    theoretical_price: Decimal | None = field("hts_thpr", "HTS 이론가", default=None)
    disparity_rate: Percent | None = field("dprt", "괴리율", default=None)
    moneyness: str | None = field("atm_cls_name", "ATM 구분 명", default=None)
    """ITM, ATM or OTM."""
    implied_volatility: Percent | None = field("hts_ints_vltl", "HTS 내재 변동성", default=None)
    strike: Decimal | None = field("acpr", "행사가", default=None)
    pivot_resistance_2: Decimal | None = field("pvt_scnd_dmrs_prc", "피벗 2차 디저항 가격", default=None)
    pivot_resistance_1: Decimal | None = field("pvt_frst_dmrs_prc", "피벗 1차 디저항 가격", default=None)
    pivot: Decimal | None = field("pvt_pont_val", "피벗 포인트 값", default=None)
    pivot_support_1: Decimal | None = field("pvt_frst_dmsp_prc", "피벗 1차 디지지 가격", default=None)
    pivot_support_2: Decimal | None = field("pvt_scnd_dmsp_prc", "피벗 2차 디지지 가격", default=None)
    support: Decimal | None = field("dmsp_val", "디지지 값", default=None)
    resistance: Decimal | None = field("dmrs_val", "디저항 값", default=None)
    reference_price: Won | None = field("elw_sdpr", "ELW 기준가", default=None)
    approach_rate: Percent | None = field("apprch_rate", "접근도", default=None)
    tick_value: Decimal | None = field("tick_conv_prc", "틱환산가", default=None)
    notice: str | None = field("invt_epmd_cntt", "투자 유의 내용", default=None)
