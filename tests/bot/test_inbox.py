"""No word is lost with the process that had taken it, and nobody waits for another's slow answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.inbox import HOLD, PAGE, Inbox, PatientBot
from tests.bot.house import ALICE, BOB, House
from tests.journeys.trading import PRICE, trade


class Clock:
    """Seconds that pass when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def updates(*numbers: int) -> tuple[Update, ...]:
    return tuple(Update(number) for number in numbers)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[list[tuple[int | None, Any]], list[tuple[Update, ...]]]:
    """What Telegram is asked (offset, seconds), and its answers in order; nothing after them."""
    calls: list[tuple[int | None, Any]] = []
    answers: list[tuple[Update, ...]] = []

    async def get_updates(_: object, offset: int, _limit: int, timeout: Any, *_more: Any) -> tuple[Update, ...]:  # noqa: ASYNC109
        calls.append((offset, timeout))
        return answers.pop(0) if answers else ()

    monkeypatch.setattr(ExtBot, "get_updates", get_updates)
    monkeypatch.setattr("bot.inbox.PAUSE", 0.01)
    return calls, answers


def test_telegram_keeps_the_first_that_is_under_way(clock: Clock) -> None:
    """Two done and one not: the one that is not; all done: nothing."""
    inbox = Inbox(monotonic=clock)
    inbox.take(updates(7, 8, 9))
    inbox.done(7)
    inbox.done(9)

    assert inbox.first() == 8
    inbox.done(8)
    assert inbox.first() is None


def test_what_takes_too_long_is_kept_no_longer(clock: Clock) -> None:
    """One handler that hangs must not have Telegram keep everything for good."""
    inbox = Inbox(monotonic=clock)
    inbox.take(updates(7))
    clock.now += HOLD - 1
    inbox.take(updates(8))
    assert inbox.first() == 7
    clock.now += 1.5

    assert inbox.first() == 8


def test_a_repeat_is_told(clock: Clock) -> None:
    """While it is under way and afterwards, an update is taken once."""
    inbox = Inbox(monotonic=clock)
    assert inbox.take(updates(7)) == updates(7)
    assert inbox.take(updates(7, 8)) == updates(8)
    inbox.done(7)

    assert inbox.take(updates(7)) == ()


async def test_nothing_is_confirmed_that_is_under_way(asked: tuple[Any, list[Any]], clock: Clock) -> None:
    """Telegram is asked from the first update that is not done, without waiting there; then for all that follows."""
    calls, answers = asked
    inbox = Inbox(monotonic=clock)
    bot = PatientBot(inbox, "1:x")
    answers += [updates(7, 8), updates(8, 9)]
    assert await bot.get_updates(None, timeout=25) == updates(7, 8)
    inbox.done(7)
    assert await bot.get_updates(9, timeout=25) == updates(9)
    inbox.done(8)
    inbox.done(9)
    await bot.get_updates(10, timeout=25)

    assert calls == [(None, 25), (8, 0), (10, 25)]


async def test_a_flood_does_not_hide_what_is_new(asked: tuple[Any, list[Any]], clock: Clock) -> None:
    """A full page of what is under way: what stands behind it is fetched all the same."""
    calls, answers = asked
    bot = PatientBot(Inbox(monotonic=clock), "1:x")
    page = updates(*range(1, PAGE + 1))
    answers += [page, page, updates(PAGE + 1)]
    assert await bot.get_updates(None) == page

    assert await bot.get_updates(PAGE + 1, timeout=25) == updates(PAGE + 1)
    assert [offset for offset, _ in calls] == [None, 1, PAGE + 1]


async def test_a_line_stays_at_telegram_until_it_is_answered(home: House) -> None:
    """While KIS makes one wait, Telegram keeps the line, others are answered, and 정지 holds within a second."""
    trade(home, PRICE)
    await home.simulator_fault(1, do="delay", seconds=1.2, path="inquire-price")
    home.chat.say(ALICE, "삼성전자")
    await until(lambda: any("inquire-price" in str(row) for row in home.simulator.journal.entries()))
    began, gate = time.monotonic(), home.bot.services.connections.gate(ALICE)
    home.chat.say(BOB, "도움")
    home.chat.say(ALICE, "정지")
    await until(lambda: gate.closed and home.said(BOB))
    held, kept = time.monotonic() - began, home.chat.backend.updates.first()
    await home.chat.wait_for(ALICE, "70,000")
    await until(lambda: not home.chat.backend.updates)

    assert held < 1
    assert kept is not None
    assert kept["message"]["text"] == "삼성전자"
    assert len([text for text in home.said() if "삼성전자" in text]) == 1


async def until(truth: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not truth():  # noqa: ASYNC110 - seen at the other end
            await asyncio.sleep(0.01)
