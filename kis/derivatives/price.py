"""The price of a contract now: answer of 선물옵션 시세."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Contracts, Percent, Points, ThousandWon
from kis.wire import block, field, message


@message
class Price:
    """계약의 시세 (선물옵션 시세 output1). Prices are index points, or won for stock futures.

    A symbol that does not exist can come back as a success with zeros: no order may take its price from such a row.
    """

    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Decimal = field("futs_prpr", "선물 현재가")
    change: Decimal | None = field("futs_prdy_vrss", "선물 전일 대비", default=None)
    """Against the previous close; signed."""
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    previous_close: Decimal | None = field("futs_prdy_clpr", "선물 전일 종가", default=None)
    change_rate: Percent | None = field("futs_prdy_ctrt", "선물 전일 대비율", default=None)
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    value: ThousandWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    open_interest: Contracts | None = field("hts_otst_stpl_qty", "HTS 미결제 약정 수량", default=None)
    open_interest_change: Contracts | None = field("otst_stpl_qty_icdc", "미결제 약정 수량 증감", default=None)
    open: Decimal | None = field("futs_oprc", "선물 시가2", default=None)
    high: Decimal | None = field("futs_hgpr", "선물 최고가", default=None)
    low: Decimal | None = field("futs_lwpr", "선물 최저가", default=None)
    upper_limit: Decimal | None = field("futs_mxpr", "선물 상한가", default=None)
    lower_limit: Decimal | None = field("futs_llam", "선물 하한가", default=None)
    basis: Decimal | None = field("basis", "베이시스", default=None)
    reference_price: Decimal | None = field("futs_sdpr", "선물 기준가", default=None)
    theoretical_price: Decimal | None = field("hts_thpr", "HTS 이론가", default=None)
    disparity_rate: Percent | None = field("dprt", "괴리율", default=None)
    """The price against its theoretical price."""
    breaker_upper_limit: Decimal | None = field("crbr_aply_mxpr", "서킷브레이커 적용 상한가", default=None)
    breaker_lower_limit: Decimal | None = field("crbr_aply_llam", "서킷브레이커 적용 하한가", default=None)
    last_trading_day: dt.date | None = field("futs_last_tr_date", "선물 최종 거래 일자", default=None)
    days_left: int | None = field("hts_rmnn_dynu", "HTS 잔존 일수", default=None)
    high_since_listing: Decimal | None = field("futs_lstn_medm_hgpr", "선물 상장 중 최고가", default=None)
    low_since_listing: Decimal | None = field("futs_lstn_medm_lwpr", "선물 상장 중 최저가", default=None)
    delta: Decimal | None = field("delta_val", "델타 값", default=None)
    gamma: Decimal | None = field("gama", "감마", default=None)
    theta: Decimal | None = field("theta", "세타", default=None)
    vega: Decimal | None = field("vega", "베가", default=None)
    rho: Decimal | None = field("rho", "로우", default=None)
    historical_volatility: Percent | None = field("hist_vltl", "역사적 변동성", default=None)
    implied_volatility: Percent | None = field("hts_ints_vltl", "HTS 내재 변동성", default=None)
    market_basis: Decimal | None = field("mrkt_basis", "시장 베이시스", default=None)
    strike: Decimal | None = field("acpr", "행사가", default=None)


@message
class IndexPrice:
    """지수 (선물옵션 시세 output2, output3)."""

    code: str | None = field("bstp_cls_code", "업종 구분 코드", default=None)
    """0001 KOSPI, 2001 KOSPI200."""
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Points | None = field("bstp_nmix_prpr", "업종 지수 현재가", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Points | None = field("bstp_nmix_prdy_vrss", "업종 지수 전일 대비", default=None)
    change_rate: Percent | None = field("bstp_nmix_prdy_ctrt", "업종 지수 전일 대비율", default=None)


@message
class Quotation:
    """선물옵션 시세 응답: the contract, KOSPI and KOSPI200."""

    contract: Price = block("output1", "계약")
    kospi: IndexPrice | None = block("output2", "종합 지수")
    kospi200: IndexPrice | None = block("output3", "KOSPI200 지수")
