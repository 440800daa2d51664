"""Orders worked over a span of time (TWAP, VWAP): answers of 해외주식 지정가주문번호조회 and 지정가체결내역조회."""

from __future__ import annotations

import datetime as dt

from kis.units import Amount, Units
from kis.wire import block, field, message


@message
class SplitFill:
    """체결 한 건 (해외주식 지정가체결내역 output)."""

    sequence: str | None = field("CCLD_SEQ", "체결순번", default=None)
    time: str | None = field("CCLD_BTWN", "체결시간", default=None)
    symbol: str | None = field("pdno", "상품번호", default=None)
    name: str | None = field("item_name", "종목명", default=None)
    quantity: Units | None = field("ft_ccld_qty", "FT체결수량", default=None)
    price: Amount | None = field("ft_ccld_unpr3", "FT체결단가", default=None)
    value: Amount | None = field("ft_ccld_amt3", "FT체결금액", default=None)


@message
class SplitSummary:
    """주문 요약 (해외주식 지정가체결내역 output3)."""

    number: str | None = field("odno", "주문번호", default=None)
    side_name: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    symbol: str | None = field("pdno", "상품번호", default=None)
    name: str | None = field("item_name", "종목명", default=None)
    quantity: Units | None = field("ft_ord_qty", "FT주문수량", default=None)
    price: Amount | None = field("ft_ord_unpr3", "FT주문단가", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    split_name: str | None = field("splt_buy_attr_name", "분할매수속성명", default=None)
    filled: Units | None = field("ft_ccld_qty", "FT체결수량", default=None)
    currency: str | None = field("tr_crcy", "거래통화", default=None)
    average_price: Amount | None = field("ft_ccld_unpr3", "FT체결단가", default=None)
    filled_value: Amount | None = field("ft_ccld_amt3", "FT체결금액", default=None)
    fills: int | None = field("ccld_cnt", "체결건수", default=None)


@message
class SplitOrder:
    """TWAP, VWAP 주문 한 줄 (해외주식 지정가주문번호조회 output)."""

    number: str = field("odno", "주문번호")
    side_name: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("item_name", "종목명", default=None)
    quantity: Units | None = field("ft_ord_qty", "FT주문수량", default=None)
    price: Amount | None = field("ft_ord_unpr3", "FT주문단가", default=None)
    split_name: str | None = field("splt_buy_attr_name", "분할매수속성명", default=None)
    filled: Units | None = field("ft_ccld_qty", "FT체결수량", default=None)
    branch: str | None = field("ord_gno_brno", "주문채번지점번호", default=None)


@message
class SplitFills:
    """해외주식 지정가체결내역조회 응답. KIS's table and its published answer name the blocks differently."""

    fills: tuple[SplitFill, ...] = block("output", "체결", aliases=("output1",))
    order: SplitSummary | None = block("output3", "주문 요약", aliases=("output2",))
