"""관리: who is let in, what they may do, words to all. Admins only. 탈퇴: anybody, twice."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.commands.pad import need_unlock
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.markets.words import SIDES
from bot.storage import users
from bot.storage.states import Role, UserState
from bot.typed import typed_line
from bot.views import access as views

ANNOUNCEMENT = ("공지", "notice")


async def admit(chat: Chat) -> None:
    """`허락` pressed."""
    press = chat.press(views.Admit)
    await _decide(chat, press.user_id, Role.TRADER if press.role == Role.TRADER else Role.VIEWER)


async def refuse(chat: Chat) -> None:
    """`거절` pressed."""
    await _decide(chat, chat.press(views.Refuse).user_id, None)


async def people(chat: Chat) -> None:
    """`관리`: who is in, who waits. `관리 공지 내용`: words to all."""
    word, _, rest = chat.text.partition(" ")
    if word in ANNOUNCEMENT:
        await _draft(chat, rest.strip())
        return
    async with chat.services.database.read() as session:
        everyone = [one for state in UserState for one in await users.all_of(session, state)]
    await chat.reply(*views.people(everyone))
    for user in everyone:
        if user.state is UserState.ASKED:
            await chat.reply(*views.request(user.id, user.name))


async def show_person(chat: Chat) -> None:
    """A name pressed."""
    user = await chat.services.membership.person(chat.press(views.ShowPerson).user_id)
    await chat.reply(*views.person(user, fixed=chat.services.membership.is_fixed(user.id)))


async def set_role(chat: Chat) -> None:
    """`보기만` or `매매` pressed."""
    press = chat.press(views.SetRole)
    if press.role not in (Role.VIEWER, Role.TRADER):
        raise StaleButton
    await need_unlock(chat)
    user = await chat.services.membership.set_role(press.user_id, Role(press.role), chat.user.id)
    await chat.edit(views.role_given(user))


async def ask_expel(chat: Chat) -> None:
    """`내보내기` pressed once."""
    await chat.edit(*views.ask_expel(await chat.services.membership.person(chat.press(views.AskExpel).user_id)))


async def expel(chat: Chat) -> None:
    """`내보내기` pressed twice."""
    press = chat.press(views.Expel)
    await need_unlock(chat)
    user = await chat.services.membership.person(press.user_id)
    await chat.services.membership.expel(user.id, chat.user.id)
    await chat.edit(views.expelled(user))


async def announce(chat: Chat) -> None:
    """`보내기` under the words."""
    await need_unlock(chat)
    text = chat.services.drafts.take(chat.user.id)
    if text is None:
        raise UserError(say(views.NO_DRAFT))
    await chat.edit(views.announced(await chat.services.membership.announce(text, chat.user.id)))


async def leave_be(chat: Chat) -> None:
    """`그대로`, `그만두기`."""
    chat.services.drafts.take(chat.user.id)
    await chat.edit(say(views.KEPT))


async def leave(chat: Chat) -> None:
    """`탈퇴`, and `탈퇴` again: what it does is said first."""
    if chat.text:
        raise UserError(say("「탈퇴」라고만 보내 주세요."))
    services = chat.services
    if not services.leaving.is_said(chat.user.id):
        found = await services.membership.belongings(chat.user.id)
        rows = [
            say(
                "#A{short_no} {name} {side} {quantity}{unit}",
                short_no=one.short_no,
                name=one.name,
                side=SIDES[one.side],
                quantity=one.open_quantity,
                unit=one.segment.unit,
            )
            for one in found.orders
        ]
        await chat.reply(views.leaving(rows, found.alerts, found.accounts))
        services.leaving.say(chat.user.id)
        return
    await need_unlock(chat)
    services.pads.close(chat.user.id)
    await services.membership.leave(chat.user)
    services.leaving.forget(chat.user.id)


async def _draft(chat: Chat, text: str) -> None:
    if not text or len(text) > 1_000:
        raise UserError(
            say("공지를 1,000자까지 적어 주세요. 예: {example}", example=typed_line(views.ANNOUNCE_EXAMPLE))
        )
    async with chat.services.database.read() as session:
        inside = await users.all_of(session, UserState.ADMITTED)
    chat.services.drafts.keep(chat.user.id, text)
    await chat.reply(*views.ask_announce(text, len(inside)))


async def _decide(chat: Chat, user_id: int, role: Role | None) -> None:
    await need_unlock(chat)
    user = await chat.services.access.decide(user_id, role, by=chat.user.id)
    if user is None:
        await chat.toast(say(views.DECIDED))
        await chat.edit(say(views.DECIDED))
    else:
        await chat.edit(views.answered(user))


COMMANDS = (
    Command(("탈퇴",), "leave", later("키를 없애고 그만 쓰기"), leave, ("탈퇴",), topic="설정"),
    Command(
        ("관리", "사용자"),
        "admin",
        later("사용자 보기, 허락, 역할, 내보내기, 공지"),
        people,
        ("관리", views.ANNOUNCE_EXAMPLE),
        who=Who.ADMIN,
        topic="관리",
    ),
)
PRESSES = (
    OnPress(views.Admit, admit, who=Who.ADMIN),
    OnPress(views.Refuse, refuse, who=Who.ADMIN),
    OnPress(views.ShowPerson, show_person, who=Who.ADMIN),
    OnPress(views.SetRole, set_role, who=Who.ADMIN),
    OnPress(views.AskExpel, ask_expel, who=Who.ADMIN),
    OnPress(views.Expel, expel, who=Who.ADMIN),
    OnPress(views.Announce, announce, who=Who.ADMIN),
    OnPress(views.LeaveBe, leave_be, who=Who.ADMIN),
)
