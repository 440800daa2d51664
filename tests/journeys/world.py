"""The whole thing in separate processes: simulator, local chat, bot; driven over their sockets alone."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import httpx

from bot.app import ready_database
from bot.connections import Connections
from bot.settings import Settings
from bot.storage import users
from bot.storage.states import Role
from bot.storage.vault import KeyRing, Vault, new_key
from kis.credentials import Account, Credentials, Environment
from tests.bot.telegram_rules import breaches

ROOT = Path(__file__).parents[2]
USER = 1001
"""The local chat's person; admin of the bot under test."""

Json = dict[str, Any]


class Chat:
    """What a person does on the page, by the calls the page makes."""

    def __init__(self, origin: str, user: int = USER) -> None:
        self.user = user
        self._http = httpx.AsyncClient(base_url=f"{origin}/_chat", timeout=40)

    async def call(self, name: str, **body: Any) -> Json:
        """One control call; fails with the chat's own words."""
        answer = await self._http.post(f"/{name}", json={"user": self.user, **body})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def say(self, text: str) -> int:
        """Write; returns the sequence number after which answers count."""
        return int((await self.call("say", text=text))["message"]["seq"])

    async def press(self, text: str, message_id: int | None = None) -> str:
        """Press a button by its text; returns the query's id."""
        body: Json = {"text": text} if message_id is None else {"text": text, "message_id": message_id}
        return str((await self.call("press", **body))["query_id"])

    async def wait(self, text: str, after: int = 0, seconds: float = 40) -> Json:
        """Wait until the bot has said it, and return the message."""
        message: Json = (await self.call("wait", text=text, after=after, timeout=seconds))["message"]
        return message

    async def wait_toast(self, text: str, seconds: float = 40, after: int = 0) -> int:
        """Wait until a note on top of the screen has said it; returns its sequence number."""
        return int((await self.call("wait", text=text, toast=True, timeout=seconds, after=after))["toast"]["seq"])

    async def ask(self, text: str, expected: str, seconds: float = 40) -> Json:
        """Write and wait for the answer."""
        return await self.wait(expected, await self.say(text), seconds)

    async def messages(self) -> list[Json]:
        """What the bot has written, as it stands now, in order."""
        answer = await self._http.get("/transcript", params={"chat": self.user})
        return [one for one in answer.json()["messages"] if one["from"]["bot"] and not one["deleted"]]

    async def texts(self) -> list[str]:
        """Everything that stands in the chat from the bot, in order."""
        return [message["text"] for message in await self.messages()]

    async def requests(self, method: str | None = None) -> list[Json]:
        """The Bot API calls the server got."""
        answer = await self._http.get("/requests", params={"method": method} if method else {})
        found: list[Json] = answer.json()["requests"]
        return found

    async def close(self) -> None:
        await self._http.aclose()


class Broker:
    """The simulator's control calls."""

    def __init__(self, origin: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{origin}/_sim", timeout=10)

    async def do(self, name: str, **body: Any) -> None:
        answer = await self._http.post(f"/{name}", json=body)
        assert answer.status_code == 200, answer.text

    async def see(self, name: str) -> list[Json]:
        answer = await self._http.get(f"/{name}")
        found: list[Json] = answer.json()
        return found

    async def price(self, symbol: str, price: int | str, **more: Any) -> None:
        """Let a trade print; prices with decimals are texts."""
        await self.do("price", symbol=symbol, price=price, **more)

    async def orders(self, symbol: str) -> list[Json]:
        """The new orders of a symbol that the broker took."""
        return [row for row in await self.see("orders") if row["symbol"] == symbol and row["action"] == "new"]

    async def close(self) -> None:
        await self._http.aclose()


@dataclass
class World:
    """Three processes and the two people who watch them."""

    chat: Chat
    broker: Broker
    env: dict[str, str]
    simulator: Json
    page: str
    bot: Process | None = None
    program: str = "bot"
    """The module that is run as the bot."""

    async def start_bot(self) -> None:
        """Start the bot and wait until it hears the chat."""
        self.bot = await spawn(self.program, "run", env=self.env)
        await self.chat.ask("도움", "도움")

    async def kill_bot(self, number: int = signal.SIGKILL) -> int:
        """Send a signal and wait for the end."""
        assert self.bot is not None
        self.bot.send_signal(number)
        async with asyncio.timeout(15):
            return await self.bot.wait()

    async def close(self) -> None:
        """Stop the bot, if it still runs, and let go of the sockets."""
        if self.bot is not None and self.bot.returncode is None:
            await self.kill_bot()
        await self.chat.close()
        await self.broker.close()

    async def account(self, env: str = "paper", owner: int = 0) -> Json:
        """The keys of a simulated account."""
        return [row for row in await self.broker.see("accounts") if row["env"] == env][owner]

    async def run(self, *words: str, feed: str = "") -> tuple[int, str]:
        """Run a command of the bot to its end; returns the exit code and all it printed."""
        process = await spawn("bot", *words, env=self.env, stderr=STDOUT)
        async with asyncio.timeout(40):
            printed, _ = await process.communicate(feed.encode())
        return process.returncode or 0, printed.decode()

    async def connect(self, owner: int = 0, user: int = USER, env: str = "paper") -> None:
        """Connect a simulated account, as `connect` does at the terminal, without a process of its own for it."""
        keys = await self.account(env, owner)
        credentials = Credentials(
            Environment(env), keys["app_key"], keys["app_secret"], Account.parse(keys["account"]), keys["hts_id"]
        )
        bot = Settings.read(self.env)
        async with ready_database(bot.database_url) as database:
            async with database.begin() as session:
                await users.admit(session, user, Role.ADMIN if user == USER else Role.TRADER, now=datetime.now(UTC))
            await Connections(bot, database, Vault(KeyRing.parse(bot.key_ring))).keep(user, credentials)


@asynccontextmanager
async def world(folder: Path, *simulator_flags: str, account: str = "paper", **env: str) -> AsyncIterator[World]:
    """Simulator and local chat up, database migrated, account connected; the bot is started by the scene."""
    flags = simulator_flags or ("--always-open", "--no-limits")
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(served("kis.simulator", *flags))
        chat = await stack.enter_async_context(served("bot.localchat"))
        environment = settings(folder, simulator, chat) | env
        made = World(Chat(chat["origin"]), Broker(simulator["rest"]), environment, simulator, chat["url"])
        stack.push_async_callback(made.close)
        await made.connect(env=account)
        yield made
        assert (broken := breaches(await made.chat.requests())) == [], broken


@asynccontextmanager
async def served(module: str, *words: str) -> AsyncIterator[Json]:
    """One of our servers in a process of its own; yields the line with which it says that it is ready."""
    process = await spawn(module, *words)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            line = await process.stdout.readline()
        yield json.loads(line)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def settings(folder: Path, simulator: Json, chat: Json) -> dict[str, str]:
    """The bot's environment: only origins differ from the real thing."""
    return {
        **clean_environment(),
        "TELEGRAM_TOKEN": chat["token"],
        "TELEGRAM_ORIGIN": chat["origin"],
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bot.db",
        "KEY_RING": new_key("test"),
        "ADMIN_IDS": str(USER),
        "KIS_REAL_ORIGIN": simulator["rest"],
        "KIS_PAPER_ORIGIN": simulator["rest"],
        "KIS_REAL_WS_ORIGIN": simulator["ws"],
        "KIS_PAPER_WS_ORIGIN": simulator["ws"],
        "KIS_PAPER_RATE": "100",
        "KIS_REAL_RATE": "100",
        "WEB_PORT": "0",
    }


def clean_environment() -> dict[str, str]:
    """What a process needs from ours, and nothing of the bot's."""
    kept = ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}


async def spawn(
    module: str, *words: str, env: Mapping[str, str] | None = None, stderr: int | IO[bytes] | None = None
) -> Process:
    """Start one of ours; what it logs goes to our own standard error unless told otherwise."""
    command = (sys.executable, "-m", module, *words)
    return await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=env or clean_environment(), stdin=PIPE, stdout=PIPE, stderr=stderr
    )
