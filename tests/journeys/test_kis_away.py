"""KIS in maintenance: asked no more, told once to those with something at stake, and over by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.circuit import FIRST
from bot.storage import users
from bot.storage.states import Role
from bot.views.outage import SENTENCE
from kis import Environment
from tests.bot.house import ALICE, BOB, House
from tests.journeys.conftest import Opener
from tests.journeys.trading import PRICE, buy, card, orders, pushes, sent, trade

READS = ("inquire-price", "inquire-balance", "inquire-psbl-order", "inquire-daily-ccld")
CANCEL = "order-rvsecncl"


@dataclass
class Away:
    """A house of two accounts whose circuit reads a clock moved by hand."""

    home: House
    now: float = 1_000.0

    @property
    def is_open(self) -> bool:
        return self.home.bot.services.connections._fuses[Environment.PAPER].circuit.is_open

    async def goes(self, *more: str) -> None:
        """From now on KIS answers nothing but 500, and the users notice."""
        for path in (*READS, *more):
            await self.home.simulator_fault(times=100_000, path=path, code=500)
        while not self.is_open:
            await self.home.ask("매수 삼성전자 1 70000", "")

    def calls(self, path: str) -> int:
        return sum(row.get("path", "").endswith(path) for row in self.home.simulator.journal.entries())


@asynccontextmanager
async def two(open_house: Opener, *, broken: bool = False) -> AsyncIterator[Away]:
    """Alice, and Bob with an account of his own; `broken` if his keys are wrong."""
    async with open_house() as home:
        async with home.database.begin() as session:
            await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), chat_id=BOB, name="밥")
        keys = home.simulator.credentials(owner=1)
        await home.bot.services.connections.connect(BOB, replace(keys, app_secret="x" * 180) if broken else keys)
        made = Away(home)
        home.bot.services.connections._fuses[Environment.PAPER].clock = lambda: made.now
        yield made


async def test_an_outage_from_its_beginning_to_its_end(open_house: Opener) -> None:
    """Reads fail at once, orders do not leave, a cancellation is tried; told once, and once when it is over."""
    async with two(open_house) as away:
        home = away.home
        await buy(home)
        await card(home, "매수 삼성전자 3 70000")
        await away.goes(CANCEL)
        await home.chat.wait_for(ALICE, "#점검 🟢모의 KIS가 점검 중이거나 응답하지 않아요")
        asked, posted = away.calls("inquire-price"), sent(home)

        for _ in range(8):
            await home.ask("삼성전자", SENTENCE, BOB)
        await home.ask("매수 삼성전자 1 70000", SENTENCE)
        await home.press_for_toast("매수 확정", SENTENCE)
        assert away.calls("inquire-price") <= asked + 3, "but for a read that was being asked again"
        assert sent(home) == posted
        await home.ask("취소 A1", "취소 확인")
        await home.press("취소 확정", "결과 불명")
        assert away.calls(CANCEL) == 1

        home.simulator.faults.clear()
        away.now += FIRST
        await home.chat.wait_for(ALICE, "다시 응답해요")
        await home.ask("삼성전자", "005930", BOB)
        assert len(pushes(home, "#점검")) == 2
        assert pushes(home, "#점검", BOB) == []


async def test_a_card_may_be_pressed_when_it_is_over(open_house: Opener) -> None:
    """A press that was given back counts afterwards, on the same card."""
    async with two(open_house) as away:
        trade(away.home, PRICE + 500)
        await card(away.home)
        await away.goes()
        await away.home.press_for_toast("매수 확정", SENTENCE)
        away.home.simulator.faults.clear()
        away.now += FIRST
        while away.is_open:  # noqa: ASYNC110 - closed in the background
            await asyncio.sleep(0.01)
        await away.home.press("매수 확정", "매수 · 접수")

        assert len(orders(away.home)) == sent(away.home) == 1
        assert pushes(away.home, "#점검") == []


async def test_a_press_that_was_taken_is_never_left_unknown_by_the_circuit(
    open_house: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened between the press and the order: not sent, and the card says so."""
    monkeypatch.setattr("bot.trading.sending.LOOK", 1.0)
    async with two(open_house) as away:
        trade(away.home, PRICE + 500)
        shown = await card(away.home)
        await away.home.simulator_fault(path="inquire-price", do="delay", seconds=3)
        await away.home.press_for_toast("매수 확정", "보내고 있어요")
        for path in READS[1:]:  # an answer to somebody else would close it
            await away.home.simulator_fault(times=100_000, path=path, code=500)
        away.home.bot.services.connections._fuses[Environment.PAPER].circuit.open(away.now, 1.0)
        told = await away.home.chat.wait_for(ALICE, "보내지 않았어요")
        (ended,) = (m for m in away.home.chat.transcript(ALICE) if m.message_id == shown.message_id)

        assert "KIS가 점검 중" in told.text
        assert not any("결과 불명" in text for text in ended.versions)
        assert sent(away.home) == 0


async def test_a_broken_key_is_its_owners_trouble(open_house: Opener) -> None:
    """Refused time and again, Bob's keys keep nobody else from KIS."""
    async with two(open_house, broken=True) as away:
        for _ in range(6):
            await away.home.ask("매수 삼성전자 1 70000", "앱 키나 앱 시크릿이 맞지 않아요", BOB)
        assert not away.is_open
        await away.home.ask("삼성전자", "005930")
