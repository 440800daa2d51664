"""What an account holds by settled trades: answer of 해외주식 결제기준잔고."""

from __future__ import annotations

from decimal import Decimal

from kis.units import Amount, Percent, Units
from kis.wire import block, field, message


@message
class SettledPosition:
    """보유종목 한 줄 (결제기준잔고 output1)."""

    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    quantity: Units = field("cblc_qty13", "잔고수량13")
    sellable: Units | None = field("ord_psbl_qty1", "주문가능수량1", default=None)
    average_price: Amount | None = field("avg_unpr3", "평균단가3", default=None)
    price: Amount | None = field("ovrs_now_pric1", "해외현재가격1", default=None)
    cost: Amount | None = field("frcr_pchs_amt", "외화매입금액", default=None)
    value: Amount | None = field("frcr_evlu_amt2", "외화평가금액2", default=None)
    profit: Amount | None = field("evlu_pfls_amt2", "평가손익금액2", default=None)
    exchange_rate: Decimal | None = field("bass_exrt", "기준환율", default=None)
    updated_at: str | None = field("oprt_dtl_dtime", "조작상세일시", default=None)
    currency: str | None = field("buy_crcy_cd", "매수통화코드", default=None)
    sold_today: Units | None = field("thdt_sll_ccld_qty1", "당일매도체결수량1", default=None)
    bought_today: Units | None = field("thdt_buy_ccld_qty1", "당일매수체결수량1", default=None)
    profit_rate: Percent | None = field("evlu_pfls_rt1", "평가손익율1", default=None)
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    country_name: str | None = field("natn_kor_name", "국가한글명", default=None)
    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    pledged: Units | None = field("mgge_qty", "담보수량", default=None)
    loan: Amount | None = field("loan_rmnd", "대출잔액", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    kind_name: str | None = field("scts_dvsn_name", "유가증권구분명", default=None)
    lent: Units | None = field("ldng_cblc_qty", "대여잔고수량", default=None)


@message
class SettledCurrency:
    """통화별 잔고 (결제기준잔고 output2)."""

    currency: str = field("crcy_cd", "통화코드")
    currency_name: str | None = field("crcy_cd_name", "통화코드명", default=None)
    deposit: Amount | None = field("frcr_dncl_amt_2", "외화예수금액2", default=None)
    exchange_rate: Decimal | None = field("frst_bltn_exrt", "최초고시환율", default=None)
    value: Amount | None = field("frcr_evlu_amt2", "외화평가금액2", default=None)


@message
class SettledTotals:
    """계좌 합계 (결제기준잔고 output3), in won."""

    cost: Amount | None = field("pchs_amt_smtl_amt", "매입금액합계금액", default=None)
    profit: Amount | None = field("tot_evlu_pfls_amt", "총평가손익금액", default=None)
    earning_rate: Percent | None = field("evlu_erng_rt1", "평가수익율1", default=None)
    deposit: Amount | None = field("tot_dncl_amt", "총예수금액", default=None)
    value: Amount | None = field("wcrc_evlu_amt_smtl", "원화평가금액합계", default=None)
    total_assets: Amount | None = field("tot_asst_amt2", "총자산금액2", default=None)
    foreign_value: Amount | None = field("frcr_cblc_wcrc_evlu_amt_smtl", "외화잔고원화평가금액합계", default=None)
    loan: Amount | None = field("tot_loan_amt", "총대출금액", default=None)
    lent_value: Amount | None = field("tot_ldng_evlu_amt", "총대여평가금액", default=None)


@message
class SettledBalance:
    """해외주식 결제기준잔고 응답."""

    positions: tuple[SettledPosition, ...] = block("output1", "보유종목", needs="pdno")
    currencies: tuple[SettledCurrency, ...] = block("output2", "통화별 잔고", needs="crcy_cd")
    totals: SettledTotals | None = block("output3", "계좌 합계")
