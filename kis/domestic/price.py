"""The price of a stock now: answer of 주식현재가 시세."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import field, message


@message
class Price:
    """주식현재가 시세 응답 (output). The name of the stock is not in it.

    A symbol that does not exist can come back as a success with zeros: no order may take its price from such a row.
    """

    status: str | None = field("iscd_stat_cls_code", "종목 상태 구분 코드", default=None)
    """51 관리종목, 52 투자위험, 53 투자경고, 54 투자주의, 55 신용가능, 57 증거금 100%, 58 거래정지, 59 단기과열."""
    margin_rate: Percent | None = field("marg_rate", "증거금 비율", default=None)
    market_name: str | None = field("rprs_mrkt_kor_name", "대표 시장 한글 명", default=None)
    new_extreme_code: str | None = field("new_hgpr_lwpr_cls_code", "신 고가 저가 구분 코드", default=None)
    industry: str | None = field("bstp_kor_isnm", "업종 한글 종목명", default=None)
    halted: bool | None = field("temp_stop_yn", "임시 정지 여부", default=None)
    open_extended: bool | None = field("oprc_rang_cont_yn", "시가 범위 연장 여부", default=None)
    close_extended: bool | None = field("clpr_rang_cont_yn", "종가 범위 연장 여부", default=None)
    credit_allowed: bool | None = field("crdt_able_yn", "신용 가능 여부", default=None)
    deposit_rate_code: str | None = field("grmn_rate_cls_code", "보증금 비율 구분 코드", default=None)
    has_elw: bool | None = field("elw_pblc_yn", "ELW 발행 여부", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    """Against the previous close; signed."""
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    """Traded today, in won."""
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    volume_rate: Percent | None = field("prdy_vrss_vol_rate", "전일 대비 거래량 비율", default=None)
    """Volume as a share of yesterday's."""
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식 상한가", default=None)
    lower_limit: Won | None = field("stck_llam", "주식 하한가", default=None)
    reference_price: Won | None = field("stck_sdpr", "주식 기준가", default=None)
    average_price: Decimal | None = field("wghn_avrg_stck_prc", "가중 평균 주식 가격", default=None)
    foreign_rate: Percent | None = field("hts_frgn_ehrt", "HTS 외국인 소진율", default=None)
    foreign_net_buying: Shares | None = field("frgn_ntby_qty", "외국인 순매수 수량", default=None)
    program_net_buying: Shares | None = field("pgtr_ntby_qty", "프로그램매매 순매수 수량", default=None)
    pivot_resistance_2: Decimal | None = field("pvt_scnd_dmrs_prc", "피벗 2차 디저항 가격", default=None)
    pivot_resistance_1: Decimal | None = field("pvt_frst_dmrs_prc", "피벗 1차 디저항 가격", default=None)
    pivot: Decimal | None = field("pvt_pont_val", "피벗 포인트 값", default=None)
    pivot_support_1: Decimal | None = field("pvt_frst_dmsp_prc", "피벗 1차 디지지 가격", default=None)
    pivot_support_2: Decimal | None = field("pvt_scnd_dmsp_prc", "피벗 2차 디지지 가격", default=None)
    resistance: Decimal | None = field("dmrs_val", "디저항 값", default=None)
    support: Decimal | None = field("dmsp_val", "디지지 값", default=None)
    capital: Decimal | None = field("cpfn", "자본금", default=None)
    """억원 (100,000,000 won)."""
    limit_width: Won | None = field("rstc_wdth_prc", "제한 폭 가격", default=None)
    par_value: Decimal | None = field("stck_fcam", "주식 액면가", default=None)
    collateral_price: Won | None = field("stck_sspr", "주식 대용가", default=None)
    tick_size: Won | None = field("aspr_unit", "호가단위", default=None)
    lot_size: Shares | None = field("hts_deal_qty_unit_val", "HTS 매매 수량 단위 값", default=None)
    listed_shares: Shares | None = field("lstn_stcn", "상장 주수", default=None)
    market_cap: Decimal | None = field("hts_avls", "HTS 시가총액", default=None)
    """억원 (100,000,000 won)."""
    per: Decimal | None = field("per", "PER", default=None)
    pbr: Decimal | None = field("pbr", "PBR", default=None)
    settlement_month: int | None = field("stac_month", "결산 월", default=None)
    turnover_rate: Percent | None = field("vol_tnrt", "거래량 회전율", default=None)
    eps: Decimal | None = field("eps", "EPS", default=None)
    bps: Decimal | None = field("bps", "BPS", default=None)
    high_250d: Won | None = field("d250_hgpr", "250일 최고가", default=None)
    high_250d_date: dt.date | None = field("d250_hgpr_date", "250일 최고가 일자", default=None)
    high_250d_rate: Percent | None = field("d250_hgpr_vrss_prpr_rate", "250일 최고가 대비 현재가 비율", default=None)
    """The price against that high; so are the rates below."""
    low_250d: Won | None = field("d250_lwpr", "250일 최저가", default=None)
    low_250d_date: dt.date | None = field("d250_lwpr_date", "250일 최저가 일자", default=None)
    low_250d_rate: Percent | None = field("d250_lwpr_vrss_prpr_rate", "250일 최저가 대비 현재가 비율", default=None)
    high_year: Won | None = field("stck_dryy_hgpr", "주식 연중 최고가", default=None)
    high_year_rate: Percent | None = field("dryy_hgpr_vrss_prpr_rate", "연중 최고가 대비 현재가 비율", default=None)
    high_year_date: dt.date | None = field("dryy_hgpr_date", "연중 최고가 일자", default=None)
    low_year: Won | None = field("stck_dryy_lwpr", "주식 연중 최저가", default=None)
    low_year_rate: Percent | None = field("dryy_lwpr_vrss_prpr_rate", "연중 최저가 대비 현재가 비율", default=None)
    low_year_date: dt.date | None = field("dryy_lwpr_date", "연중 최저가 일자", default=None)
    high_52w: Won | None = field("w52_hgpr", "52주일 최고가", default=None)
    high_52w_rate: Percent | None = field("w52_hgpr_vrss_prpr_ctrt", "52주일 최고가 대비 현재가 대비", default=None)
    high_52w_date: dt.date | None = field("w52_hgpr_date", "52주일 최고가 일자", default=None)
    low_52w: Won | None = field("w52_lwpr", "52주일 최저가", default=None)
    low_52w_rate: Percent | None = field("w52_lwpr_vrss_prpr_ctrt", "52주일 최저가 대비 현재가 대비", default=None)
    low_52w_date: dt.date | None = field("w52_lwpr_date", "52주일 최저가 일자", default=None)
    loan_rate: Percent | None = field("whol_loan_rmnd_rate", "전체 융자 잔고 비율", default=None)
    short_selling_allowed: bool | None = field("ssts_yn", "공매도가능여부", default=None)
    symbol: str = field("stck_shrn_iscd", "주식 단축 종목코드")
    par_value_text: str | None = field("fcam_cnnm", "액면가 통화명", default=None)
    capital_text: str | None = field("cpfn_cnnm", "자본금 통화명", default=None)
    approach_rate: Percent | None = field("apprch_rate", "접근도", default=None)
    foreign_holding: Shares | None = field("frgn_hldn_qty", "외국인 보유 수량", default=None)
    vi_code: str | None = field("vi_cls_code", "VI적용구분코드", default=None)
    after_hours_vi_code: str | None = field("ovtm_vi_cls_code", "시간외단일가VI적용구분코드", default=None)
    last_short_volume: Shares | None = field("last_ssts_cntg_qty", "최종 공매도 체결 수량", default=None)
    investment_caution: bool | None = field("invt_caful_yn", "투자유의여부", default=None)
    market_warning: str | None = field("mrkt_warn_cls_code", "시장경고코드", default=None)
    overheated: bool | None = field("short_over_yn", "단기과열여부", default=None)
    liquidation: bool | None = field("sltr_yn", "정리매매여부", default=None)
    administrative_issue: str | None = field("mang_issu_cls_code", "관리종목여부", default=None)
