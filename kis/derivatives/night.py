"""Futures and options at night (야간, 18:00-06:00): orders and account. None of it exists in paper.

Prices are asked for with `Market.NIGHT_FUTURES` and `Market.NIGHT_OPTIONS`.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from kis.derivatives.account import BalanceQuery, OrderableQuery
from kis.derivatives.balance import NightBalance, NightOrderable
from kis.derivatives.codes import NightItem, NightKind
from kis.derivatives.history import NightOrderHistory
from kis.derivatives.orders import PRODUCT, TRADING, Amend, Buy, Cancel, ChangeAccepted, OrderAccepted, Sell
from kis.derivatives.rules import check_night_amend, check_night_cancel, check_order
from kis.domestic.codes import FillFilter, SideFilter
from kis.endpoint import Group, account, order
from kis.paging import HEADER_ONLY
from kis.shapes import body, output
from kis.wire import field, message

_INSTEAD = "모의투자의 선물옵션은 주간에만 거래돼요."


@message
class NightAmend(Amend):
    """야간 정정 (선물옵션 정정취소주문 요청). `quantity` is the open quantity; KIS does not take 0 at night."""

    item: NightItem = field("FUOP_ITEM_DVSN_CD", "선물옵션종목구분코드")


@message
class NightCancel(Cancel):
    """야간 취소 (선물옵션 정정취소주문 요청). `quantity` is the open quantity; KIS does not take 0 at night."""

    item: NightItem = field("FUOP_ITEM_DVSN_CD", "선물옵션종목구분코드")


@message
class NightOrdersQuery:
    """(야간)선물옵션 주문체결 내역조회 요청."""

    start: date = field("STRT_ORD_DT", "시작주문일자")
    end: date = field("END_ORD_DT", "종료주문일자")
    """The day after the last one wanted."""
    side: SideFilter = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=SideFilter.ALL)
    fills: FillFilter = field("CCLD_NCCS_DVSN", "체결미체결구분", default=FillFilter.ALL)
    sorting: str = field("SORT_SQN", "정렬순서", default="")
    """DS or blank for one direction, anything else for the other; KIS does not say which comes first."""
    number: str = field("STRT_ODNO", "시작주문번호", default="")
    symbol: str = field("PDNO", "상품번호", default="")
    market_id: str = field("MKET_ID_CD", "시장ID코드", default="")
    kind: str = field("FUOP_DVSN_CD", "선물옵션구분코드", default=NightKind.ALL.value)
    """One of `NightKind`."""
    screen: str = field("SCRN_DVSN", "화면구분", default="02")


@message
class NightBalanceQuery(BalanceQuery):
    """(야간)선물옵션 잔고현황 요청."""

    password: str = field("ACNT_PWD", "계좌비밀번호", default="", private=True)
    """Left blank."""


@message
class NightOrderableQuery(OrderableQuery):
    """(야간)선물옵션 주문가능 조회 요청."""

    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="301")
    """301 선물옵션."""
    price: Decimal = field("UNIT_PRICE", "주문가격1")


class Night(Group):
    """국내선물옵션 야간. Orders are never repeated when the answer is lost."""

    buy = order(
        "(야간)선물옵션 주문 매수",
        f"{TRADING}/order",
        "STTN1101U",
        None,
        Buy,
        output(OrderAccepted),
        product=PRODUCT,
        check=check_order,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 주문 매수 (STTN1101U, 모의 없음)."""
    sell = order(
        "(야간)선물옵션 주문 매도",
        f"{TRADING}/order",
        "STTN1101U",
        None,
        Sell,
        output(OrderAccepted),
        product=PRODUCT,
        check=check_order,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 주문 매도 (STTN1101U, 모의 없음)."""
    amend = order(
        "(야간)선물옵션 정정취소주문 정정",
        f"{TRADING}/order-rvsecncl",
        "STTN1103U",
        None,
        NightAmend,
        output(ChangeAccepted),
        product=PRODUCT,
        check=check_night_amend,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 정정취소주문 정정 (STTN1103U, 모의 없음)."""
    cancel = order(
        "(야간)선물옵션 정정취소주문 취소",
        f"{TRADING}/order-rvsecncl",
        "STTN1103U",
        None,
        NightCancel,
        output(ChangeAccepted),
        product=PRODUCT,
        check=check_night_cancel,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 정정취소주문 취소 (STTN1103U, 모의 없음)."""
    daily_orders = account(
        "(야간)선물옵션 주문체결 내역조회",
        f"{TRADING}/inquire-ngt-ccnl",
        "STTN5201R",
        None,
        NightOrdersQuery,
        body(NightOrderHistory),
        pages="200",
        product=PRODUCT,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 주문체결 내역조회 (STTN5201R, 모의 없음)."""
    balance = account(
        "(야간)선물옵션 잔고현황",
        f"{TRADING}/inquire-ngt-balance",
        "CTFN6118R",
        None,
        NightBalanceQuery,
        body(NightBalance),
        pages="200",
        product=PRODUCT,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 잔고현황 (CTFN6118R, 모의 없음)."""
    orderable = account(
        "(야간)선물옵션 주문가능 조회",
        f"{TRADING}/inquire-psbl-ngt-order",
        "STTN5105R",
        None,
        NightOrderableQuery,
        output(NightOrderable),
        product=PRODUCT,
        pages=HEADER_ONLY,
        instead=_INSTEAD,
    )
    """(야간)선물옵션 주문가능 조회 (STTN5105R, 모의 없음)."""

    async def orders_of(self, day: date) -> NightOrderHistory:
        """Return the orders of the night that belongs to one order day."""
        return await self.daily_orders(start=day, end=day + timedelta(days=1))
