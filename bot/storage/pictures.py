"""The bytes of pictures, from the moment they are queued until their message is settled.

They are kept apart from the outbox, whose rows stay for days. What they may take is bounded three ways: `MOST_BYTES` a
picture, `MOST_WAITING` pictures a chat, and the life of the message that bears them.
"""

from __future__ import annotations

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.picture_tables import Picture
from bot.storage.states import MessageKind, MessageState
from bot.storage.tables import Message

MOST_BYTES = 2 * 1024 * 1024
MOST_WAITING = 8
"""Pictures of one chat that wait at a time; the oldest give way, as nobody looks through old charts."""
PICTURED = (MessageKind.PHOTO, MessageKind.PHOTO_EDIT)

_SETTLED = delete(Picture).where(
    exists().where(Message.id == Picture.ref, Message.state != MessageState.WAITING).correlate(Picture)
)


async def keep(session: AsyncSession, ref: int, chat_id: int, content: bytes) -> None:
    """Keep the picture of a row; raises `ValueError` for one that is too large."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"a picture of {len(content)} bytes")
    session.add(Picture(ref=ref, content=content))
    await session.flush()
    newest = (
        select(Message.id)
        .where(Message.chat_id == chat_id, Message.state == MessageState.WAITING, Message.kind.in_(PICTURED))
        .order_by(Message.id.desc())
        .limit(MOST_WAITING)
    )
    await session.execute(
        update(Message)
        .where(Message.chat_id == chat_id, Message.state == MessageState.WAITING, Message.kind.in_(PICTURED))
        .where(Message.id.not_in(newest))
        .values(state=MessageState.DROPPED)
        .execution_options(synchronize_session=False)
    )
    await sweep(session)


async def of(session: AsyncSession, ref: int) -> bytes | None:
    """The picture of a row; None once the row is settled."""
    content: bytes | None = await session.scalar(select(Picture.content).where(Picture.ref == ref))
    return content


async def sweep(session: AsyncSession) -> None:
    """Forget the pictures of all that is sent, dropped or blocked."""
    await session.execute(_SETTLED.execution_options(synchronize_session=False))
