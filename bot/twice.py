"""What a person has said once and may say again (탈퇴), and words that wait for a button (공지): in memory, bounded."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds in which the word has to come again."""
REMEMBERED = 1_024


class Leaving:
    """Who has said 탈퇴 once."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._said: OrderedDict[int, float] = OrderedDict()

    def say(self, user_id: int) -> None:
        """The first word."""
        self._said[user_id] = self._monotonic()
        self._said.move_to_end(user_id)
        while len(self._said) > REMEMBERED:
            self._said.popitem(last=False)

    def is_said(self, user_id: int) -> bool:
        """Whether the first word was said shortly before."""
        return user_id in self._said and self._monotonic() - self._said[user_id] <= PATIENCE

    def forget(self, user_id: int) -> None:
        """It is done."""
        self._said.pop(user_id, None)


class Drafts:
    """The last announcement that each admin has written and not sent."""

    def __init__(self) -> None:
        self._texts: OrderedDict[int, str] = OrderedDict()

    def keep(self, user_id: int, text: str) -> None:
        """Write it in place of an earlier one."""
        self._texts[user_id] = text
        while len(self._texts) > REMEMBERED:
            self._texts.popitem(last=False)

    def take(self, user_id: int) -> str | None:
        """Take it, once."""
        return self._texts.pop(user_id, None)
