"""도움, 시작, and what is neither a command nor a stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.access import allowed
from bot.chat import Chat
from bot.commands.command import Command
from bot.commands.quote import bare
from bot.errors import NotConnected, StaleButton
from bot.i18n import say
from bot.views import help as views
from kis.symbols.hangul import fold, initials
from kis.symbols.slips import distance
from kis.symbols.strokes import strokes

WORD_LIMIT = 12
"""Longest word that may be a slip of a command's name."""
HINTS = (
    (("취소", "cancel"), "cancel"),
    (("예약", "내일", "tomorrow"), "reserve"),
    (("알려", "알림", "넘으면", "떨어지면", "alert", "tell me"), "alert"),
    (("선물", "futures"), "fut"),
    (("옵션", "option"), "opt"),
    (("ELW", "워런트", "warrant"), "elw"),
    (("팔", "매도", "sell"), "sell"),
    (("살까", "사고", "사줘", "사자", "매수", "buy"), "buy"),
    (("벌었", "수익", "손익", "profit"), "pnl"),
    (("관심", "watch"), "watch"),
    (("차트", "그래프", "chart"), "chart"),
    (("호가", "order book"), "book"),
    (("주식", "종목", "잔고", "stock"), "balance"),
    (("배당", "dividend"), "rights"),
    (("밤에", "조용", "quiet"), "quiet"),
    (("비밀번호", "pin"), "pin"),
    (("영어", "english", "korean"), "language"),
)
"""Words of sentences that are not understood, and the command they point at; the most telling first."""


async def show(chat: Chat, commands: Sequence[Command]) -> None:
    """`도움`, `도움 주문`."""
    mine = usable(chat, commands)
    topic = next((topic for topic in views.topics(mine) if chat.text and topic.startswith(chat.text)), None)
    command = next((command for command in mine if chat.text in command.names), None)
    command = command or next(iter(nearest(chat.text, mine)), None)
    topic = topic or (command.topic if command else None)
    await chat.reply(*(views.page(topic, mine) if topic else views.contents(mine)))


async def turn(chat: Chat, commands: Sequence[Command]) -> None:
    """A topic pressed."""
    mine, topic = usable(chat, commands), chat.press(views.HelpTopic).topic
    await chat.edit(*(views.page(topic, mine) if topic in views.topics(mine) else views.contents(mine)))


async def example(chat: Chat, commands: Sequence[Command]) -> None:
    """An example pressed: the same as typed, by whoever may use the command."""
    press = chat.press(views.HelpExample)
    command = next((command for command in usable(chat, commands) if command.slash == press.slash), None)
    if command is None or not views.pressable(command) or not 0 <= press.number < len(command.examples):
        raise StaleButton
    _, _, text = command.examples[press.number].partition(" ")
    await command.handler(replace(chat, text=text))


async def start(chat: Chat) -> None:
    """`/start`, the first thing Telegram sends."""
    try:
        chat.services.connections.of(chat.user)
    except NotConnected:
        connected = False
    else:
        connected = True
    await chat.reply(*views.welcome(chat.user.name, connected=connected))


async def free_text(chat: Chat, commands: Sequence[Command]) -> None:
    """A bare name or code is a quote, never an order; anything else is answered with what comes nearest."""
    if not chat.text:
        await chat.reply(say(views.WORDLESS))
    elif not await bare(chat):
        mine = usable(chat, commands)
        await chat.reply(*views.unknown(chat.text, nearest(chat.text, mine) or hinted(chat.text, mine)))


def nearest(text: str, commands: Sequence[Command]) -> list[Command]:
    """Commands whose name the first word may be a slip of, or the 초성 of; the nearest first, three at most."""
    word = fold((text.split() or [""])[0][:WORD_LIMIT])
    found = [(_slips(word, fold(name)), command) for command in commands for name in (*command.names, command.slash)]
    near = sorted((pair for pair in found if pair[0] is not None), key=lambda pair: pair[0] or 0)
    return list({command.slash: command for _, command in near}.values())[:3]


def hinted(text: str, commands: Sequence[Command]) -> list[Command]:
    """Commands that words within the line speak of; two at most."""
    said = text.lower()
    slashes = [slash for hints, slash in HINTS if any(hint in said for hint in hints)]
    return [command for slash in slashes for command in commands if command.slash == slash][:2]


def _slips(word: str, name: str) -> int | None:
    """In how many strokes on a Korean keyboard two words differ; None where it is no slip."""
    if not word or not name:
        return None
    if word == initials(name):
        return 0
    typed, meant = strokes(word), strokes(name)
    most = max(1, len(meant) // 3)
    slips = distance(typed, meant, most)
    return slips if slips <= most else None


def usable(chat: Chat, commands: Sequence[Command]) -> list[Command]:
    """What this user may do."""
    return [command for command in commands if allowed(chat.user, command.who)]
