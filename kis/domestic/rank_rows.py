"""Rows of the rankings: answers of [국내주식] 순위분석."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import field, message


@message
class VolumeRank:
    """한 종목 (거래량순위 output)."""

    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    symbol: str = field("mksc_shrn_iscd", "유가증권 단축 종목코드")
    rank: int = field("data_rank", "데이터 순위")
    price: Won = field("stck_prpr", "주식 현재가")
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    listed_shares: Shares | None = field("lstn_stcn", "상장 주수", default=None)
    average_volume: Shares | None = field("avrg_vol", "평균 거래량", default=None)
    period_change_rate: Percent | None = field("n_befr_clpr_vrss_prpr_rate", "N일전종가대비현재가대비율", default=None)
    volume_growth: Percent | None = field("vol_inrt", "거래량증가율", default=None)
    """Against the day before, in percent."""
    turnover_rate: Percent | None = field("vol_tnrt", "거래량 회전율", default=None)
    period_turnover_rate: Percent | None = field("nday_vol_tnrt", "N일 거래량 회전율", default=None)
    average_value: Won | None = field("avrg_tr_pbmn", "평균 거래 대금", default=None)
    value_turnover_rate: Percent | None = field("tr_pbmn_tnrt", "거래대금회전율", default=None)
    period_value_turnover_rate: Percent | None = field("nday_tr_pbmn_tnrt", "N일 거래대금 회전율", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)


@message
class ChangeRank:
    """한 종목 (등락률 순위 output)."""

    symbol: str = field("stck_shrn_iscd", "주식 단축 종목코드")
    rank: int = field("data_rank", "데이터 순위")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    high_time: dt.time | None = field("hgpr_hour", "최고가 시간", default=None)
    high_date: dt.date | None = field("acml_hgpr_date", "누적 최고가 일자", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    low_time: dt.time | None = field("lwpr_hour", "최저가 시간", default=None)
    low_date: dt.date | None = field("acml_lwpr_date", "누적 최저가 일자", default=None)
    change_from_low_rate: Percent | None = field("lwpr_vrss_prpr_rate", "최저가 대비 현재가 비율", default=None)
    change_from_day_rate: Percent | None = field(
        "dsgt_date_clpr_vrss_prpr_rate", "지정 일자 종가 대비 현재가 비율", default=None
    )
    days_rising: int | None = field("cnnt_ascn_dynu", "연속 상승 일수", default=None)
    change_from_high_rate: Percent | None = field("hgpr_vrss_prpr_rate", "최고가 대비 현재가 비율", default=None)
    days_falling: int | None = field("cnnt_down_dynu", "연속 하락 일수", default=None)
    open_sign: Sign | None = field("oprc_vrss_prpr_sign", "시가 대비 현재가 부호", default=None)
    change_from_open: Won | None = field("oprc_vrss_prpr", "시가 대비 현재가", default=None)
    change_from_open_rate: Percent | None = field("oprc_vrss_prpr_rate", "시가 대비 현재가 비율", default=None)
    period_change: Won | None = field("prd_rsfl", "기간 등락", default=None)
    period_change_rate: Percent | None = field("prd_rsfl_rate", "기간 등락 비율", default=None)


@message
class MarketCapRank:
    """한 종목 (시가총액 상위 output)."""

    symbol: str = field("mksc_shrn_iscd", "유가증권 단축 종목코드")
    rank: int = field("data_rank", "데이터 순위")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    listed_shares: Shares | None = field("lstn_stcn", "상장 주수", default=None)
    market_cap: Decimal | None = field("stck_avls", "시가 총액", default=None)
    """억원 (100,000,000 won)."""
    share_of_market: Percent | None = field("mrkt_whol_avls_rlim", "시장 전체 시가총액 비중", default=None)


@message
class StrengthRank:
    """한 종목 (체결강도 상위 output)."""

    symbol: str = field("stck_shrn_iscd", "주식 단축 종목코드")
    rank: int = field("data_rank", "데이터 순위")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    strength: Percent | None = field("tday_rltv", "당일 체결강도", default=None)
    """Buying volume in percent of selling volume; 999.99 where nothing was sold."""
    sell_volume: Shares | None = field("seln_cnqn_smtn", "매도 체결량 합계", default=None)
    buy_volume: Shares | None = field("shnu_cnqn_smtn", "매수 체결량 합계", default=None)


@message
class ExtremeRank:
    """한 종목 (신고/신저근접종목 상위 output)."""

    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    symbol: str = field("mksc_shrn_iscd", "유가증권 단축 종목코드")
    price: Won = field("stck_prpr", "주식 현재가")
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)
    ask_size: Shares | None = field("askp_rsqn1", "매도호가 잔량1", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    bid_size: Shares | None = field("bidp_rsqn1", "매수호가 잔량1", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    new_high: Won | None = field("new_hgpr", "신 최고가", default=None)
    high_gap_rate: Percent | None = field("hprc_near_rate", "고가 근접 비율", default=None)
    new_low: Won | None = field("new_lwpr", "신 최저가", default=None)
    low_gap_rate: Percent | None = field("lwpr_near_rate", "저가 근접 비율", default=None)
    reference_price: Won | None = field("stck_sdpr", "주식 기준가", default=None)


@message
class View:
    """한 종목 (HTS조회상위20종목 output1), most viewed first."""

    market_code: str | None = field("mrkt_div_cls_code", "시장구분", default=None)
    """J 코스피, Q 코스닥."""
    symbol: str = field("mksc_shrn_iscd", "종목코드")
