"""A phone that keeps what it is sent, and fails as it is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import count

from bot.buttons import Rows
from bot.delivery import DeliveryError


class Phone:
    """A `Messenger`. `said` holds (chat, text) in order; `seen` and `pictures` what each message says and shows now,
    by (chat, id).
    """

    def __init__(self) -> None:
        self.said: list[tuple[int, str]] = []
        self.seen: dict[tuple[int, int], str] = {}
        self.pictures: dict[tuple[int, int], bytes] = {}
        self.plain: list[bool] = []
        self.buttons: list[Rows] = []
        self.silent: list[bool] = []
        self.trouble: defaultdict[int, deque[DeliveryError]] = defaultdict(deque)
        self.attempts = 0
        self.answering = asyncio.Event()
        self.answering.set()
        self._ids = count(1)

    async def send(self, chat_id: int, text: str, buttons: Rows, *, silent: bool, plain: bool, protected: bool) -> int:
        await self._take(chat_id, text, plain=plain)
        self.buttons.append(buttons)
        self.silent.append(silent)
        message_id = next(self._ids)
        self.seen[chat_id, message_id] = text
        return message_id

    async def document(self, chat_id: int, name: str, content: bytes, *, silent: bool) -> int:
        await self._take(chat_id, f"[{name}] {content.decode()}", plain=False)
        return next(self._ids)

    async def photo(
        self, chat_id: int, content: bytes, caption: str, buttons: Rows, *, silent: bool, plain: bool
    ) -> int:
        message_id = await self.send(chat_id, caption, buttons, silent=silent, plain=plain, protected=True)
        self.pictures[chat_id, message_id] = content
        return message_id

    async def edit_photo(
        self, chat_id: int, message_id: int, content: bytes, caption: str, buttons: Rows, *, plain: bool
    ) -> None:
        await self.edit(chat_id, message_id, caption, buttons, plain=plain)
        self.pictures[chat_id, message_id] = content

    async def edit(self, chat_id: int, message_id: int, text: str, buttons: Rows, *, plain: bool) -> None:
        await self._take(chat_id, text, plain=plain)
        self.seen[chat_id, message_id] = text

    async def delete(self, chat_id: int, message_id: int) -> None:
        await self._take(chat_id, "", plain=False)
        del self.seen[chat_id, message_id]

    async def _take(self, chat_id: int, text: str, *, plain: bool) -> None:
        self.attempts += 1
        await self.answering.wait()
        if self.trouble[chat_id]:
            raise self.trouble[chat_id].popleft()
        self.said.append((chat_id, text))
        self.plain.append(plain)


async def until(truth: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait for what other tasks bring about; fails if they do not."""
    async with asyncio.timeout(seconds):
        while not truth():  # noqa: ASYNC110 - any truth at all
            await asyncio.sleep(0.002)
