"""현재가: what a stock costs now. A bare name or code means this too."""

from __future__ import annotations

import re

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import NotFound, StaleButton, UserError
from bot.names import by_key
from bot.views import quote as views
from bot.views.text import Card
from kis.market.fees import DOMESTIC, Market
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


def named(chat: Chat, key: str) -> Instrument:
    """The instrument of a key; a domestic code that is not in the list is its own name. Raises `StaleButton`."""
    found = by_key(chat.services.symbols, key)
    if found is None and not CODE.fullmatch(key):
        raise StaleButton
    return found or Instrument(key, key, Market.KOSPI)


def only_domestic(instrument: Instrument, what: str) -> None:
    """Say so where `what` is asked for that is made for domestic stocks alone. Raises `UserError`."""
    if instrument.market not in DOMESTIC:
        raise UserError(f"{instrument.name}: {what} 아직 국내주식만 돼요.")


async def _card(chat: Chat, instrument: Instrument) -> Card:
    only_domestic(instrument, "시세는")
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
