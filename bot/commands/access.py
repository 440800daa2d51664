"""관리: who is let in. Admins only."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.commands.pad import need_unlock
from bot.storage import users
from bot.storage.states import Role, UserState
from bot.views import access as views


async def admit(chat: Chat) -> None:
    """`허락` pressed."""
    press = chat.press(views.Admit)
    await _decide(chat, press.user_id, Role.TRADER if press.role == Role.TRADER else Role.VIEWER)


async def refuse(chat: Chat) -> None:
    """`거절` pressed."""
    await _decide(chat, chat.press(views.Refuse).user_id, None)


async def people(chat: Chat) -> None:
    """`관리`: who is in, who waits."""
    async with chat.services.database.read() as session:
        everyone = [one for state in UserState for one in await users.all_of(session, state)]
    await chat.reply(views.people(everyone))
    for user in everyone:
        if user.state is UserState.ASKED:
            await chat.reply(*views.request(user.id, user.name))


async def _decide(chat: Chat, user_id: int, role: Role | None) -> None:
    await need_unlock(chat)
    user = await chat.services.access.decide(user_id, role, by=chat.user.id)
    if user is None:
        await chat.toast(views.DECIDED)
        await chat.edit(views.DECIDED)
    else:
        await chat.edit(views.answered(user))


COMMANDS = (
    Command(("관리", "사용자"), "admin", "사용자 보기, 요청 허락·거절", people, ("관리",), who=Who.ADMIN, topic="관리"),
)
PRESSES = (OnPress(views.Admit, admit, who=Who.ADMIN), OnPress(views.Refuse, refuse, who=Who.ADMIN))
