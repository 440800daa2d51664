"""What state a stock is in: answer of 주식현재가 시세2."""

from __future__ import annotations

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import field, message


@message
class PriceDetail:
    """주식현재가 시세2 응답 (output): states of the stock beside its price."""

    market_name: str | None = field("rprs_mrkt_kor_name", "대표 시장 한글 명", default=None)
    new_extreme_code: str | None = field("new_hgpr_lwpr_cls_code", "신 고가 저가 구분 코드", default=None)
    limit_code: str | None = field("mxpr_llam_cls_code", "상하한가 구분 코드", default=None)
    credit_allowed: bool | None = field("crdt_able_yn", "신용 가능 여부", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식 상한가", default=None)
    has_elw: bool | None = field("elw_pblc_yn", "ELW 발행 여부", default=None)
    open_rate: Percent | None = field("prdy_clpr_vrss_oprc_rate", "전일 종가 대비 시가 비율", default=None)
    credit_rate: Percent | None = field("crdt_rate", "신용 비율", default=None)
    margin_rate: Percent | None = field("marg_rate", "증거금 비율", default=None)
    change_from_low: Won | None = field("lwpr_vrss_prpr", "최저가 대비 현재가", default=None)
    low_sign: Sign | None = field("lwpr_vrss_prpr_sign", "최저가 대비 현재가 부호", default=None)
    low_rate: Percent | None = field("prdy_clpr_vrss_lwpr_rate", "전일 종가 대비 최저가 비율", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    change_from_high: Won | None = field("hgpr_vrss_prpr", "최고가 대비 현재가", default=None)
    high_sign: Sign | None = field("hgpr_vrss_prpr_sign", "최고가 대비 현재가 부호", default=None)
    high_rate: Percent | None = field("prdy_clpr_vrss_hgpr_rate", "전일 종가 대비 최고가 비율", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    change_from_open: Won | None = field("oprc_vrss_prpr", "시가 대비 현재가", default=None)
    open_sign: Sign | None = field("oprc_vrss_prpr_sign", "시가 대비 현재가 부호", default=None)
    administrative_issue: bool | None = field("mang_issu_yn", "관리 종목 여부", default=None)
    auction_allotment_code: str | None = field("divi_app_cls_code", "동시호가배분처리코드", default=None)
    overheated: bool | None = field("short_over_yn", "단기과열여부", default=None)
    market_warning: str | None = field("mrkt_warn_cls_code", "시장경고코드", default=None)
    investment_caution: bool | None = field("invt_caful_yn", "투자유의여부", default=None)
    unusual_rise: bool | None = field("stange_runup_yn", "이상급등여부", default=None)
    short_selling_overheated: bool | None = field("ssts_hot_yn", "공매도과열 여부", default=None)
    illiquid: bool | None = field("low_current_yn", "저유동성 종목 여부", default=None)
    vi_code: str | None = field("vi_cls_code", "VI적용구분코드", default=None)
    overheated_code: str | None = field("short_over_cls_code", "단기과열구분코드", default=None)
    lower_limit: Won | None = field("stck_llam", "주식 하한가", default=None)
    new_listing_name: str | None = field("new_lstn_cls_name", "신규 상장 구분 명", default=None)
    voluntary_trading_name: str | None = field("vlnt_deal_cls_name", "임의 매매 구분 명", default=None)
    ex_name: str | None = field("flng_cls_name", "락 구분 이름", default=None)
    revaluation_name: str | None = field("revl_issu_reas_name", "재평가 종목 사유 명", default=None)
    market_warning_name: str | None = field("mrkt_warn_cls_name", "시장 경고 구분 명", default=None)
    reference_price: Won | None = field("stck_sdpr", "주식 기준가", default=None)
    industry_code: str | None = field("bstp_cls_code", "업종 구분 코드", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    unfaithful_disclosure: bool | None = field("insn_pbnt_yn", "불성실 공시 여부", default=None)
    par_value_change_name: str | None = field("fcam_mod_cls_name", "액면가 변경 구분 명", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    volume_rate: Percent | None = field("prdy_vrss_vol_rate", "전일 대비 거래량 비율", default=None)
    industry: str | None = field("bstp_kor_isnm", "업종 한글 종목명", default=None)
    liquidation: bool | None = field("sltr_yn", "정리매매 여부", default=None)
    halted: bool | None = field("trht_yn", "거래정지 여부", default=None)
    open_extended: bool | None = field("oprc_rang_cont_yn", "시가 범위 연장 여부", default=None)
    random_end_code: str | None = field("vlnt_fin_cls_code", "임의 종료 구분 코드", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
