"""Second approvers, and what they were asked. An answer counts once, in time, from the one who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.dialect import FRESH, insert
from bot.storage.states import ApprovalState, IntentState, UserState
from bot.storage.tables import Approval, Approver, Intent, Message, User


async def approver(session: AsyncSession, user_id: int) -> Approver | None:
    """Whom the user has named, accepted or not."""
    return await session.get(Approver, user_id, populate_existing=True)


async def binding(session: AsyncSession, user_id: int, now: datetime) -> Approver | None:
    """Whose agreement the user's large orders need now."""
    found = await approver(session, user_id)
    if found is None or found.accepted_at is None or (found.leaves_at is not None and found.leaves_at <= now):
        return None
    return found


async def name(session: AsyncSession, user_id: int, approver_id: int, above: int, now: datetime) -> Approver | None:
    """Name somebody in place of whom the user had named before. None while another one is bound."""
    bound = or_(Approver.accepted_at.is_(None), Approver.leaves_at <= now)
    values = {"approver_id": approver_id, "above": above, "asked_at": now, "accepted_at": None, "leaves_at": None}
    found = await session.scalars(
        insert(session, Approver)
        .values(user_id=user_id, **values)
        .on_conflict_do_update(index_elements=["user_id"], set_=values, where=bound)
        .returning(Approver),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def lower(session: AsyncSession, user_id: int, approver_id: int, above: int, now: datetime) -> Approver | None:
    """Ask the same approver about smaller orders too. None if he is another one, or it would be about larger ones."""
    found = await session.scalars(
        update(Approver)
        .where(Approver.user_id == user_id, Approver.approver_id == approver_id, Approver.accepted_at.is_not(None))
        .where(Approver.above >= above, or_(Approver.leaves_at.is_(None), Approver.leaves_at > now))
        .values(above=above)
        .returning(Approver),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def succeed(session: AsyncSession, user_id: int, approver_id: int, above: int, now: datetime) -> Approver | None:
    """Name somebody in place of an approver who has left the bot; the rule binds meanwhile, and is not loosened.

    None if the approver is still there, or the new one would be asked about larger orders only.
    """
    left = Approver.approver_id.not_in(select(User.id).where(User.state == UserState.ADMITTED))
    found = await session.scalars(
        update(Approver)
        .where(Approver.user_id == user_id, or_(left, Approver.accepted_at < Approver.asked_at))
        .where(Approver.above >= above, or_(Approver.leaves_at.is_(None), Approver.leaves_at > now))
        .values(approver_id=approver_id, above=above, asked_at=now, leaves_at=None)
        .returning(Approver),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def counting_on(session: AsyncSession, approver_id: int) -> Sequence[Approver]:
    """The rules of those who have named this person."""
    return (await session.scalars(select(Approver).where(Approver.approver_id == approver_id))).all()


async def accept(session: AsyncSession, user_id: int, approver_id: int, now: datetime) -> bool:
    """Who was named agrees. False if he is not asked (any more)."""
    waiting = or_(Approver.accepted_at.is_(None), Approver.accepted_at < Approver.asked_at)
    found = await session.scalar(
        update(Approver)
        .where(Approver.user_id == user_id, Approver.approver_id == approver_id, waiting)
        .values(accepted_at=now)
        .returning(Approver.user_id)
    )
    return found is not None


async def leave(session: AsyncSession, user_id: int, at: datetime) -> Approver | None:
    """The user's approver goes at this time; who has not accepted is passed over as it is. None if there is none."""
    found = await session.scalars(
        update(Approver)
        .where(Approver.user_id == user_id, Approver.leaves_at.is_(None))
        .values(leaves_at=at)
        .returning(Approver),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def of_intent(session: AsyncSession, intent_id: int) -> Approval | None:
    """What was asked about an order."""
    return await session.get(Approval, intent_id, populate_existing=True)


async def ask(session: AsyncSession, intent: Intent, approver_id: int, now: datetime, until: datetime) -> bool:
    """Ask about an order, once, and let its card be pressed as long. False if it was asked before."""
    asked = await session.scalar(
        insert(session, Approval)
        .values(
            intent_id=intent.id,
            user_id=intent.user_id,
            approver_id=approver_id,
            state=ApprovalState.ASKED,
            asked_at=now,
            expires_at=until,
        )
        .on_conflict_do_nothing(index_elements=["intent_id"])
        .returning(Approval.intent_id)
    )
    if asked is None:
        return False
    await session.execute(
        update(Intent).where(Intent.id == intent.id, Intent.state == IntentState.OFFERED).values(expires_at=until)
    )
    return True


async def attach(session: AsyncSession, intent_id: int, message_ref: int) -> None:
    """The message that asks."""
    await session.execute(update(Approval).where(Approval.intent_id == intent_id).values(message_ref=message_ref))


async def decide(
    session: AsyncSession, intent_id: int, state: ApprovalState, *, approver_id: int, message_id: int, now: datetime
) -> Approval | None:
    """Take an answer, once: asked, in time, by who was asked, who is admitted, on the message that asks."""
    carried = exists().where(
        Message.id == Approval.message_ref,
        Message.message_id == message_id,
        Message.chat_id == User.chat_id,
        User.id == Approval.approver_id,
        User.state == UserState.ADMITTED,
    )
    found = await session.scalars(
        update(Approval)
        .where(Approval.intent_id == intent_id, Approval.approver_id == approver_id, carried)
        .where(Approval.state == ApprovalState.ASKED, Approval.expires_at > now)
        .values(state=state, decided_at=now)
        .returning(Approval),
        execution_options=FRESH,
    )
    return found.one_or_none()


async def expire(session: AsyncSession, now: datetime) -> Sequence[Approval]:
    """Close what was not answered in time."""
    found = await session.scalars(
        update(Approval)
        .where(Approval.state == ApprovalState.ASKED, Approval.expires_at <= now)
        .values(state=ApprovalState.EXPIRED)
        .returning(Approval),
        execution_options=FRESH,
    )
    return found.all()


async def close(session: AsyncSession, user_id: int, now: datetime) -> Sequence[Approval]:
    """Nobody answers any more what this person was asked, or has asked."""
    found = await session.scalars(
        update(Approval)
        .where(Approval.state == ApprovalState.ASKED, or_(Approval.approver_id == user_id, Approval.user_id == user_id))
        .values(state=ApprovalState.EXPIRED, decided_at=now)
        .returning(Approval),
        execution_options=FRESH,
    )
    return found.all()


async def message_of(session: AsyncSession, ref: int | None) -> int | None:
    """Telegram's id of the message that a row became."""
    return await session.scalar(select(Message.message_id).where(Message.id == ref))
