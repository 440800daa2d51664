"""순위, 상한가, VI, 장마감: what is shown is what KIS answers, from a market that stands still."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LIMIT
from bot.errors import UserError
from bot.quoting.ranked import Row
from bot.quoting.ranks import HOME, KOSDAQ, Rank, Ranking, ranking
from bot.views.ranks import rank_card
from kis import Environment
from kis.domestic.market_codes import ChangeOrder, CloseOrder, Extreme, Universe
from kis.errors import NotOffered
from kis.overseas.codes import Exchange
from kis.overseas.ranks import Direction
from kis.simulator.halts import HaltRules
from tests.bot.standing import standing
from tests.bot.views.test_cards import NOW

NASDAQ = Exchange.NASDAQ.value
TAGS = re.compile("<[^>]*>")


def first(found: Ranking, page: int = 0) -> str:
    """The first row of a page, as it is read."""
    text, _ = rank_card(found, page, "🔴실전")
    return unescape(TAGS.sub("", text)).splitlines()[1]


async def test_home_ranks_are_those_of_kis() -> None:
    """Each by its own figure, of the market that was named; the second page goes on where the first ended."""
    async with standing(Environment.REAL) as (_, connection):
        ask = connection.kis.domestic.ranks
        fallen = (await ask.change(order=ChangeOrder.FALL))[0]
        assert first(await ranking(connection, Rank.FALL)) == (
            f"1. {fallen.name} {fallen.price:,}원 ({fallen.change_rate:+.2f}%)"
        )
        low = (await ask.extremes(extreme=Extreme.LOW))[0]
        assert first(await ranking(connection, Rank.LOW)).endswith(f" · 신저가 {low.new_low:,}")
        strong = (await ask.strength())[0]
        assert first(await ranking(connection, Rank.STRENGTH)).endswith(f" · {strong.strength:.2f}%")
        dear = int((await ask.market_cap(universe=Universe.KOSDAQ))[0].market_cap or 0)
        assert first(await ranking(connection, Rank.MARKET_CAP, KOSDAQ)).endswith(f" · {dear:,}억원")
        volume = await ask.volume()
        assert first(await ranking(connection, Rank.VOLUME), page=1).startswith(f"16. {volume[15].name} ")
        viewed = (await ask.views())[0].symbol
        price = (await connection.kis.domestic.quotes.price(symbol=viewed)).price
        assert f" {price:,}원 (" in first(await ranking(connection, Rank.VIEWS))


async def test_ranks_abroad_are_those_of_kis() -> None:
    """In the money of the market; each row leads to its stock; what is not ranked there says what is."""
    async with standing(Environment.REAL) as (_, connection):
        ask = connection.kis.overseas.ranks
        risen = (await ask.rate(exchange=Exchange.NYSE, direction=Direction.RISEN)).stocks[0]
        found = await ranking(connection, Rank.RISE, Exchange.NYSE.value)
        assert first(found) == f"1. {risen.name} ${risen.price:.2f} ({risen.change_rate:+.2f}%)"
        assert found.rows[0].key == f"{risen.symbol}@NYSE"
        busy = (await ask.volume(exchange=Exchange.NASDAQ)).stocks[0]
        assert first(await ranking(connection, Rank.VOLUME, NASDAQ)).endswith(f" · {busy.volume:,}주")
        with pytest.raises(UserError, match="나스닥에는 거래량 · 상승 · 하락 · 시가총액"):
            await ranking(connection, Rank.VI, NASDAQ)


async def test_paper_ranks_us_stocks_by_their_worth() -> None:
    """KIS searches stocks abroad in paper too; every ranking at home it keeps for real accounts."""
    async with standing(Environment.PAPER) as (_, connection):
        dear = (await connection.kis.overseas.ranks.search(exchange=Exchange.NASDAQ)).stocks[0]
        worth = int((dear.market_cap or 0) / 100_000)
        assert first(await ranking(connection, Rank.MARKET_CAP, NASDAQ)).endswith(f" · ${worth:,}억")
        for rank in Rank:
            with pytest.raises(NotOffered):
                await ranking(connection, rank)


async def test_what_stands_out_today() -> None:
    """Nothing at first, and that is said; then a stock at its limit, its VI, and what the closing auction expects."""
    async with standing(Environment.REAL, vi=HaltRules()) as (simulator, connection):
        assert first(await ranking(connection, Rank.UPPER)) == "지금 상한가인 종목이 없어요."
        assert first(await ranking(connection, Rank.VI)) == "오늘 VI가 발동한 종목이 없어요."
        assert first(await ranking(connection, Rank.CLOSING)) == "장마감 예상 체결가는 15:20~15:30에만 있어요."

        limit = (await connection.kis.domestic.quotes.price(symbol="035720")).upper_limit
        simulator.broker.set_price("035720", limit or 0)
        halt = (await connection.kis.domestic.market.interruptions(day=connection.now().date()))[0]
        assert first(await ranking(connection, Rank.VI)) == (
            f"1. 카카오 {halt.price:,}원 ({halt.static_gap_rate:+.2f}%) · {halt.time:%H:%M:%S} 발동 · 발동 중"
        )
        simulator.broker.clock.advance(timedelta(minutes=5))
        assert first(await ranking(connection, Rank.UPPER)).startswith(f"1. 카카오 {limit:,}원 (+")
        assert first(await ranking(connection, Rank.VI)).endswith(" 해제")

        simulator.broker.clock.advance(timedelta(hours=5, minutes=18))
        close = (await connection.kis.domestic.market.expected_closes(order=CloseOrder.RISE))[0]
        assert first(await ranking(connection, Rank.CLOSING)).startswith(f"1. {close.name} {close.price:,}원 (")


ROW = st.builds(
    Row,
    key=st.just("Q500001"),
    name=st.just("<&>" * 30),
    price=st.integers(0, 10**12),
    rate=st.decimals(-1000, 1000, places=2, allow_nan=False),
    measure=st.integers(0, 10**15),
    began=st.just(NOW.time()),
)


@settings(max_examples=20)
@given(st.lists(ROW, max_size=100), st.sampled_from(Rank), st.integers(0, 20))
def test_no_ranking_breaks_a_message(rows: list[Row], rank: Rank, page: int) -> None:
    """A hundred rows of the worst names, any page of them: under 4,096 characters, each button within 64 bytes."""
    text, buttons = rank_card(Ranking(rank, HOME, rows, NOW), page, "🔴실전")

    assert len(text) <= 4_096
    assert all(len((button.data or "").encode()) <= LIMIT for row in buttons for button in row)
