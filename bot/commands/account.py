"""계좌, 모의, 실전: which account commands mean. Switching takes the word twice, so that a slip does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import NotConnected, UserError
from bot.i18n import later, say
from bot.storage import credentials as store
from bot.typed import typed_line
from bot.views import connect as views
from kis.credentials import Environment


async def accounts(chat: Chat) -> None:
    """`계좌`."""
    async with chat.services.database.read() as session:
        rows = await store.of_user(session, chat.user.id)
    if not rows:
        raise NotConnected
    active = next((row.environment for row in rows if row.id == chat.user.active_credential_id), None)
    await chat.reply(views.accounts([(row.environment, row.account_hint) for row in rows], active))


def switch(environment: Environment) -> Callable[[Chat], Awaitable[None]]:
    """`모의` or `실전`."""

    async def handler(chat: Chat) -> None:
        if chat.text:
            raise UserError(
                say("「{word}」{word:~이라고/라고}만 보내 주세요.", word=typed_line(views.SWITCHING[environment]))
            )
        async with chat.services.database.read() as session:
            rows = {row.environment: row for row in await store.of_user(session, chat.user.id)}
        if environment not in rows:
            raise UserError(views.missing(environment))
        if rows[environment].id == chat.user.active_credential_id:
            await chat.reply(views.already(environment))
        elif chat.services.switching.said_again(chat.user.id, environment):
            connection = await chat.services.connections.choose(chat.user, environment)
            await chat.reply(views.switched(connection.environment, connection.account_hint))
        else:
            await chat.reply(views.say_again(environment))

    return handler


COMMANDS = (
    Command(("계좌",), "account", later("연결된 계좌"), accounts, ("계좌",), topic="설정"),
    Command(("모의",), "paper", later("모의 계좌로 바꾸기"), switch(Environment.PAPER), ("모의",), topic="설정"),
    Command(("실전",), "real", later("실전 계좌로 바꾸기"), switch(Environment.REAL), ("실전",), topic="설정"),
)
PRESSES: tuple[OnPress, ...] = ()
