"""Candles of a stock by day, week, month or year: answer of 국내주식기간별시세."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


@message
class ChartSummary:
    """종목 요약 (output1)."""

    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    symbol: str | None = field("stck_shrn_iscd", "주식 단축 종목코드", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식 상한가", default=None)
    lower_limit: Won | None = field("stck_llam", "주식 하한가", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    previous_open: Won | None = field("stck_prdy_oprc", "주식 전일 시가", default=None)
    previous_high: Won | None = field("stck_prdy_hgpr", "주식 전일 최고가", default=None)
    previous_low: Won | None = field("stck_prdy_lwpr", "주식 전일 최저가", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    volume_change: Shares | None = field("prdy_vrss_vol", "전일 대비 거래량", default=None)
    turnover_rate: Percent | None = field("vol_tnrt", "거래량 회전율", default=None)
    par_value: Decimal | None = field("stck_fcam", "주식 액면가", default=None)
    listed_shares: Shares | None = field("lstn_stcn", "상장 주수", default=None)
    capital: Decimal | None = field("cpfn", "자본금", default=None)
    """억원 (100,000,000 won)."""
    market_cap: Decimal | None = field("hts_avls", "HTS 시가총액", default=None)
    """억원 (100,000,000 won)."""
    per: Decimal | None = field("per", "PER", default=None)
    eps: Decimal | None = field("eps", "EPS", default=None)
    pbr: Decimal | None = field("pbr", "PBR", default=None)
    loan_rate: Percent | None = field(
        "itewhol_loan_rmnd_ratem", "전체 융자 잔고 비율", aliases=("itewhol_loan_rmnd_ratem name",), default=None
    )
    """KIS's published answer has the word name in the key."""


@message
class Candle:
    """봉 하나 (output2). Daily candles since 2026-09-14 may include trades of the KRX after-market."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    close: Won = field("stck_clpr", "주식 종가")
    open: Won = field("stck_oprc", "주식 시가")
    high: Won = field("stck_hgpr", "주식 최고가")
    low: Won = field("stck_lwpr", "주식 최저가")
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    ex_code: str | None = field("flng_cls_code", "락 구분 코드", default=None)
    """01 권리락, 02 배당락, 03 분배락, 04 권배락, 05 중간(분기)배당락, 06 권리중간배당락, 07 권리분기배당락."""
    split_rate: Percent | None = field("prtt_rate", "분할 비율", default=None)
    modified: bool | None = field("mod_yn", "변경 여부", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    revaluation_code: str | None = field("revl_issu_reas", "재평가사유코드", default=None)


@message
class Chart:
    """국내주식기간별시세 응답. Newest candle first, 100 at most; `Quotes.candles` gets more."""

    summary: ChartSummary | None = block("output1", "종목 요약")
    candles: tuple[Candle, ...] = block("output2", "봉", needs="stck_clpr")
