"""The outbox in the database: what is to be said, in order, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.dialect import insert_new
from bot.storage.states import SAID, MessageKind, MessageState
from bot.storage.tables import Message

_target = aliased(Message)
_HEAD = (
    select(Message, _target)
    .outerjoin(_target, _target.id == Message.target_ref)
    .where(Message.chat_id == bindparam("chat_id"), Message.state == MessageState.WAITING)
    .where(or_(Message.not_before.is_(None), Message.not_before <= bindparam("now")))
    .order_by(Message.id)
    .limit(1)
)
"""Built once, as it is asked before each message: building it takes longer (1.2 ms) than asking."""
_SUPERSEDE = (
    update(cast("Table", Message.__table__))
    .where(Message.target_ref == bindparam("ref"), Message.state == MessageState.WAITING)
    .where(Message.kind.in_((MessageKind.EDIT, MessageKind.PHOTO_EDIT)))
    .values(state=MessageState.DROPPED)
)
_CHAT_OF = select(Message.chat_id).where(Message.id == bindparam("ref"))
_WRITTEN = [column.key for column in Message.__mapper__.column_attrs if column.key != "id"]


async def add(session: AsyncSession, message: Message) -> int:
    """Write a row and return its ref. Where its key is taken nothing is written, and that row's ref returns.

    `message.id` is set only if it was written.
    """
    statement = insert_new(session, Message, "key")
    ref: int | None = await session.scalar(statement, {name: getattr(message, name) for name in _WRITTEN})
    if ref is not None:
        message.id = ref
        return ref
    return (await session.scalars(select(Message.id).where(Message.key == message.key))).one()


async def supersede(session: AsyncSession, target_ref: int) -> None:
    """Drop waiting edits of this message: only its newest text is worth sending."""
    await session.execute(_SUPERSEDE, {"ref": target_ref})


async def chat_of(session: AsyncSession, ref: int) -> int | None:
    """The chat of a row; None if the row is gone."""
    return await session.scalar(_CHAT_OF, {"ref": ref})


async def ref_of(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The row which became this message of Telegram's."""
    return await session.scalar(
        select(Message.id)
        .where(Message.chat_id == chat_id, Message.message_id == message_id, Message.kind.in_(SAID))
        .order_by(Message.id.desc())
        .limit(1)
    )


async def waiting_chats(session: AsyncSession, now: datetime, *, besides: Collection[int], limit: int) -> Sequence[int]:
    """Chats with something due, those who have waited longest first."""
    found = await session.scalars(
        select(Message.chat_id)
        .where(Message.state == MessageState.WAITING, _due(now), Message.chat_id.not_in(besides))
        .group_by(Message.chat_id)
        .order_by(func.min(Message.id))
        .limit(limit)
    )
    return found.all()


async def head(session: AsyncSession, chat_id: int, now: datetime) -> tuple[Message, Message | None] | None:
    """The next row of a chat and, for an edit or a deletion, the row whose message it is about."""
    row = (await session.execute(_HEAD, {"chat_id": chat_id, "now": now})).one_or_none()
    return None if row is None else (row[0], row[1])


async def sent(session: AsyncSession, ref: int, message_id: int | None, now: datetime) -> None:
    """Record the delivery."""
    await session.execute(
        update(Message).where(Message.id == ref).values(state=MessageState.SENT, message_id=message_id, sent_at=now),
        execution_options={"synchronize_session": False},
    )


async def scrub(session: AsyncSession, ref: int) -> None:
    """Forget what a message and its edits said and what their buttons were, once they are delivered or dropped."""
    await session.execute(
        update(Message)
        .where(or_(Message.id == ref, Message.target_ref == ref), Message.state != MessageState.WAITING)
        .values(text="", buttons=[])
    )


async def moved(session: AsyncSession, ref: int, message_id: int) -> None:
    """The message of `ref` was gone and has been sent anew: later edits go to the new one."""
    await session.execute(update(Message).where(Message.id == ref).values(message_id=message_id))


async def postpone(session: AsyncSession, ref: int, until: datetime) -> None:
    """Let what waits behind a row go first."""
    await session.execute(update(Message).where(Message.id == ref).values(not_before=until))


async def deferred(session: AsyncSession, chat_id: int, now: datetime) -> Sequence[Message]:
    """Pushes of quiet hours that are over, for changing, in the order in which they came."""
    found = await session.scalars(
        select(Message)
        .where(Message.chat_id == chat_id, Message.state == MessageState.WAITING, _due(now))
        .where(Message.kind == MessageKind.DEFERRED)
        .order_by(Message.id)
        .with_for_update()
    )
    return found.all()


async def defer(session: AsyncSession, chat_id: int, until: datetime) -> None:
    """Everything deferred waits until then; from a time that has come, only if it is quiet still."""
    await session.execute(
        update(Message)
        .where(Message.chat_id == chat_id, Message.state == MessageState.WAITING)
        .where(Message.kind == MessageKind.DEFERRED)
        .values(not_before=until)
    )


async def drop(session: AsyncSession, ref: int) -> None:
    """Give a row up."""
    await session.execute(update(Message).where(Message.id == ref).values(state=MessageState.DROPPED))


async def block(session: AsyncSession, chat_id: int) -> int:
    """The user has blocked the bot: nothing more goes out. Returns how many rows that were."""
    blocked = await session.scalars(
        update(Message)
        .where(Message.chat_id == chat_id, Message.state == MessageState.WAITING)
        .values(state=MessageState.BLOCKED)
        .returning(Message.id)
    )
    return len(blocked.all())


async def backlog(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many rows wait to go out, and since when the oldest does; deferred ones do not want to go out yet."""
    found = await session.execute(
        select(func.count(), func.min(Message.created_at)).where(
            Message.state == MessageState.WAITING, Message.kind != MessageKind.DEFERRED
        )
    )
    count, oldest = found.one()
    return count, oldest


async def prune(session: AsyncSession, before: datetime) -> None:
    """Forget what was settled before `before` and nothing later refers to."""
    later = aliased(Message)
    referred = select(later.target_ref).where(later.target_ref.is_not(None), later.created_at >= before)
    await session.execute(
        delete(Message).where(
            Message.state != MessageState.WAITING, Message.created_at < before, Message.id.not_in(referred)
        )
    )


def _due(now: datetime) -> Any:
    return or_(Message.not_before.is_(None), Message.not_before <= now)
