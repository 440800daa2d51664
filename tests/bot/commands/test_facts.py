"""What is told of a stock and of the market, in the chat."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quoting.boards import Headline, Headlines
from bot.views import boards
from tests.bot.house import House, house
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


async def test_one_word_works_over_all_markets(tmp_path: Path, database_file: str) -> None:
    """From the quote card by 더보기 or by the word; what paper lacks it says, until a real account is there too."""
    async with house(tmp_path, listed=True, DATABASE_URL=database_file) as home:
        card = await home.ask("애플", "$")
        wide = await home.press("더보기", "$")
        assert wide.message_id == card.message_id
        assert [button.text for button in wide.rows[2]] == ["체결", "일별", "종목정보"]
        lacking = await home.press("체결", "시간별 체결")
        assert "모의에서 볼 수 있는 것은 현재가와 일별" in lacking.text
        assert (await home.press("일별", "일별")).text.splitlines()[2].endswith("주")
        await home.ask("구성종목 KODEX 200", "알려 주지 않아요")
        await home.ask("시간외 삼성전자", "애프터마켓")

        await home.add_real()
        assert "🟢모의" in (await home.ask("시세체결 애플", "체결강도")).text
        await home.ask("종목정보 애플", "정상 거래")
        await home.ask("구성종목 KODEX 200", "1. 삼성전자")
        await home.press("뒤", "16. ")
        await home.press("앞", "1. 삼성전자")
        assert (await home.press("SK하이닉스", "상한 ")).text.startswith("SK하이닉스")
        await home.known("A01612")
        assert "계약" in (await home.ask("일별 A01612", "일별")).text
        await home.ask("시세체결 A01612", "1분마다")
        board = await home.ask("전광판", "기초자산")
        options = await home.press("월물", "행사가: 콜 │ 풋")
        assert options.message_id == board.message_id
        option = options.rows[4][0]
        quote = await home.press(option.text, "행사가 ")
        assert f"{option.text.split(' · ')[1]}" in quote.text
        await home.ask("전광판 금", "예: 전광판 미니")
        await home.ask("회원사 애플", "국내 주식과 ETF에만 있어요")
        await home.ask("NAV", "예: NAV KODEX 200")


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
    await home.ask("순위", "알려 주지 않아요")
    us = await home.press("미국 시가총액", "시가총액 순위 · 나스닥")
    assert us.text.splitlines()[1].startswith("1. 엔비디아 $")

    await home.add_real()
    volume = await home.ask("순위", "거래량 순위")
    assert "🟢모의" in volume.text
    first = volume.text.splitlines()[1]
    assert first.startswith("1. ")
    assert (await home.press(volume.buttons[0].text, "상한 ")).text.startswith(volume.buttons[0].text)
    volume = await home.ask("순위 코스닥", "거래량 순위 · 코스닥")
    fallers = await home.press("하락", "하락 순위 · 코스닥")
    assert fallers.message_id == volume.message_id
    assert "(-" in fallers.text
    assert (await home.press("시가총액", "시가총액 순위")).text.splitlines()[1].startswith("1. 알테오젠")
    await home.ask("상한가 나스닥", "예: 상한가 코스닥")
    await home.ask("VI", "발동한 종목이 없어요")
    await home.ask("뉴스 삼성전자", "뉴스 · 삼성전자")
    await home.press("현재가", "시 ")
    told = (await home.ask("뉴스 애플", "뉴스 · 애플")).text
    assert "애플, 268" in told
    assert "마이크로소프트" not in told
    abroad = await home.press("해외 뉴스", "뉴스 · 해외")
    assert "마이크로소프트" in abroad.text
    assert "애플" in (await home.ask("뉴스 해외", "뉴스 · 해외")).text
    whole = await home.press("전체 뉴스", "뉴스 · 🟢모의")
    assert "마이크로소프트" not in whole.text


TITLES = st.builds(
    Headline, text=st.just("<&>" * 200), source=st.just("&" * 99), date=st.just(NOW.date()), time=st.just(NOW.time())
)


@settings(max_examples=10)
@given(st.lists(TITLES, max_size=40))
def test_no_news_break_a_message(titles: list[Headline]) -> None:
    """Forty titles of the worst words: under 4,096 characters."""
    told, _ = boards.news_card(Headlines(SAMSUNG, titles, NOW), "🔴실전")

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
