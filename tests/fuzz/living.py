"""The whole bot on a loop of its own, so that plain functions of hypothesis may talk to it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from sqlalchemy import select

from bot.storage.tables import Message
from bot.views import failures
from tests.bot.house import ALICE, House, house

T = TypeVar("T")
PATIENCE = 30.0
"""Seconds in which anything has to be answered, on a machine that does other work too."""


@dataclass
class Living:
    """A house whose loop runs in a thread, and what its log said that it should not."""

    home: House
    loop: asyncio.AbstractEventLoop
    bad: list[str] = field(default_factory=list)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Carry it out on the loop. Raises `TimeoutError` for what takes too long."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def newest(self) -> int:
        """The last row of the outbox."""
        async with self.home.database.read() as session:
            return (await session.scalar(select(Message.id).order_by(Message.id.desc()).limit(1))) or 0

    async def said_since(self, ref: int, chat_id: int = ALICE) -> list[str]:
        """What was said to somebody after that row."""
        async with self.home.database.read() as session:
            found = await session.scalars(select(Message.text).where(Message.id > ref, Message.chat_id == chat_id))
            return list(found)

    def check(self, said: list[str], about: object) -> None:
        """Only clear sentences: no mistake of the bot's own in the chat, none in the log."""
        bad, self.bad[:] = list(self.bad), []
        assert bad == [], about
        assert failures.UNEXPECTED not in said, about


class _Complaints(logging.Handler):
    """Tracebacks, errors, and messages that Telegram could not read."""

    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._into = into

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info or record.levelno >= logging.ERROR or "서식 없이" in said:
            self._into.append(f"{said} {record.exc_info and record.exc_info[1]!r}")


@contextmanager
def living(folder: Path, **env: str) -> Iterator[Living]:
    """Open the house in a thread and close it at the end."""
    ready: Future[Living] = Future()
    over = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_live(folder, env, ready, over)))
    thread.start()
    found = ready.result(60)
    complaints = _Complaints(found.bad)
    logging.getLogger().addHandler(complaints)
    # A press on a message that nobody sent is not waited for.
    with patch("bot.commands.router.LOOKS", 1), patch("bot.commands.router.LOOK", 0.0):
        yield found
    logging.getLogger().removeHandler(complaints)
    over.set()
    thread.join(30)


async def _live(folder: Path, env: dict[str, str], ready: Future[Living], over: threading.Event) -> None:
    try:
        async with house(folder, **env) as home:
            ready.set_result(Living(home, asyncio.get_running_loop()))
            await asyncio.to_thread(over.wait)
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)
        raise
