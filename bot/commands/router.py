"""From what arrived to the handler that takes it.

The user's updates are handled one after the other, so that a second line does not overtake the first; urgent ones
(정지, 잠금) do not wait. What goes wrong is told here, once, for all handlers.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from bot.access import allowed
from bot.chat import Chat, Incoming
from bot.commands.command import Command, Handler, OnPress, Who
from bot.commands.table import COMMANDS, FREE_TEXT, PRESSES
from bot.errors import UserError
from bot.services import Services
from bot.views import failures

log = logging.getLogger(__name__)

TEXT_LIMIT = 4_096
"""Telegram's own bound; a longer text came by another way and is not parsed."""

_LOCKS = 1_024

BY_WORD = {word.lower(): command for command in COMMANDS for word in (*command.names, f"/{command.slash}")}
BY_PRESS = {row.press: row for row in PRESSES}

Answer = Callable[[str], Awaitable[None]]


class Router:
    """Dispatches updates to handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._locks: OrderedDict[int, asyncio.Lock] = OrderedDict()

    async def take(self, incoming: Incoming, toast: Answer, forget: Callable[[], Awaitable[None]]) -> None:
        """Handle one update from start to end; never raises for what a user can cause."""
        if not incoming.private:
            await self._services.access.refuse_group(incoming)
            return
        handler, text, who, urgent = self._route(incoming)
        user = await self._services.access.known(incoming)
        chat = Chat(incoming, user, text, self._services, toast, forget)
        if not allowed(user, who):
            await self._services.access.turn_away(chat)
            return
        if urgent:
            await self._run(handler, chat)
        else:
            async with self._lock(incoming.user_id):
                await self._run(handler, chat)

    def _route(self, incoming: Incoming) -> tuple[Handler, str, Who, bool]:
        if incoming.press is not None:
            row: OnPress | None = BY_PRESS.get(type(incoming.press))
            return (row.handler, "", row.who, row.urgent) if row else (_stale, "", Who.ADMITTED, False)
        command, rest = find(incoming.text)
        if command is None:
            return FREE_TEXT, rest, Who.ADMITTED, False
        return command.handler, rest, command.who, command.urgent

    async def _run(self, handler: Handler, chat: Chat) -> None:
        try:
            await handler(chat)
        except Exception as error:  # noqa: BLE001 - the one place where an error becomes a sentence
            await self._tell(chat, error)

    async def _tell(self, chat: Chat, error: Exception) -> None:
        if not failures.expected(error):
            log.exception("a handler failed")
        if chat.incoming.press is not None:
            await chat.toast(failures.toast(error))
        if chat.incoming.press is None or not isinstance(error, UserError):
            await chat.reply(failures.sentence(error))

    def _lock(self, user_id: int) -> asyncio.Lock:
        lock = self._locks.setdefault(user_id, asyncio.Lock())
        self._locks.move_to_end(user_id)
        for oldest in list(self._locks)[: max(0, len(self._locks) - _LOCKS)]:
            if not self._locks[oldest].locked():
                del self._locks[oldest]
        return lock


def find(text: str) -> tuple[Command | None, str]:
    """Split a line into its command and the rest; without a command the whole line is the rest."""
    line = text[:TEXT_LIMIT].strip()
    word, _, rest = line.partition(" ")
    word = word.split("@")[0] if word.startswith("/") else word
    command = BY_WORD.get(word.lower())
    return (command, rest.strip()) if command else (None, line)


async def _stale(chat: Chat) -> None:
    """A button of an older version, or forged data."""
    await chat.toast("오래된 버튼이에요. 새로 조회해 주세요.")
