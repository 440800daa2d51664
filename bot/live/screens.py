"""Live views: one for each user, edited in place by way of the outbox, and over after a minute.

Nothing of it outlives the process: a view that a restart cut off is over, and its buttons say so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from bot.alerts.watch import Watch
from bot.connections import Connections
from bot.errors import StorageBusy, StorageDown
from bot.live.frame import End
from bot.live.screen import Screen
from bot.live.wish import Wish
from bot.outbox import Outbox
from bot.quoting.sources import source
from bot.storage.database import Database
from bot.storage.tables import User
from bot.views import live as views
from bot.views.text import Card

log = logging.getLogger(__name__)

EVERY = 2.5
"""Seconds between two edits: less than half of what Telegram bears in a chat, so that a fill never waits for it."""
LIFE = 60.0
"""Seconds a view goes on by itself."""
MOST = 600.0
"""Seconds it may be made to go on, counted from now."""
ENDING = 2.0
"""Seconds that the last edits get when the bot stops."""

Say = Callable[[Card], Awaitable[int]]
"""Says the first state, and returns the outbox ref of the message."""


@dataclass(eq=False, slots=True)
class _Running:
    """A view that goes on."""

    screen: Screen
    chat_id: int
    ref: int
    shown: Card
    until: float
    """By the clock of the process."""
    ends: datetime
    """The same in market time."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    why: End = End.TIME
    silent: bool = False
    """Its message is taken over by the next one."""
    task: asyncio.Task[None] | None = None

    @property
    def left(self) -> float:
        return max(0.0, self.until - monotonic())

    def prolong(self) -> None:
        """Let it go on, in all for `MOST` from now."""
        more = min(LIFE, MOST - self.left)
        self.until += more
        self.ends += timedelta(seconds=more)


class Screens:
    """All that is looked at live."""

    def __init__(self, database: Database, outbox: Outbox, connections: Connections, watch: Watch) -> None:
        self._database = database
        self._outbox = outbox
        self._connections = connections
        self._watch = watch
        self._running: dict[int, _Running] = {}

    async def begin(self, user: User, chat_id: int, wish: Wish, say: Say, *, instead_of: int | None = None) -> None:
        """Follow something for a minute; what the user looked at before ends, with its last state kept.

        `instead_of` is the ref of the message it goes on in. Raises `UserError`, and `NotOffered` where the account
        has no such channel.
        """
        screen = Screen(source(self._connections, user), wish, self._watch)
        await self.end(user.id, End.OTHER, silent_for=instead_of)
        try:
            await screen.open()
            ends = screen.connection.now() + timedelta(seconds=LIFE)
            card = views.card(screen.frame(ends))
            ref = await say(card)
        except BaseException:
            await screen.close()
            raise
        running = _Running(screen, chat_id, ref, card, monotonic() + LIFE, ends)
        self._running[user.id] = running
        running.task = asyncio.create_task(self._follow(user.id, running), name=f"live-{user.id}")

    def more(self, user_id: int, ref: int | None) -> bool:
        """Let it go on for a minute more. False if it is over."""
        running = self._running.get(user_id)
        if running is None or running.ref != ref:
            return False
        running.prolong()
        return True

    async def stop(self, user_id: int, ref: int | None) -> bool:
        """Enough seen. False if it is over already."""
        running = self._running.get(user_id)
        if running is None or running.ref != ref:
            return False
        await self.end(user_id, End.STOPPED)
        return True

    async def end(self, user_id: int, why: End, *, silent_for: int | None = None) -> None:
        """End what a user looks at, if anything."""
        running = self._running.pop(user_id, None)
        if running is None or running.task is None:
            return
        running.why, running.silent = why, running.ref == silent_for
        running.ended.set()
        await asyncio.wait([running.task], timeout=ENDING)

    async def close(self) -> None:
        """End all: the bot stops."""
        await asyncio.gather(*(self.end(user_id, End.CLOSING) for user_id in list(self._running)))

    async def _follow(self, user_id: int, running: _Running) -> None:
        try:
            while not running.ended.is_set() and running.left:
                await self._wait(running)
                if self._is_gone(running):
                    running.why = End.GONE
                    break
                await running.screen.look()
                if not running.ended.is_set() and running.left:
                    await self._show(running)
        except Exception:  # whatever it was, neither its slot nor its message may stay as if it went on
            log.exception("실시간 화면이 멈췄어요")
        finally:
            if running.why is not End.GONE:  # its stream is closed, and with it the slot
                await running.screen.close()
            if self._running.get(user_id) is running:
                del self._running[user_id]
        if not running.silent:
            await self._show(running, running.why)

    async def _wait(self, running: _Running) -> None:
        try:
            async with asyncio.timeout(min(EVERY, running.left)):
                await running.ended.wait()
        except TimeoutError:
            return

    def _is_gone(self, running: _Running) -> bool:
        connection = running.screen.connection
        return self._connections.by_id(connection.credential_id) is not connection

    async def _show(self, running: _Running, end: End | None = None) -> None:
        """Edit the message if there is anything new to see. What cannot be kept now is left to the next time."""
        card = views.card(running.screen.frame(running.ends, end))
        if card == running.shown:
            return
        try:
            async with self._database.begin() as session:
                await self._outbox.edit(session, running.ref, *card, chat_id=running.chat_id)
        except (StorageBusy, StorageDown) as error:
            log.warning("실시간 화면을 고치지 못했어요: %s", error)
            return
        running.shown = card
