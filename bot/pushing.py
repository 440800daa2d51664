"""What the bot says of its own accord: in the reader's language, as loud as the reader wants it, at a good hour.

Whoever has news calls `push` with their topic and how to say them; what becomes of it is decided here alone. In the
quiet hours a push is written down as deferred, and `bot.digest` tells all of them in one message when they are over.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import speaking
from bot.outbox import Outbox
from bot.quiet import quiet_of, quiet_until
from bot.storage.preferences import Reader
from bot.storage.states import Topic, Volume
from bot.views.text import Card

Render = Callable[[], str | Card]
"""Says it, with its buttons if there are any, in the language that is spoken when it is called."""


async def push(
    outbox: Outbox, session: AsyncSession, reader: Reader, topic: Topic, render: Render, *, key: str | None = None
) -> None:
    """Queue news in the caller's transaction, unless the reader has switched their topic off."""
    volume = reader.preference.volume(topic)
    if volume is Volume.OFF and not topic.breaks_through:
        return
    with speaking(reader.language):
        said = render()
    text, buttons = (said, ()) if isinstance(said, str) else said
    now, waits = outbox.now(), not topic.breaks_through
    until = quiet_until(reader.preference, now) if waits else None
    # A time, though it is there already, keeps the lane from saying this before what was deferred earlier.
    due = now if waits and quiet_of(reader.preference) is not None else None
    await outbox.send(
        session,
        reader.chat_id,
        text,
        buttons,
        key=key,
        silent=volume is Volume.SILENT,
        not_before=until or due,
        deferred=until is not None,
    )
