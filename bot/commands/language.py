"""언어: what the bot speaks to this person."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton
from bot.i18n import later, speaking
from bot.storage import users
from bot.storage.states import Language
from bot.views import language as views


async def show(chat: Chat) -> None:
    """`언어` asks; `언어 English` or `언어 한국어` changes."""
    wanted = views.read(chat.text)
    if wanted is None:
        await chat.reply(views.ask(chat.user.language), views.BUTTONS)
    else:
        await _change(chat, wanted)


async def pressed(chat: Chat) -> None:
    """A language was pressed."""
    wanted = views.read(chat.press(views.Speak).language)
    if wanted is None:
        raise StaleButton
    await _change(chat, wanted)


async def _change(chat: Chat, language: Language) -> None:
    async with chat.services.database.begin() as session:
        await users.set_language(session, chat.user.id, language)
    with speaking(language):
        await chat.reply(views.changed())


COMMANDS = (
    Command(("언어",), "language", later("한국어 또는 영어로 듣기"), show, ("언어", "/language English"), topic="설정"),
)
PRESSES = (OnPress(views.Speak, pressed),)
