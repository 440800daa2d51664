"""The conversation in English: no Korean but names and KIS's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import update

from bot.commands.table import COMMANDS
from bot.i18n import speaking
from bot.markets.hours import described, holiday
from bot.storage.states import Language
from bot.storage.tables import Intent
from bot.typed import typed_line
from kis.market import overseas_sessions, sessions
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.overseas_holidays import CALENDARS
from kis.market.sessions import Venue
from kis.overseas.codes import Exchange
from kis.symbols import well_known
from kis.symbols.near import near_futures
from tests.bot.house import ALICE, BOB, House

HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
NAMES = {one.name for one in (*well_known(), *near_futures(datetime.now(KST).date()))} | {
    "코스피200", "코스피", "코스닥", "다우존스", "나스닥 종합", "데모", "밥", "한국어", "ㅅㅅㅈㅈ",
    "미래에셋증권", "키움증권", "모간서울", "NH투자증권", "한국증권", "맥쿼리", "씨티그룹",
}  # fmt: skip
"""Instruments, indices, people, brokers, the language's own name, and what was typed."""
LEFT_OUT = {"leave", "real", "paper"}
"""What ends the walk, or wants an account that is not there."""


def korean(texts: Iterable[str]) -> list[str]:
    """Those with Korean in them, names aside."""
    names = re.compile("|".join(map(re.escape, sorted(NAMES, key=len, reverse=True))))
    return [text for text in texts if HANGUL.search(names.sub("", text))]


def shown(home: House, user: int = ALICE) -> list[str]:
    """All that the bot has said, its buttons and toasts; messages that were edited as they were, too."""
    said = [message for message in home.chat.transcript(user) if message.from_bot]
    buttons = [button.text for message in said for button in message.buttons]
    versions = [text for message in said for text in (message.text, *message.versions)]
    return [*versions, *buttons, *(toast.text for toast in home.chat.toasts(user))]


async def trade(home: House, symbol: str, price: int) -> None:
    """Let a trade print."""
    async with httpx.AsyncClient(base_url=home.simulator.rest, trust_env=False) as http:
        assert (await http.post("/_sim/price", json={"symbol": symbol, "price": price})).status_code == 200


async def test_every_command_speaks_english(home: House) -> None:
    """Each command alone and each of its examples, as an English reader is told to type them."""
    await home.ask("/language English", "I will speak English")
    first = len(shown(home))
    for command in COMMANDS:
        with speaking(Language.ENGLISH):
            lines = [f"/{command.slash}", *(typed_line(example) for example in command.examples)]
        assert korean(lines) == []
        for line in dict.fromkeys(lines if command.slash not in LEFT_OUT else ()):
            await home.ask(line, "")
    answers = shown(home)[first:]

    assert len(answers) > 150
    assert korean(answers) == []
    assert [text for text in answers if "I could not read" in text or "I do not know" in text] == []


async def test_an_order_lives_in_english(home: House) -> None:
    """From the card to the fill: amend, cancel, refuse, halt, and what is pushed; Bob, who asks to be let in, too."""
    await home.ask("언어 English", "I will speak English")
    first = len(shown(home))
    await home.ask("/buy 005930 10 65000", "Buy?")
    await home.press("Confirm Buy", "Accepted")
    await home.press("Amend", "amend to which price?")
    await home.ask("/amend A1 66000", "Amend?")
    await home.press("Confirm amend", "66,000")
    await home.ask("/cancel A1", "Cancel?")
    await home.press("Confirm cancel", "Cancelled")
    await home.ask("/buy 005930 10 market", "Buy?")
    await home.press("Confirm Buy", "#fill")
    await home.ask("/alert 000660 1000 above", "#alert")
    await home.ask("/sell 005930 all 99000", "outside today's limits")
    await home.ask("/buy 005930 10 65000", "Buy?")
    await home.press("Cancel", "not placed")
    await home.ask("/buy 005930", "how many")
    await home.ask("/buy 005930 5", "choose a price")
    await home.ask("/open", "No open orders")
    await home.ask("/fills", "Fills today")
    await home.ask("/balance", "Portfolio")
    await home.ask("/halt", "Halted")
    await home.ask("/buy 005930 1 65000", "halted")
    await home.ask("/resume", "Resumed")
    await home.ask("/qq 005930", "I do not know")

    assert korean(shown(home)[first:]) == []


async def test_each_reads_his_own_language(home: House) -> None:
    """What one person's press tells another, and what comes by itself, is in the language of whoever reads it."""
    await home.ask("안녕", "아직 허락받지 않은", BOB)
    await home.press("사용 요청", "물어봤어요", BOB)
    await home.chat.wait_for(ALICE, "사용을 요청했어요")
    await home.press("허락", "허락했어요")
    await home.chat.wait_for(BOB, "환영해요")
    await home.ask("/language English", "I will speak English")
    first, bobs = len(shown(home)), home.last(BOB)
    await home.ask(f"/approver {BOB} 100000", "was asked")
    await home.press("수락", "수락했어요", BOB)
    await home.chat.wait_for(ALICE, "is your approver now")
    for answer in ("승인", "거절"):
        await home.ask("/buy 005930 2 market", "Buy?")
        await home.press("Confirm Buy", "approver was asked")
        await home.chat.wait_for(BOB, "승인 요청", after=bobs)
        bobs = home.last(BOB)
        await home.press(answer, "승인했어요" if answer == "승인" else "거절했어요", BOB)
        await home.chat.wait_for(ALICE, "#fill" if answer == "승인" else "refused. The order was not sent")
    await home.ask("/buy 005930 3 market", "Buy?")
    await home.press("Confirm Buy", "approver was asked")
    await home.chat.wait_for(BOB, "승인 요청", after=bobs)
    fault = {"do": "message", "tr_id": "VTTC0012U", "msg_cd": "APBK0952", "msg1": "NO CASH", "rt_cd": "1"}
    await home.simulator_fault(1, **fault)
    home.chat.press(BOB, "승인")
    await home.chat.wait_for(ALICE, "#refused")
    await home.ask("/buy 005930 1 65000", "Buy?")
    async with home.database.begin() as session:
        await session.execute(update(Intent).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))
    await home.bot.services.desk.expire()
    await home.chat.wait_for(ALICE, "More than 60 seconds")

    assert korean(shown(home)[first:]) == []
    assert [text for text in home.said(BOB) if "Approve" in text or "Accept" in text] == []


def test_hours_and_holidays_are_told_in_english() -> None:
    """Every session of a fortnight with holidays, of every venue and exchange, and each holiday that `kis` names."""
    days = [datetime(2026, 12, 22, tzinfo=KST) + timedelta(minutes=15 * step) for step in range(14 * 96)]
    told = {sessions.describe(venue, at, paper=False) for venue in Venue for at in days}
    told |= {overseas_sessions.describe(exchange, at) for exchange in Exchange for at in days}
    names = {name for calendar in (CALENDAR, *CALENDARS.values()) for name in calendar.holidays.values()}
    with speaking(Language.ENGLISH):
        english = [*map(described, told), *map(holiday, names)]

    assert [text for text in english if HANGUL.search(text)] == []
    assert {described(text) for text in told} == told
