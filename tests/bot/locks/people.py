"""What the tests of the locks begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.locks.pins import Pins
from bot.storage.database import Database
from bot.storage.tables import Lock
from bot.storage.vault import KeyRing, Vault, new_key
from tests.bot.storage import rows

ALICE, BOB = rows.ALICE, rows.BOB
RING = new_key("old")
PIN, WRONG = "739146", "111222"


@dataclass
class Clock:
    """Time that stands until it is moved."""

    at: datetime = field(default=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


async def move_in(database: Database, clock: Clock, pin: str = PIN) -> Pins:
    """Alice and Bob are let in, and Alice has a PIN."""
    async with database.begin() as session:
        await rows.user(session)
        await rows.user(session, BOB)
    pins = restarted(database, clock)
    await pins.set(ALICE, pin, None)
    return pins


def restarted(database: Database, clock: Clock) -> Pins:
    """The service of a new process over the same database."""
    return under(database, clock, RING)


def under(database: Database, clock: Clock, ring: str) -> Pins:
    """The service with this key ring."""
    return Pins(database, Vault(KeyRing.parse(ring)), now=clock.now)


async def lock_of(pins: Pins, user_id: int = ALICE) -> Lock:
    """The row as it stands."""
    lock = await pins.of(user_id)
    assert lock is not None
    return lock
