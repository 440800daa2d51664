"""An account goes: its keys are shredded in one commit, then its token is ended at KIS.

A crash in between leaves nothing that works: the token's row, which only the bot's key ring opens, is destroyed at the
next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import keychange
from bot.connection import Connection
from bot.errors import BotError, UserError
from bot.i18n import say
from bot.storage import credentials, users
from bot.storage.states import IntentKind
from bot.storage.tables import Credential
from kis.errors import KisError

log = logging.getLogger(__name__)

REVOKING = 5.0
"""Seconds that KIS gets to end a token."""


async def shred(session: AsyncSession, rows: Sequence[Credential]) -> None:
    """Destroy the keys of these accounts of one user, and drop what has not left yet.

    Raises `UserError` while an order is on its way: its answer would be lost.
    """
    now = datetime.now(UTC)
    for row in rows:
        await may_go(session, row)
        await users.drop_cards(session, row.user_id, now, tuple(IntentKind), row.id)
        await credentials.remove(session, row.user_id, row.environment)
        await keychange.enter(session, "disconnected", row, now)


async def may_go(session: AsyncSession, row: Credential) -> None:
    """Raises `UserError` while an order of an account is on its way."""
    if await users.is_sending(session, row.user_id, row.id):
        raise UserError(say("지금 보내고 있는 주문이 있어요. 결과가 나오면 다시 해 주세요."))


async def revoke(connection: Connection) -> None:
    """End the token at KIS (접근토큰폐기), if KIS can be asked."""
    try:
        async with asyncio.timeout(REVOKING):
            await connection.kis.revoke_token()
    except (KisError, BotError, TimeoutError) as error:
        log.warning("%s: 접근토큰을 폐기하지 못했어요: %s", connection.account_hint, type(error).__name__)
