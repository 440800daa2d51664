"""Telegram away or flooded, the database locked: every message arrives once, in order, and nothing is done by halves.
The table of all bad input is in `test_bad_input`.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.localchat import Fault
from tests.bot.house import ALICE, House
from tests.journeys.conftest import BUSY, Opener
from tests.journeys.trading import PRICE, buy, card, orders, progress, pushes, sent, trade

BUSY_SENTENCE = "저장소가 바빠서 처리하지 못했어요. 잠시 뒤에 다시 시도해 주세요"
LONG = 2.5 * BUSY


async def until(truth: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not truth():  # noqa: ASYNC110 - any truth at all
            await asyncio.sleep(0.01)


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Another program writes and does not end. It waits for its turn in a thread: the bot may be at work."""
    with closing(sqlite3.connect(folder / "bot.db", isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def registered(home: House) -> int:
    """How many things are heard from KIS."""
    (connection,) = home.bot.services.connections.all()
    return connection.stream.slots[0]


async def test_429_delays_a_push_and_loses_none(open_house: Opener) -> None:
    """Told to wait a second, the bot waits it, asks once and the push is there once."""
    async with open_house() as home:
        await buy(home)
        before = len(home.chat.requests("sendMessage"))
        home.chat.fault(Fault(method="sendMessage", retry_after=1))
        began = asyncio.get_running_loop().time()
        trade(home, PRICE)
        await home.chat.wait_for(ALICE, "#체결")

        assert asyncio.get_running_loop().time() - began >= 1
        assert progress(pushes(home)) == ["10/10"]
        assert len(home.chat.requests("sendMessage")) == before + 2


async def test_telegram_away_while_fills_happen(open_house: Opener) -> None:
    """Nothing gets through, neither way; then every fill is told once, in order, and the line is answered."""
    async with open_house() as home:
        await buy(home)
        for method in ("sendMessage", "editMessageText", "getUpdates"):
            home.chat.fault(Fault(method=method, times=10_000, drop="before"))
        home.chat.say(ALICE, "삼성전자")
        for volume in (3, 4, 3):
            trade(home, PRICE, volume)
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        assert pushes(home) == []

        home.chat.clear_faults()
        await home.chat.wait_for(ALICE, "전량 체결")
        await home.chat.wait_for(ALICE, "005930")
        await home.chat.wait_for(ALICE, "(10/10)")
        assert progress(pushes(home)) == ["3/10", "7/10", "10/10"]


async def test_a_card_meets_a_locked_database(open_house: Opener, tmp_path: Path) -> None:
    """Locked while the card is made: no card without power stays on the screen; asked again it comes and counts."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        await home.simulator_fault(times=1, path="inquire-psbl-order", do="delay", seconds=0.2)
        said = home.chat.say(ALICE, "매수 삼성전자 10 70000")
        await asyncio.sleep(0.1)
        async with locked(tmp_path):
            await home.chat.wait_for(ALICE, BUSY_SENTENCE, after=said.seq)
        assert len(home.said()) == 1
        await card(home)
        await home.press("매수 확정", "매수 · 접수")


async def test_a_line_and_a_press_meet_a_locked_database(open_house: Opener, tmp_path: Path) -> None:
    """Both are told to come back; then the very same button sends the order, once."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        await card(home)
        async with locked(tmp_path):
            await home.ask("잔고", BUSY_SENTENCE)
            await home.press_for_toast("매수 확정", BUSY_SENTENCE)
            assert sent(home) == 0

        await home.press("매수 확정", "매수 · 접수")
        assert len(orders(home)) == 1


async def test_an_order_meets_a_locked_database_on_its_way(open_house: Opener, tmp_path: Path) -> None:
    """Locked between the press and the sending: it does not leave, the card says so and can be looked at again."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        await card(home)
        await home.simulator_fault(times=1, path="inquire-price", do="delay", seconds=0.2)
        await home.press_for_toast("매수 확정", "보내고 있어요")
        async with locked(tmp_path):
            await asyncio.sleep(0.2 + LONG)
        told = await home.chat.wait_for(ALICE, "주문을 보내지 않았어요")

        assert BUSY_SENTENCE in told.text
        assert sent(home) == 0
        await home.press("다시 확인", "매수 확인")
        await home.press("매수 확정", "매수 · 접수")


async def test_an_answer_meets_a_locked_database(open_house: Opener, tmp_path: Path) -> None:
    """KIS takes the order while nothing can be written: never "not ordered", and 접수 as soon as it can be."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        shown = await card(home)
        await home.simulator_fault(times=1, path="order-cash", do="delay", seconds=0.2)
        home.chat.press(ALICE, "매수 확정")
        await home.chat.wait_for(ALICE, "전송 중…")
        async with locked(tmp_path):
            await asyncio.sleep(0.2 + LONG)
        ended = await home.chat.wait_for(ALICE, "매수 · 접수")

        assert ended.message_id == shown.message_id
        assert not any("않았어요" in text for text in ended.versions)
        assert sent(home) == len(orders(home)) == 1


async def test_a_fill_and_an_alert_meet_a_locked_database(open_house: Opener, tmp_path: Path) -> None:
    """Both happen while nothing can be written, and the price turns: each is told once afterwards."""
    async with open_house() as home:
        await buy(home)
        before = registered(home)
        await home.ask("알림 삼성전자 70000 이하", "알림을 걸었어요")
        await until(lambda: registered(home) > before)
        async with locked(tmp_path):
            trade(home, PRICE)
            trade(home, PRICE + 900)
            await asyncio.sleep(LONG)
            assert pushes(home) == pushes(home, "#알림") == []

        told = await home.chat.wait_for(ALICE, "#알림")
        assert "70,000원에 닿았어요" in told.text
        await home.chat.wait_for(ALICE, "#체결")
        await home.chat.wait_for(ALICE, "전량 체결")
        await asyncio.sleep(0.3)
        assert progress(pushes(home)) == ["10/10"]
        assert len(pushes(home, "#알림")) == 1
