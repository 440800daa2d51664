"""KIS's own list of orders against what is known here: what was missed is made good and told once, in order.

Asked at the start, after every (re)connection, after the close, and when something is in doubt. While KIS cannot be
asked nothing is concluded: an error is not an empty list.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import markets
from bot.connection import Connection
from bot.markets.market import Market
from bot.storage import credentials, orders
from bot.storage.database import Database
from bot.storage.terms import Segment
from bot.trading.day import MARGIN, Day, Summary
from bot.trading.mute_list import MuteList
from bot.trading.reserving import Reservations
from bot.trading.settling import Settling
from kis.errors import KisError, Rejected

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=90)
"""KIS's list reaches back three months."""


class Reconciler:
    """Compares, one connection at a time for each credential."""

    def __init__(self, database: Database, settling: Settling, reservations: Reservations, *, hold: float) -> None:
        self._database = database
        self._settling = settling
        self._hold = hold
        self._mute = MuteList(database, settling)
        self._reservations = reservations
        self._locks: dict[int, asyncio.Lock] = {}

    async def run(self, connection: Connection, final: Collection[int] = ()) -> Summary:
        """Ask for every day that matters and apply what comes.

        `final` are intents that have been looked for long enough: a list without them proves that they are not at
        KIS. Raises what `kis` raises; then nothing was concluded.
        """
        summary = Summary()
        async with self._locks.setdefault(connection.credential_id, asyncio.Lock()):
            start = await self._start(connection)
            missed, connection.missed = connection.missed, False
            failed = await self._compare_all(connection, start, final, summary, everywhere=missed or start.silent)
            if failed is not None:
                connection.missed = connection.missed or missed
                raise failed
            async with self._database.begin() as session:
                # the host's day may be ahead until KIS has answered once
                told = min(start.today, connection.now().date())
                await credentials.set_caught_up(session, connection.credential_id, told)
        return summary

    async def _compare_all(
        self, connection: Connection, start: _Start, final: Collection[int], summary: Summary, *, everywhere: bool
    ) -> KisError | None:
        """Reservations, then market by market; one that cannot be asked keeps nothing from the others."""
        failed = None
        try:
            await self._reservations.compare(connection, final, silent=start.silent)
        except KisError as error:
            failed = error
        used = await self._used(connection)
        for market in markets.MARKETS.values() if everywhere else used:
            try:
                await self._compare(connection, market, start, final, summary)
            except KisError as error:
                if not isinstance(error, Rejected) or market in used:
                    failed = failed or error
                else:
                    log.info("%s: %s 목록이 없어요: %s", connection.account_hint, market.segment, error)
        return failed

    async def _start(self, connection: Connection) -> _Start:
        async with self._database.read() as session:
            row = await credentials.get(session, connection.credential_id)
        today = connection.now().date()
        if row is None:
            return _Start(today, today, silent=False)
        return _Start(today, row.caught_up_on or today, silent=row.baseline_at is None)

    async def _used(self, connection: Connection) -> Sequence[Market]:
        """Markets where there are orders of the account. The others are asked only after notices may have been missed,
        and may not be the account's at all.
        """
        async with self._database.read() as session:
            used = await orders.segments(session, connection.credential_id)
        wanted = {Segment.DOMESTIC, *(segment.home for segment in used), *connection.in_use}
        return [market for segment, market in markets.MARKETS.items() if segment in wanted]

    async def _compare(
        self, connection: Connection, market: Market, start: _Start, final: Collection[int], summary: Summary
    ) -> None:
        for day in await self._days(connection, market, start):
            await connection.in_flight.settled(self._hold)
            listed = await market.listed(connection, day)
            evidence = await self._mute.ask(connection, day, listed) if market.segment is Segment.DOMESTIC else None
            async with self._database.begin() as session:
                await Day(
                    session, connection, market, self._settling, day, listed, final, summary, silent=start.silent
                ).apply()
                if evidence is not None:
                    await self._mute.apply(session, connection, evidence, final, connection.now() + MARGIN)

    async def _days(self, connection: Connection, market: Market, start: _Start) -> Sequence[date]:
        """The days since the list was last asked, and those of orders that are open here although their day may be
        over; oldest first, today last.
        """
        async with self._database.read() as session:
            rows = await orders.open_of_credential(session, connection.credential_id)
        oldest = start.today - FARTHEST
        *missed, today = market.days(max(start.last, oldest), connection.now())
        open_on = {row.order_date for row in rows if row.segment is market.segment}
        return [*sorted(day for day in {*missed, *open_on} if oldest <= day < today), today]


@dataclass(frozen=True, slots=True)
class _Start:
    """What is known when the lists are asked: today, the last day they were asked for, whether that is the first time.

    What was there when the account was connected is taken in without a word (`silent`).
    """

    today: date
    last: date
    silent: bool
