"""현재가: what a stock costs now. A bare name or code means this too."""

from __future__ import annotations

import re

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import NotFound, StaleButton
from bot.views import quote as views
from bot.views.text import Card
from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument

EXAMPLE = "현재가 삼성전자"
CODE = re.compile(r"[0-9][0-9A-Z]{5}|Q[0-9]{6}")
NAME_LIMIT = 40


async def quote(chat: Chat) -> None:
    """`현재가 삼성전자`."""
    if not chat.text:
        raise NotFound(f"어느 종목인지 적어 주세요. 예: {EXAMPLE}")
    found = look_up(chat, chat.text)
    if found is None:
        raise NotFound(f"「{chat.text[:NAME_LIMIT]}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요.")
    await answer(chat, found)


async def answer(chat: Chat, found: Instrument | Ambiguous) -> None:
    """The price of what was found, or the choice."""
    if isinstance(found, Ambiguous):
        await chat.reply(*views.choices(chat.text, found.candidates, views.ShowQuote))
    else:
        await chat.reply(*await _card(chat, found))


async def show(chat: Chat) -> None:
    """A candidate or 현재가 was pressed."""
    await chat.reply(*await _card(chat, named(chat, chat.press(views.ShowQuote).symbol)))


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat, named(chat, chat.press(views.RefreshQuote).symbol)))


def look_up(chat: Chat, text: str) -> Instrument | Ambiguous | None:
    """Find a stock by what was typed; a code that is not in the list is left to KIS."""
    found = chat.services.symbols.resolve(text)
    return found or (named(chat, text.upper()) if CODE.fullmatch(text.upper()) else None)


def named(chat: Chat, code: str) -> Instrument:
    """The instrument of a code; one that is not in the list is called by its code. Raises `StaleButton` for none."""
    found = chat.services.symbols.by_code(code)
    if found is None and not CODE.fullmatch(code):
        raise StaleButton
    return found or Instrument(code, code, Market.KOSPI)


async def _card(chat: Chat, instrument: Instrument) -> Card:
    connection = chat.services.connections.of(chat.user)
    price = await connection.price(instrument.code)
    return views.card(instrument, price, connection.badge, connection.now())


COMMANDS = (
    Command(
        ("현재가", "ㅎㅈㄱ", "시세"),
        "q",
        "지금 가격. 종목 이름만 보내도 돼요",
        quote,
        ("삼성전자", "ㅅㅅㅈㅈ", "005930"),
        topic="시세",
    ),
)
PRESSES = (OnPress(views.ShowQuote, show), OnPress(views.RefreshQuote, refresh))
