"""Reservation orders as KIS lists them: answer of 해외주식 예약주문조회."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Side
from kis.units import Amount, Units
from kis.wire import field, message


@message
class Reservation:
    """예약주문 한 줄 (해외주식 예약주문조회 output)."""

    cancelled: bool | None = field("cncl_yn", "취소여부", default=None)
    date: dt.date | None = field("rsvn_ord_rcit_dt", "예약주문접수일자", default=None)
    """When it was accepted."""
    number: str = field("ovrs_rsvn_odno", "해외예약주문번호")
    """Of the reservation."""
    order_date: dt.date | None = field("ord_dt", "주문일자", default=None)
    """When it became an order."""
    branch: str | None = field("ord_gno_brno", "주문채번지점번호", default=None)
    order_number: str | None = field("odno", "주문번호", default=None)
    """Of the order it became."""
    side: Side | None = field("sll_buy_dvsn_cd", "매도매수구분코드", default=None)
    side_name: str | None = field("sll_buy_dvsn_cd_name", "매도매수구분명", default=None)
    state: str | None = field("ovrs_rsvn_ord_stat_cd", "해외예약주문상태코드", default=None)
    state_name: str | None = field("ovrs_rsvn_ord_stat_cd_name", "해외예약주문상태코드명", default=None)
    symbol: str = field("pdno", "상품번호")
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    name: str | None = field("prdt_name", "상품명", default=None)
    time: dt.time | None = field("ord_rcit_tmd", "주문접수시각", default=None)
    sent_at: dt.time | None = field("ord_fwdg_tmd", "주문전송시각", default=None)
    kind_name: str | None = field("tr_dvsn_name", "거래구분명", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    clerk: str | None = field("ord_stfno", "주문직원번호", default=None)
    quantity: Units | None = field("ft_ord_qty", "FT주문수량", default=None)
    price: Amount | None = field("ft_ord_unpr3", "FT주문단가3", default=None)
    filled: Units | None = field("ft_ccld_qty", "FT체결수량", default=None)
    average_price: Amount | None = field("ft_ccld_unpr3", "FT체결단가3", default=None)
    """In KIS's published answer only."""
    unprocessed_reason: str | None = field("nprc_rson_text", "미처리사유내용", default=None)
    split_name: str | None = field("splt_buy_attr_name", "분할매수속성명", default=None)
