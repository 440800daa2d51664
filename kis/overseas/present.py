"""What an account holds with the trades of today counted in: answer of 해외주식 체결기준현재잔고.

Prices and amounts are in won or in the currency of the row, as the query says (`Shown`).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.overseas.codes import Exchange
from kis.units import Amount, Percent, Units
from kis.wire import block, field, message


@message
class PresentPosition:
    """보유종목 한 줄 (체결기준현재잔고 output1). Mini-stock (미니스탁) rows hold fractions of a share."""

    name: str | None = field("prdt_name", "상품명", default=None)
    settled: Units | None = field("cblc_qty13", "잔고수량13", default=None)
    """What the account holds before the trades of today."""
    bought_today: Units | None = field("thdt_buy_ccld_qty1", "당일매수체결수량1", default=None)
    sold_today: Units | None = field("thdt_sll_ccld_qty1", "당일매도체결수량1", default=None)
    quantity: Units = field("ccld_qty_smtl1", "체결수량합계1")
    sellable: Units | None = field("ord_psbl_qty1", "주문가능수량1", default=None)
    cost: Amount | None = field("frcr_pchs_amt", "외화매입금액", default=None)
    value: Amount | None = field("frcr_evlu_amt2", "외화평가금액2", default=None)
    profit: Amount | None = field("evlu_pfls_amt2", "평가손익금액2", default=None)
    profit_rate: Percent | None = field("evlu_pfls_rt1", "평가손익율1", default=None)
    symbol: str = field("pdno", "상품번호")
    exchange_rate: Decimal | None = field("bass_exrt", "기준환율", default=None)
    """Amount for one unit of the currency, for 100 yen and 100 dong."""
    currency: str | None = field("buy_crcy_cd", "매수통화코드", default=None)
    price: Amount | None = field("ovrs_now_pric1", "해외현재가격1", default=None)
    average_price: Amount | None = field("avg_unpr3", "평균단가3", default=None)
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    country_name: str | None = field("natn_kor_name", "국가한글명", default=None)
    cost_in_won: Amount | None = field("pchs_rmnd_wcrc_amt", "매입잔액원화금액", default=None)
    bought_today_value: Amount | None = field("thdt_buy_ccld_frcr_amt", "당일매수체결외화금액", default=None)
    sold_today_value: Amount | None = field("thdt_sll_ccld_frcr_amt", "당일매도체결외화금액", default=None)
    unit: Decimal | None = field("unit_amt", "단위금액", default=None)
    """Units of the currency behind the exchange rate."""
    isin: str | None = field("std_pdno", "표준상품번호", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    kind_name: str | None = field("scts_dvsn_name", "유가증권구분명", default=None)
    loan: Amount | None = field("loan_rmnd", "대출잔액", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    loan_expiry_date: dt.date | None = field("loan_expd_dt", "대출만기일자", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    quote_code: str | None = field("item_lnkg_excg_cd", "종목연동거래소코드", default=None)

    @property
    def exchange(self) -> Exchange | None:
        """The exchange of the stock, None where KIS names none or one unknown here."""
        return Exchange.of(self.exchange_code or "")


@message
class CurrencyBalance:
    """통화별 잔고 (체결기준현재잔고 output2)."""

    currency: str = field("crcy_cd", "통화코드")
    currency_name: str | None = field("crcy_cd_name", "통화코드명", default=None)
    bought: Amount | None = field("frcr_buy_amt_smtl", "외화매수금액합계", default=None)
    """Today."""
    sold: Amount | None = field("frcr_sll_amt_smtl", "외화매도금액합계", default=None)
    deposit: Amount | None = field("frcr_dncl_amt_2", "외화예수금액2", default=None)
    exchange_rate: Decimal | None = field("frst_bltn_exrt", "최초고시환율", default=None)
    buying_margin: Amount | None = field("frcr_buy_mgn_amt", "외화매수증거금액", default=None)
    other_margin: Amount | None = field("frcr_etc_mgna", "외화기타증거금", default=None)
    withdrawable: Amount | None = field("frcr_drwg_psbl_amt_1", "외화출금가능금액1", default=None)
    withdrawable_in_won: Amount | None = field("frcr_evlu_amt2", "출금가능원화금액", default=None)
    kept_abroad: bool | None = field("acpl_cstd_crcy_yn", "현지보관통화여부", default=None)
    withdrawable_d1: Amount | None = field("nxdy_frcr_drwg_psbl_amt", "익일외화출금가능금액", default=None)


@message
class PresentTotals:
    """계좌 합계 (체결기준현재잔고 output3), in won."""

    cost: Amount | None = field("pchs_amt_smtl", "매입금액합계", default=None)
    value: Amount | None = field("evlu_amt_smtl", "평가금액합계", default=None)
    profit: Amount | None = field("evlu_pfls_amt_smtl", "평가손익금액합계", default=None)
    deposit: Amount | None = field("dncl_amt", "예수금액", default=None)
    cma_value: Amount | None = field("cma_evlu_amt", "CMA평가금액", default=None)
    total_deposit: Amount | None = field("tot_dncl_amt", "총예수금액", default=None)
    other_margin: Amount | None = field("etc_mgna", "기타증거금", default=None)
    withdrawable: Amount | None = field("wdrw_psbl_tot_amt", "인출가능총금액", default=None)
    foreign_value: Amount | None = field("frcr_evlu_tota", "외화평가총액", default=None)
    earning_rate: Percent | None = field("evlu_erng_rt1", "평가수익율1", default=None)
    total_cost: Amount | None = field("pchs_amt_smtl_amt", "매입금액합계금액", default=None)
    total_value: Amount | None = field("evlu_amt_smtl_amt", "평가금액합계금액", default=None)
    total_profit: Amount | None = field("tot_evlu_pfls_amt", "총평가손익금액", default=None)
    total_assets: Amount | None = field("tot_asst_amt", "총자산금액", default=None)
    buying_margin: Amount | None = field("buy_mgn_amt", "매수증거금액", default=None)
    margin: Amount | None = field("mgna_tota", "증거금총액", default=None)
    usable_foreign: Amount | None = field("frcr_use_psbl_amt", "외화사용가능금액", default=None)
    unsettled_sold: Amount | None = field("ustl_sll_amt_smtl", "미결제매도금액합계", default=None)
    unsettled_bought: Amount | None = field("ustl_buy_amt_smtl", "미결제매수금액합계", default=None)
    foreign_balance: Amount | None = field("tot_frcr_cblc_smtl", "총외화잔고합계", default=None)
    loan: Amount | None = field("tot_loan_amt", "총대출금액", default=None)


@message
class PresentBalance:
    """해외주식 체결기준현재잔고 응답. Paper has been seen to fill the totals alone."""

    positions: tuple[PresentPosition, ...] = block("output1", "보유종목", needs="pdno")
    currencies: tuple[CurrencyBalance, ...] = block("output2", "통화별 잔고", needs="crcy_cd")
    totals: PresentTotals | None = block("output3", "계좌 합계")
