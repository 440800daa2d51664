"""Calls per second, counted over the second just past."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kis.credentials import Environment

_WINDOW = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gateway allows; None is no limit.

    `calls` a second for one app key (KIS notice of 2026-04-20: 18 real, 1 paper); `ledger` calls a second for one
    account (EGW00215; its size is not published); `token_gap` seconds between two issues (접근토큰: 1분당 1회).
    """

    calls: Mapping[Environment, int] | None
    ledger: int | None
    token_gap: float


OFFICIAL = Limits(calls={Environment.REAL: 18, Environment.PAPER: 1}, ledger=None, token_gap=60)
NO_LIMITS = Limits(calls=None, ledger=None, token_gap=0)


class Windows:
    """Sliding windows by name, on the host's steady clock; what is refused does not count."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._taken: dict[str, deque[float]] = {}

    def take(self, name: str, limit: int | None) -> bool:
        """Count one call of `name`; False if `limit` of them lie within the last second."""
        now = self._monotonic()
        taken = self._taken.setdefault(name, deque(maxlen=1_000))
        while taken and now - taken[0] >= _WINDOW:
            taken.popleft()
        if limit is not None and len(taken) >= limit:
            return False
        taken.append(now)
        return True

    def clear(self) -> None:
        """Forget all calls."""
        self._taken.clear()
