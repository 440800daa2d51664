"""Questions about a derivatives account. Portal: [국내선물옵션] 주문/계좌."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from kis.derivatives.balance import Balance, Orderable, ValuationBalance
from kis.derivatives.codes import Margin, OrderType, Sorting, ValuedFrom
from kis.derivatives.history import FillHistory, Order, OrderHistory
from kis.derivatives.orders import NO_PRICE, PRODUCT, TRADING
from kis.derivatives.settlement import Deposit, Settlement
from kis.domestic.codes import FillFilter, Side, SideFilter
from kis.endpoint import Group, account
from kis.market.clock import KST
from kis.shapes import body, output
from kis.wire import field, message


@message
class OrdersQuery:
    """선물옵션 주문체결내역조회 요청."""

    start: date = field("STRT_ORD_DT", "시작주문일자")
    end: date = field("END_ORD_DT", "종료주문일자")
    side: SideFilter = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=SideFilter.ALL)
    fills: FillFilter = field("CCLD_NCCS_DVSN", "체결미체결구분", default=FillFilter.ALL)
    sorting: Sorting = field("SORT_SQN", "정렬순서", default=Sorting.NEWEST_FIRST)
    number: str = field("STRT_ODNO", "시작주문번호", default="")
    """From this one on; blank for all."""
    symbol: str = field("PDNO", "상품번호", default="")
    market_id: str = field("MKET_ID_CD", "시장ID코드", default="")


@message
class BalanceQuery:
    """선물옵션 잔고현황, 잔고평가손익내역 요청."""

    margin: Margin = field("MGNA_DVSN", "증거금 구분", default=Margin.INITIAL)
    valued_from: ValuedFrom = field("EXCC_STAT_CD", "정산상태코드", default=ValuedFrom.SETTLEMENT)


@message
class OrderableQuery:
    """선물옵션 주문가능 요청."""

    symbol: str = field("PDNO", "상품번호")
    side: Side = field("SLL_BUY_DVSN_CD", "매도매수구분코드")
    price: Decimal = field("UNIT_PRICE", "주문가격1", default=NO_PRICE)
    order_type: OrderType = field("ORD_DVSN_CD", "주문구분코드", default=OrderType.LIMIT)


@message
class DepositQuery:
    """선물옵션 총자산현황 요청: the account alone."""


@message
class FillsQuery:
    """선물옵션 기준일체결내역 요청."""

    day: date = field("ORD_DT", "주문일자")
    start: time = field("FUOP_TR_STRT_TMD", "선물옵션거래시작시각", default=time(0, 0))
    end: time = field("FUOP_TR_END_TMD", "선물옵션거래종료시각", default=time(23, 59, 59))


@message
class SettlementQuery:
    """선물옵션 잔고정산손익내역 요청."""

    day: date = field("INQR_DT", "조회일자")


class Account(Group):
    """국내선물옵션 계좌."""

    daily_orders = account(
        "선물옵션 주문체결내역조회",
        f"{TRADING}/inquire-ccnl",
        "TTTO5201R",
        "VTTO5201R",
        OrdersQuery,
        body(OrderHistory),
        pages="200",
        product=PRODUCT,
    )
    """선물옵션 주문체결내역조회 (TTTO5201R, 모의 VTTO5201R)."""
    balance = account(
        "선물옵션 잔고현황",
        f"{TRADING}/inquire-balance",
        "CTFO6118R",
        "VTFO6118R",
        BalanceQuery,
        body(Balance),
        pages="200",
        product=PRODUCT,
    )
    """선물옵션 잔고현황 (CTFO6118R, 모의 VTFO6118R)."""
    orderable = account(
        "선물옵션 주문가능",
        f"{TRADING}/inquire-psbl-order",
        "TTTO5105R",
        "VTTO5105R",
        OrderableQuery,
        output(Orderable),
        product=PRODUCT,
        disputed=True,
        instead="선물옵션 잔고현황의 주문가능총액으로 확인해 주세요.",
    )
    """선물옵션 주문가능 (TTTO5105R, 모의 VTTO5105R)."""
    deposit = account(
        "선물옵션 총자산현황",
        f"{TRADING}/inquire-deposit",
        "CTRP6550R",
        None,
        DepositQuery,
        output(Deposit),
        product=PRODUCT,
        instead="선물옵션 잔고현황의 계좌 현황을 써 주세요.",
    )
    """선물옵션 총자산현황 (CTRP6550R, 모의 없음)."""
    fills = account(
        "선물옵션 기준일체결내역",
        f"{TRADING}/inquire-ccnl-bstime",
        "CTFO5139R",
        None,
        FillsQuery,
        body(FillHistory),
        pages="200",
        product=PRODUCT,
        instead="선물옵션 주문체결내역조회를 써 주세요.",
    )
    """선물옵션 기준일체결내역 (CTFO5139R, 모의 없음)."""
    valuation = account(
        "선물옵션 잔고평가손익내역",
        f"{TRADING}/inquire-balance-valuation-pl",
        "CTFO6159R",
        None,
        BalanceQuery,
        body(ValuationBalance),
        pages="200",
        product=PRODUCT,
        instead="선물옵션 잔고현황을 써 주세요.",
    )
    """선물옵션 잔고평가손익내역 (CTFO6159R, 모의 없음)."""
    settlement = account(
        "선물옵션 잔고정산손익내역",
        f"{TRADING}/inquire-balance-settlement-pl",
        "CTFO6117R",
        None,
        SettlementQuery,
        body(Settlement),
        pages="200",
        product=PRODUCT,
        instead="선물옵션 잔고현황을 써 주세요.",
    )
    """선물옵션 잔고정산손익내역 (CTFO6117R, 모의 없음)."""

    async def orders_on(self, day: date) -> OrderHistory:
        """Return the orders of one day. Rows can come seconds late, so one that is missing may still exist."""
        return await self.daily_orders(start=day, end=day)

    async def orders_between(self, start: date, end: date) -> tuple[Order, ...]:
        """Return the orders of any days, newest first."""
        return (await self.daily_orders(start=start, end=end)).orders

    async def open_orders(self, now: datetime) -> tuple[Order, ...]:
        """Return the orders of today that still wait. As in `orders_on`, one that is missing may still exist."""
        today = await self.orders_on(now.astimezone(KST).date())
        return tuple(row for row in today.orders if row.is_open)
