"""The whole bot in this process: real database, simulator and local chat, over sockets on 127.0.0.1."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

import httpx

from bot import app, demo
from bot.localchat import DEMO, LocalChat, Message, Person, Toast
from bot.pace import Pace
from bot.settings import Settings
from bot.storage import migrations, users
from bot.storage.database import Database
from kis import Environment
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.halts import HaltRules
from tests.bot.telegram_rules import breaches, cuts

ALICE = DEMO.id
"""Admin, connected to the simulator's first paper account."""
BOB = 1002
"""Nobody the bot knows."""


def stamp(file: Path) -> None:
    """Let a database with all tables pass for a migrated one."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (migrations.revisions()[-1],))


@dataclass
class House:
    """A running bot, and the people around it."""

    chat: LocalChat
    simulator: Simulator
    bot: app.Bot
    web: httpx.AsyncClient
    """For the bot's own pages."""

    @property
    def database(self) -> Database:
        return self.bot.services.database

    async def ask(self, text: str, expected: str, user: int = ALICE) -> Message:
        """Say something and wait for what is answered to it."""
        said = self.chat.say(user, text)
        return await self.chat.wait_for(user, expected, after=said.seq)

    async def press(self, button: str, expected: str, user: int = ALICE) -> Message:
        """Press a button and wait for what follows."""
        before = self.last(user)
        self.chat.press(user, button)
        return await self.chat.wait_for(user, expected, after=before)

    async def press_for_toast(self, button: str, expected: str, user: int = ALICE) -> Toast:
        """Press a button and wait for the note on top of the screen."""
        before = self.last(user)
        self.chat.press(user, button)
        return await self.chat.wait_for_toast(user, expected, after=before)

    async def simulator_fault(self, times: int = 20, **fault: object) -> None:
        """Let the next REST calls at KIS fail."""
        async with httpx.AsyncClient(base_url=self.simulator.rest, trust_env=False) as http:
            answer = await http.post("/_sim/fault", json={"do": "status", "times": times, **fault})
            assert answer.status_code == 200, answer.text

    async def socket(self, do: str, **told: object) -> None:
        """Give the websockets at KIS a bad moment."""
        async with httpx.AsyncClient(base_url=self.simulator.rest, trust_env=False) as http:
            answer = await http.post("/_sim/ws", json={"do": do, **told})
            assert answer.status_code == 200, answer.text

    async def add_real(self) -> None:
        """Connect Alice's real account beside the paper one, which stays chosen."""
        await self.bot.services.connections.connect(ALICE, self.simulator.credentials(Environment.REAL))
        async with self.database.read() as session:
            alice = await users.get(session, ALICE)
        assert alice is not None
        await self.bot.services.connections.choose(alice, Environment.PAPER)

    async def known(self, code: str) -> None:
        """Wait until the master files have told of an instrument."""
        async with asyncio.timeout(10):
            while self.bot.services.symbols.by_code(code) is None:  # noqa: ASYNC110 - a background task brings it
                await asyncio.sleep(0.02)

    def last(self, user: int = ALICE) -> int:
        """The number of the last thing on this person's screen."""
        seqs = [m.seq for m in self.chat.transcript(user)] + [t.seq for t in self.chat.toasts(user)]
        return max(seqs, default=0)

    def said(self, user: int = ALICE) -> list[str]:
        """What the bot has said to a person."""
        return [m.text for m in self.chat.transcript(user) if m.from_bot and not m.deleted]


@asynccontextmanager
async def house(
    folder: Path,
    *,
    connected: bool = True,
    listed: bool = False,
    now: datetime | None = None,
    vi: HaltRules | None = None,
    **env: str,
) -> AsyncIterator[House]:
    """Open everything; `env` changes the bot's environment. With `now` the market keeps its hours.

    The names are the shipped ones, unless the simulator's master files are to be `listed`.
    """
    async with AsyncExitStack() as stack:
        # Telegram's pace for a chat is not what these tests are about, and would make them wait.
        stack.enter_context(patch("bot.outbox.Pace", partial(Pace, burst=1_000)))
        people = (DEMO, Person(BOB, "밥"))
        chat = await stack.enter_async_context(LocalChat.serve(people=people))
        simulator = await stack.enter_async_context(
            Simulator.serve(always_open=now is None, now=now, vi=vi, limits=NO_LIMITS)
        )
        if listed:
            env |= {"KIS_MASTER_ORIGIN": simulator.rest, "MASTER_FOLDER": str(folder / "master")}
        settings = Settings.read(demo.environment(chat, simulator, folder) | env)
        if connected:
            await demo.move_in(settings, simulator)
        bot = await stack.enter_async_context(app.opened(settings))
        await bot.telegram.ready.wait()
        origin = f"http://127.0.0.1:{bot.web_port}"
        web = await stack.enter_async_context(httpx.AsyncClient(base_url=origin, timeout=15, trust_env=False))
        cut = stack.enter_context(cuts())
        yield House(chat, simulator, bot, web)
    assert (broken := [*cut, *breaches(request.view for request in chat.requests())]) == [], broken
