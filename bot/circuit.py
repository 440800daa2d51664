"""Whether KIS is asked at all: a circuit that opens when it is away, and closes by itself when it answers again.

    closed ──(failures in a row)──► open ──(pause over: one probe leaves)──► closed │ open, with a longer pause

What one app key suffers (a refused token, a wrong account) is no sign: it says nothing about KIS. Pure: time (seconds
of any clock that only goes forward) and chance come from the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kis.errors import BadRequest, KisError, NotOffered, TooFast, Unauthorized, Unreachable

THRESHOLD = 5
"""Calls in a row that fail before KIS is held to be away; each read among them was already asked three times."""
FIRST, MOST = 5.0, 60.0
"""Seconds before the first probe and at most between two, doubling, and cut by chance to between half and all."""


class Sign(Enum):
    """What the end of a call says about KIS."""

    ALIVE = "alive"
    AWAY = "away"
    NONE = "none"
    """About the caller, his key or his request; or nobody knows."""


class Pass(Enum):
    """With what right a call leaves."""

    FREE = "free"
    PROBE = "probe"
    """The one call that finds out whether KIS is back."""


@dataclass(slots=True)
class Circuit:
    """For all callers of one origin."""

    threshold: int = THRESHOLD
    first: float = FIRST
    most: float = MOST
    since: float | None = None
    """Since when it is open; None while it is closed."""
    _failures: int = 0
    _probes: int = 0
    _due: float = 0.0
    _probing: bool = False

    @property
    def is_open(self) -> bool:
        """Whether KIS is held to be away."""
        return self.since is not None

    def may_probe(self, now: float) -> bool:
        """Whether the next read would be let through to find out."""
        return self.is_open and not self._probing and now >= self._due

    def enter(self, now: float) -> Pass | None:
        """Let a read leave. None if KIS is not to be asked now; a `PROBE` has to be told to `ended`."""
        if not self.is_open:
            return Pass.FREE
        if not self.may_probe(now):
            return None
        self._probing = True
        return Pass.PROBE

    def ended(self, given: Pass, sign: Sign, now: float, chance: float) -> None:
        """How a call ended; `chance` is from 0 to 1. What left before the circuit opened does not lengthen a pause."""
        if given is Pass.PROBE:
            self._probing = False
        if sign is Sign.ALIVE:
            self.since, self._failures, self._probes = None, 0, 0
        elif sign is Sign.AWAY and not self.is_open:
            self._failures += 1
            if self._failures >= self.threshold:
                self.open(now, chance)
        elif given is Pass.PROBE and self.is_open:
            if sign is Sign.AWAY:
                self._probes += 1
            self._due = now + self._pause(chance)

    def open(self, now: float, chance: float) -> None:
        """KIS is away: by failures, or because it was so before the start."""
        self.since, self._failures, self._probes = now, 0, 0
        self._due = now + self._pause(chance)

    def _pause(self, chance: float) -> float:
        return float(min(self.most, self.first * 2.0 ** min(self._probes, 16)) * (0.5 + 0.5 * chance))


class OutOfService(Unreachable):
    """The circuit is open: nothing has left. Its sentence is among `bot.views.failures`."""

    def __init__(self) -> None:
        super().__init__("")

    def __str__(self) -> str:
        return "KIS is not asked while it is away"


class TurnTaken(Unreachable):
    """Another process of ours keeps the turn for a token; KIS was not asked."""


def sign_of(error: BaseException | None) -> Sign:
    """Read how a call ended. KIS's own words for one customer's trouble (OPSQ…, IGW…) are no sign either."""
    if error is None:
        return Sign.ALIVE
    if isinstance(error, (OutOfService, TurnTaken, Unauthorized, TooFast, NotOffered, BadRequest)):
        return Sign.NONE
    if isinstance(error, Unreachable):
        return Sign.AWAY if error.code in _AWAY else Sign.NONE
    return Sign.ALIVE if isinstance(error, KisError) else Sign.NONE


_AWAY = frozenset({"", "EGW00001", "EGW00002", "EGW00202", "EGW00203", "EGW00300", "EGW00301", "EGW00302"})
