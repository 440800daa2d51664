"""The same order twice within seconds is most likely a slip: the second card says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import intents
from bot.storage.states import IntentKind, IntentState
from bot.storage.tables import Intent
from bot.views import limits as views

WITHIN = timedelta(seconds=10)


async def remark(session: AsyncSession, intent: Intent, now: datetime) -> Sequence[str]:
    """Say that the same was ordered just now, or waits on another card that can still be pressed."""
    if intent.kind is not IntentKind.NEW:
        return ()
    twins = await intents.twins(session, intent, since=now - WITHIN, now=now)
    if not twins:
        return ()
    return (views.twin(twins[-1].short_no, ordered=twins[-1].state is not IntentState.OFFERED),)
