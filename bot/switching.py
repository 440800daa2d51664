"""Switching accounts takes the word twice (「실전」, 「실전」), so that a slip does not trade with real money."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from kis.credentials import Environment

PATIENCE = 60.0
"""Seconds in which the word has to come again."""
REMEMBERED = 1_024


class Switching:
    """Who has said the word once."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._said: OrderedDict[int, tuple[Environment, float]] = OrderedDict()

    def said_again(self, user_id: int, environment: Environment) -> bool:
        """Note the word; True if it was said shortly before."""
        now = self._monotonic()
        before, at = self._said.pop(user_id, (None, 0.0))
        if before is environment and now - at <= PATIENCE:
            return True
        self._said[user_id] = environment, now
        while len(self._said) > REMEMBERED:
            self._said.popitem(last=False)
        return False
