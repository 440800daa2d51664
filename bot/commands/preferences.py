"""설정, 조용히: what this person is told of his own accord, how loudly, when not; and how he orders."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, speaking
from bot.preferring import change, set_quiet
from bot.quiet import read
from bot.storage import preferences as store
from bot.storage import users
from bot.storage.states import Language, LinkPurpose
from bot.storage.tables import Preference
from bot.views import preferences as views
from bot.views.text import Card
from bot.web.links import LIFE

LINK = "링크"
OFF_WORDS = ("끄기", "끔", "해제", "off")


async def show(chat: Chat) -> None:
    """`설정`: the card. `설정 링크`: the same as a page."""
    if chat.text.strip() != LINK:
        await chat.reply(*await _card(chat, chat.user.language))
        return
    url = await chat.services.links.create(chat.user.id, LinkPurpose.SETTINGS)
    await chat.reply(*views.link(url, int(LIFE.total_seconds() // 60)), guarded=True)


async def pressed(chat: Chat) -> None:
    """Something on the card was chosen."""
    press = chat.press(views.Prefer)
    language = Language(press.value) if press.setting == views.LANGUAGE and press.value in set(Language) else None
    async with chat.services.database.begin() as session:
        if language is not None:
            await users.set_language(session, chat.user.id, language)
        elif press.setting == views.QUIET and press.value in (views.ON, views.OFF):
            await set_quiet(session, chat.user, read(views.NIGHT) if press.value == views.ON else None)
        else:
            if (changes := change(press.setting, press.value)) is None:
                raise StaleButton
            await store.put(session, chat.user.id, **changes)
    with speaking(language or chat.user.language):
        await chat.edit(*await _card(chat, language or chat.user.language))


async def quiet(chat: Chat) -> None:
    """`조용히 22:00-07:00` sets the hours, `조용히 끄기` ends them, `조용히` asks."""
    text = chat.text.strip()
    if text:
        hours = None if text.lower() in OFF_WORDS else read(text)
        if hours is None and text.lower() not in OFF_WORDS:
            raise UserError(views.not_hours())
        async with chat.services.database.begin() as session:
            await set_quiet(session, chat.user, hours)
    await chat.reply(*views.quiet(await _preference(chat)))


async def _preference(chat: Chat) -> Preference:
    async with chat.services.database.read() as session:
        return await store.of_user(session, chat.user.id)


async def _card(chat: Chat, language: Language) -> Card:
    return views.card(await _preference(chat), language, chat.services.links.app(LinkPurpose.SETTINGS))


COMMANDS = (
    Command(("설정",), "settings", later("소식, 거래소, 확인 카드, 언어"), show, ("설정", "설정 링크"), topic="설정",
            words=(("link", "링크"),)),
    Command(
        ("조용히",), "quiet", later("밤에는 소식을 모았다가 한 번에 듣기"), quiet,
        ("조용히 22:00-07:00", "조용히 끄기"), topic="설정", words=(("off", "끄기"),),
    ),
)  # fmt: skip
PRESSES = (OnPress(views.Prefer, pressed),)
