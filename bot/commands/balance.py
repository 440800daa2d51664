"""잔고: cash and holdings; `잔고 해외` those abroad, `잔고 선물` those of the derivatives account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.abroad import held as held_abroad
from bot.chat import Chat
from bot.commands.chart import portfolio
from bot.commands.command import Command, OnPress
from bot.commands.statements import show_balance
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.statements import STATEMENTS
from bot.typed import PLACE_WORDS
from bot.views import balance as views
from bot.views import balance_abroad, balance_contracts
from bot.views.holding import Held, ShowHolding
from bot.views.statement import beside
from bot.views.text import Card

PICTURE = ("그림", "차트", "picture", "chart")
WORDS = {
    **dict.fromkeys(("", "국내", "국내주식"), Held.HOME),
    **dict.fromkeys(("해외", "해외주식", "미국"), Held.ABROAD),
    **dict.fromkeys(("선물", "옵션", "선물옵션"), Held.CONTRACTS),
}


async def balance(chat: Chat) -> None:
    """`잔고`, `잔고 해외`, `잔고 선물`, `잔고 그림`, and the finer ones such as `잔고 해외 결제`."""
    if chat.text.lower() in PICTURE:
        await portfolio(chat)
        return
    held = WORDS.get(chat.text.strip())
    if held is None:
        if await show_balance(chat):
            return
        raise UserError(say("어느 잔고인지 적어 주세요. 예: 잔고 · 잔고 해외 · 잔고 선물 · 잔고 그림"))
    await chat.reply(*await _card(chat, held, 0), guarded=True)


async def show(chat: Chat) -> None:
    """`🔄`, another page or another part of the account pressed."""
    press = chat.press(ShowHolding)
    if press.held not in list(Held):
        raise StaleButton
    await chat.edit(*await _card(chat, Held(press.held), press.page))


async def _card(chat: Chat, held: Held, page: int) -> Card:
    """A part of the account, with what else is told of it as buttons."""
    text, buttons = await _CARDS[held](chat, page)
    return text, (*buttons, *beside(STATEMENTS, held))


async def _home(chat: Chat, page: int) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.domestic.account.balance()
    return views.card(found, connection.badge, connection.account_hint, connection.now(), page)


async def _abroad(chat: Chat, page: int) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await held_abroad(connection)
    return balance_abroad.card(found, connection.badge, connection.account_hint, connection.now(), page)


async def _contracts(chat: Chat, page: int) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.derivatives.account.balance()
    return balance_contracts.card(found, connection.badge, connection.account_hint, connection.now(), page)


_CARDS: dict[Held, Callable[[Chat, int], Awaitable[Card]]] = {
    Held.HOME: _home,
    Held.ABROAD: _abroad,
    Held.CONTRACTS: _contracts,
}
COMMANDS = (
    Command(
        ("잔고", "잔"),
        "balance",
        later("예수금과 보유 종목"),
        balance,
        ("잔고", "잔고 해외", "잔고 선물", "잔고 그림", "잔고 실현", "잔고 해외 결제", "잔고 선물 정산", "잔고 야간"),
        topic="계좌",
        words=(*PLACE_WORDS, ("chart", "그림"), ("realized", "실현"), ("settled", "결제"), ("cleared", "정산")),
    ),
)
PRESSES = (OnPress(ShowHolding, show),)
