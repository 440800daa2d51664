"""조건검색: the stocks that fit a condition saved in HTS."""

from __future__ import annotations

from bot import hts
from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting.sources import source
from bot.views import boards
from bot.views import hts as views
from bot.views.text import Card
from kis.errors import NotOffered


async def screens(chat: Chat) -> None:
    """`조건검색`, `조건검색 급등주`."""
    wanted = "".join(chat.words)
    try:
        found = await hts.screens(source(chat.services.connections, chat.user))
    except NotOffered:
        await chat.reply(*boards.not_in_paper(say("조건검색"), _badge(chat)))
        return
    fitting = [each for each in found if wanted and wanted in "".join(each.name.split())]
    if wanted and not fitting:
        raise UserError(say("그런 조건식이 없어요. 「조건검색」이라고만 보내면 목록을 보여 드려요."))
    if len(fitting) == 1:
        await chat.reply(*await _screened(chat, fitting[0].number, 0))
    else:
        await chat.reply(*views.screens_card(fitting or found, _badge(chat)))


async def show_screens(chat: Chat) -> None:
    """조건식 목록 pressed."""
    found = await hts.screens(source(chat.services.connections, chat.user))
    await chat.edit(*views.screens_card(found, _badge(chat)))


async def show_screen(chat: Chat) -> None:
    """A screen, a page or `🔄` pressed."""
    press = chat.press(views.ShowScreen)
    if not 0 <= press.page <= views.MOST_PAGES:
        raise StaleButton
    await chat.edit(*await _screened(chat, press.screen, press.page))


async def _screened(chat: Chat, number: str, page: int) -> Card:
    found = await hts.screened(source(chat.services.connections, chat.user), number)
    return views.screened_card(found, page, _badge(chat))


def _badge(chat: Chat) -> str:
    return chat.services.connections.of(chat.user).badge


COMMANDS = (
    Command(
        ("조건검색", "조건식"),
        "screen",
        later("HTS에 저장한 조건식에 지금 맞는 종목"),
        screens,
        ("조건검색",),
        topic="시세",
    ),
)
PRESSES = (
    OnPress(views.ShowScreens, show_screens),
    OnPress(views.ShowScreen, show_screen),
)
