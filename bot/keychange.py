"""Other keys for a user's account are told to the user, in the transaction that keeps them, whichever way they came.

The terminal has no dispatcher: the row waits in the outbox until the running bot looks, two seconds later.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import speaking
from bot.storage import audit, messages, users
from bot.storage.states import MessageKind
from bot.storage.tables import Credential, Message
from bot.views import connect as views


async def enter(session: AsyncSession, event: str, row: Credential, now: datetime) -> None:
    """Write into its user's trail what became of an account's keys."""
    await audit.note(
        session, event, user_id=row.user_id, now=now, environment=row.environment.value, account=row.account_hint
    )


async def tell(session: AsyncSession, row: Credential, by: str, now: datetime) -> None:
    """Queue the notice; `by` says where the keys were entered."""
    user = await users.get(session, row.user_id)
    if user is None:
        return
    with speaking(user.language):
        text = views.keys_changed(row.environment, row.account_hint, by)
    notice = Message(chat_id=user.chat_id, kind=MessageKind.SEND, text=text, buttons=[], created_at=now)
    await messages.add(session, notice)
