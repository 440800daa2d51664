"""승인자: a second person who agrees to large orders."""

from __future__ import annotations

import re
from functools import partial

from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.commands.pad import need_unlock
from bot.errors import UserError
from bot.i18n import later, say, speaking
from bot.trading.figures import figure
from bot.typed import typed_line
from bot.views import approving as views
from bot.views import failures

REMOVE = {"해제", "끊기"}
_WHO = re.compile(r"@?(\d{1,18})")


async def approver(chat: Chat) -> None:
    """`승인자`, `승인자 1002 100만`, `승인자 해제`."""
    words = chat.words
    if not words:
        found = await chat.services.approvals.of(chat.user.id)
        here = found is not None and await chat.services.approvals.is_here(found)
        await chat.reply(
            say(views.NONE, example=typed_line(views.EXAMPLE)) if found is None else views.state(found, here=here)
        )
    elif words[0] in REMOVE:
        await _leave(chat)
    else:
        await _name(chat, words)


async def accept(chat: Chat) -> None:
    """`수락` pressed."""
    await chat.services.approvals.accept(chat.user, chat.press(views.BeApprover).user_id)
    await chat.edit(say(views.ACCEPTED))


async def decline(chat: Chat) -> None:
    """`안 할래요` pressed: nothing was agreed to, and nothing is."""
    await chat.edit(say(views.DECLINED))


async def approve(chat: Chat) -> None:
    """`승인` pressed: the press that was held back is taken in its user's name."""
    intent_id, services = chat.press(views.Approve).intent_id, chat.services
    user, card = await services.approvals.approve(chat.user, intent_id, chat.incoming.message_id)
    with speaking(user.language):
        try:
            await services.desk.confirm(user, intent_id, card)
        except UserError as error:
            await services.approvals.tell(user, partial(views.held, failures.sentence(error)))


async def deny(chat: Chat) -> None:
    """`거절` pressed."""
    await chat.services.approvals.deny(chat.user, chat.press(views.Deny).intent_id, chat.incoming.message_id)


async def _name(chat: Chat, words: list[str]) -> None:
    who = _WHO.fullmatch(words[0])
    limit = figure("".join(words[1:]).removesuffix("원"))
    if who is None or limit is None:
        raise UserError(say("상대의 번호와 금액을 적어 주세요. 예: {example}", example=typed_line(views.EXAMPLE)))
    await need_unlock(chat)
    approvals = chat.services.approvals
    if await approvals.name(chat.user, int(who[1]), limit):
        await chat.reply(say(views.LOWERED))
        return
    found = await approvals.of(chat.user.id)
    await chat.reply(views.invited(int(who[1]), bound=found is not None and found.accepted_at is not None))


async def _leave(chat: Chat) -> None:
    await need_unlock(chat)
    found = await chat.services.approvals.of(chat.user.id)
    await chat.services.approvals.leave(chat.user)
    await chat.reply(say(views.LEFT) if found is not None and found.accepted_at is None else say(views.LEAVING))


COMMANDS = (
    Command(
        ("승인자",), "approver", later("큰 주문을 함께 확인할 사람"), approver, (views.EXAMPLE, "승인자 해제"),
        who=Who.TRADER, topic="설정", words=(("off", "해제"), ("₩#", "#원")),
    ),
)  # fmt: skip
PRESSES = (
    OnPress(views.BeApprover, accept),
    OnPress(views.NoApprover, decline),
    OnPress(views.Approve, approve),
    OnPress(views.Deny, deny),
)
