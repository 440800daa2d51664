"""Five tries. Each is counted, and committed, before the PIN is looked at: a kill in between gives none back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import UserError
from bot.i18n import say
from bot.storage.tables import Lock

MOST = 5
FIRST = timedelta(minutes=15)
LONGEST = timedelta(days=8)
"""What the doubling of `FIRST` ends at."""
SOFT = 20
"""Lockouts beyond which the doubling need not be worked out."""


class LockedOut(UserError):
    """Five entries were wrong; nobody can shorten the wait."""

    def __init__(self, until: datetime, now: datetime) -> None:
        minutes = -(-(until - now) // timedelta(minutes=1))
        hours, rest = divmod(minutes, 60)
        wait = say("{hours}시간 {rest}분", hours=hours, rest=rest) if hours else say("{rest}분", rest=rest)
        super().__init__(say("PIN을 {most}번 틀려서 잠겼어요. {wait} 뒤에 다시 해 주세요.", most=MOST, wait=wait))
        self.until = until


class WrongPin(UserError):
    """Not the PIN."""

    def __init__(self, left: int) -> None:
        super().__init__(say("PIN이 달라요. {left}번 더 해 볼 수 있어요.", left=left))
        self.left = left


def begin(lock: Lock, now: datetime) -> None:
    """Count one more try; the fifth locks until it has proved right. Raises `LockedOut`."""
    if lock.locked_until is not None and now < lock.locked_until:
        raise LockedOut(lock.locked_until, now)
    if lock.tries >= MOST:
        lock.tries = 0
    lock.tries += 1
    if lock.tries == MOST:
        lock.locked_until = now + min(FIRST * 2 ** min(lock.lockouts, SOFT), LONGEST)
        lock.lockouts += 1


def succeed(lock: Lock) -> None:
    """The PIN was right: what was counted is forgiven."""
    lock.tries, lock.lockouts, lock.locked_until = 0, 0, None
