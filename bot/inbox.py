"""When Telegram may forget an update: once it has been handled, so that a kill in the middle loses no word.

Telegram keeps an update until `getUpdates` asks for a later one. So while updates are under way the bot asks on from
the first of them, passes over what it has taken already, and nobody waits for a slow handler. After a kill what was
under way comes again; handlers bear that: a press counts once, a line that asks for a card makes another card.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.ext import ExtBot

HOLD = 10.0
"""Seconds that Telegram keeps an update which is not done: longer than the slowest card takes in 모의."""
PAUSE = 0.2
"""Seconds between looks for new updates while others are kept."""
PAGE = 100
"""Updates that one answer of `getUpdates` may bring."""
REMEMBERED = 4_096
"""Updates by whose number a repeat is told; more than may wait at a time."""


class Inbox:
    """Which updates have been taken, and which of them are under way."""

    def __init__(self, *, hold: float = HOLD, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._hold = hold
        self._monotonic = monotonic
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._open: dict[int, float] = {}
        self._let_go = float("-inf")
        self._changed = asyncio.Event()
        self.closing = False
        """Whether no more is taken, and nobody waits for what is under way."""

    @property
    def next(self) -> int | None:
        """The number after all that were taken; None if none was."""
        return max(self._taken) + 1 if self._taken else None

    def take(self, updates: Sequence[Update]) -> tuple[Update, ...]:
        """Note what is under way from now on; returns those that were not taken before."""
        new = tuple(update for update in updates if update.update_id not in self._taken)
        for update in new:
            self._taken[update.update_id] = None
            self._open[update.update_id] = self._monotonic()
        while len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        return new

    def done(self, update_id: int) -> None:
        """An update has been handled, or never will be."""
        self._open.pop(update_id, None)
        self._changed.set()

    def first(self) -> int | None:
        """The first update that Telegram has to keep; None if it may forget all that were taken."""
        since = max(self._let_go, self._monotonic() - self._hold)
        return min((update_id for update_id, taken in self._open.items() if taken > since), default=None)

    def let_go(self) -> None:
        """Have nothing kept of what is under way now."""
        self._let_go = self._monotonic()

    async def settled(self, seconds: float) -> None:
        """Wait until nothing has to be kept, at most so long."""
        await self._until(lambda: self.first() is None, seconds)

    async def handled(self, update_id: int, seconds: float) -> None:
        """Wait until an update is done, at most so long."""
        await self._until(lambda: update_id not in self._open, seconds)

    async def _until(self, truth: Callable[[], bool], seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not truth():
                    self._changed.clear()
                    await self._changed.wait()


class PatientBot(ExtBot[None]):
    """A PTB bot whose `get_updates` confirms nothing that is under way, and brings nothing twice."""

    def __init__(self, inbox: Inbox, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._inbox = inbox

    async def get_updates(
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: Any = None,  # noqa: ASYNC109 - Telegram's own: how long it waits for news
        allowed_updates: Sequence[str] | None = None,
        **more: Any,
    ) -> tuple[Update, ...]:
        """Wait for what is new. Called as ever by PTB's `Updater`, whose `offset` is for when all is done."""
        while True:
            await self._inbox.settled(0 if self._inbox.closing else PAUSE)
            kept = self._inbox.first()
            asked = (offset, timeout) if kept is None else (kept, 0)
            found = await super().get_updates(asked[0], limit, asked[1], allowed_updates, **more)
            new = self._inbox.take(found)
            if new or kept is None or self._inbox.closing:
                return new
            if len(found) >= PAGE:
                self._inbox.let_go()  # what is new stands behind what is kept
