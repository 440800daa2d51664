"""Names that fit several instruments: choices, and what was chosen the last time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.buttons import LIMIT
from bot.finding import Found
from bot.storage import meanings, users
from bot.storage.states import Role
from kis.market.fees import Market
from kis.symbols import Instrument, SymbolIndex
from tests.bot.house import ALICE, BOB, House


async def test_a_choice_is_remembered(home: House) -> None:
    """The same words mean what was chosen for them, in quotes and in orders, until another is chosen."""
    choice = await home.ask("ㅅㅅㅈㅈ", "여럿이에요")
    assert "삼성전자우 · 코스피 005935" in [button.text for button in choice.buttons]
    assert len(choice.buttons) <= 8
    assert all(len((button.data or "").encode()) <= LIMIT for button in choice.buttons)
    first = await home.press("삼성전자우", "005935")
    assert "다른 종목" not in [button.text for button in first.buttons]

    again = await home.ask("ㅅㅅㅈㅈ", "005935")
    assert again.buttons[-1].text == "다른 종목"
    await home.ask("매수 ㅅㅅㅈㅈ 1 50000", "삼성전자우")
    await home.ask("호가 ㅅㅅㅈㅈ", "005935")

    await home.press("다른 종목", "여럿이에요")
    await home.press("삼성전자 · 코스피", "005930")
    assert (await home.ask("ㅅㅅㅈㅈ", "005930")).buttons[-1].text == "다른 종목"


async def test_full_names_mean_what_they_say(home: House) -> None:
    """Whatever was chosen for part of a name: the name in full and the code are not touched by it."""
    await home.ask("호가 ㅅㅅㅈㅈ", "여럿이에요")
    await home.press("삼성전자우", "매도 잔량")

    assert "005930" in (await home.ask("삼성전자", "시 ")).text
    assert "다른 종목" not in [button.text for button in (await home.ask("005930", "시 ")).buttons]


def test_words_that_have_become_clear_mean_what_they_say() -> None:
    """Listed names change: a choice of long ago does not hide the one name that the words now are."""
    one, other = Instrument("000001", "가나전자", Market.KOSPI), Instrument("000002", "다라", Market.KOSPI)

    assert Found(SymbolIndex([one, other]), {"가나": "000002"}).resolve("가나") is one


async def test_another_market_is_looked_at(home: House) -> None:
    """A name from abroad is a quote in its money, and an order of it a card."""
    card = await home.ask("애플", "$")
    assert "나스닥" in card.text
    home.simulator.broker.set_price("AAPL", Decimal("270.50"))
    fresh = await home.press("새로고침", "$270.50")
    assert fresh.message_id == card.message_id

    await home.ask("매수 애플 1 200", "매수 확인 · 애플")


async def test_choices_are_bounded_and_end_with_their_user(home: House) -> None:
    """The oldest of too many go, nobody else's count, and 탈퇴 leaves none."""
    now = datetime.now(UTC)
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.VIEWER, now=now)
        await meanings.remember(session, BOB, "삼", "005930", now)
        for turn in range(meanings.KEPT + 3):
            await meanings.remember(session, ALICE, f"말{turn}", "005930", now + timedelta(seconds=turn))
        mine = await meanings.of_user(session, ALICE)
        assert len(mine) == meanings.KEPT
        assert "말2" not in mine
        assert await meanings.of_user(session, BOB) == {"삼": "005930"}

    await home.bot.services.membership.expel(BOB, by=ALICE)
    async with home.database.read() as session:
        assert await meanings.of_user(session, BOB) == {}
        assert len(await meanings.of_user(session, ALICE)) == meanings.KEPT


async def test_an_order_abroad_begins_under_its_quote(home: House) -> None:
    """매수 under a quote from abroad asks how many, as at home."""
    await home.ask("애플", "$")

    await home.press("매수", "애플 몇 주 매수할까요?")
