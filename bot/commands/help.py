"""도움, 시작, and what is neither a command nor a stock."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot.access import allowed
from bot.chat import Chat
from bot.commands.command import Command
from bot.commands.quote import bare
from bot.errors import NotConnected
from bot.views import help as views

WORD_LIMIT = 12
"""Longest word that may be a slip of a command's name."""


async def show(chat: Chat, commands: Sequence[Command]) -> None:
    """`도움`, `도움 주문`."""
    mine = usable(chat, commands)
    topic = next((topic for topic in views.topics(mine) if chat.text and topic.startswith(chat.text)), None)
    command = next((command for command in mine if chat.text in command.names), None)
    topic = topic or (command.topic if command else None)
    await chat.reply(*(views.page(topic, mine) if topic else views.contents(mine)))


async def turn(chat: Chat, commands: Sequence[Command]) -> None:
    """A topic pressed."""
    mine, topic = usable(chat, commands), chat.press(views.HelpTopic).topic
    await chat.edit(*(views.page(topic, mine) if topic in views.topics(mine) else views.contents(mine)))


async def start(chat: Chat) -> None:
    """`/start`, the first thing Telegram sends."""
    try:
        chat.services.connections.of(chat.user)
    except NotConnected:
        connected = False
    else:
        connected = True
    await chat.reply(views.welcome(chat.user.name, connected=connected))


async def free_text(chat: Chat, commands: Sequence[Command]) -> None:
    """A bare name or code is a quote, never an order; anything else is answered with what comes nearest."""
    if not chat.text:
        await chat.reply(views.WORDLESS)
    elif not await bare(chat):
        await chat.reply(views.unknown(chat.text, nearest(chat.text, usable(chat, commands))))


def nearest(text: str, commands: Sequence[Command]) -> list[Command]:
    """Commands whose name the first word may be a slip of."""
    word = (text.split() or [""])[0].lower()[:WORD_LIMIT]
    names = {name: command for command in commands for name in (*command.names, command.slash)}
    close = get_close_matches(word.removeprefix("/"), names, n=3, cutoff=0.5)
    return list({names[name].slash: names[name] for name in close}.values())


def usable(chat: Chat, commands: Sequence[Command]) -> list[Command]:
    """What this user may do."""
    return [command for command in commands if allowed(chat.user, command.who)]
