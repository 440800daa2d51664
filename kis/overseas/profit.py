"""What an account earned and traded over a period: answers of 해외주식 기간손익 and 일별거래내역."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Side
from kis.units import Amount, Percent, Units
from kis.wire import block, field, message


@message
class RealizedProfit:
    """매도 한 줄 (해외주식 기간손익 Output1)."""

    date: dt.date | None = field("trad_day", "매매일", default=None)
    symbol: str = field("ovrs_pdno", "해외상품번호")
    name: str | None = field("ovrs_item_name", "해외종목명", default=None)
    quantity: Units | None = field("slcl_qty", "매도청산수량", default=None)
    """Sold."""
    average_price: Amount | None = field("pchs_avg_pric", "매입평균가격", default=None)
    """At which it had been bought."""
    cost: Amount | None = field("frcr_pchs_amt1", "외화매입금액1", default=None)
    price: Amount | None = field("avg_sll_unpr", "평균매도단가", default=None)
    """At which it was sold, on average."""
    value: Amount | None = field("frcr_sll_amt_smtl1", "외화매도금액합계1", default=None)
    costs: Amount | None = field("stck_sll_tlex", "주식매도제비용", default=None)
    profit: Amount | None = field("ovrs_rlzt_pfls_amt", "해외실현손익금액", default=None)
    profit_rate: Percent | None = field("pftrt", "수익률", default=None)
    exchange_rate: Decimal | None = field("exrt", "환율", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    first_exchange_rate: Decimal | None = field("frst_bltn_exrt", "최초고시환율", default=None)


@message
class ProfitTotals:
    """합계 (해외주식 기간손익 Output2)."""

    sold: Amount | None = field("stck_sll_amt_smtl", "주식매도금액합계", default=None)
    bought: Amount | None = field("stck_buy_amt_smtl", "주식매수금액합계", default=None)
    fee: Amount | None = field("smtl_fee1", "합계수수료1", default=None)
    settled: Amount | None = field("excc_dfrm_amt", "정산지급금액", default=None)
    profit: Amount | None = field("ovrs_rlzt_pfls_tot_amt", "해외실현손익총금액", default=None)
    profit_rate: Percent | None = field("tot_pftrt", "총수익률", default=None)
    date: dt.date | None = field("bass_dt", "기준일자", default=None)
    exchange_rate: Decimal | None = field("exrt", "환율", default=None)


@message
class Transaction:
    """거래 한 줄 (해외주식 일별거래내역 output1)."""

    date: dt.date | None = field("trad_dt", "매매일자", default=None)
    settlement_date: dt.date | None = field("sttl_dt", "결제일자", default=None)
    side: Side | None = field("sll_buy_dvsn_cd", "매도매수구분코드", default=None)
    side_name: str | None = field("sll_buy_dvsn_name", "매도매수구분명", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("ovrs_item_name", "해외종목명", default=None)
    quantity: Units | None = field("ccld_qty", "체결수량", default=None)
    fractional_quantity: Units | None = field("amt_unit_ccld_qty", "금액단위체결수량", default=None)
    """Where the order named an amount of money."""
    price: Amount | None = field("ft_ccld_unpr2", "FT체결단가2", default=None)
    stock_price: Amount | None = field("ovrs_stck_ccld_unpr", "해외주식체결단가", default=None)
    value: Amount | None = field("tr_frcr_amt2", "거래외화금액2", default=None)
    value_in_won: Amount | None = field("tr_amt", "거래금액", default=None)
    settled: Amount | None = field("frcr_excc_amt_1", "외화정산금액1", default=None)
    settled_in_won: Amount | None = field("wcrc_excc_amt", "원화정산금액", default=None)
    fee: Amount | None = field("dmst_frcr_fee1", "국내외화수수료1", default=None)
    foreign_fee: Amount | None = field("frcr_fee1", "외화수수료1", default=None)
    fee_in_won: Amount | None = field("dmst_wcrc_fee", "국내원화수수료", default=None)
    foreign_fee_in_won: Amount | None = field("ovrs_wcrc_fee", "해외원화수수료", default=None)
    currency: str | None = field("crcy_cd", "통화코드", default=None)
    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    exchange_rate: Decimal | None = field("erlm_exrt", "등록환율", default=None)
    loan_code: str | None = field("loan_dvsn_cd", "대출구분코드", default=None)
    loan_name: str | None = field("loan_dvsn_name", "대출구분명", default=None)


@message
class TransactionTotals:
    """합계 (해외주식 일별거래내역 output2)."""

    bought: Amount | None = field("frcr_buy_amt_smtl", "외화매수금액합계", default=None)
    sold: Amount | None = field("frcr_sll_amt_smtl", "외화매도금액합계", default=None)
    fee: Amount | None = field("dmst_fee_smtl", "국내수수료합계", default=None)
    foreign_fee: Amount | None = field("ovrs_fee_smtl", "해외수수료합계", default=None)


@message
class PeriodProfit:
    """해외주식 기간손익 응답. Amounts are in won or in the currency of the exchange, as the query says."""

    sells: tuple[RealizedProfit, ...] = block("Output1", "매도", needs="ovrs_pdno")
    totals: ProfitTotals | None = block("Output2", "합계")


@message
class Transactions:
    """해외주식 일별거래내역 응답."""

    rows: tuple[Transaction, ...] = block("output1", "거래", needs="pdno")
    totals: TransactionTotals | None = block("output2", "합계")
