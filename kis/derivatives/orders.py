"""Orders in domestic futures and options by day: buy, sell, amend, cancel. Portal: [국내선물옵션] 주문/계좌.

Prices are index points for index products and won for stock futures, so they are plain decimals. As everywhere,
an order whose answer was lost (`Unanswered`) may exist: look for it in the day's order list before sending another.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from kis.derivatives.codes import Condition, OrderType, PriceType
from kis.derivatives.rules import check_amend, check_cancel, check_order
from kis.domestic.orders import OrderKey, bare_number
from kis.endpoint import Group, order
from kis.errors import MalformedMessage
from kis.shapes import output
from kis.units import Contracts
from kis.wire import field, message

TRADING = "/uapi/domestic-futureoption/v1/trading"
PRODUCT = "03"
"""Calls go to the derivatives account (선물옵션 계좌)."""
NO_PRICE = Decimal(0)


@message
class NewOrder:
    """선물옵션 주문 요청, without its side.

    `price` is 0 for types that name none (`OrderType.needs_price`). `price_type` and `condition` follow from
    `order_type`, whatever is given for them.
    """

    processing: Literal["02"] = field("ORD_PRCS_DVSN_CD", "주문처리구분코드", default="02")
    symbol: str = field("SHTN_PDNO", "단축상품번호")
    """Short code: six characters for futures (A01612), nine for options (B01612400)."""
    quantity: Contracts = field("ORD_QTY", "주문수량")
    price: Decimal = field("UNIT_PRICE", "주문가격1", default=NO_PRICE)
    price_type: PriceType | None = field("NMPR_TYPE_CD", "호가유형코드", default=None)
    condition: Condition | None = field("KRX_NMPR_CNDT_CD", "한국거래소호가조건코드", default=None)
    telephone: str | None = field("CTAC_TLNO", "연락전화번호", default=None, private=True)
    item: str | None = field("FUOP_ITEM_DVSN_CD", "선물옵션종목구분코드", default=None)
    order_type: OrderType = field("ORD_DVSN_CD", "주문구분코드")

    def __post_init__(self) -> None:
        object.__setattr__(self, "price_type", self.order_type.price_type)
        object.__setattr__(self, "condition", self.order_type.condition)


@message
class Buy(NewOrder):
    """매수 (선물옵션 주문 요청): opens or adds to a long position, or closes a short one."""

    side: Literal["02"] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default="02")


@message
class Sell(NewOrder):
    """매도 (선물옵션 주문 요청): closes a long position, or opens or adds to a short one."""

    side: Literal["01"] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default="01")


@message
class Change:
    """선물옵션 정정취소주문 요청, without what is to be done."""

    processing: Literal["02"] = field("ORD_PRCS_DVSN_CD", "주문처리구분코드", default="02")
    number: str = field("ORGN_ODNO", "원주문번호")
    """Ten digits with their leading zeros."""
    quantity: Contracts = field("ORD_QTY", "주문수량", default=Contracts(0))
    """A real account by day takes one with `whole` False only; paper and the night demand the open quantity."""
    price: Decimal = field("UNIT_PRICE", "주문가격1", default=NO_PRICE)
    price_type: PriceType = field("NMPR_TYPE_CD", "호가유형코드", default=PriceType.LIMIT)
    condition: Condition = field("KRX_NMPR_CNDT_CD", "한국거래소호가조건코드", default=Condition.NONE)
    whole: bool = field("RMN_QTY_YN", "잔여수량여부", default=True)
    order_type: OrderType = field("ORD_DVSN_CD", "주문구분코드", default=OrderType.LIMIT)

    def __post_init__(self) -> None:
        object.__setattr__(self, "price_type", self.order_type.price_type)
        object.__setattr__(self, "condition", self.order_type.condition)


@message
class Amend(Change):
    """정정 (선물옵션 정정취소주문 요청): the rest of an order gets another price or type.

    The order amended is named by number; the amendment gets a number of its own. `price_type` and `condition` follow
    from `order_type`.
    """

    action: Literal["01"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="01")
    item: str | None = field("FUOP_ITEM_DVSN_CD", "선물옵션종목구분코드", default=None)


@message
class Cancel(Change):
    """취소 (선물옵션 정정취소주문 요청): the rest of an order, or `quantity` of it, is withdrawn.

    Accepted is not cancelled: a fill may come first. Price and type have no meaning and keep their defaults.
    """

    action: Literal["02"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="02")
    item: str | None = field("FUOP_ITEM_DVSN_CD", "선물옵션종목구분코드", default=None)


@message
class OrderAccepted:
    """주문 접수 (선물옵션 주문 응답 output, keys in upper case): KIS has passed the order on; nothing is filled yet."""

    account_name: str | None = field("ACNT_NAME", "계좌명", default=None, private=True)
    trade_kind: str | None = field("TRAD_DVSN_NAME", "매매구분명", default=None)
    name: str | None = field("ITEM_NAME", "종목명", default=None)
    time: dt.time | None = field("ORD_TMD", "주문시각", default=None)
    """KST."""
    branch: str = field("ORD_GNO_BRNO", "주문채번지점번호", default="")
    number: str = field("ODNO", "주문번호")

    def __post_init__(self) -> None:
        """Raise `MalformedMessage` without a number: such an order must be looked for, not believed."""
        if not bare_number(self.number):
            raise MalformedMessage("접수된 주문의 번호가 비어 있어요.")

    def key(self, day: dt.date) -> OrderKey:
        """Return the order's identity; `day` is the order date, which the answer leaves out."""
        return OrderKey(day, self.branch, self.number)


@message
class ChangeAccepted(OrderAccepted):
    """정정취소 접수 (선물옵션 정정취소주문 응답 output)."""

    original_number: str | None = field("ORGN_ODNO", "원주문번호", default=None)


class Orders(Group):
    """국내선물옵션 주문, 주간. Never repeated when the answer is lost."""

    buy = order(
        "선물옵션 주문 매수",
        f"{TRADING}/order",
        "TTTO1101U",
        "VTTO1101U",
        Buy,
        output(OrderAccepted),
        product=PRODUCT,
        check=check_order,
    )
    """선물옵션 주문 매수 (TTTO1101U, 모의 VTTO1101U)."""
    sell = order(
        "선물옵션 주문 매도",
        f"{TRADING}/order",
        "TTTO1101U",
        "VTTO1101U",
        Sell,
        output(OrderAccepted),
        product=PRODUCT,
        check=check_order,
    )
    """선물옵션 주문 매도 (TTTO1101U, 모의 VTTO1101U)."""
    amend = order(
        "선물옵션 정정취소주문 정정",
        f"{TRADING}/order-rvsecncl",
        "TTTO1103U",
        "VTTO1103U",
        Amend,
        output(ChangeAccepted),
        product=PRODUCT,
        check=check_amend,
    )
    """선물옵션 정정취소주문 정정 (TTTO1103U, 모의 VTTO1103U)."""
    cancel = order(
        "선물옵션 정정취소주문 취소",
        f"{TRADING}/order-rvsecncl",
        "TTTO1103U",
        "VTTO1103U",
        Cancel,
        output(ChangeAccepted),
        product=PRODUCT,
        check=check_cancel,
    )
    """선물옵션 정정취소주문 취소 (TTTO1103U, 모의 VTTO1103U)."""
