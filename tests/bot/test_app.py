"""The bot's life: what fails is told and ends it, what is away is waited for."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import time
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from bot import app, demo
from bot.connection import Connection
from bot.connections import Connections
from bot.localchat import LocalChat
from bot.settings import Settings
from bot.storage import users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.storage.vault import KeyRing, Vault
from bot.tasks import Tasks
from kis.credentials import Environment
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.server.faults import read_fault
from tests.bot.cli.running import start
from tests.bot.house import ALICE, BOB, House, house


async def test_a_task_that_dies_ends_the_bot() -> None:
    """The first failure of a background task is what waiting for the end raises."""
    tasks = Tasks()

    async def broken() -> None:
        raise RuntimeError("gone")

    async with tasks.running(broken(), "broken"):
        with pytest.raises(RuntimeError, match="gone"):
            await app.until_end(asyncio.Event(), tasks)


async def test_a_task_that_is_stopped_is_no_failure() -> None:
    """Leaving the block cancels the work, and the end is the one that was asked for."""
    tasks, ended = Tasks(), asyncio.Event()

    async with tasks.running(asyncio.sleep(60), "sleeper"):
        ended.set()
        await app.until_end(ended, tasks)
    assert len(asyncio.all_tasks()) == 1


async def test_what_is_under_way_at_the_end_is_answered_once(tmp_path: Path, database_file: str) -> None:
    """Stopped while a line waits for KIS: it is answered before the end, and Telegram does not bring it again."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as simulator, LocalChat.serve() as chat:
        settings = Settings.read(demo.environment(chat, simulator, tmp_path) | {"DATABASE_URL": database_file})
        await demo.move_in(settings, simulator)
        async with app.opened(settings) as bot:
            await bot.telegram.ready.wait()
            simulator.faults.add(read_fault({"do": "delay", "seconds": 0.7, "path": "inquire-price"}))
            chat.say(ALICE, "삼성전자")
            async with asyncio.timeout(5):
                while not any("inquire-price" in str(row) for row in simulator.journal.entries()):  # noqa: ASYNC110 - seen at the broker
                    await asyncio.sleep(0.01)

        assert len([message for message in chat.transcript(ALICE) if message.from_bot]) == 1
        assert len(chat.backend.updates) == 0


async def test_kis_is_heard_while_telegram_is_down(tmp_path: Path, database_file: str) -> None:
    """Without Telegram the bot opens, listens to KIS, and goes on when Telegram is back."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as simulator:
        async with LocalChat.serve() as chat:
            port = int(chat.origin.rpartition(":")[2])
            environment = demo.environment(chat, simulator, tmp_path) | {"DATABASE_URL": database_file}
        settings = Settings.read(environment)
        await demo.move_in(settings, simulator)
        async with app.opened(settings) as bot:
            (connection,) = bot.services.connections.all()
            async with asyncio.timeout(5):
                await notices(connection)
            assert not bot.telegram.ready.is_set()

            async with LocalChat.serve(port=port) as again:
                async with asyncio.timeout(8):
                    await bot.telegram.ready.wait()
                again.say(ALICE, "삼성전자")
                await again.wait_for(ALICE, "005930")


async def notices(connection: Connection) -> None:
    """Wait until the gateway has confirmed the registration for notices."""
    while connection.stream.slots[0] == 0:  # noqa: ASYNC110 - the stream tells it by this figure alone
        await asyncio.sleep(0.01)


async def test_telegram_is_answered_while_kis_is_down(home: House) -> None:
    """KIS answers 500 to everything: the user is told in one sentence, and 도움 works."""
    await home.simulator_fault(code=500, times=30)

    await home.ask("삼성전자", "한국투자증권")
    await home.ask("도움", "도움")


async def test_a_locked_database_is_told(tmp_path: Path, database_file: str) -> None:
    """While another program holds the database, what cannot be kept is said so; afterwards all is as before."""
    with patch("bot.app.Database", partial(Database, busy_timeout=0.2)):
        async with house(tmp_path, DATABASE_URL=database_file) as home:
            with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await home.ask("삼성전자", "저장소가 바빠서")
                other.execute("ROLLBACK")

            await home.ask("삼성전자", "005930")


async def test_closing_leaves_nothing_behind(tmp_path: Path, database_file: str) -> None:
    """After the block no task of the bot is left."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as simulator, LocalChat.serve() as chat:
        before = asyncio.all_tasks()
        settings = Settings.read(demo.environment(chat, simulator, tmp_path) | {"DATABASE_URL": database_file})
        await demo.move_in(settings, simulator)
        async with app.opened(settings) as bot:
            await bot.telegram.ready.wait()
            chat.say(ALICE, "삼성전자")
            await chat.wait_for(ALICE, "005930")
        left = {task.get_name() for task in asyncio.all_tasks() - before}

    assert not {name for name in left if name.startswith(("telegram", "outbox", "connections", "feed", "kis"))}


async def test_closing_keeps_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever hangs is cut, one step after the other, and none is left out."""
    monkeypatch.setattr(app, "CLOSING", 0.1)
    ended: list[str] = []
    stack = AsyncExitStack()

    async def hangs(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(name)

    for name in ("database", "outbox", "orders"):
        stack.push_async_callback(hangs, name)
    async with asyncio.timeout(2):
        await app._closed(stack)

    assert ended == ["orders", "outbox", "database"]


async def test_a_step_of_closing_may_give_up() -> None:
    """A connection that does not close within its own limit is no failure of the bot."""
    stack = AsyncExitStack()

    async def gives_up() -> None:
        raise TimeoutError

    stack.push_async_callback(gives_up)
    await app._closed(stack)


async def test_an_account_connected_at_the_terminal_is_opened(home: House) -> None:
    """`connect` in another process: the running bot takes the account in by itself."""
    services = home.bot.services
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC))
    vault = Vault(KeyRing.parse(services.settings.key_ring))
    other = Connections(services.settings, home.database, vault)
    await other.keep(BOB, home.simulator.credentials(Environment.PAPER, owner=1))
    await services.connections._step()

    await home.ask("삼성전자", "🟢모의", BOB)


async def test_the_demo_ends_on_ctrl_c() -> None:
    """The demo prints one line with its address, and Ctrl-C ends it cleanly and quickly."""
    process = await start("demo")
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    began = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    out, err = await process.communicate()

    assert "http://127.0.0.1:" in line
    assert (process.returncode, out, err) == (0, b"", b"")
    assert time.monotonic() - began < 8
