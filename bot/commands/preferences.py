"""설정, 조용히: what this person is told of his own accord, how loudly, and when not."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, speaking
from bot.outbox import utc_now
from bot.quiet import Quiet, read
from bot.storage import messages, users
from bot.storage import preferences as store
from bot.storage.states import Language, Topic, Volume
from bot.storage.tables import Preference
from bot.views import preferences as views

OFF_WORDS = ("끄기", "끔", "해제", "off")


async def show(chat: Chat) -> None:
    """`설정`: the card."""
    await chat.reply(*views.card(await _preference(chat), chat.user.language))


async def pressed(chat: Chat) -> None:
    """Something on the card was chosen."""
    press = chat.press(views.Prefer)
    language = Language(press.value) if press.setting == views.LANGUAGE and press.value in set(Language) else None
    async with chat.services.database.begin() as session:
        if language is not None:
            await users.set_language(session, chat.user.id, language)
        elif (press.setting, press.value) == (views.QUIET, views.OFF):
            await _set_quiet(session, chat, None)
        else:
            await store.put(session, chat.user.id, **_change(press))
    with speaking(language or chat.user.language):
        await chat.edit(*views.card(await _preference(chat), language or chat.user.language))


async def quiet(chat: Chat) -> None:
    """`조용히 22:00-07:00` sets the hours, `조용히 끄기` ends them, `조용히` asks."""
    text = chat.text.strip()
    if text:
        hours = None if text.lower() in OFF_WORDS else read(text)
        if hours is None and text.lower() not in OFF_WORDS:
            raise UserError(views.not_hours())
        async with chat.services.database.begin() as session:
            await _set_quiet(session, chat, hours)
    await chat.reply(*views.quiet(await _preference(chat)))


async def _preference(chat: Chat) -> Preference:
    async with chat.services.database.read() as session:
        return await store.of_user(session, chat.user.id)


async def _set_quiet(session: AsyncSession, chat: Chat, hours: Quiet | None) -> None:
    """What was put off is looked at anew: it comes now, or at the new end."""
    start, end = (None, None) if hours is None else (hours.start, hours.end)
    await store.put(session, chat.user.id, quiet_from=start, quiet_until=end)
    await messages.defer(session, chat.user.chat_id, utc_now())


def _change(press: views.Prefer) -> dict[str, object]:
    if press.setting == views.WHOLE_FILLS and press.value in ("0", "1"):
        return {"whole_fills": press.value == "1"}
    if press.setting not in set(Topic) or press.value not in map(str, views.volumes_of(Topic(press.setting))):
        raise StaleButton
    return {press.setting: Volume(press.value)}


COMMANDS = (
    Command(("설정",), "settings", later("소식마다 켬, 무음, 끔"), show, ("설정",), topic="설정"),
    Command(
        ("조용히",), "quiet", later("밤에는 소식을 모았다가 한 번에 듣기"), quiet,
        ("조용히 22:00-07:00", "조용히 끄기"), topic="설정", words=(("off", "끄기"),),
    ),
)  # fmt: skip
PRESSES = (OnPress(views.Prefer, pressed),)
