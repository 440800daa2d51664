"""One user's trouble is nobody else's: a refused key, a blocked chat, a chat that Telegram slows down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from bot import app, demo
from bot.localchat import Fault, LocalChat, Person
from bot.settings import Settings
from bot.storage import users
from bot.storage.states import Role
from bot.storage.tables import User
from kis import Environment
from kis.simulator import NO_LIMITS, Simulator
from tests.bot.house import stamp

REFUSED, BLOCKED, FLOODED, WELL = 2001, 2002, 2003, 2004
PEOPLE = (REFUSED, BLOCKED, FLOODED, WELL)
PRICE = 70_000
SOON = 2.0
"""Seconds in which a fill has to be told."""


@asynccontextmanager
async def four(folder: Path, url: str) -> AsyncIterator[tuple[LocalChat, Simulator, app.Bot]]:
    """Four people with an account each."""
    async with AsyncExitStack() as stack:
        people = [Person(user_id, f"사람{user_id}") for user_id in PEOPLE]
        chat = await stack.enter_async_context(LocalChat.serve(people=people))
        simulator = await stack.enter_async_context(
            Simulator.serve(always_open=True, limits=NO_LIMITS, owners=len(PEOPLE))
        )
        settings = Settings.read(demo.environment(chat, simulator, folder) | {"DATABASE_URL": url})
        bot = await stack.enter_async_context(app.opened(settings))
        await bot.telegram.ready.wait()
        for owner, user_id in enumerate(PEOPLE):
            async with bot.services.database.begin() as session:
                await users.admit(session, user_id, Role.TRADER, now=datetime.now(UTC), name=f"사람{user_id}")
            keys = simulator.credentials(owner=owner)
            wrong = replace(keys, app_secret="x" * 180)
            await bot.services.connections.connect(user_id, wrong if user_id == REFUSED else keys)
        yield chat, simulator, bot


async def order(chat: LocalChat, user_id: int) -> None:
    """An order that waits in the book."""
    said = chat.say(user_id, f"매수 삼성전자 10 {PRICE}")
    await chat.wait_for(user_id, "매수 확인", after=said.seq)
    chat.press(user_id, "매수 확정")
    await chat.wait_for(user_id, "매수 · 접수")


async def test_anothers_fill_is_told_within_two_seconds(tmp_path: Path, sqlite_url: str) -> None:
    """Everything goes wrong for three people at once; the fourth reads of a fill at once."""
    stamp(tmp_path / "bot.db")
    async with four(tmp_path, sqlite_url) as (chat, simulator, bot):
        simulator.broker.set_price("005930", PRICE + 500)
        for user_id in (BLOCKED, FLOODED, WELL):
            await order(chat, user_id)
        chat.block(BLOCKED, blocked=True)
        chat.fault(Fault(chat_id=FLOODED, times=1, retry_after=30))
        chat.fault(Fault(chat_id=FLOODED, times=1_000, delay=5.0, drop="before"))
        for _ in range(5):
            chat.say(REFUSED, "잔고")
            chat.say(FLOODED, "잔고")
        simulator.broker.set_price("005930", PRICE)
        async with asyncio.timeout(SOON):
            told = await chat.wait_for(WELL, "#체결")

        assert "10/10" in told.text
        assert not bot.services.connections._fuses[Environment.PAPER].circuit.is_open
        assert not any("#체결" in m.text for user_id in (BLOCKED, FLOODED) for m in chat.transcript(user_id))


async def test_a_handler_that_breaks_is_its_callers_alone(tmp_path: Path, sqlite_url: str) -> None:
    """A mistake of ours under one person's line, and one that never ends under another's: the fourth is answered."""
    stamp(tmp_path / "bot.db")
    async with four(tmp_path, sqlite_url) as (chat, simulator, bot):
        simulator.broker.set_price("005930", PRICE + 500)
        await order(chat, WELL)
        desk, real = bot.services.desk, bot.services.desk.offer_cancel_all

        async def broken(user: User) -> object:
            if user.id == BLOCKED:
                raise ZeroDivisionError
            if user.id == FLOODED:
                await asyncio.Event().wait()
            return await real(user)

        with patch.object(desk, "offer_cancel_all", broken):
            for _ in range(20):
                chat.say(BLOCKED, "취소 전부")
                chat.say(FLOODED, "취소 전부")
            simulator.broker.set_price("005930", PRICE)
            async with asyncio.timeout(SOON):
                await chat.wait_for(WELL, "#체결")
                said = chat.say(WELL, "도움")
                await chat.wait_for(WELL, "도움", after=said.seq)
