"""Somebody goes who is an approver, or has one: what waits for an answer ends, and no rule falls away by it.

Large orders stay refused until a successor has accepted, or the rule has ended by 해제 and its 24 hours: else an
approver thrown out would open what he was there to keep shut.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import say, speaking
from bot.outbox import Outbox
from bot.storage import approvals, audit, intents, unsettled, users
from bot.storage.states import Language
from bot.storage.tables import Intent, User
from bot.views import approving as views
from bot.views import offer as offer_views


async def left(session: AsyncSession, outbox: Outbox, user: User, now: datetime) -> None:
    """Close what the person was asked or has asked, and tell whoever counts on him."""
    for open_one in await approvals.close(session, user.id, now):
        await audit.note(session, "approval.closed", user_id=open_one.user_id, now=now, intent=open_one.intent_id)
        if open_one.message_ref is not None:
            asked = await users.get(session, open_one.approver_id)
            with speaking(Language.KOREAN if asked is None else asked.language):
                text = say(views.CLOSED)
            await outbox.edit(session, open_one.message_ref, text)
        if open_one.user_id != user.id:
            await void(session, outbox, open_one.intent_id, open_one.user_id, views.APPROVER_LEFT, now)
    for rule in await approvals.counting_on(session, user.id):
        owner = await users.get(session, rule.user_id)
        if owner is None:
            continue
        await audit.note(session, "approver.left", user_id=owner.id, now=now, approver=user.id)
        with speaking(owner.language):
            text = views.vacant(user, rule)
        await outbox.send(session, owner.chat_id, text)


async def void(
    session: AsyncSession, outbox: Outbox, intent_id: int, user_id: int, why: str, now: datetime
) -> Intent | None:
    """The order's card counts no more, and says why. None if it is no longer on offer."""
    dropped = await intents.drop(session, intent_id, user_id=user_id, now=now)
    if dropped is not None and dropped.message_ref is not None:
        owner = await unsettled.owner(session, user_id, dropped.credential_id)
        with speaking(owner.language):
            card = offer_views.unsent(dropped, owner.environment, why), offer_views.again(dropped)
        await outbox.edit(session, dropped.message_ref, *card)
    return dropped
