"""Orders as KIS lists them: answers of 주식정정취소가능주문조회 and 주식일별주문체결조회."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import OrderType, Side
from kis.domestic.orders import OrderKey, bare_number
from kis.market.sessions import Venue
from kis.units import Shares, Won
from kis.wire import block, field, message


@message
class OpenOrder:
    """미체결 주문 한 줄 (주식정정취소가능주문조회 output). An order of today; the row has no date."""

    branch: str = field("ord_gno_brno", "주문채번지점번호")
    number: str = field("odno", "주문번호")
    original_number: str | None = field("orgn_odno", "원주문번호", default=None)
    order_type_name: str | None = field("ord_dvsn_name", "주문구분명", default=None)
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    action_name: str | None = field("rvse_cncl_dvsn_name", "정정취소구분명", default=None)
    quantity: Shares = field("ord_qty", "주문수량")
    price: Won | None = field("ord_unpr", "주문단가", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    filled: Shares | None = field("tot_ccld_qty", "총체결수량", default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    amendable: Shares = field("psbl_qty", "가능수량")
    """What can still be amended or cancelled."""
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    order_type: OrderType | None = field("ord_dvsn_cd", "주문구분코드", default=None)
    manager_number: str | None = field("mgco_aptm_odno", "운용사지정주문번호", default=None)
    exchange_code: str | None = field("excg_dvsn_cd", "거래소구분코드", default=None)
    venue_code: str | None = field("excg_id_dvsn_cd", "거래소ID구분코드", default=None)
    venue_name: str | None = field("excg_id_dvsn_name", "거래소ID구분명", default=None)
    condition_price: Won | None = field("stpm_cndt_pric", "스톱지정가조건가격", default=None)
    condition_met: bool | None = field("stpm_efct_occr_yn", "스톱지정가효력발생여부", default=None)

    @property
    def original(self) -> str | None:
        """The bare number of the order that this one amends, None for an order of its own."""
        return _original(self.original_number)

    @property
    def venue(self) -> Venue | None:
        """The venue of the order, None where KIS names none or one unknown here."""
        return _venue(self.venue_code)

    def key(self, day: dt.date) -> OrderKey:
        """Return the order's identity; `day` is the order date."""
        return OrderKey(day, self.branch, self.number)


@message
class DailyOrder:
    """주문 한 줄 (주식일별주문체결조회 output1).

    An amendment or cancellation is a row of its own, so the rows of one chain must not be added up blindly.
    """

    date: dt.date = field("ord_dt", "주문일자")
    branch: str = field("ord_gno_brno", "주문채번지점번호")
    number: str = field("odno", "주문번호")
    original_number: str | None = field("orgn_odno", "원주문번호", default=None)
    order_type_name: str | None = field("ord_dvsn_name", "주문구분명", default=None)
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    side_name: str | None = field("sll_buy_dvsn_cd_name", "매도매수구분코드명", default=None)
    """Also tells what became of the row, such as 매수정정* or BUY REJECT."""
    symbol: str = field("pdno", "상품번호")
    name: str | None = field("prdt_name", "상품명", default=None)
    quantity: Shares = field("ord_qty", "주문수량")
    price: Won | None = field("ord_unpr", "주문단가", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    filled: Shares = field("tot_ccld_qty", "총체결수량")
    average_price: Decimal | None = field("avg_prvs", "평균가", default=None)
    cancelled: bool | None = field("cncl_yn", "취소여부", default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    clerk: str | None = field("ordr_empno", "주문자사번", default=None)
    order_type: OrderType | None = field("ord_dvsn_cd", "주문구분코드", default=None)
    cancelled_quantity: Shares | None = field("cncl_cfrm_qty", "취소확인수량", aliases=("cnc_cfrm_qty",), default=None)
    """The portal's table says cnc_cfrm_qty, its example cncl_cfrm_qty."""
    remaining: Shares = field("rmn_qty", "잔여수량")
    rejected: Shares | None = field("rjct_qty", "거부수량", default=None)
    fill_condition_name: str | None = field("ccld_cndt_name", "체결조건명", default=None)
    ip_address: str | None = field("inqr_ip_addr", "조회IP주소", default=None, private=True)
    reception_code: str | None = field("cpbc_ordp_ord_rcit_dvsn_cd", "전산주문표주문접수구분코드", default=None)
    notice_method_code: str | None = field("cpbc_ordp_infm_mthd_dvsn_cd", "전산주문표통보방법구분코드", default=None)
    noticed_at: dt.time | None = field("infm_tmd", "통보시각", default=None)
    telephone: str | None = field("ctac_tlno", "연락전화번호", default=None, private=True)
    product_type: str | None = field("prdt_type_cd", "상품유형코드", default=None)
    exchange_code: str | None = field("excg_dvsn_cd", "거래소구분코드", default=None)
    material_code: str | None = field("cpbc_ordp_mtrl_dvsn_cd", "전산주문표자료구분코드", default=None)
    order_office: str | None = field("ord_orgno", "주문조직번호", default=None)
    reservation_end_date: dt.date | None = field("rsvn_ord_end_dt", "예약주문종료일자", default=None)
    venue_code: str | None = field("excg_id_dvsn_Cd", "거래소ID구분코드", default=None)
    """Spelt with a capital C by KIS."""
    condition_price: Won | None = field("stpm_cndt_pric", "스톱지정가조건가격", default=None)
    condition_met_at: str | None = field("stpm_efct_occr_dtmd", "스톱지정가효력발생상세시각", default=None)

    @property
    def key(self) -> OrderKey:
        """The order's identity."""
        return OrderKey(self.date, self.branch, self.number)

    @property
    def original(self) -> str | None:
        """The bare number of the order that this one amends or cancels, None for an order of its own."""
        return _original(self.original_number)

    @property
    def venue(self) -> Venue | None:
        """The venue of the order, None where KIS names none or one unknown here."""
        return _venue(self.venue_code)

    @property
    def is_open(self) -> bool:
        """Whether some of the order still waits."""
        return self.remaining > 0 and not self.cancelled

    def as_open(self) -> OpenOrder:
        """Return the row as the list of amendable orders would show it."""
        return OpenOrder(
            branch=self.branch,
            number=self.number,
            original_number=self.original_number,
            order_type_name=self.order_type_name,
            symbol=self.symbol,
            name=self.name,
            quantity=self.quantity,
            price=self.price,
            time=self.time,
            filled=self.filled,
            filled_value=self.filled_value,
            amendable=self.remaining,
            side=self.side,
            order_type=self.order_type,
            exchange_code=self.exchange_code,
            venue_code=self.venue_code,
            condition_price=self.condition_price,
        )


@message
class OrderTotals:
    """합계 (주식일별주문체결조회 output2).

    The portal has the titles of three of these in the wrong order; here they follow the keys.
    """

    quantity: Shares | None = field("tot_ord_qty", "총주문수량", default=None)
    filled: Shares | None = field("tot_ccld_qty", "총체결수량", default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    costs: Won | None = field("prsm_tlex_smtl", "추정제비용합계", default=None)
    average_price: Decimal | None = field("pchs_avg_pric", "매입평균가격", default=None)


@message
class OrderHistory:
    """주식일별주문체결조회 응답."""

    orders: tuple[DailyOrder, ...] = block("output1", "주문", needs="odno")
    totals: OrderTotals | None = block("output2", "합계")


def _original(number: str | None) -> str | None:
    """KIS writes blank or 0000000000 for none."""
    return bare_number(number or "") or None


def _venue(code: str | None) -> Venue | None:
    return Venue(code) if code in set(Venue) else None
