"""내보내기: one's own trail, orders and fills as files."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.chat import Chat
from bot.commands.command import Command
from bot.errors import UserError
from bot.i18n import later, say
from bot.outbox import utc_now
from bot.storage import audit, exports
from bot.typed import typed_line
from bot.views import export as views
from kis.market.clock import KST

MOST = 20_000
"""Rows of a file, the newest ones."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
ALL = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 1, 1, tzinfo=UTC))
SENDING = later("기록, 주문, 체결을 파일로 보내요. 엑셀에서 열 수 있어요. 수수료는 추정이에요.")
EXAMPLES = ("내보내기", "내보내기 2026")


async def export(chat: Chat) -> None:
    """`내보내기`, `내보내기 2026`. The files are queued together, or none of them."""
    since, until = _span(chat.text)
    async with chat.services.database.read() as session:
        events = await audit.page(session, chat.user.id, limit=MOST, since=since, until=until)
        orders = await exports.orders_of(session, chat.user.id, since, until, limit=MOST)
        fills = await exports.fills_of(session, chat.user.id, since, until, limit=MOST)
    now = utc_now()
    files = {
        say("기록"): views.events(reversed(events)),
        say("주문"): views.orders(orders),
        say("체결"): views.fills(fills),
    }
    outbox, chat_id = chat.services.outbox, chat.incoming.chat_id
    async with chat.services.database.begin() as session:
        await audit.note(session, "exported", user_id=chat.user.id, now=now)
        await outbox.send(session, chat_id, say(SENDING))
        for name, content in files.items():
            await outbox.send_document(session, chat_id, f"{name}-{now.astimezone(KST):%Y%m%d}.csv", content)


def _span(text: str) -> tuple[datetime, datetime]:
    """All, or a year of Korea's. Raises `UserError`."""
    if not text:
        return ALL
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise UserError(say("이렇게 보내 주세요: {examples}", examples=", ".join(map(typed_line, EXAMPLES))))
    return datetime(year, 1, 1, tzinfo=KST), datetime(year + 1, 1, 1, tzinfo=KST)


COMMANDS = (Command(("내보내기",), "export", later("기록, 주문, 체결을 엑셀 파일로"), export, EXAMPLES, topic="설정"),)
