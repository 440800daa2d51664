"""What an account holds abroad: answer of 해외주식 잔고."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kis.overseas.codes import Exchange
from kis.units import Amount, Percent, Units
from kis.wire import block, field, message


@message
class Position:
    """보유종목 한 줄 (해외주식 잔고 output1), in the currency of the row."""

    account_number: str | None = field("cano", "종합계좌번호", default=None, private=True)
    account_product: str | None = field("acnt_prdt_cd", "계좌상품코드", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    symbol: str = field("ovrs_pdno", "해외상품번호")
    name: str | None = field("ovrs_item_name", "해외종목명", default=None)
    profit: Amount | None = field("frcr_evlu_pfls_amt", "외화평가손익금액", default=None)
    profit_rate: Percent | None = field("evlu_pfls_rt", "평가손익율", default=None)
    average_price: Amount | None = field("pchs_avg_pric", "매입평균가격", default=None)
    quantity: Units = field("ovrs_cblc_qty", "해외잔고수량")
    sellable: Units | None = field("ord_psbl_qty", "주문가능수량", default=None)
    cost: Amount | None = field("frcr_pchs_amt1", "외화매입금액1", default=None)
    value: Amount | None = field("ovrs_stck_evlu_amt", "해외주식평가금액", default=None)
    price: Amount | None = field("now_pric2", "현재가격2", default=None)
    currency: str | None = field("tr_crcy_cd", "거래통화코드", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    loan_type: str | None = field("loan_type_cd", "대출유형코드", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    expiry_date: dt.date | None = field("expd_dt", "만기일자", default=None)

    @property
    def exchange(self) -> Exchange | None:
        """The exchange of the stock, None where KIS names none or one unknown here."""
        return Exchange.of(self.exchange_code or "")


@message
class BalanceTotals:
    """합계 (해외주식 잔고 output2), in the currency asked for."""

    cost: Amount | None = field("frcr_pchs_amt1", "외화매입금액1", default=None)
    realized_profit: Amount | None = field("ovrs_rlzt_pfls_amt", "해외실현손익금액", default=None)
    total_profit: Amount | None = field("ovrs_tot_pfls", "해외총손익", default=None)
    realized_rate: Percent | None = field("rlzt_erng_rt", "실현수익율", default=None)
    profit: Amount | None = field("tot_evlu_pfls_amt", "총평가손익금액", default=None)
    """KIS's published example holds the value of the positions here."""
    profit_rate: Percent | None = field("tot_pftrt", "총수익률", default=None)
    bought: Amount | None = field("frcr_buy_amt_smtl1", "외화매수금액합계1", default=None)
    realized_profit_2: Amount | None = field("ovrs_rlzt_pfls_amt2", "해외실현손익금액2", default=None)
    bought_2: Amount | None = field("frcr_buy_amt_smtl2", "외화매수금액합계2", default=None)


@message
class Balance:
    """해외주식 잔고 응답: one exchange, or the whole US for NASDAQ on a real account; no mini-stock (미니스탁)."""

    positions: tuple[Position, ...] = block("output1", "보유종목", needs="ovrs_pdno")
    totals: BalanceTotals | None = block("output2", "합계")

    @property
    def held(self) -> tuple[Position, ...]:
        """The rows with shares in them."""
        return tuple(row for row in self.positions if row.quantity > 0)


def distinct(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Leave out a position that was answered before, under another exchange."""
    return tuple({row.symbol: row for row in reversed(tuple(positions))}.values())[::-1]
