"""What keeps an order back for want of a PIN: 실전 always, 모의 above the cap that the user has set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.locks.unlock import Locked, NoPin
from bot.storage import locks, unsettled
from bot.storage.database import Database
from bot.storage.tables import Intent, Lock
from bot.trading.checks import Check
from bot.trading.limits import in_won
from kis.credentials import Environment


class LockGuard:
    """Asked by the desk before a card is shown, and in the transaction that takes its press."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offered(self, connection: Connection, check: Check) -> None:
        """No card in 실전 for whoever has neither set a PIN nor chosen to go without. Raises `NoPin`."""
        async with self._database.read() as session:
            lock = await locks.get(session, connection.user_id)
        if connection.environment is Environment.REAL and not settled(lock):
            raise NoPin

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        """Raises `NoPin`, or `Locked` while the PIN was not entered lately."""
        lock = await locks.get(session, intent.user_id)
        owner = await unsettled.owner(session, intent.user_id, intent.credential_id)
        real = owner.environment is Environment.REAL
        if real and not settled(lock):
            raise NoPin
        if lock is None or lock.digest is None:
            return
        if (real or above(lock.cap, intent)) and not locks.is_open(lock, now):
            raise Locked


def settled(lock: Lock | None) -> bool:
    """Whether the user has a PIN, or has chosen to have none."""
    return lock is not None and (lock.digest is not None or lock.without_pin)


def above(limit: int | None, intent: Intent) -> bool:
    """Whether an order is for more won than this; a market order is counted at the price that its card showed."""
    price = intent.offered_price if intent.price is None else intent.price
    return limit is not None and in_won(price * intent.quantity, intent.rate) > limit
