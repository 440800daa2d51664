"""현재가: what an instrument costs now. A bare name or code means this too."""

from __future__ import annotations

import re

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import NotFound, StaleButton
from bot.finding import Found
from bot.i18n import later, say
from bot.markets import contract
from bot.names import by_key
from bot.quoting.asking import look
from bot.typed import typed_line
from bot.views import quote as views
from bot.views import sight
from bot.views.sight_buttons import WidenQuote
from bot.views.text import Card
from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument
from kis.symbols.hangul import fold

EXAMPLE = "현재가 삼성전자"
CODE = re.compile(r"[0-9][0-9A-Z]{5}|Q[0-9]{6}")
NAME_LIMIT = 40


async def quote(chat: Chat) -> None:
    """`현재가 삼성전자`."""
    if not chat.text:
        raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    if not await bare(chat):
        raise unknown(chat.text)


async def bare(chat: Chat) -> bool:
    """The price of what was typed, or the choice; False where it is no name."""
    names = await chat.services.finding.of(chat.user.id)
    found = look_up(names, chat.text)
    if isinstance(found, Ambiguous):
        await chat.reply(*views.choices(chat.text, found.candidates, views.Then.QUOTE))
    elif found is not None:
        await chat.reply(*await card(chat, found, fold(chat.text) if names.remembered(chat.text) else ""))
    return found is not None


async def show(chat: Chat) -> None:
    """현재가 was pressed."""
    await chat.reply(*await card(chat, named(chat, chat.press(views.ShowQuote).symbol)))


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await card(chat, named(chat, chat.press(views.RefreshQuote).symbol)))


async def widen(chat: Chat) -> None:
    """더보기 pressed."""
    await chat.edit(*await card(chat, named(chat, chat.press(WidenQuote).symbol), wide=True))


async def others(chat: Chat) -> None:
    """`다른 종목` pressed: the words fit several, and another one is meant now."""
    words = chat.press(views.OtherNames).words
    found = chat.services.symbols.resolve(words)
    if not isinstance(found, Ambiguous):
        raise StaleButton
    await chat.reply(*views.choices(words, found.candidates, views.Then.QUOTE))


def look_up(names: Found, text: str) -> Instrument | Ambiguous | None:
    """Find an instrument by what was typed; a domestic code that is not in the list is left to KIS."""
    return names.resolve(text) or _unlisted(text.upper())


def unknown(text: str) -> NotFound:
    """Nothing is called so."""
    return NotFound(say("「{name}」 종목을 찾지 못했어요. 이름이나 코드로 적어 주세요.", name=text[:NAME_LIMIT]))


def named(chat: Chat, key: str) -> Instrument:
    """The instrument of a key; a domestic code that is not in the list is its own name. Raises `StaleButton`."""
    found = by_key(chat.services.symbols, key) or _unlisted(key)
    if found is None:
        raise StaleButton
    return found


def _unlisted(code: str) -> Instrument | None:
    """A contract or a stock of this code."""
    return contract(code) or (Instrument(code, code, Market.KOSPI) if CODE.fullmatch(code) else None)


async def card(chat: Chat, instrument: Instrument, remembered: str = "", *, wide: bool = False) -> Card:
    """The quote card of now; `wide` opens 더보기."""
    connection = chat.services.connections.of(chat.user)
    found, now = await look(connection, instrument), connection.now()
    return sight.card(found, connection.environment, now, remembered, wide=wide)


COMMANDS = (
    Command(
        ("현재가", "ㅎㅈㄱ", "시세"),
        "q",
        later("지금 가격. 종목 이름만 보내도 돼요"),
        quote,
        ("삼성전자", "ㅅㅅㅈㅈ", "005930", "엔비디아"),
        topic="시세",
    ),
)
PRESSES = (
    OnPress(views.ShowQuote, show),
    OnPress(views.RefreshQuote, refresh),
    OnPress(WidenQuote, widen),
    OnPress(views.OtherNames, others),
)
