"""Which handler takes an update: a press by its kind, a line by its command or, said in other words, by its meaning."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat import Chat, Incoming
from bot.commands.command import Command, Handler, Who
from bot.commands.table import BY_ITSELF, COMMANDS, FREE_TEXT, KEY_TYPED, PRESSES, TAKE_KEYS
from bot.errors import StaleButton
from bot.log import holds_key
from bot.sentences import Known, understood
from bot.typed import in_korean

TEXT_LIMIT = 4_096
"""Telegram's own bound; a longer text came by another way and is not parsed."""
BY_WORD = {word.lower(): command for command in COMMANDS for word in (*command.names, f"/{command.slash}")}
BY_PRESS = {row.press: row for row in PRESSES}


@dataclass(frozen=True, slots=True)
class Route:
    """Who takes an update, and what of it."""

    handler: Handler
    text: str = ""
    who: Who = Who.ADMITTED
    urgent: bool = False
    lapses: bool = False


def route(incoming: Incoming, known: Known) -> Route:
    """Who takes an update, and what of it; `known` tells names of instruments."""
    if incoming.press is not None:
        row = BY_PRESS.get(type(incoming.press))
        return Route(row.handler, "", row.who, row.urgent) if row else Route(_stale)
    command, rest = find(incoming.text)
    if command not in TAKE_KEYS and holds_key(incoming.text):
        return Route(KEY_TYPED)
    return _spoken(incoming.text, command, known) or _typed(command, rest)


def _spoken(text: str, begun: Command | None, known: Known) -> Route | None:
    """Who takes what a sentence asks for; None where it is none, or not understood.

    One that has `begun` as a command does becomes no order: `가능 삼성전자 매도` asks.
    """
    if (begun is not None and (begun.who is Who.ADMIN or begun in TAKE_KEYS)) or known(text):
        return None
    said = understood(text, known)
    command, rest = (None, "") if said is None else find(said.line)
    if said is None or command is None or (begun is not None and command.lapses):
        return None
    return Route(BY_ITSELF, rest) if said.by_itself else _typed(command, rest)


def _typed(command: Command | None, rest: str) -> Route:
    if command is None:
        return Route(FREE_TEXT, rest)
    return Route(command.handler, rest, command.who, command.urgent, command.lapses)


def find(text: str) -> tuple[Command | None, str]:
    """Split a line into its command and the rest; without a command the whole line is the rest."""
    line = text[:TEXT_LIMIT].strip()
    word, *rest = line.split(maxsplit=1) or [""]
    word = word.split("@")[0] if word.startswith("/") else word
    command = BY_WORD.get(word.lower())
    return (command, in_korean("".join(rest), command.words)) if command else (None, line)


async def _stale(_: Chat) -> None:
    """A button of an older version, or forged data."""
    raise StaleButton
