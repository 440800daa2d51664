"""The account's money and its daily settlement: answers of 선물옵션 총자산현황 and 잔고정산손익내역. All in won."""

from __future__ import annotations

from decimal import Decimal

from kis.units import Contracts, Percent, Won
from kis.wire import block, field, message


@message
class Deposit:
    """선물옵션 총자산현황 응답 (output)."""

    deposit: Won = field("dnca_tota", "예수금총액")
    checks_yesterday: Won | None = field("bfdy_chck_amt", "전일수표금액", default=None)
    checks_today: Won | None = field("thdt_chck_amt", "당일수표금액", default=None)
    delivery_deposit: Won | None = field("rlth_uwdl_dpos_amt", "실물인수도예치금액", default=None)
    cash_margin: Won | None = field("brkg_mgna_cash", "위탁증거금현금", default=None)
    withdrawable: Won | None = field("wdrw_psbl_tot_amt", "인출가능총금액", default=None)
    orderable_cash: Won | None = field("ord_psbl_cash", "주문가능현금", default=None)
    orderable: Won | None = field("ord_psbl_tota", "주문가능총액", default=None)
    collateral: Won | None = field("dnca_sbst", "예수금대용", default=None)
    securities_collateral: Won | None = field("scts_sbst_amt", "유가증권대용금액", default=None)
    foreign_value: Decimal | None = field("frcr_evlu_amt", "외화평가금액", default=None)
    """In won; what was converted may have decimals."""
    collateral_margin: Won | None = field("brkg_mgna_sbst", "위탁증거금대용", default=None)
    releasable_collateral: Won | None = field("sbst_rlse_psbl_amt", "대용해제가능금액", default=None)
    maintenance_rate: Percent | None = field("mtnc_rt", "유지비율", default=None)
    additional_margin: Won | None = field("add_mgna_tota", "추가증거금총액", default=None)
    additional_cash_margin: Won | None = field("add_mgna_cash", "추가증거금현금", default=None)
    receivable: Won | None = field("rcva", "미수금", default=None)
    futures_realized_profit: Won | None = field("futr_trad_pfls", "선물매매손익", default=None)
    options_realized_profit: Won | None = field("opt_trad_pfls_amt", "옵션매매손익금액", default=None)
    realized_profit: Won | None = field("trad_pfls_smtl", "매매손익합계", default=None)
    futures_profit: Won | None = field("futr_evlu_pfls_amt", "선물평가손익금액", default=None)
    options_profit: Won | None = field("opt_evlu_pfls_amt", "옵션평가손익금액", default=None)
    profit: Won | None = field("evlu_pfls_smtl", "평가손익합계", default=None)
    variation: Won | None = field("excc_dfpa", "정산차금", default=None)
    """The day's variation margin of futures."""
    option_premium: Won | None = field("opt_dfpa", "옵션차금", default=None)
    fee: Won | None = field("brkg_fee", "위탁수수료", default=None)
    cash_d1: Won | None = field("nxdy_dnca", "익일예수금", default=None)
    estimated_assets: Won | None = field("prsm_dpast_amt", "추정예탁자산금액", default=None)
    kept_cash: Won | None = field("cash_mntn_amt", "현금유지금액", default=None)
    accident_transfer: Won | None = field("hack_acdt_acnt_move_amt", "해킹사고계좌이전금액", default=None)


@message
class SettledPosition:
    """정산한 계약 한 줄 (선물옵션 잔고정산손익내역 output1)."""

    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    trade_kind: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    """매수 for long, 매도 for short."""
    quantity_yesterday: Contracts | None = field("bfdy_cblc_qty", "전일잔고수량", default=None)
    opened: Contracts | None = field("new_qty", "신규수량", default=None)
    closed: Contracts | None = field("mnpl_rpch_qty", "전매환매수량", default=None)
    quantity: Contracts = field("cblc_qty", "잔고수량")
    amount: Won | None = field("cblc_amt", "잔고금액", default=None)
    realized_profit: Won | None = field("trad_pfls_amt", "매매손익금액", default=None)
    value: Won | None = field("evlu_amt", "평가금액", default=None)
    profit: Won | None = field("evlu_pfls_amt", "평가손익금액", default=None)


@message
class SettledFunds:
    """정산 현황 (선물옵션 잔고정산손익내역 output2)."""

    cash_d1: Won | None = field("nxdy_dnca", "익일예수금", default=None)
    maintenance_cash_margin: Won | None = field("mmga_cash", "유지증거금현금", default=None)
    cash_margin: Won | None = field("brkg_mgna_cash", "위탁증거금현금", default=None)
    options_bought: Won | None = field("opt_buy_chgs", "옵션매수대금", default=None)
    options_closing_value: Won | None = field("opt_lqd_evlu_amt", "옵션청산평가금액", default=None)
    collateral: Won | None = field("dnca_sbst", "예수금대용", default=None)
    maintenance_margin: Won | None = field("mmga_tota", "유지증거금총액", default=None)
    margin: Won | None = field("brkg_mgna_tota", "위탁증거금총액", default=None)
    options_sold: Won | None = field("opt_sll_chgs", "옵션매도대금", default=None)
    fee: Won | None = field("fee", "수수료", default=None)
    intraday_variation: Won | None = field("thdt_dfpa", "당일차금", default=None)
    carried_variation: Won | None = field("rnwl_dfpa", "갱신차금", default=None)
    cash: Won | None = field("dnca_cash", "예수금현금", default=None)


@message
class Settlement:
    """선물옵션 잔고정산손익내역 응답."""

    positions: tuple[SettledPosition, ...] = block("output1", "정산한 계약", needs="pdno")
    funds: SettledFunds | None = block("output2", "정산 현황")
