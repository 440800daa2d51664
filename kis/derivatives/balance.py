"""What a derivatives account holds and can order: answers of 선물옵션 잔고현황 and its relatives, 주문가능."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.codes import Side
from kis.units import Contracts, Percent, Won
from kis.wire import block, field, message

_SIDES = {"매수": Side.BUY, "BUY": Side.BUY, "매도": Side.SELL, "SLL": Side.SELL, "SELL": Side.SELL}


@message
class Position:
    """보유 계약 한 줄 (선물옵션 잔고현황 output1)."""

    account_number: str | None = field("cano", "종합계좌번호", default=None, private=True)
    account_product: str | None = field("acnt_prdt_cd", "계좌상품코드", default=None)
    standard_code: str | None = field("pdno", "상품번호", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    symbol: str = field("shtn_pdno", "단축상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    side_name: str | None = field("sll_buy_dvsn_name", "매도매수구분명", default=None)
    """매수 or BUY for long, 매도 or SLL for short; blank once the position was closed today."""
    quantity: Contracts = field("cblc_qty", "잔고수량")
    settlement_price: Decimal | None = field("excc_unpr", "정산단가", default=None)
    average_price: Decimal | None = field("ccld_avg_unpr1", "체결평균단가1", default=None)
    price: Decimal | None = field("idx_clpr", "지수종가", default=None)
    cost: Won | None = field("pchs_amt", "매입금액", default=None)
    """Price times quantity times multiplier; for futures no money that was paid."""
    value: Won | None = field("evlu_amt", "평가금액", default=None)
    profit: Won | None = field("evlu_pfls_amt", "평가손익금액", default=None)
    realized_profit: Won | None = field("trad_pfls_amt", "매매손익금액", default=None)
    closable: Contracts | None = field("lqd_psbl_qty", "청산가능수량", default=None)

    @property
    def side(self) -> Side | None:
        """BUY for a long position, SELL for a short one, None for one that was closed."""
        return _SIDES.get((self.side_name or "").strip())


@message
class NightPosition(Position):
    """보유 계약 한 줄 ((야간)선물옵션 잔고현황 output1)."""

    side_code: Side | None = field("sll_buy_dvsn_cd", "매도매수구분코드", default=None)
    trade_kind: str | None = field("trad_dvsn_name", "매매구분명", default=None)

    @property
    def side(self) -> Side | None:
        """BUY for a long position, SELL for a short one."""
        return self.side_code or super().side


@message
class ValuedPosition(Position):
    """보유 계약 한 줄 (선물옵션 잔고평가손익내역 output1)."""

    quantity: Contracts = field("cblc_qty1", "잔고수량1")


@message
class Funds:
    """계좌 현황, what the balances of day and night share (output2). All in won."""

    cash: Won = field("dnca_cash", "예수금현금")
    foreign_cash: Decimal | None = field("frcr_dncl_amt", "외화예수금액", default=None)
    collateral: Won | None = field("dnca_sbst", "예수금대용", default=None)
    deposit: Won | None = field("tot_dncl_amt", "총예수금액", default=None)
    """Cash and collateral."""
    cash_margin: Won | None = field("cash_mgna", "현금증거금", default=None)
    collateral_margin: Won | None = field("sbst_mgna", "대용증거금", default=None)
    margin: Won | None = field("mgna_tota", "증거금총액", default=None)
    option_premium: Won | None = field("opt_dfpa", "옵션차금", default=None)
    """Premiums received less paid today."""
    intraday_variation: Won | None = field("thdt_dfpa", "당일차금", default=None)
    """Futures traded today, against today's settlement price."""
    carried_variation: Won | None = field("rnwl_dfpa", "갱신차금", default=None)
    """Futures carried over, today's settlement price against yesterday's."""
    fee: Won | None = field("fee", "수수료", default=None)
    cash_d1: Won | None = field("nxdy_dnca", "익일예수금", default=None)
    deposit_d1: Won | None = field("nxdy_dncl_amt", "익일예수금액", default=None)
    estimated_assets: Won | None = field("prsm_dpast", "추정예탁자산", default=None)
    proper_orderable_cash: Won | None = field("pprt_ord_psbl_cash", "적정주문가능현금", default=None)
    additional_cash_margin: Won | None = field("add_mgna_cash", "추가증거금현금", default=None)
    additional_margin: Won | None = field("add_mgna_tota", "추가증거금총액", default=None)
    """A margin call, when it is not 0."""
    futures_realized_profit: Won | None = field("futr_trad_pfls_amt", "선물매매손익금액", default=None)
    options_realized_profit: Won | None = field("opt_trad_pfls_amt", "옵션매매손익금액", default=None)
    futures_profit: Won | None = field("futr_evlu_pfls_amt", "선물평가손익금액", default=None)
    options_profit: Won | None = field("opt_evlu_pfls_amt", "옵션평가손익금액", default=None)
    realized_profit: Won | None = field("trad_pfls_amt_smtl", "매매손익금액합계", default=None)
    profit: Won | None = field("evlu_pfls_amt_smtl", "평가손익금액합계", default=None)
    withdrawable: Won | None = field("wdrw_psbl_tot_amt", "인출가능총금액", default=None)
    orderable_cash: Won | None = field("ord_psbl_cash", "주문가능현금", default=None)
    orderable_collateral: Won | None = field("ord_psbl_sbst", "주문가능대용", default=None)
    orderable: Won | None = field("ord_psbl_tota", "주문가능총액", default=None)


@message
class ValuationFunds(Funds):
    """계좌 현황 (선물옵션 잔고평가손익내역 output2)."""

    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    estimated_assets_amount: Won | None = field("prsm_dpast_amt", "추정예탁자산금액", default=None)


@message
class DayFunds(ValuationFunds):
    """계좌 현황 (선물옵션 잔고현황 output2)."""

    cost: Won | None = field("pchs_amt_smtl", "매입금액합계", default=None)
    value: Won | None = field("evlu_amt_smtl", "평가금액합계", default=None)


@message
class NightFunds(Funds):
    """계좌 현황 ((야간)선물옵션 잔고현황 output2)."""

    maintenance_margin: Won | None = field("mmga_tot_amt", "유지증거금총금액", default=None)
    maintenance_cash_margin: Won | None = field("mmga_cash_amt", "유지증거금현금금액", default=None)
    maintenance_rate: Percent | None = field("mtnc_rt", "유지비율", default=None)
    shortage: Won | None = field("isfc_amt", "부족금액", default=None)
    cost: Won | None = field("pchs_amt_smtl", "매입금액합계", default=None)
    value: Won | None = field("evlu_amt_smtl", "평가금액합계", default=None)


@message
class Balance:
    """선물옵션 잔고현황 응답. KIS has published the positions by column too; both forms are read."""

    positions: tuple[Position, ...] = block("output1", "보유 계약", needs="shtn_pdno")
    funds: DayFunds = block("output2", "계좌 현황")


@message
class NightBalance:
    """(야간)선물옵션 잔고현황 응답."""

    positions: tuple[NightPosition, ...] = block("output1", "보유 계약", needs="shtn_pdno")
    funds: NightFunds = block("output2", "계좌 현황")


@message
class ValuationBalance:
    """선물옵션 잔고평가손익내역 응답."""

    positions: tuple[ValuedPosition, ...] = block("output1", "보유 계약", needs="shtn_pdno")
    funds: ValuationFunds = block("output2", "계좌 현황")


@message
class Orderable:
    """선물옵션 주문가능 응답 (output), in contracts."""

    total: Contracts = field("tot_psbl_qty", "총가능수량")
    closable: Contracts | None = field("lqd_psbl_qty1", "청산가능수량1", default=None)
    quantity: Contracts | None = field("ord_psbl_qty", "주문가능수량", default=None)
    """New contracts that the margin allows."""
    reference_price: Decimal | None = field("bass_idx", "기준지수", default=None)


@message
class NightOrderable:
    """(야간)선물옵션 주문가능 조회 응답 (output). The portal lists two spellings of two numbers; KIS sends one."""

    total: Contracts = field("max_ord_psbl_qty", "최대주문가능수량", aliases=("tot_psbl_qty",))
    closable: Contracts | None = field("lqd_psbl_qty", "청산가능수량", aliases=("lqd_psbl_qty_1",), default=None)
    quantity: Contracts | None = field("ord_psbl_qty", "주문가능수량", default=None)
    reference_price: Decimal | None = field("bass_idx", "기준지수", default=None)
