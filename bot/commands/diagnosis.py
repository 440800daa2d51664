"""진단: is everything well, and if not, what to do."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command
from bot.errors import NotConnected
from bot.i18n import later
from bot.views import diagnosis as views


async def diagnose(chat: Chat) -> None:
    """`진단`."""
    try:
        connection = chat.services.connections.of(chat.user)
    except NotConnected:
        connection = None
    await chat.reply(views.report(await chat.services.diagnosis.report(connection)))


COMMANDS = (Command(("진단", "상태"), "diag", later("연결·토큰·대기 메시지 점검"), diagnose, ("진단",), topic="설정"),)
