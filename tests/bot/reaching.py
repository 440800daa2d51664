"""Which API each chat command comes to ask: noted while the bot runs, not listed by hand.

What KIS is asked is put to the command whose handling asked it, with all tasks begun by it; a press counts for the
command that its user typed last. Only what KIS answered counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

from bot.chat import Edge, Incoming
from bot.commands.router import Router
from bot.commands.routing import find
from kis.endpoint import Endpoint
from kis.oauth import OAuth
from kis.realtime import Stream
from kis.realtime.channels import Channel
from kis.rest import Rest

Reached = set[tuple[str, str]]
"""Address of an API (path, or a channel's TR id) and the command's first word."""
NAME = "종목 이름"
"""What is no command: a bare name."""

_command: ContextVar[str | None] = ContextVar("command", default=None)


@contextmanager
def recording() -> Iterator[Reached]:
    """Note what is reached while the block runs."""
    reached: Reached = set()
    typed: dict[int, str] = {}
    run, call, register, send = Router._run, Rest.call, Stream.register, OAuth._send

    def note(address: str) -> None:
        if command := _command.get():
            reached.add((address, command))

    async def noted_run(self: Router, route: Any, incoming: Incoming, edge: Edge) -> None:
        if incoming.press is None:
            command, _ = find(incoming.text)
            typed[incoming.user_id] = command.names[0] if command else NAME
        _command.set(typed.get(incoming.user_id))
        await run(self, route, incoming, edge)

    async def noted_call(self: Rest, endpoint: Endpoint[..., Any], request: object) -> Any:
        answer = await call(self, endpoint, request)
        note(endpoint.path)
        return answer

    async def noted_register(self: Stream, channel: Channel[Any], key: str) -> None:
        await register(self, channel, key)
        note(channel.real)

    async def noted_send(self: OAuth, path: str, *rest: Any) -> Any:
        answer = await send(self, path, *rest)
        note(path)
        return answer

    with (
        patch.object(Router, "_run", noted_run),
        patch.object(Rest, "call", noted_call),
        patch.object(Stream, "register", noted_register),
        patch.object(OAuth, "_send", noted_send),
    ):
        yield reached
