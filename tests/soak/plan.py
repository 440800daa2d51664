"""How long, how many, how often."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys import test_crashes
from tests.journeys.test_crashes import Stock

STOCKS: tuple[Stock, ...] = (
    test_crashes.SAMSUNG,
    test_crashes.HYNIX,
    test_crashes.NAVER,
    test_crashes.KAKAO,
    test_crashes.HYUNDAI,
    test_crashes.KIA,
)
"""What everybody trades."""
FIRST = 1001
"""The first user's id, who is the bot's admin; the others follow."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. Times in seconds but for `minutes`."""

    minutes: float = 10
    users: int = 200
    kill_every: float = 20
    rhythm: float = 20
    """What passes between two things that one user begins, on average."""
    seed: int = 1
    rest: float = 180
    """How long everything may take to come to rest in the end."""

    @property
    def ids(self) -> range:
        """Who takes part."""
        return range(FIRST, FIRST + self.users)

    @property
    def load(self) -> float:
        """How much there is to do against 200 users at the usual rhythm: trouble grows with it."""
        return self.users / 200 * 20 / self.rhythm
