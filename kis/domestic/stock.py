"""What a stock or another product is: answers of 주식기본조회 and 상품기본조회."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.units import Percent, Shares, Won
from kis.wire import field, message


@message
class StockInfo:
    """주식기본조회 응답 (output)."""

    padded_symbol: str = field("pdno", "상품번호")
    """As sent, such as 00000A000660; see `symbol`."""
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    market_id: str | None = field("mket_id_cd", "시장ID코드", default=None)
    """STK 유가증권, KSQ 코스닥, and others."""
    security_group: str | None = field("scty_grp_id_cd", "증권그룹ID코드", default=None)
    exchange_code: str | None = field("excg_dvsn_cd", "거래소구분코드", default=None)
    settlement_month: str | None = field("setl_mmdd", "결산월일", default=None)
    listed_shares: Shares | None = field("lstg_stqt", "상장주수", default=None)
    listed_capital: Won | None = field("lstg_cptl_amt", "상장자본금액", default=None)
    capital: Decimal | None = field("cpta", "자본금", default=None)
    par_value: Decimal | None = field("papr", "액면가", default=None)
    issue_price: Decimal | None = field("issu_pric", "발행가격", default=None)
    in_kospi200: bool | None = field("kospi200_item_yn", "코스피200종목여부", default=None)
    kospi_listed: dt.date | None = field("scts_mket_lstg_dt", "유가증권시장상장일자", default=None)
    kospi_delisted: dt.date | None = field("scts_mket_lstg_abol_dt", "유가증권시장상장폐지일자", default=None)
    kosdaq_listed: dt.date | None = field("kosdaq_mket_lstg_dt", "코스닥시장상장일자", default=None)
    kosdaq_delisted: dt.date | None = field("kosdaq_mket_lstg_abol_dt", "코스닥시장상장폐지일자", default=None)
    freeboard_listed: dt.date | None = field("frbd_mket_lstg_dt", "프리보드시장상장일자", default=None)
    freeboard_delisted: dt.date | None = field("frbd_mket_lstg_abol_dt", "프리보드시장상장폐지일자", default=None)
    reit_kind: str | None = field("reits_kind_cd", "리츠종류코드", default=None)
    etf_code: str | None = field("etf_dvsn_cd", "ETF구분코드", default=None)
    oil_fund: bool | None = field("oilf_fund_yn", "유전펀드여부", default=None)
    industry_large_code: str | None = field("idx_bztp_lcls_cd", "지수업종대분류코드", default=None)
    industry_medium_code: str | None = field("idx_bztp_mcls_cd", "지수업종중분류코드", default=None)
    industry_small_code: str | None = field("idx_bztp_scls_cd", "지수업종소분류코드", default=None)
    stock_kind: str | None = field("stck_kind_cd", "주식종류코드", default=None)
    """000 none, 101 보통주, 201 우선주, 301 후배주, 401 혼합주."""
    fund_opened: dt.date | None = field("mfnd_opng_dt", "뮤추얼펀드개시일자", default=None)
    fund_ends: dt.date | None = field("mfnd_end_dt", "뮤추얼펀드종료일자", default=None)
    deposit_cancelled: dt.date | None = field("dpsi_erlm_cncl_dt", "예탁등록취소일자", default=None)
    etf_creation_unit: Shares | None = field("etf_cu_qty", "ETFCU수량", default=None)
    name: str | None = field("prdt_name", "상품명", default=None)
    long_name: str | None = field("prdt_name120", "상품명120", default=None)
    short_name: str | None = field("prdt_abrv_name", "상품약어명", default=None)
    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    english_name: str | None = field("prdt_eng_name", "상품영문명", default=None)
    english_long_name: str | None = field("prdt_eng_name120", "상품영문명120", default=None)
    english_short_name: str | None = field("prdt_eng_abrv_name", "상품영문약어명", default=None)
    deposited: bool | None = field("dpsi_aptm_erlm_yn", "예탁지정등록여부", default=None)
    etf_tax_type: str | None = field("etf_txtn_type_cd", "ETF과세유형코드", default=None)
    etf_type: str | None = field("etf_type_cd", "ETF유형코드", default=None)
    delisted: dt.date | None = field("lstg_abol_dt", "상장폐지일자", default=None)
    new_share_code: str | None = field("nwst_odst_dvsn_cd", "신주구주구분코드", default=None)
    collateral_price: Won | None = field("sbst_pric", "대용가격", default=None)
    house_collateral_price: Won | None = field("thco_sbst_pric", "당사대용가격", default=None)
    house_collateral_changed: dt.date | None = field("thco_sbst_pric_chng_dt", "당사대용가격변경일자", default=None)
    halted: bool | None = field("tr_stop_yn", "거래정지여부", default=None)
    administrative_issue: bool | None = field("admn_item_yn", "관리종목여부", default=None)
    close: Won | None = field("thdt_clpr", "당일종가", default=None)
    previous_close: Won | None = field("bfdy_clpr", "전일종가", default=None)
    close_changed: dt.date | None = field("clpr_chng_dt", "종가변경일자", default=None)
    industry_code: str | None = field("std_idst_clsf_cd", "표준산업분류코드", default=None)
    industry: str | None = field("std_idst_clsf_cd_name", "표준산업분류코드명", default=None)
    industry_large: str | None = field("idx_bztp_lcls_cd_name", "지수업종대분류코드명", default=None)
    industry_medium: str | None = field("idx_bztp_mcls_cd_name", "지수업종중분류코드명", default=None)
    industry_small: str | None = field("idx_bztp_scls_cd_name", "지수업종소분류코드명", default=None)
    ocr_number: str | None = field("ocr_no", "OCR번호", default=None)
    crowdfunded: bool | None = field("crfd_item_yn", "크라우드펀딩종목여부", default=None)
    electronic_security: bool | None = field("elec_scty_yn", "전자증권여부", default=None)
    issuer_code: str | None = field("issu_istt_cd", "발행기관코드", default=None)
    etf_multiple: Decimal | None = field("etf_chas_erng_rt_dbnb", "ETF추적수익율배수", default=None)
    etf_investment_caution: bool | None = field("etf_etn_ivst_heed_item_yn", "ETFETN투자유의종목여부", default=None)
    lending_rate_code: str | None = field("stln_int_rt_dvsn_cd", "대주이자율구분코드", default=None)
    foreign_person_limit: Percent | None = field("frnr_psnl_lmt_rt", "외국인개인한도비율", default=None)
    applicant_code: str | None = field("lstg_rqsr_issu_istt_cd", "상장신청인발행기관코드", default=None)
    applicant_item_code: str | None = field("lstg_rqsr_item_cd", "상장신청인종목코드", default=None)
    trustee_code: str | None = field("trst_istt_issu_istt_cd", "신탁기관발행기관코드", default=None)
    nxt_listed: bool | None = field("cptt_trad_tr_psbl_yn", "NXT 거래종목여부", default=None)
    nxt_halted: bool | None = field("nxt_tr_stop_yn", "NXT 거래정지여부", default=None)

    @property
    def symbol(self) -> str:
        """The code as everything else writes it: six characters, ETN seven (the leading Q stays)."""
        return self.padded_symbol.strip()[-7:].removeprefix("A")

    @property
    def trades_at_nxt(self) -> bool:
        """Whether NXT trades it now."""
        return bool(self.nxt_listed) and not self.nxt_halted


@message
class ProductInfo:
    """상품기본조회 응답 (output)."""

    symbol: str = field("shtn_pdno", "단축상품번호")
    padded_symbol: str | None = field("pdno", "상품번호", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    name: str | None = field("prdt_name", "상품명", default=None)
    long_name: str | None = field("prdt_name120", "상품명120", default=None)
    short_name: str | None = field("prdt_abrv_name", "상품약어명", default=None)
    english_name: str | None = field("prdt_eng_name", "상품영문명", default=None)
    english_long_name: str | None = field("prdt_eng_name120", "상품영문명120", default=None)
    english_short_name: str | None = field("prdt_eng_abrv_name", "상품영문약어명", default=None)
    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    sale_state: str | None = field("prdt_sale_stat_cd", "상품판매상태코드", default=None)
    risk_grade: str | None = field("prdt_risk_grad_cd", "상품위험등급코드", default=None)
    class_code: str | None = field("prdt_clsf_cd", "상품분류코드", default=None)
    class_name: str | None = field("prdt_clsf_name", "상품분류명", default=None)
    sale_starts: dt.date | None = field("sale_strt_dt", "판매시작일자", default=None)
    sale_ends: dt.date | None = field("sale_end_dt", "판매종료일자", default=None)
    wrap_asset_type: str | None = field("wrap_asst_type_cd", "랩어카운트자산유형코드", default=None)
    investment_type: str | None = field("ivst_prdt_type_cd", "투자상품유형코드", default=None)
    investment_type_name: str | None = field("ivst_prdt_type_cd_name", "투자상품유형코드명", default=None)
    registered: dt.date | None = field("frst_erlm_dt", "최초등록일자", default=None)
