"""손익: what KIS says was earned, in which period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profits import Profit, ProfitPeriod, Unrealized, earned
from bot.views import profit as views
from kis import Environment
from kis.domestic.codes import OrderType
from kis.domestic.profit import DayProfit, DayTotals, ProfitByDay, TradeProfit
from kis.overseas.profit import ProfitTotals
from kis.simulator.server.faults import read_fault
from kis.units import Amount, Shares, Won
from tests.bot.standing import MORNING, standing
from tests.bot.views.test_cards import NOW

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        pytest.param("", "2026-11-24", "2026-11-24", id="nothing said"),
        pytest.param("어제", "2026-11-23", "2026-11-23", id="yesterday"),
        pytest.param("이번 주", "2026-11-23", "2026-11-24", id="this week begins on Monday"),
        pytest.param("지난주", "2026-11-16", "2026-11-22", id="last week ends on Sunday"),
        pytest.param("이번달", "2026-11-01", "2026-11-24", id="this month"),
        pytest.param("지난달", "2026-10-01", "2026-10-31", id="last month"),
        pytest.param("올해", "2026-01-01", "2026-11-24", id="this year"),
        pytest.param("작년", "2025-01-01", "2025-12-31", id="last year"),
        pytest.param("2025", "2025-01-01", "2025-12-31", id="a year"),
        pytest.param("2026", "2026-01-01", "2026-11-24", id="a year that goes on"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", id="a month of a leap year"),
        pytest.param("2025-12", "2025-12-01", "2025-12-31", id="a December"),
    ],
)
def test_periods(said: str, start: str, end: str) -> None:
    """Words and dates name the days from one to another."""
    period = ProfitPeriod.read(said, TODAY)

    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("said", ["2027", "2026-12", "2026-13", "2026-00", "삼성전자", "1999", "이번달 3"])
def test_no_periods(said: str) -> None:
    """What has not begun, or is no period, is none."""
    assert ProfitPeriod.read(said, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from([*views.OFFERED, "지난주", "지난달", "작년"]))
def test_no_period_ends_after_today(today: date, name: str) -> None:
    """On every day of the calendar: each period has a day, and none is of the future."""
    period = ProfitPeriod.read(name, today)

    assert period is not None
    assert period.start <= period.end <= today


def period(name: str) -> ProfitPeriod:
    found = ProfitPeriod.read(name, TODAY)
    assert found is not None
    return found


async def test_what_was_sold_was_earned() -> None:
    """Bought at one price and sold at another: KIS's own sum, with its day and its stock, and nothing made up."""
    async with standing(Environment.REAL) as (simulator, connection):
        orders, symbol = connection.kis.domestic.orders, "005930"
        simulator.broker.set_price(symbol, 70_000)
        await orders.buy(symbol=symbol, quantity=Shares(10), price=Won(70_500), order_type=OrderType.LIMIT)
        simulator.broker.set_price(symbol, 72_000)
        await orders.sell(symbol=symbol, quantity=Shares(10), price=Won(71_500), order_type=OrderType.LIMIT)

        found = await earned(connection, period("이번달"), by_stock=True)
        assert isinstance(found, Profit)
        told = await connection.kis.domestic.profit.by_day(start=found.period.start, end=TODAY)
        assert found.realized == told.totals.realized != 0
        by_day, _ = views.card(found, "🔴실전", "****12", NOW)
        assert views.signed(found.realized) in by_day
        assert f"{MORNING:%m-%d}  {views.signed(found.realized)}" in by_day
        by_stock, _ = views.card(found, "🔴실전", "****12", NOW, by_stock=True)
        assert f"삼성전자  {views.signed(found.realized)}" in by_stock

        simulator.faults.add(
            read_fault({"do": "message", "tr_id": "TTTS3039R", "times": 1, "msg_cd": "X", "msg1": "x"})
        )
        unsure, _ = views.card(await earned(connection, period("오늘")), "🔴실전", "****12", NOW)
        assert "해외는 지금 확인하지 못했어요" in unsure


async def test_paper_says_what_it_knows_instead() -> None:
    """KIS tells no profit of a period in paper: that is said, with 평가손익 of now."""
    async with standing(Environment.PAPER) as (simulator, connection):
        simulator.broker.set_price("005930", 70_000)
        await connection.kis.domestic.orders.buy(
            symbol="005930", quantity=Shares(10), price=Won(70_500), order_type=OrderType.LIMIT
        )
        simulator.broker.set_price("005930", 72_000)
        found = await earned(connection, period("이번달"))
        assert isinstance(found, Unrealized)
        text, rows = views.card(found, "🟢모의", "****12", NOW)

        assert found.totals.profit
        assert f"평가손익 <b>{views.signed(found.totals.profit)}</b>" in text
        assert "알려 주지 않아요" in text
        assert [button.text for row in rows for button in row] == ["🔄 새로고침"]


MONEY = st.integers(-(10**15), 10**15).map(Won)
DAYS = st.builds(DayProfit, date=st.dates(date(2000, 1, 1), TODAY), realized=MONEY)
TRADES = st.lists(MONEY, min_size=100, max_size=100).map(
    lambda sums: [
        TradeProfit(date=TODAY, padded_symbol=f"{place:06}", name="<&>" * 30, realized=one)
        for place, one in enumerate(sums)
    ]
)


@settings(max_examples=20)
@given(st.lists(DAYS, max_size=400), TRADES, MONEY, st.booleans())
def test_no_profit_breaks_a_message(
    days: list[DayProfit], trades: list[TradeProfit], abroad: Won, by_stock: bool
) -> None:
    """A year of the largest sums, a hundred stocks of the longest names: under 4,096 characters."""
    totals = ProfitTotals(profit=Amount(Decimal(abroad)))
    home = ProfitByDay(days=tuple(days), totals=DayTotals(realized=Won(10**15), bought=Won(1)))
    found = Profit(ProfitPeriod("올해", TODAY - timedelta(days=300), TODAY), home, totals, trades)
    text, _ = views.card(found, "🔴실전", "****12", NOW, by_stock=by_stock)

    assert len(text) <= 4_096
