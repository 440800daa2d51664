"""Whether the user's PIN was entered lately: asked in the transaction that does what needs it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import say
from bot.storage import locks


class Locked(UserError):
    """The PIN is needed first. Whoever raises it from a handler gets a key pad, and is called again after it."""

    def __init__(self) -> None:
        super().__init__(say("잠겨 있어요. 먼저 PIN을 눌러 주세요."))


class NoPin(UserError):
    """What is asked for needs a PIN, and none is set."""

    def __init__(self) -> None:
        super().__init__(
            say("먼저 PIN이 필요해요. 「핀」이라고 보내 정해 주세요. PIN 없이 쓰시려면 「핀 없이」라고 보내 주세요.")
        )


class Unlock:
    """Asks for the PIN."""

    @staticmethod
    async def require(session: AsyncSession, user_id: int, now: datetime) -> None:
        """Return if the user has unlocked, or has chosen to go without a PIN. Raises `Locked` or `NoPin`."""
        lock = await locks.get(session, user_id)
        if lock is None or lock.digest is None:
            if lock is None or not lock.without_pin:
                raise NoPin
        elif not locks.is_open(lock, now):
            raise Locked

    @staticmethod
    async def require_if_set(session: AsyncSession, user_id: int, now: datetime) -> None:
        """The same for what is free as long as no PIN is set. Raises `Locked`."""
        lock = await locks.get(session, user_id)
        if lock is not None and lock.digest is not None and not locks.is_open(lock, now):
            raise Locked
