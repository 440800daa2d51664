"""Pads that nobody finished, and questions that nobody answered: taken back when their time is over."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import StorageBusy, StorageDown
from bot.locks.approving import Approvals
from bot.locks.pads import Pads
from bot.outbox import Outbox
from bot.storage import messages
from bot.storage.database import Database

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between looks."""


async def sweep(pads: Pads, approvals: Approvals, database: Database, outbox: Outbox, every: float = EVERY) -> None:
    """Look until cancelled."""
    while True:
        await asyncio.sleep(every)
        try:
            await once(pads, database, outbox)
            await approvals.expire()
        except (StorageBusy, StorageDown):
            log.warning("지난 숫자판이나 승인 요청을 거두지 못했어요.")


async def once(pads: Pads, database: Database, outbox: Outbox) -> None:
    """Forget what is late, first of all; then delete the messages."""
    late = pads.expired()
    if late:
        async with database.begin() as session:
            for pad in late:
                await take_away(session, outbox, pad.ref)


async def take_away(session: AsyncSession, outbox: Outbox, ref: int | None) -> None:
    """Delete a pad's message, and what the outbox remembers of its keys."""
    if ref is not None:
        await outbox.delete(session, ref)
        await messages.scrub(session, ref)
