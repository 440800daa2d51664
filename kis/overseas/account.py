"""Questions about an account in overseas stocks. Portal: [해외주식] 주문/계좌."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from kis.credentials import Environment
from kis.endpoint import Group, account
from kis.errors import NotOffered, Unauthorized, Unreachable
from kis.market.clock import KST
from kis.overseas.balance import Balance, Position, distinct
from kis.overseas.codes import US, Country, Exchange
from kis.overseas.history import OpenOrder, PastOrder
from kis.overseas.orders import TRADING
from kis.overseas.power import BuyingPower, CurrencyMargin
from kis.overseas.present import PresentBalance
from kis.overseas.profit import PeriodProfit, Transactions
from kis.overseas.queries import (
    AmendableQuery,
    BalanceQuery,
    MarginQuery,
    OrdersQuery,
    PowerQuery,
    PresentQuery,
    ProfitQuery,
    SettledQuery,
    SplitFillsQuery,
    SplitOrdersQuery,
    TransactionsQuery,
)
from kis.overseas.settled import SettledBalance
from kis.overseas.split import SplitFills, SplitOrder
from kis.paging import HEADER_ONLY
from kis.shapes import body, output, outputs

_PRESENT = "체결기준현재잔고(present)를 써 주세요."
_ORDERS = "주문체결내역(daily_orders)을 써 주세요."


class Account(Group):
    """해외주식 계좌."""

    amendable = account(
        "해외주식 미체결내역",
        f"{TRADING}/inquire-nccs",
        "TTTS3018R",
        "VTTS3018R",
        AmendableQuery,
        outputs(OpenOrder, needs="odno"),
        pages="200",
        disputed=True,
        instead=_ORDERS,
    )
    """해외주식 미체결내역 (TTTS3018R, 모의 VTTS3018R). `open_orders` works in paper whoever is right."""
    daily_orders = account(
        "해외주식 주문체결내역",
        f"{TRADING}/inquire-ccnl",
        "TTTS3035R",
        "VTTS3035R",
        OrdersQuery,
        outputs(PastOrder, needs="odno"),
        pages="200",
    )
    """해외주식 주문체결내역 (TTTS3035R, 모의 VTTS3035R)."""
    balance = account(
        "해외주식 잔고",
        f"{TRADING}/inquire-balance",
        "TTTS3012R",
        "VTTS3012R",
        BalanceQuery,
        body(Balance),
        pages="200",
    )
    """해외주식 잔고 (TTTS3012R, 모의 VTTS3012R)."""
    present = account(
        "해외주식 체결기준현재잔고",
        f"{TRADING}/inquire-present-balance",
        "CTRP6504R",
        "VTRP6504R",
        PresentQuery,
        body(PresentBalance),
        pages=HEADER_ONLY,
    )
    """해외주식 체결기준현재잔고 (CTRP6504R, 모의 VTRP6504R)."""
    settled = account(
        "해외주식 결제기준잔고",
        f"{TRADING}/inquire-paymt-stdr-balance",
        "CTRP6010R",
        None,
        SettledQuery,
        body(SettledBalance),
        pages=HEADER_ONLY,
        instead=_PRESENT,
    )
    """해외주식 결제기준잔고 (CTRP6010R, 모의 없음)."""
    buying_power = account(
        "해외주식 매수가능금액조회",
        f"{TRADING}/inquire-psamount",
        "TTTS3007R",
        "VTTS3007R",
        PowerQuery,
        output(BuyingPower),
    )
    """해외주식 매수가능금액조회 (TTTS3007R, 모의 VTTS3007R)."""
    margins = account(
        "해외증거금 통화별조회",
        f"{TRADING}/foreign-margin",
        "TTTC2101R",
        None,
        MarginQuery,
        outputs(CurrencyMargin, needs="crcy_cd"),
        pages=HEADER_ONLY,
        instead="매수가능금액조회(buying_power)를 써 주세요.",
    )
    """해외증거금 통화별조회 (TTTC2101R, 모의 없음)."""
    profit = account(
        "해외주식 기간손익",
        f"{TRADING}/inquire-period-profit",
        "TTTS3039R",
        None,
        ProfitQuery,
        body(PeriodProfit),
        pages="200",
        instead=_PRESENT,
    )
    """해외주식 기간손익 (TTTS3039R, 모의 없음)."""
    transactions = account(
        "해외주식 일별거래내역",
        f"{TRADING}/inquire-period-trans",
        "CTOS4001R",
        None,
        TransactionsQuery,
        body(Transactions),
        pages="100",
        instead=_ORDERS,
    )
    """해외주식 일별거래내역 (CTOS4001R, 모의 없음)."""
    split_orders = account(
        "해외주식 지정가주문번호조회",
        f"{TRADING}/algo-ordno",
        "TTTS6058R",
        None,
        SplitOrdersQuery,
        outputs(SplitOrder, needs="odno"),
        pages="200",
        instead="모의투자에는 TWAP, VWAP 주문이 없어요.",
    )
    """해외주식 지정가주문번호조회 (TTTS6058R, 모의 없음)."""
    split_fills = account(
        "해외주식 지정가체결내역조회",
        f"{TRADING}/inquire-algo-ccnl",
        "TTTS6059R",
        None,
        SplitFillsQuery,
        body(SplitFills),
        pages="200",
        instead="모의투자에는 TWAP, VWAP 주문이 없어요.",
    )
    """해외주식 지정가체결내역조회 (TTTS6059R, 모의 없음)."""

    async def open_orders(self, now: dt.datetime, exchange: Exchange = Exchange.NASDAQ) -> tuple[OpenOrder, ...]:
        """Return the orders of an exchange that still wait; a US exchange stands for the whole US.

        Paper may not have that list (KIS's documents disagree): there it is made from the orders of the day if KIS
        refuses or fails. What paper cannot tell at all raises what that second question raised.
        """
        asked = Exchange.NASDAQ if exchange in US else exchange
        try:
            return await self.amendable(exchange=asked)
        except (NotOffered, Unauthorized, Unreachable):
            if not self._in_paper:
                raise
        day = now.astimezone(ZoneInfo(exchange.country.timezone)).date()
        today = {day, now.astimezone(KST).date()}
        rows = await self.orders_between(min(today), max(today))
        wanted = US if exchange in US else (exchange,)
        return tuple(row.as_open() for row in rows if row.is_open and row.date in today and row.exchange in wanted)

    async def orders_between(self, start: dt.date, end: dt.date) -> tuple[PastOrder, ...]:
        """Return the orders at every exchange from one local date to another."""
        every = "" if self._in_paper else "%"
        return await self.daily_orders(symbol=every, exchange_code=every, start=start, end=end)

    async def positions(self, country: Country = Country.US) -> tuple[Position, ...]:
        """Return what is held in a country, each stock once.

        A real account answers for the whole US at once, paper by exchange; either may name a stock twice.
        """
        exchanges = [exchange for exchange in Exchange if exchange.country is country]
        if country is Country.US and not self._in_paper:
            exchanges = [Exchange.NASDAQ]
        balances = [await self.balance(exchange=exchange) for exchange in exchanges]
        return distinct(row for balance in balances for row in balance.held)

    @property
    def _in_paper(self) -> bool:
        return self.caller.environment is Environment.PAPER
