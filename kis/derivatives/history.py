"""Orders and fills as KIS lists them: answers of 선물옵션 주문체결내역조회, by day and night, and 기준일체결내역."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.derivatives.codes import PriceType
from kis.domestic.codes import Side
from kis.domestic.orders import OrderKey, bare_number
from kis.units import Contracts, Won
from kis.wire import block, field, message


@message
class OrderRow:
    """주문 한 줄, what the lists of day and night share.

    An amendment or cancellation is a row of its own, so the rows of one chain must not be added up blindly.
    """

    branch: str = field("ord_gno_brno", "주문채번지점번호", default="")
    account_number: str | None = field("cano", "종합계좌번호", default=None, private=True)
    account_name: str | None = field("csac_name", "종합계좌명", default=None, private=True)
    account_product: str | None = field("acnt_prdt_cd", "계좌상품코드", default=None)
    date: dt.date = field("ord_dt", "주문일자")
    number: str = field("odno", "주문번호")
    original_number: str | None = field("orgn_odno", "원주문번호", default=None)
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    trade_kind: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    """Also tells what became of the row, such as CANCEL CONFIRM."""
    price_type_name: str | None = field("nmpr_type_name", "호가유형명", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    quantity: Contracts = field("ord_qty", "주문수량")
    price: Decimal | None = field("ord_idx", "주문지수", default=None)
    remaining: Contracts | None = field("qty", "잔량", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    filled: Contracts = field("tot_ccld_qty", "총체결수량")
    average_price: Decimal | None = field("avg_idx", "평균지수", default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    """Price times quantity times multiplier."""
    rejected: Contracts | None = field("rjct_qty", "거부수량", default=None)
    reject_code: str | None = field("ingr_trad_rjct_rson_cd", "장내매매거부사유코드", default=None)
    reject_reason: str | None = field("ingr_trad_rjct_rson_name", "장내매매거부사유명", default=None)
    clerk: str | None = field("ord_stfno", "주문직원번호", default=None)
    spread: bool | None = field("sprd_item_yn", "스프레드종목여부", default=None)
    ip_address: str | None = field("ord_ip_addr", "주문IP주소", default=None, private=True)

    @property
    def key(self) -> OrderKey:
        """The order's identity."""
        return OrderKey(self.date, self.branch, self.number)

    @property
    def original(self) -> str | None:
        """The bare number of the order that this one amends or cancels, None for an order of its own."""
        return bare_number(self.original_number or "") or None

    @property
    def is_open(self) -> bool:
        """Whether some of the order still waits."""
        return bool(self.remaining)


@message
class Order(OrderRow):
    """주문 한 줄 (선물옵션 주문체결내역조회 output1)."""

    price_type: PriceType | None = field("nmpr_type_cd", "호가유형코드", default=None)


@message
class NightOrder(OrderRow):
    """주문 한 줄 ((야간)선물옵션 주문체결 내역조회 output1)."""

    price: Decimal | None = field("ord_idx4", "주문지수", default=None)


@message
class OrderTotals:
    """합계 (선물옵션 주문체결내역조회 output2)."""

    quantity: Contracts | None = field("tot_ord_qty", "총주문수량", default=None)
    filled_value: Won | None = field("tot_ccld_amt_smtl", "총체결금액합계", default=None)
    filled: Contracts | None = field("tot_ccld_qty_smtl", "총체결수량합계", default=None)
    fee: Won | None = field("fee_smtl", "수수료합계", default=None)
    telephone: str | None = field("ctac_tlno", "연락전화번호", default=None, private=True)


@message
class NightOrderTotals:
    """합계 ((야간)선물옵션 주문체결 내역조회 output2). The portal lists two spellings of two sums; KIS sends one."""

    quantity: Contracts | None = field("tot_ord_qty", "총주문수량", default=None)
    filled: Contracts | None = field("tot_ccld_qty", "총체결수량", aliases=("tot_ccld_qty_SMTL",), default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", aliases=("tot_ccld_amt_SMTL",), default=None)
    fee: Won | None = field("fee", "수수료", default=None)
    telephone: str | None = field("ctac_tlno", "연락전화번호", default=None, private=True)


@message
class OrderHistory:
    """선물옵션 주문체결내역조회 응답."""

    orders: tuple[Order, ...] = block("output1", "주문", needs="odno")
    totals: OrderTotals | None = block("output2", "합계")


@message
class NightOrderHistory:
    """(야간)선물옵션 주문체결 내역조회 응답."""

    orders: tuple[NightOrder, ...] = block("output1", "주문", needs="odno")
    totals: NightOrderTotals | None = block("output2", "합계")


@message
class Fill:
    """체결 한 줄 (선물옵션 기준일체결내역 output1)."""

    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    number: str = field("odno", "주문번호")
    trade_kind: str | None = field("tr_type_name", "거래유형명", default=None)
    """Product and side in words, such as 지수선물매수."""
    settlement_date: dt.date | None = field("last_sttldt", "최종결제일", default=None)
    price: Decimal = field("ccld_idx", "체결지수")
    quantity: Contracts = field("ccld_qty", "체결량")
    value: Won | None = field("trad_amt", "매매금액", default=None)
    fee: Won | None = field("fee", "수수료", default=None)
    time: dt.time | None = field("ccld_btwn", "체결시간", default=None)
    """KST."""


@message
class FillTotals:
    """합계 (선물옵션 기준일체결내역 output2)."""

    quantity: Contracts | None = field("tot_ccld_qty_smtl", "총체결수량합계", default=None)
    value: Won | None = field("tot_ccld_amt_smtl", "총체결금액합계", default=None)
    adjusted_fee: Won | None = field("fee_adjt", "수수료조정", default=None)
    fee: Won | None = field("fee_smtl", "수수료합계", default=None)


@message
class FillHistory:
    """선물옵션 기준일체결내역 응답."""

    fills: tuple[Fill, ...] = block("output1", "체결", needs="odno")
    totals: FillTotals | None = block("output2", "합계")
