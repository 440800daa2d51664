"""What an account is worth by kind of asset, and what its shares are entitled to.

Requests and answers of 투자계좌자산현황조회 and 기간별계좌권리현황조회.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from kis.units import Amount, Percent, Shares, Won
from kis.wire import block, field, message

_STOCK = (
    "주식 펀드/MMW 채권 ELS/DLS WRAP 신탁 RP/발행어음 해외주식 해외채권 금현물 CD/CP 전자단기사채 타사상품 "
    "외화전자단기사채 외화ELS/DLS 외화 예수금 청약자예수금 합계"
)
_SAVINGS = (
    "수익증권 채권 ELS/DLS WRAP 신탁 RP 외화RP 해외채권 CD/CP 전자단기사채 외화전자단기사채 외화ELS/DLS 외화평가금액 "
    "예수금+CMA 청약자예수금 합계"
)
ASSET_KINDS = {
    len(kinds): kinds
    for plain in (_STOCK.split(), _SAVINGS.split())
    for kinds in (plain, [*plain[: plain.index("채권")], "IMA", *plain[plain.index("채권") :]])
}
"""Rows of 투자계좌자산현황조회 by their number: accounts of product 21 have their own, and IMA came in later."""


@message
class AssetsQuery:
    """투자계좌자산현황조회 요청. Both are blank for what the HTS shows."""

    rows: str = field("INQR_DVSN_1", "조회구분1", default="")
    previous_day: str = field("BSPR_BF_DT_APLY_YN", "기준가이전일자적용여부", default="")


@message
class AssetKind:
    """한 자산구분 (투자계좌자산현황조회 output1). The row does not say which: its place does, see `Assets.by_kind`."""

    cost: Won | None = field("pchs_amt", "매입금액", default=None)
    value: Won | None = field("evlu_amt", "평가금액", default=None)
    profit: Won | None = field("evlu_pfls_amt", "평가손익금액", default=None)
    credit_loan: Won | None = field("crdt_lnd_amt", "신용대출금액", default=None)
    net_assets: Won | None = field("real_nass_amt", "실제순자산금액", default=None)
    share: Percent | None = field("whol_weit_rt", "전체비중율", default=None)


@message
class AssetTotals:
    """계좌 합계 (투자계좌자산현황조회 output2), in won."""

    cost: Won | None = field("pchs_amt_smtl", "매입금액합계", default=None)
    net_assets: Won = field("nass_tot_amt", "순자산총금액")
    """In KIS's example securities less loans, without any money."""
    loan: Won | None = field("loan_amt_smtl", "대출금액합계", default=None)
    profit: Won | None = field("evlu_pfls_amt_smtl", "평가손익금액합계", default=None)
    value: Won | None = field("evlu_amt_smtl", "평가금액합계", default=None)
    total_assets: Won | None = field("tot_asst_amt", "총자산금액", default=None)
    """Securities, deposit and foreign money."""
    all_loans: Won | None = field("tot_lnda_tot_ulst_lnda", "총대출금액총융자대출금액", default=None)
    cma_auto_loan: Won | None = field("cma_auto_loan_amt", "CMA자동대출금액", default=None)
    collateral_loan: Won | None = field("tot_mgln_amt", "총담보대출금액", default=None)
    short_value: Won | None = field("stln_evlu_amt", "대주평가금액", default=None)
    credit_loan: Won | None = field("crdt_fncg_amt", "신용융자금액", default=None)
    ocl_loan: Won | None = field("ocl_apl_loan_amt", "OCL_APL대출금액", default=None)
    pledged: Won | None = field("pldg_stup_amt", "질권설정금액", default=None)
    foreign_value: Amount | None = field("frcr_evlu_tota", "외화평가총액", default=None)
    """In won."""
    total_deposit: Won | None = field("tot_dncl_amt", "총예수금액", default=None)
    cma_value: Won | None = field("cma_evlu_amt", "CMA평가금액", default=None)
    deposit: Won | None = field("dncl_amt", "예수금액", default=None)
    collateral: Won | None = field("tot_sbst_amt", "총대용금액", default=None)
    receivable_today: Won | None = field("thdt_rcvb_amt", "당일미수금액", default=None)
    overseas_value: Amount | None = field("ovrs_stck_evlu_amt1", "해외주식평가금액1", default=None)
    """In won."""
    overseas_bond_value: Amount | None = field("ovrs_bond_evlu_amt", "해외채권평가금액", default=None)
    """In won."""
    mmf_cma_loan: Won | None = field("mmf_cma_mgge_loan_amt", "MMFCMA담보대출금액", default=None)
    subscription_deposit: Won | None = field("sbsc_dncl_amt", "청약예수금액", default=None)
    offering_loan: Won | None = field("pbst_sbsc_fnds_loan_use_amt", "공모주청약자금대출사용금액", default=None)
    company_loan: Won | None = field("etpr_crdt_grnt_loan_amt", "기업신용공여대출금액", default=None)


@message
class Assets:
    """투자계좌자산현황조회 응답."""

    kinds: tuple[AssetKind, ...] = block("output1", "자산구분")
    totals: AssetTotals = block("output2", "계좌 합계")

    @property
    def by_kind(self) -> Mapping[str, AssetKind]:
        """The rows by their Korean names, such as 주식, 해외주식, 예수금, 합계; empty if their number is not known."""
        names = ASSET_KINDS.get(len(self.kinds), ())
        return dict(zip(names, self.kinds, strict=False))


@message
class RightsQuery:
    """기간별계좌권리현황조회 요청."""

    start: dt.date = field("INQR_STRT_DT", "조회시작일자")
    end: dt.date = field("INQR_END_DT", "조회종료일자")
    rows: str = field("INQR_DVSN", "조회구분", default="03")
    person: str = field("CUST_RNCNO25", "고객실명확인번호25", default="", private=True)
    home_id: str = field("HMID", "홈넷ID", default="", private=True)
    right_type: str = field("RGHT_TYPE_CD", "권리유형코드", default="")
    """Blank for all."""
    symbol: str = field("PDNO", "상품번호", default="")
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="")


@message
class Right:
    """권리 한 줄 (기간별계좌권리현황조회 output): dividends, new shares, subscriptions and the like."""

    account: str | None = field("acno10", "계좌번호10", default=None, private=True)
    right_type: str | None = field("rght_type_cd", "권리유형코드", default=None)
    record_date: dt.date | None = field("bass_dt", "기준일자", default=None)
    settlement_type: str | None = field("rght_cblc_type_cd", "권리잔고유형코드", default=None)
    """1 입고, 2 출고, 3 출고입고, 4 출고입금, 5 출고출금, 10 현금입금, 11 단수주대금입금, 12 교부금입금,
    13 유상감자대금입금, 14 지연이자입금, 15 이자지급, 16 대주권리금출금, 17 분할상환, 18 만기상환, 19 조기상환,
    20 출금, 25 유상환불금입금, 26 중도상환, 27 분할합병세금출금; with or without a leading zero."""
    padded_parent_symbol: str | None = field("rptt_pdno", "대표상품번호", default=None)
    padded_symbol: str | None = field("pdno", "상품번호", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    symbol: str = field("shtn_pdno", "단축상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    quantity: Shares | None = field("cblc_qty", "잔고수량", default=None)
    allotted: Shares | None = field("last_alct_qty", "최종배정수량", default=None)
    excess_allotted: Shares | None = field("excs_alct_qty", "초과배정수량", default=None)
    total_allotted: Shares | None = field("tot_alct_qty", "총배정수량", default=None)
    fraction: Decimal | None = field("last_ftsk_qty", "최종단수주수량", default=None)
    """In shares."""
    amount: Won | None = field("last_alct_amt", "최종배정금액", default=None)
    fraction_proceeds: Won | None = field("last_ftsk_chgs", "최종단수주대금", default=None)
    principal: Won | None = field("rdpt_prca", "상환원금", default=None)
    late_interest: Won | None = field("dlay_int_amt", "지연이자금액", default=None)
    listed_on: dt.date | None = field("lstg_dt", "상장일자", default=None)
    subscription_ends: dt.date | None = field("sbsc_end_dt", "청약종료일자", default=None)
    paid_on: dt.date | None = field("cash_dfrm_dt", "현금지급일자", default=None)
    requested_quantity: Shares | None = field("rqst_qty", "신청수량", default=None)
    requested_amount: Won | None = field("rqst_amt", "신청금액", default=None)
    requested_on: dt.date | None = field("rqst_dt", "신청일자", default=None)
    refunded_on: dt.date | None = field("rfnd_dt", "환불일자", default=None)
    refund: Won | None = field("rfnd_amt", "환불금액", default=None)
    listed_shares: Shares | None = field("lstg_stqt", "상장주수", default=None)
    tax: Won | None = field("tax_amt", "세금금액", default=None)
    subscription_price: Decimal | None = field("sbsc_unpr", "청약단가", default=None)
