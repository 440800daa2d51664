"""호가: ten levels on both sides, and an order at one of them."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.commands.quote import NAME_LIMIT, look_up, named, only_domestic
from bot.errors import NotFound
from bot.views import book as views
from bot.views.quote import ShowBook, choices
from bot.views.text import Card
from kis.symbols import Ambiguous, Instrument
from kis.units import Won

EXAMPLE = "호가 삼성전자"


async def book(chat: Chat) -> None:
    """`호가 삼성전자`."""
    if not chat.text:
        raise NotFound(f"어느 종목인지 적어 주세요. 예: {EXAMPLE}")
    found = look_up(chat, chat.text)
    if found is None:
        raise NotFound(f"「{chat.text[:NAME_LIMIT]}」 종목을 찾지 못했어요. 예: {EXAMPLE}")
    if isinstance(found, Ambiguous):
        await chat.reply(*choices(chat.text, found.candidates, ShowBook))
    else:
        await chat.reply(*await _card(chat, found))


async def show(chat: Chat) -> None:
    """`호가` or a candidate pressed."""
    await chat.reply(*await _card(chat, named(chat, chat.press(ShowBook).symbol)))


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat, named(chat, chat.press(views.RefreshBook).symbol)))


async def pick(chat: Chat) -> None:
    """A price pressed: what to do there."""
    press = chat.press(views.PickPrice)
    connection = chat.services.connections.of(chat.user)
    await chat.reply(*views.picked(named(chat, press.symbol), Won(press.price), connection.badge))


async def _card(chat: Chat, instrument: Instrument) -> Card:
    only_domestic(instrument, "호가는")
    connection = chat.services.connections.of(chat.user)
    order_book = await connection.kis.domestic.quotes.order_book(symbol=instrument.code)
    if not order_book.ladder.asks and not order_book.ladder.bids:
        raise NotFound(f"{instrument.name}의 호가가 지금은 없어요. 종목 코드가 맞는지 봐 주세요.")
    return views.card(instrument, order_book, connection.badge)


COMMANDS = (Command(("호가",), "book", "열 단계 호가. 가격을 누르면 주문 시작", book, (EXAMPLE,), topic="시세"),)
PRESSES = (
    OnPress(ShowBook, show),
    OnPress(views.RefreshBook, refresh),
    OnPress(views.PickPrice, pick, who=Who.TRADER),
)
