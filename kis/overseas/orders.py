"""Orders in overseas stocks: buy, sell, amend, cancel, also in the US daytime market. Portal: [해외주식] 주문/계좌.

As for domestic stocks KIS has no client order id: see `kis.domestic.orders`.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from kis.domestic.orders import OrderAccepted
from kis.endpoint import Group, order
from kis.overseas.codes import Exchange, OrderType
from kis.overseas.daytime import DaytimeAmend, DaytimeBuy, DaytimeCancel, DaytimeSell, check_daytime
from kis.overseas.rules import by_exchange, check_amend, check_buy, check_cancel, check_sell
from kis.shapes import output
from kis.units import Amount, Shares
from kis.wire import field, message

TRADING = "/uapi/overseas-stock/v1/trading"
_NO_DAYTIME = "모의투자는 미국 정규장에서만 주문을 받아요."
_ONLY_CANCEL = "중국과 베트남은 정정 대신 취소(cancel)한 뒤 다시 주문해 주세요."


@message
class Buy:
    """해외주식 매수 (해외주식 주문 요청)."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    """Ticker (AAPL), or the number of the stock in Asia (00700, 7203)."""
    quantity: Shares = field("ORD_QTY", "주문수량")
    """In lots of the stock in Hong Kong, Japan, China and Vietnam."""
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가")
    """In the currency of the exchange. There is no market order to buy."""
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.LIMIT)
    """What an exchange takes: `kis.overseas.codes.order_types`."""
    telephone: str | None = field("CTAC_TLNO", "연락전화번호", default=None, private=True)
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    sell_type: str = field("SLL_TYPE", "판매유형", default="")
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    start: dt.time | None = field("START_TIME", "시작시간", default=None)
    """TWAP and VWAP only, KST; so are the next two."""
    end: dt.time | None = field("END_TIME", "종료시간", default=None)
    span: str | None = field("ALGO_ORD_TMD_DVSN_CD", "알고리즘주문시간구분코드", default=None)
    """00 from `start` to `end`, 02 until the regular close."""


@message
class Sell:
    """해외주식 매도 (해외주식 주문 요청). Fields as in `Buy`."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가", default=Amount(Decimal(0)))
    """0 for MOO and MOC alone."""
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.LIMIT)
    telephone: str | None = field("CTAC_TLNO", "연락전화번호", default=None, private=True)
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    sell_type: Literal["00"] = field("SLL_TYPE", "판매유형", default="00")
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    start: dt.time | None = field("START_TIME", "시작시간", default=None)
    end: dt.time | None = field("END_TIME", "종료시간", default=None)
    span: str | None = field("ALGO_ORD_TMD_DVSN_CD", "알고리즘주문시간구분코드", default=None)


@message
class Amend:
    """정정 (해외주식 정정취소주문 요청): the rest of an order gets another price. US, Hong Kong and Japan only."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    number: str = field("ORGN_ODNO", "원주문번호")
    action: Literal["01"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="01")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가")
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")


@message
class Cancel:
    """취소 (해외주식 정정취소주문 요청). Accepted is not cancelled: a fill may come first."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    number: str = field("ORGN_ODNO", "원주문번호")
    action: Literal["02"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="02")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가", default=Amount(Decimal(0)))
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")


class Orders(Group):
    """해외주식 주문. Never repeated when the answer is lost."""

    buy = order(
        "해외주식 주문 매수",
        f"{TRADING}/order",
        by_exchange("TTTT1002U", "TTTS1002U", "TTTS0202U", "TTTS0305U", "TTTS0308U", "TTTS0311U"),
        by_exchange("VTTT1002U", "VTTS1002U", "VTTS0202U", "VTTS0305U", "VTTS0308U", "VTTS0311U"),
        Buy,
        output(OrderAccepted),
        by="exchange",
        check=check_buy,
    )
    """해외주식 주문 매수 (TTTT1002U 외 5, 모의 VTTT1002U 외 5)."""
    sell = order(
        "해외주식 주문 매도",
        f"{TRADING}/order",
        by_exchange("TTTT1006U", "TTTS1001U", "TTTS1005U", "TTTS0304U", "TTTS0307U", "TTTS0310U"),
        by_exchange("VTTT1001U", "VTTS1001U", "VTTS1005U", "VTTS0304U", "VTTS0307U", "VTTS0310U"),
        Sell,
        output(OrderAccepted),
        by="exchange",
        check=check_sell,
    )
    """해외주식 주문 매도 (TTTT1006U 외 5, 모의 VTTT1001U 외 5)."""
    amend = order(
        "해외주식 정정취소주문 정정",
        f"{TRADING}/order-rvsecncl",
        by_exchange("TTTT1004U", "TTTS1003U", None, None, "TTTS0309U", None),
        by_exchange("VTTT1004U", "VTTS1003U", None, None, "VTTS0309U", None),
        Amend,
        output(OrderAccepted),
        by="exchange",
        check=check_amend,
        instead=_ONLY_CANCEL,
    )
    """해외주식 정정취소주문 정정 (TTTT1004U 외 2, 모의 VTTT1004U 외 2)."""
    cancel = order(
        "해외주식 정정취소주문 취소",
        f"{TRADING}/order-rvsecncl",
        by_exchange("TTTT1004U", "TTTS1003U", "TTTS0302U", "TTTS0306U", "TTTS0309U", "TTTS0312U"),
        by_exchange("VTTT1004U", "VTTS1003U", "VTTS0302U", "VTTS0306U", "VTTS0309U", "VTTS0312U"),
        Cancel,
        output(OrderAccepted),
        by="exchange",
        check=check_cancel,
    )
    """해외주식 정정취소주문 취소 (TTTT1004U 외 5, 모의 VTTT1004U 외 5)."""
    daytime_buy = order(
        "해외주식 미국주간주문 매수",
        f"{TRADING}/daytime-order",
        "TTTS6036U",
        None,
        DaytimeBuy,
        output(OrderAccepted),
        check=check_daytime,
        instead=_NO_DAYTIME,
    )
    """해외주식 미국주간주문 매수 (TTTS6036U, 모의 없음)."""
    daytime_sell = order(
        "해외주식 미국주간주문 매도",
        f"{TRADING}/daytime-order",
        "TTTS6037U",
        None,
        DaytimeSell,
        output(OrderAccepted),
        check=check_daytime,
        instead=_NO_DAYTIME,
    )
    """해외주식 미국주간주문 매도 (TTTS6037U, 모의 없음)."""
    daytime_amend = order(
        "해외주식 미국주간정정취소 정정",
        f"{TRADING}/daytime-order-rvsecncl",
        "TTTS6038U",
        None,
        DaytimeAmend,
        output(OrderAccepted),
        check=check_daytime,
        instead=_NO_DAYTIME,
    )
    """해외주식 미국주간정정취소 정정 (TTTS6038U, 모의 없음)."""
    daytime_cancel = order(
        "해외주식 미국주간정정취소 취소",
        f"{TRADING}/daytime-order-rvsecncl",
        "TTTS6038U",
        None,
        DaytimeCancel,
        output(OrderAccepted),
        check=check_cancel,
        instead=_NO_DAYTIME,
    )
    """해외주식 미국주간정정취소 취소 (TTTS6038U, 모의 없음)."""
