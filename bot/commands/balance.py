"""잔고: cash and holdings."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.views import balance as views
from bot.views.text import Card


async def balance(chat: Chat) -> None:
    """`잔고`."""
    await chat.reply(*await _card(chat), guarded=True)


async def refresh(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat))


async def _card(chat: Chat) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await connection.kis.domestic.account.balance()
    return views.card(found, connection.badge, connection.account_hint, connection.now())


COMMANDS = (Command(("잔고", "잔"), "balance", "예수금과 보유 종목", balance, ("잔고",), topic="계좌"),)
PRESSES = (OnPress(views.RefreshBalance, refresh),)
