"""Orders as KIS lists them: answers of 해외주식 미체결내역 and 주문체결내역."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Side
from kis.domestic.orders import OrderKey, bare_number
from kis.overseas.codes import Exchange
from kis.units import Amount, Units
from kis.wire import field, message


class _Listed:
    """What rows of both lists tell beside their fields."""

    branch: str
    number: str
    original_number: str | None
    exchange_code: str | None

    @property
    def original(self) -> str | None:
        """The bare number of the order that this one amends or cancels, None for an order of its own."""
        return bare_number(self.original_number or "") or None

    @property
    def exchange(self) -> Exchange | None:
        """The exchange of the order, None where KIS names none or one unknown here."""
        return Exchange.of(self.exchange_code or "")


@message
class OpenOrder(_Listed):
    """미체결 주문 한 줄 (해외주식 미체결내역 output)."""

    date: dt.date | None = field("ord_dt", "주문일자", default=None)
    """At the exchange."""
    branch: str = field("ord_gno_brno", "주문채번지점번호", default="")
    number: str = field("odno", "주문번호")
    original_number: str | None = field("orgn_odno", "원주문번호", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    side_name: str | None = field("sll_buy_dvsn_cd_name", "매도매수구분코드명", default=None)
    action_code: str | None = field("rvse_cncl_dvsn_cd", "정정취소구분코드", default=None)
    """01 정정, 02 취소, 00 for an order of its own."""
    action_name: str | None = field("rvse_cncl_dvsn_cd_name", "정정취소구분코드명", default=None)
    reject_code: str | None = field("rjct_rson", "거부사유", default=None)
    reject_reason: str | None = field("rjct_rson_name", "거부사유명", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    """KST."""
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    currency: str | None = field("tr_crcy_cd", "거래통화코드", default=None)
    country_code: str | None = field("natn_cd", "국가코드", default=None)
    country_name: str | None = field("natn_kor_name", "국가한글명", default=None)
    quantity: Units = field("ft_ord_qty", "FT주문수량")
    filled: Units | None = field("ft_ccld_qty", "FT체결수량", default=None)
    remaining: Units = field("nccs_qty", "미체결수량")
    price: Amount | None = field("ft_ord_unpr3", "FT주문단가3", default=None)
    average_price: Amount | None = field("ft_ccld_unpr3", "FT체결단가3", default=None)
    filled_value: Amount | None = field("ft_ccld_amt3", "FT체결금액3", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    state_name: str | None = field("prcs_stat_name", "처리상태명", default=None)
    loan_type: str | None = field("loan_type_cd", "대출유형코드", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    after_hours_extended: bool | None = field("usa_amk_exts_rqst_yn", "미국애프터마켓연장신청여부", default=None)
    split_name: str | None = field("splt_buy_attr_name", "분할매수속성명", default=None)
    """Span of a TWAP or VWAP order, such as 00:00~04:00."""

    def key(self, day: dt.date) -> OrderKey:
        """Return the order's identity; `day` is the order date."""
        return OrderKey(day, self.branch, self.number)


@message
class PastOrder(_Listed):
    """주문 한 줄 (해외주식 주문체결내역 output)."""

    date: dt.date | None = field("ord_dt", "주문일자", default=None)
    """At the exchange."""
    branch: str = field("ord_gno_brno", "주문채번지점번호", default="")
    number: str = field("odno", "주문번호")
    original_number: str | None = field("orgn_odno", "원주문번호", default=None)
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    side_name: str | None = field("sll_buy_dvsn_cd_name", "매도매수구분코드명", default=None)
    action_code: str | None = field("rvse_cncl_dvsn", "정정취소구분", default=None)
    """01 정정, 02 취소, 00 for an order of its own."""
    action_name: str | None = field("rvse_cncl_dvsn_name", "정정취소구분명", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    quantity: Units = field("ft_ord_qty", "FT주문수량")
    price: Amount | None = field("ft_ord_unpr3", "FT주문단가3", default=None)
    filled: Units = field("ft_ccld_qty", "FT체결수량")
    average_price: Amount | None = field("ft_ccld_unpr3", "FT체결단가3", default=None)
    filled_value: Amount | None = field("ft_ccld_amt3", "FT체결금액3", default=None)
    remaining: Units = field("nccs_qty", "미체결수량")
    state_name: str | None = field("prcs_stat_name", "처리상태명", default=None)
    reject_code: str | None = field("rjct_rson", "거부사유", default=None)
    reject_reason: str | None = field("rjct_rson_name", "거부사유명", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    """At the exchange."""
    market_name: str | None = field("tr_mket_name", "거래시장명", default=None)
    country_code: str | None = field("tr_natn", "거래국가", default=None)
    country_name: str | None = field("tr_natn_name", "거래국가명", default=None)
    exchange_code: str | None = field("ovrs_excg_cd", "해외거래소코드", default=None)
    currency: str | None = field("tr_crcy_cd", "거래통화코드", default=None)
    korean_date: dt.date | None = field("dmst_ord_dt", "국내주문일자", default=None)
    korean_time: dt.time | None = field("thco_ord_tmd", "당사주문시각", default=None)
    loan_type: str | None = field("loan_type_cd", "대출유형코드", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    medium_name: str | None = field("mdia_dvsn_name", "매체구분명", default=None)
    after_hours_extended: bool | None = field("usa_amk_exts_rqst_yn", "미국애프터마켓연장신청여부", default=None)
    split_name: str | None = field("splt_buy_attr_name", "분할매수/매도속성명", default=None)
    """Span of a TWAP or VWAP order, such as 00:00~04:00."""

    def key(self, day: dt.date) -> OrderKey:
        """Return the order's identity; `day` is the order date."""
        return OrderKey(day, self.branch, self.number)

    @property
    def is_open(self) -> bool:
        """Whether some of the order still waits."""
        return self.remaining > 0 and not (self.reject_code or "").strip("0") and self.action_code != "02"

    def as_open(self) -> OpenOrder:
        """Return the row as the list of open orders would show it."""
        return OpenOrder(
            date=self.date,
            branch=self.branch,
            number=self.number,
            original_number=self.original_number,
            symbol=self.symbol,
            name=self.name,
            side=self.side,
            side_name=self.side_name,
            action_code=self.action_code,
            action_name=self.action_name,
            time=self.korean_time,
            market_name=self.market_name,
            currency=self.currency,
            country_code=self.country_code,
            country_name=self.country_name,
            quantity=self.quantity,
            filled=self.filled,
            remaining=self.remaining,
            price=self.price,
            average_price=self.average_price,
            filled_value=self.filled_value,
            exchange_code=self.exchange_code,
            state_name=self.state_name,
            loan_type=self.loan_type,
            loan_date=self.loan_date,
            after_hours_extended=self.after_hours_extended,
            split_name=self.split_name,
        )
