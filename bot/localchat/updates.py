"""The queue of updates between people and the bot.

Source: Bot API, getUpdates: an update stays until a call with a higher offset confirms it.
"""

import time
from collections import deque
from typing import Any

from .bell import Bell
from .errors import conflict

Json = dict[str, Any]

KEPT = 10_000
LONGEST_POLL = 50.0
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates in order; the oldest go when nobody fetches `KEPT` of them."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.allowed: list[str] = []
        self.webhook_url = ""
        self._queue: deque[Json] = deque(maxlen=KEPT)
        self._last_id = 100_000
        self._poller = 0
        self._closed = False

    def __len__(self) -> int:
        return len(self._queue)

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update; None if the bot has not asked for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT
        if not wanted:
            return None
        self._last_id += 1
        self._queue.append({"update_id": self._last_id, kind: payload})
        self.bell.ring()
        return self._last_id

    def first(self) -> Json | None:
        return self._queue[0] if self._queue else None

    def confirm(self, offset: int) -> None:
        """Forget updates before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        else:
            while self._queue and self._queue[0]["update_id"] < offset:
                self._queue.popleft()

    def drop_all(self) -> None:
        self._queue.clear()

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[Json]:
        """Return up to `limit` updates, waiting up to `seconds` for the first.

        Raises `ApiError` 409 while a webhook is set, and in the older of two polls.
        """
        self._refuse_beside_webhook()
        self.confirm(offset)
        self._poller += 1
        mine = self._poller
        self.bell.ring()
        deadline = time.monotonic() + min(seconds, LONGEST_POLL)
        while not self._queue and not self._closed and (left := deadline - time.monotonic()) > 0:
            await self.bell.heard(left)
            self._refuse_beside_webhook()
            if mine != self._poller:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
        return list(self._queue)[:limit] if limit < len(self._queue) else list(self._queue)

    def close(self) -> None:
        """End every poll that waits."""
        self._closed = True
        self.bell.ring()

    def _refuse_beside_webhook(self) -> None:
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
