"""What is told of a stock and of the market, in the chat."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quoting.boards import Headlines, Rank, Ranking
from bot.views import boards
from kis.domestic.market_rows import News
from kis.domestic.rank_rows import VolumeRank
from kis.units import Percent, Shares, Won
from tests.bot.house import House
from tests.bot.views.test_cards import NOW, SAMSUNG

TAGS = re.compile("<[^>]*>")


async def test_looks_turn_into_each_other(home: House) -> None:
    """시세체결, 일별, 투자자, 회원사 each by its word, one turning into the other in place, and on to an order."""
    trades = await home.ask("시세체결 삼성전자", "시간별 체결")
    assert "🟢모의" in trades.text
    assert "○ 방금" in trades.text
    days = await home.press("일별", "일별")
    weeks = await home.press("주별", "일별")
    investors = await home.press("투자자", "개인 ")
    brokers = await home.press("회원사", "많이 산 회원사")
    await home.press("일별", "일별")
    home.simulator.broker.set_price("005930", 71_300)
    fresh = await home.press("새로고침", "71,300")
    assert {one.message_id for one in (days, weeks, investors, brokers, fresh)} == {trades.message_id}
    await home.press("호가", "매도 잔량")

    await home.ask("투자자 ㅅㅅㅈㅈ", "여럿이에요")
    await home.press("삼성전자 · 코스피", "개인 ")
    await home.ask("일별 하이닉스", "SK하이닉스")
    await home.ask("회원사", "예: 회원사 삼성전자")
    await home.ask("회원사 없는종목이름", "찾지 못했어요")


async def test_what_was_earned_is_asked_in_words(home: House) -> None:
    """`손익 이번달` answers, its periods turn in place, and a period that is none says what to type."""
    await home.ask("손익 이번달", "알려 주지 않아요")
    await home.ask("손익 언젠가", "예: 손익 이번달")
    await home.press("새로고침", "평가손익")


async def test_the_market_as_a_whole(home: House) -> None:
    """지수 works in paper; 순위 and 뉴스 say that they do not, with a way on, until a real account is there too."""
    indices = await home.ask("지수", "코스피200")
    assert "시세 없음" not in indices.text.splitlines()[1]
    assert [line.split("  ")[0] for line in indices.text.splitlines()[1:4]] == ["코스피", "코스닥", "코스피200"]
    assert "S&P 500" in indices.text
    assert "🟢모의" in indices.text
    await home.ask("순위", "알려 주지 않아요")
    assert (await home.press("주요 지수", "코스닥")).text.splitlines()[0] == indices.text.splitlines()[0]
    await home.ask("뉴스 삼성전자", "알려 주지 않아요")
    await home.ask("순위 엉뚱", "예: 순위 거래량")

    await home.add_real()
    volume = await home.ask("순위", "거래량 순위")
    assert "🟢모의" in volume.text
    first = volume.text.splitlines()[1]
    assert first.startswith("1. ")
    fallers = await home.press("하락", "하락 순위")
    assert fallers.message_id == volume.message_id
    assert "(-" in fallers.text
    assert (await home.press("시가총액", "시가총액 순위")).text.splitlines()[1].startswith("1. 삼성전자")
    titles = await home.ask("뉴스 삼성전자", "뉴스 · 삼성전자")
    assert titles.buttons[-1].text == "전체 뉴스"
    await home.press("현재가", "시 ")


ROWS = st.builds(
    VolumeRank,
    symbol=st.just("Q500001"),
    name=st.just("<&>" * 30),
    rank=st.just(1),
    price=st.integers(0, 10**12).map(Won),
    change_rate=st.decimals(-1000, 1000, places=2, allow_nan=False).map(Percent),
    volume=st.integers(0, 10**15).map(Shares),
)
TITLES = st.builds(
    News,
    serial=st.just("1"),
    headline=st.just("<&>" * 200),
    source=st.just("&" * 99),
    date=st.just(NOW.date()),
    time=st.just(NOW.time()),
    symbol_places=st.just(("005930",)),
    name_places=st.just(("삼성전자",)),
)


@settings(max_examples=10)
@given(st.lists(ROWS, max_size=30), st.lists(TITLES, max_size=40))
def test_no_board_breaks_a_message(rows: list[VolumeRank], titles: list[News]) -> None:
    """Thirty rows and forty titles of the worst names: under 4,096 characters."""
    ranked, _ = boards.rank_card(Ranking(Rank.VOLUME, rows, NOW), "🔴실전")
    told, _ = boards.news_card(Headlines(SAMSUNG, titles, NOW), "🔴실전")

    assert len(ranked) <= 4_096
    assert len(unescape(TAGS.sub("", told))) <= 4_096
    assert len(told) <= 9_000


async def test_the_parts_of_an_account_turn_in_place(home: House) -> None:
    """잔고 at home, abroad in dollars and won, and in contracts: each says which account and how fresh it is."""
    card = await home.ask("잔고", "예수금")
    abroad = await home.press("해외", "해외 잔고")
    contracts = await home.press("선물·옵션", "선물옵션 잔고")
    back = await home.press("국내", "총평가")

    assert {one.message_id for one in (abroad, contracts, back)} == {card.message_id}
    assert all("🟢모의" in one.text and "○ 방금" in one.text for one in (card, abroad, contracts, back))
    await home.ask("잔고 달나라", "예: 잔고 · 잔고 해외")
