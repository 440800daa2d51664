"""시세체결, 일별, 투자자, 회원사: what is told of one stock, from a market that stands still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LIMIT
from bot.errors import StaleButton, UserError
from bot.quoting.facts import Fact, Facts, facts
from bot.quoting.told import Day, Days, Flows, Told, Traded, Trades
from bot.views import facts as views
from bot.views import told
from kis import Environment
from kis.domestic.etf_rows import EtfComponent, EtfComponents
from kis.domestic.flows import FlowDay
from kis.market.fees import Market
from kis.symbols import Instrument
from kis.units import Percent, Shares, Won
from tests.bot.standing import MORNING, standing
from tests.bot.views.test_cards import NOW, SAMSUNG

APPLE = Instrument("AAPL", "애플", Market.NASDAQ, currency="USD")


async def test_each_is_what_kis_tells() -> None:
    """In paper too: trades by the second, days and weeks, net buying by whom, five brokers on both sides."""
    async with standing(Environment.PAPER) as (simulator, connection):
        simulator.broker.set_price("005930", 70_900)
        text, _ = views.card(await facts(connection, SAMSUNG, Fact.TRADES), "🟢모의")
        assert "10:00:00  <b>70,900</b>" in text
        assert "체결강도" in text

        days = await connection.kis.domestic.quotes.days(symbol="005930")
        text, _ = views.card(await facts(connection, SAMSUNG, Fact.DAYS), "🟢모의")
        assert text.splitlines()[2].startswith(f"{MORNING:%y-%m-%d}  <b>70,900</b>")
        assert f"{days[1].date:%y-%m-%d}  <b>{days[1].close:,}</b> ({days[1].change_rate:+.2f}%)" in text
        weeks, _ = views.card(await facts(connection, SAMSUNG, Fact.DAYS, "W"), "🟢모의")
        assert f"{days[1].date:%y-%m-%d}  <b>{days[1].close:,}</b>" not in weeks.splitlines()[3]

        bought = await connection.kis.domestic.quotes.investors(symbol="005930")
        text, _ = views.card(await facts(connection, SAMSUNG, Fact.INVESTORS), "🟢모의")
        assert f"{bought[1].date:%m-%d}  개인 {bought[1].individual_net_buying:+,}" in text
        assert f"{MORNING:%m-%d}  장이 끝난 뒤에 나와요" in text

        members = await connection.kis.domestic.quotes.members(symbol="005930")
        text, _ = views.card(await facts(connection, SAMSUNG, Fact.MEMBERS), "🟢모의")
        first = members.buyers[0]
        assert f"많이 산 회원사\n1. {first.name} {first.quantity:,}주" in text


async def test_earlier_trades_are_a_press_away() -> None:
    """The button leads to the second before the last trade shown, and on from there; nothing comes twice."""
    async with standing(Environment.PAPER) as (_, connection):
        found = await facts(connection, SAMSUNG, Fact.TRADES)
        _, rows = views.card(found, "🟢모의")
        assert rows[0][0].text == "◀ 이전 체결"
        earlier = await facts(connection, SAMSUNG, Fact.TRADES, (rows[0][0].data or "").split(":")[3])

        assert isinstance(found.told, Trades)
        assert isinstance(earlier.told, Trades)
        assert earlier.told.rows[0].time < found.told.rows[told.TRADES_SHOWN - 1].time


FORGED = (
    (Fact.TRADES, "x"),
    (Fact.TRADES, "999999"),
    (Fact.DAYS, "Y"),
    (Fact.INVESTORS, "x"),
    (Fact.OVERTIME, "x"),
)


async def test_what_kis_does_not_know_is_said() -> None:
    """Stocks abroad have none of it; a button that nobody wrote is none."""
    async with standing(Environment.PAPER) as (_, connection):
        with pytest.raises(UserError, match="국내 주식과 ETF에만"):
            await facts(connection, APPLE, Fact.MEMBERS)
        for fact, more in FORGED:
            with pytest.raises(StaleButton):
                await facts(connection, SAMSUNG, fact, more)


BIG = st.integers(-(10**12), 10**12)
RATE = st.decimals(-1000, 1000, places=2, allow_nan=False).map(Percent)
TRADED = st.builds(Traded, time=st.just(time(0, 0)), price=BIG, rate=RATE, volume=BIG)
DAY = st.builds(Day, date=st.just(date(2026, 1, 1)), close=BIG, rate=RATE, volume=BIG)
BOUGHT = ("individual", "foreign", "institution", "securities", "trust", "private_fund", "bank", "insurance", "pension")
OF_DAY = {f"{who}_net_buying": BIG.map(Shares) for who in BOUGHT}
PART = st.builds(
    EtfComponent, symbol=st.just("Q500001"), name=st.just("<&>" * 30), price=BIG.map(Won), weight=RATE, change_rate=RATE
)
TOLD: Mapping[Fact, st.SearchStrategy[Told]] = {
    Fact.TRADES: st.builds(Trades, st.lists(TRADED, max_size=100), RATE, st.booleans()),
    Fact.DAYS: st.builds(Days, st.lists(DAY, max_size=100)),
    Fact.INVESTORS: st.builds(
        Flows, st.lists(st.builds(FlowDay, date=st.just(date(2026, 1, 1)), **OF_DAY), max_size=100)
    ),
    Fact.PARTS: st.builds(EtfComponents, summary=st.none(), components=st.lists(PART, max_size=60).map(tuple)),
}


@settings(max_examples=30)
@given(st.data(), st.sampled_from(list(TOLD)), st.sampled_from(["", "3"]))
def test_nothing_told_breaks_a_message(data: st.DataObject, fact: Fact, more: str) -> None:
    """As many rows as KIS sends, of any figures: under 4,096 characters, each button within 64 bytes."""
    odd = Instrument("Q500001", "<&>" * 20, Market.KOSPI)
    text, rows = views.card(Facts(odd, fact, more, data.draw(TOLD[fact]), NOW), "🔴실전")

    assert len(text) <= 4_096
    assert all(len((button.data or "").encode()) <= LIMIT for row in rows for button in row)
    assert len(rows) >= 3
