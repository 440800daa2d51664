"""잔고: cash and holdings; `잔고 해외` those abroad, `잔고 선물` those of the derivatives account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat import Chat
from bot.commands.chart import portfolio
from bot.commands.command import Command, OnPress
from bot.errors import UserError
from bot.views import balance as views
from bot.views import balance_abroad, balance_contracts
from bot.views.text import Card

PICTURE = ("그림", "차트", "picture", "chart")


async def balance(chat: Chat) -> None:
    """`잔고`, `잔고 해외`, `잔고 선물`, `잔고 그림`."""
    if chat.text.lower() in PICTURE:
        await portfolio(chat)
        return
    card = _CARDS.get(chat.text.strip())
    if card is None:
        raise UserError("어느 잔고인지 적어 주세요. 예: 잔고 · 잔고 해외 · 잔고 선물 · 잔고 그림")
    await chat.reply(*await card(chat), guarded=True)


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat))


async def refresh_abroad(chat: Chat) -> None:
    """`🔄` pressed under the holdings abroad."""
    await chat.edit(*await _abroad(chat))


async def refresh_contracts(chat: Chat) -> None:
    """`🔄` pressed under the futures and options."""
    await chat.edit(*await _contracts(chat))


async def _card(chat: Chat) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.domestic.account.balance()
    return views.card(found, connection.badge, connection.account_hint, connection.now())


async def _abroad(chat: Chat) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.overseas.account.present()
    return balance_abroad.card(found, connection.badge, connection.account_hint, connection.now())


async def _contracts(chat: Chat) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.derivatives.account.balance()
    return balance_contracts.card(found, connection.badge, connection.account_hint, connection.now())


_CARDS: dict[str, Callable[[Chat], Awaitable[Card]]] = {
    **dict.fromkeys(("", "국내", "국내주식"), _card),
    **dict.fromkeys(("해외", "해외주식", "미국"), _abroad),
    **dict.fromkeys(("선물", "옵션", "선물옵션"), _contracts),
}
COMMANDS = (
    Command(
        ("잔고", "잔"),
        "balance",
        "예수금과 보유 종목",
        balance,
        ("잔고", "잔고 해외", "잔고 선물", "잔고 그림"),
        topic="계좌",
    ),
)
PRESSES = (
    OnPress(views.RefreshBalance, refresh),
    OnPress(balance_abroad.RefreshAbroad, refresh_abroad),
    OnPress(balance_contracts.RefreshContracts, refresh_contracts),
)
