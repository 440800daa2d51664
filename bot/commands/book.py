"""호가: the levels on both sides, and an order at one of them; and the press that chooses among names."""

from __future__ import annotations

from bot.channels import Kind, wire
from bot.chat import Chat
from bot.commands import quote
from bot.commands.command import Command, OnPress, Who
from bot.commands.quote import look_up, named, unknown
from bot.errors import NotFound, StaleButton
from bot.i18n import later, say
from bot.markets import can_order
from bot.quoting.assets import Asset
from bot.quoting.books import book as ask
from bot.trading.presses import read_price
from bot.typed import typed_line
from bot.views import book as views
from bot.views.quote import ChooseName, ShowBook, Then, choices
from bot.views.text import Card
from kis.symbols import Ambiguous, Instrument

EXAMPLE = "호가 삼성전자"


async def book(chat: Chat) -> None:
    """`호가 삼성전자`."""
    if not chat.text:
        raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    found = look_up(await chat.services.finding.of(chat.user.id), chat.text)
    if found is None:
        raise unknown(chat.text)
    if isinstance(found, Ambiguous):
        await chat.reply(*choices(chat.text, found.candidates, Then.BOOK))
    else:
        await chat.reply(*await _card(chat, found))


async def choose(chat: Chat) -> None:
    """One of several names was pressed: it is meant from now on, and what was asked for comes."""
    press = chat.press(ChooseName)
    instrument = named(chat, press.symbol)
    answers = {Then.QUOTE: quote.card, Then.BOOK: _card}
    if press.then not in answers:
        raise StaleButton
    await chat.services.finding.remember(chat.user.id, press.words, instrument)
    await chat.reply(*await answers[Then(press.then)](chat, instrument))


async def show(chat: Chat) -> None:
    """`호가` pressed."""
    await chat.reply(*await _card(chat, named(chat, chat.press(ShowBook).symbol)))


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat, named(chat, chat.press(views.RefreshBook).symbol)))


async def pick(chat: Chat) -> None:
    """A price pressed: what to do there."""
    press = chat.press(views.PickPrice)
    instrument = named(chat, press.symbol)
    price = read_price(press.price)
    if price is None or not can_order(instrument):
        raise StaleButton
    await chat.reply(*views.picked(instrument, price, chat.services.connections.of(chat.user).badge))


async def _card(chat: Chat, instrument: Instrument) -> Card:
    connection = chat.services.connections.of(chat.user)
    asset = Asset.of(instrument)
    if asset is Asset.ABROAD and not asset.has_book(connection.environment):
        return views.not_in_paper(instrument, connection.badge)
    live = wire(instrument, connection.environment, connection.now(), Kind.BOOK) is not None
    return views.card(await ask(connection, instrument), connection.badge, live=live)


COMMANDS = (Command(("호가",), "book", later("양쪽 호가. 가격을 누르면 주문 시작"), book, (EXAMPLE,), topic="시세"),)
PRESSES = (
    OnPress(ShowBook, show),
    OnPress(ChooseName, choose),
    OnPress(views.RefreshBook, refresh),
    OnPress(views.PickPrice, pick, who=Who.TRADER),
)
