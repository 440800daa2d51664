"""잔고 in pages, at home, abroad and in contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LIMIT, Press
from bot.views import balance, balance_abroad, balance_contracts
from bot.views.holding import PER_PAGE, ShowHolding
from bot.views.text import Card
from kis.derivatives.balance import Balance as Contracts
from kis.derivatives.balance import DayFunds
from kis.derivatives.balance import Position as Contract
from kis.domestic.balance import AccountTotals, Balance, Position
from kis.overseas.present import CurrencyBalance, PresentBalance, PresentPosition, PresentTotals
from kis.units import Amount, Percent, Shares, Units, Won
from kis.units import Contracts as Count
from tests.bot.views.test_cards import NOW

LONG = "<&>" * 60
BIG = st.integers(-(10**15), 10**15)
FINE = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
HOME = st.builds(
    Position,
    symbol=st.just("Q500001"),
    name=st.just(LONG),
    trade_kind=st.sampled_from(["현금", "자기융자" * 10]),
    quantity=st.integers(1, 10**12).map(Shares),
    average_price=FINE,
    value=BIG.map(Won),
    profit=BIG.map(Won),
    profit_rate=FINE.map(Percent),
    loan=BIG.map(Won),
)
ABROAD = st.builds(
    PresentPosition,
    symbol=st.just("AAPL"),
    name=st.just(LONG),
    quantity=st.integers(1, 10**12).map(Units),
    value=FINE.map(Amount),
    profit=FINE.map(Amount),
    profit_rate=FINE.map(Percent),
    average_price=FINE.map(Amount),
    exchange_rate=st.just(Decimal("1467.5")),
    currency=st.sampled_from(["USD", "JPY", "HKD"]),
)
CONTRACT = st.builds(
    Contract,
    symbol=st.just("A01612"),
    name=st.just(LONG),
    side_name=st.sampled_from(["매수", "매도"]),
    quantity=st.integers(1, 10**12).map(Count),
    average_price=FINE,
    profit=BIG.map(Won),
)
TOTALS = AccountTotals(
    deposit=Won(10**15), deposit_d2=Won(10**15), total_value=Won(10**15), profit=Won(1), cost=Won(1), loan=Won(10**15)
)
CASH = tuple(CurrencyBalance(currency=code, deposit=Amount(Decimal(10**12))) for code in ("USD", "JPY", "HKD", "CNY"))


def cards(home: list[Position], abroad: list[PresentPosition], contracts: list[Contract], page: int) -> list[Card]:
    """The same page of all three."""
    there = PresentBalance(
        positions=tuple(abroad), currencies=CASH, totals=PresentTotals(value=Amount(Decimal(10**15)))
    )
    margin = DayFunds(cash=Won(10**15), margin=Won(10**15), orderable=Won(10**15))
    return [
        balance.card(Balance(positions=tuple(home), totals=TOTALS), "🔴실전", "****12", NOW, page),
        balance_abroad.card(there, "🔴실전", "****12", NOW, page),
        balance_contracts.card(Contracts(positions=tuple(contracts), funds=margin), "🔴실전", "****12", NOW, page),
    ]


@settings(max_examples=20)
@given(st.lists(HOME, max_size=60), st.lists(ABROAD, max_size=60), st.lists(CONTRACT, max_size=60), st.integers(-1, 99))
def test_no_page_breaks_a_message(
    home: list[Position], abroad: list[PresentPosition], contracts: list[Contract], page: int
) -> None:
    """Sixty positions of the longest names and largest sums: every page under 4,096 characters, buttons of 64 bytes."""
    for text, rows in cards(home, abroad, contracts, page):
        assert len(text) <= 4_096
        assert all(len((button.data or "").encode()) <= LIMIT for row in rows for button in row)


@pytest.mark.parametrize("count", [0, 1, PER_PAGE, PER_PAGE + 1, 2 * PER_PAGE, 45])
def test_pages_hold_each_position_once(count: int) -> None:
    """Turned from the first page to the last, every position is seen once, the dearest first, and then it ends."""
    held = tuple(
        Position(symbol=f"{n:06}", name=f"종목{n:03}", quantity=Shares(1), value=Won(1_000 - n)) for n in range(count)
    )
    seen: list[str] = []
    page: int | None = 0
    while page is not None:
        text, rows = balance.card(Balance(positions=held, totals=TOTALS), "🔴실전", "****12", NOW, page)
        shown = [line.split()[0] for line in text.splitlines() if line.startswith("종목")]
        assert shown or not count
        seen += shown
        turns = [Press.parse(button.data or "") for row in rows for button in row if button.text == "다음 ▶"]
        assert len(turns) <= 1
        page = next((turn.page for turn in turns if isinstance(turn, ShowHolding)), None)

    assert seen == [row.name for row in held]


def test_a_page_that_is_gone_is_the_last_one() -> None:
    """What is sold meanwhile leaves fewer pages: an old button shows the last of them."""
    held = tuple(Position(symbol=f"{n:06}", name=f"종목{n}", quantity=Shares(1), value=Won(100 - n)) for n in range(11))
    text, rows = balance.card(Balance(positions=held, totals=TOTALS), "🔴실전", "****12", NOW, 7)

    assert f"2/2쪽 · 모두 {PER_PAGE + 1}종목" in text
    assert "종목10 1주" in text
    assert [button.text for button in rows[1]] == ["◀ 이전"]


def test_credit_is_told_apart() -> None:
    """A stock held for cash and on credit has two lines, the second with what was lent."""
    rows = (
        Position(symbol="005930", name="삼성전자", trade_kind="현금", quantity=Shares(3), value=Won(2)),
        Position(
            symbol="005930",
            name="삼성전자",
            trade_kind="자기융자",
            quantity=Shares(1),
            value=Won(1),
            loan=Won(30_000),
            loan_date=date(2026, 11, 20),
        ),
    )
    text, _ = balance.card(Balance(positions=rows, totals=TOTALS), "🔴실전", "****12", NOW)

    assert "삼성전자 3주\n삼성전자 1주 · 자기융자 30,000원" in text
