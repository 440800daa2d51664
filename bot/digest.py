"""The quiet hours are over: what was deferred meanwhile becomes one message, in one commit.

The first of the deferred rows turns into the digest, so it stands where they stood: before all that came after the
quiet. What does not fit into a message of Telegram's stays deferred and becomes the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import say, speaking
from bot.quiet import quiet_until
from bot.storage import messages, preferences
from bot.storage.database import Database
from bot.storage.states import Language, MessageKind, MessageState
from bot.storage.tables import Message
from bot.views.text import number

ROOM = 3900
"""Units that are told in one message (Telegram takes 4096), markup included."""
BUTTONS = 90
"""Under one message (Telegram takes 100)."""


async def gather(database: Database, chat_id: int, now: datetime) -> None:
    """Fold what is due of a chat; where it is quiet (again), let it wait on."""
    async with database.begin() as session:
        reader = await preferences.reader(session, chat_id)
        until = None if reader is None else quiet_until(reader.preference, now)
        if until is not None:
            await messages.defer(session, chat_id, until)
            return
        rows = fitting(await messages.deferred(session, chat_id, now))
        with speaking(Language.KOREAN if reader is None else reader.language):
            fold(rows)


def fitting(rows: Sequence[Message]) -> Sequence[Message]:
    """The first rows, as many as one message bears; at least one."""
    size = buttons = 0
    for count, row in enumerate(rows):
        size += _units(row.text) + 2
        buttons += sum(map(len, row.buttons))
        if count and (size > ROOM or buttons > BUTTONS):
            return rows[:count]
    return rows


def fold(rows: Sequence[Message]) -> None:
    """Make the first row say all of them; the others have been told thereby."""
    if not rows:
        return
    digest, *others = rows
    texts = [row.text for row in rows]
    if _units(digest.text) <= ROOM:
        texts = [say("🌙 조용한 시간에 온 소식이에요 ({count}건)", count=number(len(rows))), *texts]
    digest.text = "\n\n".join(texts)
    digest.buttons = [line for row in rows for line in row.buttons]
    digest.silent = all(row.silent for row in rows)
    digest.kind, digest.not_before = MessageKind.SEND, None
    for row in others:
        row.state = MessageState.GATHERED


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
