"""What is known of an overseas stock, of settlement days and of news: answers of 상품기본정보, 결제일자, 뉴스종합."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.units import Amount, Shares
from kis.wire import field, message


@message
class StockInfo:
    """해외주식 상품기본정보 응답 (output)."""

    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    english_name: str | None = field("prdt_eng_name", "상품영문명", default=None)
    country_code: str | None = field("natn_cd", "국가코드", default=None)
    country_name: str | None = field("natn_name", "국가명", default=None)
    market_code: str | None = field("tr_mket_cd", "거래시장코드", default=None)
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    exchange_name: str | None = field("ovrs_excg_name", "해외거래소명", default=None)
    currency: str | None = field("tr_crcy_cd", "거래통화코드", default=None)
    par_value: Decimal | None = field("ovrs_papr", "해외액면가", default=None)
    currency_name: str | None = field("crcy_name", "통화명", default=None)
    kind: str | None = field("ovrs_stck_dvsn_cd", "해외주식구분코드", default=None)
    """01 stock, 02 warrant, 03 ETF, 04 preferred stock."""
    class_code: str | None = field("prdt_clsf_cd", "상품분류코드", default=None)
    class_name: str | None = field("prdt_clsf_name", "상품분류명", default=None)
    sell_lot: Shares | None = field("sll_unit_qty", "매도단위수량", default=None)
    buy_lot: Shares | None = field("buy_unit_qty", "매수단위수량", default=None)
    unit_value: Decimal | None = field("tr_unit_amt", "거래단위금액", default=None)
    listed_shares: Shares | None = field("lstg_stck_num", "상장주식수", default=None)
    listing_date: dt.date | None = field("lstg_dt", "상장일자", default=None)
    trading_state: str | None = field("ovrs_stck_tr_stop_dvsn_cd", "해외주식거래정지구분코드", default=None)
    """01 normal, 02 halted, 03 stopped, 04 no sells, 05 halted (위탁), 06 no buys."""
    is_delisted: bool | None = field("lstg_abol_item_yn", "상장폐지종목여부", default=None)
    group_number: str | None = field("ovrs_stck_prdt_grp_no", "해외주식상품그룹번호", default=None)
    is_listed: bool | None = field("lstg_yn", "상장여부", default=None)
    taxed: bool | None = field("tax_levy_yn", "세금징수여부", default=None)
    registration_code: str | None = field("ovrs_stck_erlm_rosn_cd", "해외주식등록사유코드", default=None)
    rights_code: str | None = field("ovrs_stck_hist_rght_dvsn_cd", "해외주식이력권리구분코드", default=None)
    former_symbol: str | None = field("chng_bf_pdno", "변경전상품번호", default=None)
    product_type_2: str | None = field("prdt_type_cd_2", "상품유형코드2", default=None)
    foreign_name: str | None = field("ovrs_item_name", "해외종목명", default=None)
    sedol: str | None = field("sedol_no", "SEDOL번호", default=None)
    bloomberg_ticker: str | None = field("blbg_tckr_text", "블름버그티커내용", default=None)
    etf_risk_code: str | None = field("ovrs_stck_etf_risk_drtp_cd", "해외주식ETF위험지표코드", default=None)
    """001 ETF, 002 ETN, 003 ETC, 005 VIX ETF, 006 VIX ETN."""
    leverage: Decimal | None = field("etp_chas_erng_rt_dbnb", "ETP추적수익율배수", default=None)
    institutional_isin: str | None = field("istt_usge_isin_cd", "기관용도ISIN코드", default=None)
    mini_stock: bool | None = field("mint_svc_yn", "MINT서비스여부", default=None)
    mini_stock_changed: dt.date | None = field("mint_svc_yn_chng_dt", "MINT서비스여부변경일자", default=None)
    name: str | None = field("prdt_name", "상품명", default=None)
    lei: str | None = field("lei_cd", "LEI코드", default=None)
    halt_reason: str | None = field("ovrs_stck_stop_rson_cd", "해외주식정지사유코드", default=None)
    """01 rights, 02 other ISIN, 03 other, 04 jump, 05 delisting, 07 PTP."""
    delisting_date: dt.date | None = field("lstg_abol_dt", "상장폐지일자", default=None)
    mini_stock_state: str | None = field("mini_stk_tr_stat_dvsn_cd", "미니스탁거래상태구분코드", default=None)
    mini_stock_since: dt.date | None = field("mint_frst_svc_erlm_dt", "MINT최초서비스등록일자", default=None)
    fractions_tradable: bool | None = field("mint_dcpt_trad_psbl_yn", "MINT소수점매매가능여부", default=None)
    wholes_tradable: bool | None = field("mint_fnum_trad_psbl_yn", "MINT정수매매가능여부", default=None)
    not_convertible: bool | None = field("mint_cblc_cvsn_ipsb_yn", "MINT잔고전환불가여부", default=None)
    ptp: bool | None = field("ptp_item_yn", "PTP종목여부", default=None)
    """Publicly traded partnership: sales are taxed by 10 %."""
    ptp_exempt: bool | None = field("ptp_item_trfx_exmt_yn", "PTP종목양도세면제여부", default=None)
    ptp_exempt_from: dt.date | None = field("ptp_item_trfx_exmt_strt_dt", "PTP종목양도세면제시작일자", default=None)
    ptp_exempt_to: dt.date | None = field("ptp_item_trfx_exmt_end_dt", "PTP종목양도세면제종료일자", default=None)
    daytime_tradable: bool | None = field("dtm_tr_psbl_yn", "주간거래가능여부", default=None)
    jump_halt_exempt: bool | None = field("sdrf_stop_ecls_yn", "급등락정지제외여부", default=None)
    jump_halt_exempt_since: dt.date | None = field("sdrf_stop_ecls_erlm_dt", "급등락정지제외등록일자", default=None)
    memo: str | None = field("memo_text1", "메모내용1", default=None)
    price: Amount | None = field("ovrs_now_pric1", "해외현재가격1", default=None)
    single_stock_leverage: bool | None = field("sgle_item_lvrg_etp_yn", "단일종목레버리지ETP여부", default=None)
    received_at: str | None = field("last_rcvg_dtime", "최종수신일시", default=None)


@message
class SettlementDay:
    """한 시장의 결제일 (해외결제일자조회 output)."""

    product_type: str = field("prdt_type_cd", "상품유형코드")
    country_code: str | None = field("tr_natn_cd", "거래국가코드", default=None)
    country_name: str | None = field("tr_natn_name", "거래국가명", default=None)
    country: str | None = field("natn_eng_abrv_cd", "국가영문약어코드", default=None)
    market_code: str | None = field("tr_mket_cd", "거래시장코드", default=None)
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    settlement_date: dt.date | None = field("acpl_sttl_dt", "현지결제일자", default=None)
    """At the exchange; blank where the market is closed."""
    korean_settlement_date: dt.date | None = field("dmst_sttl_dt", "국내결제일자", default=None)


@message
class NewsTitle:
    """뉴스 제목 (해외뉴스종합 outblock1)."""

    kind: str | None = field("info_gb", "뉴스구분", default=None)
    key: str | None = field("news_key", "뉴스키", default=None)
    date: dt.date | None = field("data_dt", "조회일자", default=None)
    time: dt.time | None = field("data_tm", "조회시간", default=None)
    class_code: str | None = field("class_cd", "중분류", default=None)
    class_name: str | None = field("class_name", "중분류명", default=None)
    source: str | None = field("source", "자료원", default=None)
    country: str | None = field("nation_cd", "국가코드", default=None)
    exchange_code: str | None = field("exchange_cd", "거래소코드", default=None)
    symbol: str | None = field("symb", "종목코드", default=None)
    name: str | None = field("symb_name", "종목명", default=None)
    title: str | None = field("title", "제목", default=None)
