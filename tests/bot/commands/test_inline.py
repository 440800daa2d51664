"""Inline mode: `@bot ㅅㅅㅈㅈ` in any chat."""

from __future__ import annotations

import asyncio
import time

from bot.localchat import Group
from bot.quoting import glances
from bot.storage import meanings
from tests.bot.house import ALICE, BOB, House
from tests.bot.localchat import contract

FAMILY = Group(-77, "가족")


async def test_names_are_offered_with_a_price(home: House) -> None:
    """The list bears market and code, the likeliest its price; chosen, the figures alone go into the chat."""
    home.chat.add_group(FAMILY)
    query = await home.chat.ask_inline(ALICE, "ㅅㅅㅈㅈ", chat_id=FAMILY.id)
    offered = query.shown or []
    assert [each["title"] for each in offered][:2] == ["삼성전자", "삼성전자우"]
    assert "원 " in offered[0]["description"]
    assert offered[0]["description"].endswith("코스피 005930")
    assert query.settings == {"cache_time": 5, "is_personal": True}

    sent = home.chat.choose(ALICE, query.query_id, "005930", chat_id=FAMILY.id)
    assert sent.text.startswith("삼성전자 005930 · 코스피\n")
    assert "시세" in sent.text
    assert "모의" not in sent.text


@contract.needs_contract
async def test_the_answer_keeps_the_contract(home: House) -> None:
    """Telegram would take what the bot answers, prices, markup and all."""
    await home.chat.ask_inline(ALICE, "삼성")
    request = home.chat.requests("answerInlineQuery")[-1]

    assert contract.request_problems(request.method, request.params) == []


async def test_what_was_chosen_is_meant_and_not_answered(home: House) -> None:
    """In the bot's own chat the sent text is no command; the words mean what was chosen from then on."""
    query = await home.chat.ask_inline(ALICE, "ㅅㅅㅈㅈ")
    home.chat.choose(ALICE, query.query_id, "005935")
    await kept(home)
    answer = await home.ask("ㅅㅅㅈㅈ", "🟢모의")

    assert "005935" in answer.text
    assert len(home.said()) == 1
    again = await home.chat.ask_inline(ALICE, "ㅅㅅㅈㅈ")
    assert (again.shown or [])[0]["title"] == "삼성전자우"


async def kept(home: House) -> None:
    """Wait until a choice is written down: updates of different kinds are taken side by side."""
    async with asyncio.timeout(5):
        while True:
            async with home.database.read() as session:
                if await meanings.of_user(session, ALICE):
                    return
            await asyncio.sleep(0.01)


async def test_a_stranger_is_offered_nothing(home: House) -> None:
    """An empty list, and not a word."""
    query = await home.chat.ask_inline(BOB, "삼성")

    assert query.results == []
    assert home.said(BOB) == []


async def test_a_slow_kis_does_not_hold_up_the_list(home: House) -> None:
    """Names come in time without a price; the next letter asks anew."""
    await home.simulator_fault(do="delay", seconds=5, times=9, path="inquire-price")
    began = time.monotonic()
    query = await home.chat.ask_inline(ALICE, "삼성전")

    assert [each["description"] for each in query.shown or []][:1] == ["코스피 005930"]
    assert time.monotonic() - began < glances.PATIENCE + 1.5


async def test_without_an_account_names_are_offered(empty: House) -> None:
    """Finding needs no KIS account, only to be let in."""
    await empty.ask("도움", "도움")
    query = await empty.chat.ask_inline(ALICE, "애플")

    assert [each["description"] for each in query.shown or []][:1] == ["나스닥 AAPL"]
