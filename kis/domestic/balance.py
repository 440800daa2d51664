"""What an account holds and can buy: answers of 주식잔고조회, 매수가능조회 and 매도가능수량조회."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


@message
class Position:
    """보유종목 한 줄 (주식잔고조회 output1).

    A position sold out stays with quantity 0 for up to two settlement days.
    """

    symbol: str = field("pdno", "상품번호")
    name: str = field("prdt_name", "상품명")
    trade_kind: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    """현금, 자기융자 …: one stock can take several rows."""
    bought_yesterday: Shares | None = field("bfdy_buy_qty", "전일매수수량", default=None)
    sold_yesterday: Shares | None = field("bfdy_sll_qty", "전일매도수량", default=None)
    bought_today: Shares | None = field("thdt_buyqty", "금일매수수량", default=None)
    sold_today: Shares | None = field("thdt_sll_qty", "금일매도수량", default=None)
    quantity: Shares = field("hldg_qty", "보유수량")
    sellable: Shares | None = field("ord_psbl_qty", "주문가능수량", default=None)
    average_price: Decimal | None = field("pchs_avg_pric", "매입평균가격", default=None)
    cost: Won | None = field("pchs_amt", "매입금액", default=None)
    price: Won | None = field("prpr", "현재가", default=None)
    """Seen frozen during the KRX after-market (16:00-20:00)."""
    value: Won | None = field("evlu_amt", "평가금액", default=None)
    profit: Won | None = field("evlu_pfls_amt", "평가손익금액", default=None)
    profit_rate: Percent | None = field("evlu_pfls_rt", "평가손익율", default=None)
    earning_rate: Percent | None = field("evlu_erng_rt", "평가수익율", default=None)
    """Not in use: always 0."""
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    """Filled for BY_LOAN_DATE only."""
    loan: Won | None = field("loan_amt", "대출금액", default=None)
    short_proceeds: Won | None = field("stln_slng_chgs", "대주매각대금", default=None)
    expiry_date: dt.date | None = field("expd_dt", "만기일자", default=None)
    change_rate: Percent | None = field("fltt_rt", "등락율", default=None)
    change: Won | None = field("bfdy_cprs_icdc", "전일대비증감", default=None)
    margin_rate_name: str | None = field("item_mgna_rt_name", "종목증거금율명", default=None)
    deposit_rate_name: str | None = field("grta_rt_name", "보증금율명", default=None)
    collateral_price: Won | None = field("sbst_pric", "대용가격", default=None)
    loan_price: Decimal | None = field("stck_loan_unpr", "주식대출단가", default=None)


@message
class AccountTotals:
    """계좌 합계 (주식잔고조회 output2)."""

    deposit: Won = field("dnca_tot_amt", "예수금총금액")
    """Today's cash; buys and sells of today are not settled in it."""
    deposit_d1: Won | None = field("nxdy_excc_amt", "익일정산금액", default=None)
    """Cash on D+1."""
    deposit_d2: Won | None = field("prvs_rcdl_excc_amt", "가수도정산금액", default=None)
    """Cash on D+2, when today's trades have settled."""
    cma_value: Won | None = field("cma_evlu_amt", "CMA평가금액", default=None)
    bought_yesterday: Won | None = field("bfdy_buy_amt", "전일매수금액", default=None)
    bought_today: Won | None = field("thdt_buy_amt", "금일매수금액", default=None)
    auto_repayment_d1: Won | None = field("nxdy_auto_rdpt_amt", "익일자동상환금액", default=None)
    sold_yesterday: Won | None = field("bfdy_sll_amt", "전일매도금액", default=None)
    sold_today: Won | None = field("thdt_sll_amt", "금일매도금액", default=None)
    auto_repayment_d2: Won | None = field("d2_auto_rdpt_amt", "D+2자동상환금액", default=None)
    costs_yesterday: Won | None = field("bfdy_tlex_amt", "전일제비용금액", default=None)
    costs_today: Won | None = field("thdt_tlex_amt", "금일제비용금액", default=None)
    loan: Won | None = field("tot_loan_amt", "총대출금액", default=None)
    securities_value: Won | None = field("scts_evlu_amt", "유가평가금액", default=None)
    total_value: Won | None = field("tot_evlu_amt", "총평가금액", default=None)
    net_assets: Won | None = field("nass_amt", "순자산금액", default=None)
    auto_repayment: bool | None = field("fncg_gld_auto_rdpt_yn", "융자금자동상환여부", default=None)
    cost: Won | None = field("pchs_amt_smtl_amt", "매입금액합계금액", default=None)
    value: Won | None = field("evlu_amt_smtl_amt", "평가금액합계금액", default=None)
    profit: Won | None = field("evlu_pfls_smtl_amt", "평가손익합계금액", default=None)
    short_proceeds: Won | None = field("tot_stln_slng_chgs", "총대주매각대금", default=None)
    total_value_yesterday: Won | None = field("bfdy_tot_asst_evlu_amt", "전일총자산평가금액", default=None)
    asset_change: Won | None = field("asst_icdc_amt", "자산증감액", default=None)
    asset_change_rate: Percent | None = field("asst_icdc_erng_rt", "자산증감수익율", default=None)
    """Not provided: always 0."""


@message
class Balance:
    """주식잔고조회 응답. For what can be bought now ask `buying_power`: the cash here leaves open orders out."""

    positions: tuple[Position, ...] = block("output1", "보유종목", needs="pdno")
    totals: AccountTotals = block("output2", "계좌 합계", as_array=True)

    @property
    def held(self) -> tuple[Position, ...]:
        """The rows with shares in them."""
        return tuple(row for row in self.positions if row.quantity > 0)


@message
class BuyingPower:
    """매수가능조회 응답 (output).

    `value` and `quantity` are what can be bought without 미수 (nrcvb_…); those `_with_credit` (max_…) would leave a
    debt to the broker.
    """

    cash: Won | None = field("ord_psbl_cash", "주문가능현금", default=None)
    collateral: Won | None = field("ord_psbl_sbst", "주문가능대용", default=None)
    reusable: Won | None = field("ruse_psbl_amt", "재사용가능금액", default=None)
    fund_redemption: Won | None = field("fund_rpch_chgs", "펀드환매대금", default=None)
    unit_price: Won | None = field("psbl_qty_calc_unpr", "가능수량계산단가", default=None)
    """The price behind the quantities; for a market buy the upper limit."""
    value: Won = field("nrcvb_buy_amt", "미수없는매수금액")
    quantity: Shares = field("nrcvb_buy_qty", "미수없는매수수량")
    value_with_credit: Won | None = field("max_buy_amt", "최대매수금액", default=None)
    quantity_with_credit: Shares | None = field("max_buy_qty", "최대매수수량", default=None)
    cma_value: Won | None = field("cma_evlu_amt", "CMA평가금액", default=None)
    overseas_reusable: Won | None = field("ovrs_re_use_amt_wcrc", "해외재사용금액원화", default=None)
    foreign_cash: Won | None = field("ord_psbl_frcr_amt_wcrc", "주문가능외화금액원화", default=None)


@message
class SellableQuery:
    """매도가능수량조회 요청."""

    symbol: str = field("PDNO", "종목번호")


@message
class Sellable:
    """매도가능수량조회 응답 (output): one stock, whatever it was bought with."""

    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    bought: Shares | None = field("buy_qty", "매수수량", default=None)
    sold: Shares | None = field("sll_qty", "매도수량", default=None)
    quantity: Shares | None = field("cblc_qty", "잔고수량", default=None)
    outside_savings: Shares | None = field("nsvg_qty", "비저축수량", default=None)
    sellable: Shares = field("ord_psbl_qty", "주문가능수량")
    average_price: Decimal | None = field("pchs_avg_pric", "매입평균가격", default=None)
    cost: Won | None = field("pchs_amt", "매입금액", default=None)
    price: Won | None = field("now_pric", "현재가", default=None)
    value: Won | None = field("evlu_amt", "평가금액", default=None)
    profit: Won | None = field("evlu_pfls_amt", "평가손익금액", default=None)
    profit_rate: Percent | None = field("evlu_pfls_rt", "평가손익율", default=None)
