"""휴장: the next days without trading."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.holidays import upcoming
from bot.i18n import later
from bot.views import holidays as views
from bot.views.text import Card


async def holidays(chat: Chat) -> None:
    """`휴장`."""
    await chat.reply(*await _card(chat))


async def show(chat: Chat) -> None:
    """`🔄` pressed."""
    await chat.edit(*await _card(chat))


async def _card(chat: Chat) -> Card:
    connection = chat.services.connections.of(chat.user)
    return views.card(await upcoming(connection), connection.badge, connection.now())


COMMANDS = (
    Command(("휴장", "휴장일"), "holidays", later("국내와 해외의 휴장일, 결제일"), holidays, ("휴장",), topic="시세"),
)
PRESSES = (OnPress(views.ShowHolidays, show),)
