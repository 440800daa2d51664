"""Questions about an account in domestic stocks. Portal: [국내주식] 주문/계좌."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from kis.credentials import Environment
from kis.domestic.assets import Assets, AssetsQuery, Right, RightsQuery
from kis.domestic.balance import Balance, BuyingPower, Sellable, SellableQuery
from kis.domestic.codes import (
    BalanceRows,
    FillFilter,
    Funding,
    OneDigitSide,
    OrderType,
    Sequence,
    SideFilter,
    Sorting,
    ValuedAt,
    VenueFilter,
    YesterdaysTrades,
)
from kis.domestic.history import DailyOrder, OpenOrder, OrderHistory
from kis.domestic.margin import Margin, MarginQuery
from kis.domestic.orders import TRADING
from kis.endpoint import Group, account
from kis.market.clock import KST
from kis.paging import HEADER_ONLY
from kis.shapes import body, maybe, output, outputs
from kis.units import Shares, Won
from kis.wire import field, message


@message
class AmendableQuery:
    """주식정정취소가능주문조회 요청."""

    sorting: Sorting = field("INQR_DVSN_1", "조회구분1", default=Sorting.BY_ORDER)
    side: OneDigitSide = field("INQR_DVSN_2", "조회구분2", default=OneDigitSide.ALL)


@message
class OrdersQuery:
    """주식일별주문체결조회 요청."""

    start: date = field("INQR_STRT_DT", "조회시작일자")
    end: date = field("INQR_END_DT", "조회종료일자")
    venue: VenueFilter = field("EXCG_ID_DVSN_CD", "거래소ID구분코드")
    """ALL on a real account, or orders at NXT and by SOR are missed; KRX in paper. See `Account.every_venue`."""
    side: SideFilter = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=SideFilter.ALL)
    symbol: str = field("PDNO", "상품번호", default="")
    branch: str = field("ORD_GNO_BRNO", "주문채번지점번호", default="")
    number: str = field("ODNO", "주문번호", default="")
    fills: FillFilter = field("CCLD_DVSN", "체결구분", default=FillFilter.ALL)
    sequence: Sequence = field("INQR_DVSN", "조회구분", default=Sequence.NEWEST_FIRST)
    board: str = field("INQR_DVSN_1", "조회구분1", default="")
    """Blank for all, 1 ELW, 2 프리보드."""
    funding: Funding = field("INQR_DVSN_3", "조회구분3", default=Funding.ALL)


@message
class BalanceQuery:
    """주식잔고조회 요청."""

    rows: BalanceRows = field("INQR_DVSN", "조회구분", default=BalanceRows.BY_LOAN_DATE)
    valued_at: ValuedAt = field("AFHR_FLPR_YN", "시간외단일가, 거래소여부", default=ValuedAt.KRX_CLOSE)
    yesterday: YesterdaysTrades = field("PRCS_DVSN", "처리구분", default=YesterdaysTrades.INCLUDED)
    funds: bool = field("FUND_STTL_ICLD_YN", "펀드결제분포함여부", default=False)
    offline: str = field("OFL_YN", "오프라인여부", default="")
    unit_price: str = field("UNPR_DVSN", "단가구분", default="01")
    auto_repayment: bool = field("FNCG_AMT_AUTO_RDPT_YN", "융자금액자동상환여부", default=False)


@message
class PowerQuery:
    """매수가능조회 요청.

    The quantity is right for MARKET, or for the type that will be sent if that is not LIMIT: KIS leaves the margin
    rate of the stock out for LIMIT. A blank symbol with price 0 asks for amounts alone.
    """

    symbol: str = field("PDNO", "상품번호")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.MARKET)
    cma: bool = field("CMA_EVLU_AMT_ICLD_YN", "CMA평가금액포함여부", default=False)
    overseas: bool = field("OVRS_ICLD_YN", "해외포함여부", default=False)


class Account(Group):
    """국내주식 계좌."""

    amendable = account(
        "주식정정취소가능주문조회",
        f"{TRADING}/inquire-psbl-rvsecncl",
        "TTTC0084R",
        None,
        AmendableQuery,
        outputs(OpenOrder, needs="odno"),
        pages="100",
        instead="당일 주문 조회의 잔여수량으로 확인해 주세요.",
    )
    """주식정정취소가능주문조회 (TTTC0084R, 모의 없음)."""
    daily_orders = account(
        "주식일별주문체결조회(3개월 이내)",
        f"{TRADING}/inquire-daily-ccld",
        "TTTC0081R",
        "VTTC0081R",
        OrdersQuery,
        body(OrderHistory),
        pages="100",
    )
    """주식일별주문체결조회(3개월 이내) (TTTC0081R, 모의 VTTC0081R)."""
    past_orders = account(
        "주식일별주문체결조회(3개월 이전)",
        f"{TRADING}/inquire-daily-ccld",
        "CTSC9215R",
        "VTSC9215R",
        OrdersQuery,
        body(OrderHistory),
        pages="100",
    )
    """주식일별주문체결조회(3개월 이전) (CTSC9215R, 모의 VTSC9215R)."""
    balance = account(
        "주식잔고조회", f"{TRADING}/inquire-balance", "TTTC8434R", "VTTC8434R", BalanceQuery, body(Balance), pages="100"
    )
    """주식잔고조회 (TTTC8434R, 모의 VTTC8434R)."""
    buying_power = account(
        "매수가능조회", f"{TRADING}/inquire-psbl-order", "TTTC8908R", "VTTC8908R", PowerQuery, output(BuyingPower)
    )
    """매수가능조회 (TTTC8908R, 모의 VTTC8908R)."""
    sellable = account(
        "매도가능수량조회",
        f"{TRADING}/inquire-psbl-sell",
        "TTTC8408R",
        None,
        SellableQuery,
        maybe(Sellable),
        instead="주식잔고조회의 주문가능수량으로 확인해 주세요.",
    )
    """매도가능수량조회 (TTTC8408R, 모의 없음). None where KIS answers with nothing.

    See `sellable_quantity` for both environments.
    """
    assets = account(
        "투자계좌자산현황조회",
        f"{TRADING}/inquire-account-balance",
        "CTRP6548R",
        None,
        AssetsQuery,
        body(Assets),
        pages=HEADER_ONLY,
        instead="예수금과 평가금액은 주식잔고조회의 합계로 확인해 주세요.",
    )
    """투자계좌자산현황조회 (CTRP6548R, 모의 없음)."""
    margin = account(
        "주식통합증거금 현황",
        f"{TRADING}/intgr-margin",
        "TTTC0869R",
        None,
        MarginQuery,
        output(Margin),
        instead="살 수 있는 금액은 매수가능조회로 확인해 주세요.",
    )
    """주식통합증거금 현황 (TTTC0869R, 모의 없음)."""
    rights = account(
        "기간별계좌권리현황조회",
        f"{TRADING}/period-rights",
        "CTRGA011R",
        None,
        RightsQuery,
        outputs(Right, needs="shtn_pdno"),
        pages="100",
        instead="입고된 주식은 주식잔고조회로 확인해 주세요.",
    )
    """기간별계좌권리현황조회 (CTRGA011R, 모의 없음)."""

    @property
    def every_venue(self) -> VenueFilter:
        """The filter that misses no order: ALL on a real account, KRX in paper, which knows no other."""
        return VenueFilter.KRX if self._in_paper else VenueFilter.ALL

    async def orders_on(self, day: date) -> OrderHistory:
        """Return the orders of one day of the last three months, at every venue.

        Today's rows can come seconds late, so an order that is missing here may still exist. Paper has been seen to
        answer with totals and no rows.
        """
        return await self.daily_orders(start=day, end=day, venue=self.every_venue)

    async def orders_between(self, start: date, end: date, *, today: date) -> tuple[DailyOrder, ...]:
        """Return the orders of any days, at every venue, newest first.

        KIS keeps those of the last three months and those before them apart: as many lists are asked as it takes.
        """
        border = _three_months_before(today)
        found: tuple[DailyOrder, ...] = ()
        if end >= border:
            recent = await self.daily_orders(start=max(start, border), end=end, venue=self.every_venue)
            found += recent.orders
        if start < border:
            last = min(end, border - timedelta(days=1))
            found += (await self.past_orders(start=start, end=last, venue=self.every_venue)).orders
        return found

    async def open_orders(self, now: datetime) -> tuple[OpenOrder, ...]:
        """Return the orders that can still be amended or cancelled.

        Paper has no such list; there they are taken from the orders of today with a remaining quantity.
        """
        if not self._in_paper:
            return await self.amendable()
        history = await self.orders_on(now.astimezone(KST).date())
        return tuple(row.as_open() for row in history.orders if row.is_open)

    async def sellable_quantity(self, symbol: str) -> Shares:
        """Return how many shares of a stock can be sold now, 0 if none are held.

        Paper has no such call; there the rows of the balance tell.
        """
        if not self._in_paper:
            found = await self.sellable(symbol=symbol)
            return found.sellable if found else Shares(0)
        rows = (await self.balance()).positions
        return Shares(sum(row.sellable or 0 for row in rows if row.symbol == symbol))

    @property
    def _in_paper(self) -> bool:
        return self.caller.environment is Environment.PAPER


def _three_months_before(day: date) -> date:
    """The same day three months before, or the last of that month: the oldest that 3개월 이내 reaches."""
    year, month = divmod(day.year * 12 + day.month - 4, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
