"""How fast Telegram lets a bot speak.

Telegram asks for at most 30 messages a second overall and about one a second in a chat, and tolerates short bursts
there (core.telegram.org/bots/faq). So a chat may say `BURST` things at once, which is a card, its answer, a fill and
the card's next state, and then one a second. Whoever goes too far is told how long to be silent (429, RetryAfter).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

OVERALL = 30
BURST = 5
WINDOW = 1.05
"""Seconds in which at most `OVERALL` messages leave: a little over one, since the network may squeeze them together."""
CHATS = 4_096
"""Chats remembered before those that are at rest are forgotten."""


class Pace:
    """Books a moment for each message. Seconds of a monotonic clock; every method returns the seconds to wait."""

    def __init__(
        self,
        *,
        overall: int = OVERALL,
        burst: int = BURST,
        interval: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slack = (burst - 1) * interval
        self._interval = interval
        self._clock = clock
        self._booked: deque[float] = deque(maxlen=overall)
        self._due: dict[int, float] = {}
        self._silent: dict[int, float] = {}
        self._silent_all = 0.0

    def chat(self, chat_id: int) -> float:
        """Book the next moment of a chat."""
        now = self._clock()
        self._forget(now)
        due = max(now, self._due.get(chat_id, 0.0))
        self._due[chat_id] = due + self._interval
        return max(0.0, due - self._slack - now)

    def overall(self, _chat_id: int) -> float:
        """Book the next moment among all chats; call it when the chat's own moment has come."""
        now = self._clock()
        full = len(self._booked) == self._booked.maxlen
        moment = max(now, self._booked[0] + WINDOW) if full else now
        self._booked.append(moment)
        return moment - now

    def silence(self, chat_id: int) -> float:
        """How long Telegram still wants to hear nothing from us in this chat."""
        return max(0.0, max(self._silent.get(chat_id, 0.0), self._silent_all) - self._clock())

    def hush(self, chat_id: int, seconds: float) -> None:
        """Obey a RetryAfter. Telegram does not say whom it means: a second chat told so at once means the whole bot."""
        now = self._clock()
        if any(other != chat_id and until > now for other, until in self._silent.items()):
            self._silent_all = max(self._silent_all, now + seconds)
        self._silent[chat_id] = now + seconds

    def _forget(self, now: float) -> None:
        if len(self._due) > CHATS:
            self._due = {chat_id: due for chat_id, due in self._due.items() if due > now}
        if len(self._silent) > CHATS:
            self._silent = {chat_id: until for chat_id, until in self._silent.items() if until > now}
