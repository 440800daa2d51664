"""Cash orders in domestic stocks: buy, sell, amend, cancel. Portal: [국내주식] 주문/계좌.

KIS has no client order id. An order whose answer was lost (`Unanswered`) may exist: look for it in the day's order
list before sending another. The same holds for one whose call was cancelled, by a timeout of one's own too: that
calls nothing back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from kis.domestic.codes import OrderType, SellType
from kis.domestic.rules import check_amend, check_cancel, check_order
from kis.endpoint import Group, order
from kis.errors import MalformedMessage
from kis.market.sessions import Venue
from kis.shapes import output
from kis.units import Shares, Won
from kis.wire import field, message

TRADING = "/uapi/domestic-stock/v1/trading"


@dataclass(frozen=True, slots=True)
class OrderKey:
    """What tells one order from all others: numbers restart every day, and are unique within a branch only.

    REST writes numbers with leading zeros, notices may drop them, so the key holds them without.
    """

    day: dt.date
    branch: str
    number: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "branch", self.branch.strip())
        object.__setattr__(self, "number", bare_number(self.number))


def bare_number(number: str) -> str:
    """Return an order number in the form in which two of them may be compared; "" if it names no order."""
    return number.strip().lstrip("0")


@message
class Buy:
    """현금 매수 (주식주문(현금) 요청).

    `price` is 0 for types that name none (`OrderType.needs_price`). A market buy is margined at the upper limit, so
    it takes about 77 % of the cash at most.
    """

    symbol: str = field("PDNO", "상품번호")
    """Six characters; ETN seven, with a leading Q."""
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분")
    venue: Venue = field("EXCG_ID_DVSN_CD", "거래소ID구분코드", default=Venue.KRX)
    """Paper takes KRX only."""
    condition_price: Won | None = field("CNDT_PRIC", "조건가격", default=None)
    """For STOP_LIMIT only."""


@message
class Sell:
    """현금 매도 (주식주문(현금) 요청). `price` as in `Buy`."""

    symbol: str = field("PDNO", "상품번호")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분")
    sell_type: SellType | None = field("SLL_TYPE", "매도유형", default=None)
    """Left out it means ORDINARY."""
    venue: Venue = field("EXCG_ID_DVSN_CD", "거래소ID구분코드", default=Venue.KRX)
    condition_price: Won | None = field("CNDT_PRIC", "조건가격", default=None)


@message
class Amend:
    """정정 (주식주문(정정취소) 요청): the rest of an order gets another price, quantity or type.

    The order amended is named by branch and number; the amendment gets a number of its own.
    """

    action: Literal["01"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="01")
    branch: str = field("KRX_FWDG_ORD_ORGNO", "한국거래소전송주문조직번호", default="")
    """As the order's acceptance gave it; KIS also takes a blank."""
    number: str = field("ORGN_ODNO", "원주문번호")
    """Ten digits with their leading zeros."""
    quantity: Shares = field("ORD_QTY", "주문수량", default=Shares(0))
    """With `whole` False only; both at once are refused before anything leaves."""
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분")
    whole: bool = field("QTY_ALL_ORD_YN", "잔량전부주문여부", default=True)
    venue: Venue = field("EXCG_ID_DVSN_CD", "거래소ID구분코드", default=Venue.KRX)
    """That of the original order."""
    condition_price: Won | None = field("CNDT_PRIC", "조건가격", default=None)


@message
class Cancel:
    """취소 (주식주문(정정취소) 요청): the rest of an order, or `quantity` of it, is withdrawn.

    Accepted is not cancelled: a fill may come first. The order list or the notice tells.
    """

    action: Literal["02"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="02")
    branch: str = field("KRX_FWDG_ORD_ORGNO", "한국거래소전송주문조직번호", default="")
    number: str = field("ORGN_ODNO", "원주문번호")
    quantity: Shares = field("ORD_QTY", "주문수량", default=Shares(0))
    """With `whole` False only; both at once are refused before anything leaves."""
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.LIMIT)
    """Demanded by KIS and without meaning here."""
    whole: bool = field("QTY_ALL_ORD_YN", "잔량전부주문여부", default=True)
    venue: Venue = field("EXCG_ID_DVSN_CD", "거래소ID구분코드", default=Venue.KRX)
    condition_price: Won | None = field("CNDT_PRIC", "조건가격", default=None)


@message
class OrderAccepted:
    """주문 접수 (주문 응답 output, keys in upper case): KIS has passed the order on; nothing is filled yet."""

    branch: str = field("KRX_FWDG_ORD_ORGNO", "한국거래소전송주문조직번호")
    number: str = field("ODNO", "주문번호")
    time: dt.time | None = field("ORD_TMD", "주문시각", default=None)
    """KST."""

    def __post_init__(self) -> None:
        """Raise `MalformedMessage` without a number: such an order must be looked for, not believed."""
        if not bare_number(self.number):
            raise MalformedMessage("접수된 주문의 번호가 비어 있어요.")

    def key(self, day: dt.date) -> OrderKey:
        """Return the order's identity; `day` is the order date, which the answer leaves out."""
        return OrderKey(day, self.branch, self.number)


class Orders(Group):
    """국내주식 주문. Never repeated when the answer is lost."""

    buy = order(
        "주식주문(현금) 매수",
        f"{TRADING}/order-cash",
        "TTTC0012U",
        "VTTC0012U",
        Buy,
        output(OrderAccepted),
        check=check_order,
    )
    """주식주문(현금) 매수 (TTTC0012U, 모의 VTTC0012U)."""
    sell = order(
        "주식주문(현금) 매도",
        f"{TRADING}/order-cash",
        "TTTC0011U",
        "VTTC0011U",
        Sell,
        output(OrderAccepted),
        check=check_order,
    )
    """주식주문(현금) 매도 (TTTC0011U, 모의 VTTC0011U)."""
    amend = order(
        "주식주문(정정취소) 정정",
        f"{TRADING}/order-rvsecncl",
        "TTTC0013U",
        "VTTC0013U",
        Amend,
        output(OrderAccepted),
        check=check_amend,
    )
    """주식주문(정정취소) 정정 (TTTC0013U, 모의 VTTC0013U)."""
    cancel = order(
        "주식주문(정정취소) 취소",
        f"{TRADING}/order-rvsecncl",
        "TTTC0013U",
        "VTTC0013U",
        Cancel,
        output(OrderAccepted),
        check=check_cancel,
    )
    """주식주문(정정취소) 취소 (TTTC0013U, 모의 VTTC0013U)."""
