"""What one live view looks at: its registration, its newest row, and what KIS tells when asked instead."""

from __future__ import annotations

import logging
from datetime import datetime, time
from time import monotonic

from bot.alerts.watch import Watch
from bot.channel_table import Kind
from bot.connection import Connection
from bot.errors import UserError
from bot.live.frame import End, Frame, State
from bot.live.wish import Wish
from bot.quoting.asking import look
from bot.quoting.books import Book, book
from bot.quoting.sights import Sight
from kis.errors import KisError, SlotsFull
from kis.realtime import Record

log = logging.getLogger(__name__)

ASK = 3.0
"""Seconds between two questions where there is no slot."""


class Screen:
    """Begins with `open` and ends with `close`; `look` brings it up to date. It never waits for what does not come."""

    def __init__(self, connection: Connection, wish: Wish, watch: Watch) -> None:
        self.connection = connection
        self.wish = wish
        self._watch = watch
        self._place, self._wire = wish.at(connection.environment, connection.now())
        self._wire.channel.tr_id(connection.environment)
        self._slot = False
        self._row: Record | None = None
        self._at: time | None = None
        self._stale = False
        self._known: Sight | Book | None = None
        self._asked = -ASK

    async def open(self) -> None:
        """Take a slot if there is one, and ask what is known until something comes."""
        await self._take_slot()
        await self._ask()

    async def look(self) -> None:
        """Take what has come since."""
        place, wire = self.wish.at(self.connection.environment, self.connection.now())
        if wire != self._wire:  # a session has begun meanwhile
            await self.close()
            self._place, self._wire, self._row = place, wire, None
        if not self._slot or self._wire not in self.connection.shown:
            await self._take_slot()
        if not self._slot and monotonic() - self._asked >= ASK and self.connection.kis.pace.headroom > 0:
            await self._ask()
        row = self.connection.newest(self._wire)
        self._stale = row is None
        if row is not None and row is not self._row:
            self._row, self._at = row, _time_of(row, self.connection.now())

    async def close(self) -> None:
        """Give the slot back."""
        if self._slot:
            self._slot = False
            try:
                await self.connection.hide(self._wire)
            except KisError as error:
                log.warning("%s: 실시간을 끊지 못했어요: %s", self.connection.account_hint, error)

    def frame(self, until: datetime, end: End | None = None) -> Frame:
        """How it is now; it ends by itself at `until` (market time)."""
        return Frame(
            wish=self.wish,
            place=self._place,
            environment=self.connection.environment,
            state=self._state(),
            row=self._row,
            at=self._at,
            known=self._known,
            until=until,
            end=end,
        )

    def _state(self) -> State:
        if not self._slot:
            return State.ASKED
        if not self.connection.is_fresh:
            return State.LOST
        return State.AGAIN if self._stale else State.LIVE

    async def _take_slot(self) -> None:
        """Fills and near alerts come first; an alert that is far from its trigger lends its slot."""
        try:
            try:
                await self.connection.show(self._wire)
            except SlotsFull:
                if not await self._watch.make_room(self.connection):
                    raise
                await self.connection.show(self._wire)
        except KisError as error:
            self._slot = False
            log.info("%s: 실시간 자리를 얻지 못했어요: %s", self.connection.account_hint, error)
        else:
            self._slot = True

    async def _ask(self) -> None:
        """What KIS tells when asked; nothing is no reason to go without the rest."""
        self._asked = monotonic()
        asked = book if self.wish.kind is Kind.BOOK else look
        try:
            self._known = await asked(self.connection, self.wish.instrument)
        except (KisError, UserError) as error:
            log.info("%s: 실시간의 시세를 묻지 못했어요: %s", self.connection.account_hint, error)
        else:
            self._row, self._at = None, self.connection.now().time()


def _time_of(row: Record, now: datetime) -> time:
    """When a row was, KST; for one that bears no time, when it was seen."""
    told = getattr(row, "time", None)
    return told if isinstance(told, time) else now.time()
