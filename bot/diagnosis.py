"""What 진단 tells: how the bot is, in figures."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.connection import Connection, Sharing
from bot.storage import messages
from bot.storage.database import Database
from kis.errors import KisError

PROBE = "005930"


@dataclass(frozen=True, slots=True)
class KisAnswer:
    """How KIS answered just now: in how many milliseconds, or why not."""

    milliseconds: int
    failure: KisError | None


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """One account. Ages are None for what has not happened yet."""

    badge: str
    account_hint: str
    kis: KisAnswer
    posting: KisAnswer
    """The way that orders go, tried with a body that is no order (hashkey)."""
    token_age: timedelta | None
    stream: str
    slots: tuple[int, int]
    sharing: Sharing
    viewed: int
    """Slots of live views."""
    frame_age: timedelta | None
    notice_age: timedelta | None
    reconnects: int
    headroom: float
    """Share of the permitted call rate that is free, 0 to 1."""
    slowed: bool
    skew: timedelta | None
    """KIS's clock minus the host's."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything. `connection` is None without an account."""

    connection: ConnectionReport | None
    backlog: int
    oldest: timedelta | None
    """How long the first of the waiting messages has waited."""
    uptime: timedelta


class Diagnosis:
    """Takes stock."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._started = time.monotonic()

    async def report(self, connection: Connection | None) -> Report:
        """Look now. KIS is asked for a price, which shows whether it answers."""
        about = None if connection is None else await _examine(connection)
        async with self._database.read() as session:
            backlog, since = await messages.backlog(session)
        oldest = None if since is None else datetime.now(UTC) - since
        return Report(about, backlog, oldest, timedelta(seconds=time.monotonic() - self._started))


async def _examine(connection: Connection) -> ConnectionReport:
    kis, stream = connection.kis, connection.stream
    headroom, slowed = kis.pace.headroom, kis.pace.slowed
    answer = await _timed(kis.domestic.quotes.price(symbol=PROBE))
    return ConnectionReport(
        badge=connection.badge,
        account_hint=connection.account_hint,
        kis=answer,
        posting=await _timed(kis.check_posting()),
        token_age=kis.token_age(),
        stream=stream.state.value,
        slots=stream.slots,
        sharing=connection.sharing,
        viewed=connection.viewed,
        frame_age=_age(stream.last_frame_at),
        notice_age=_age(stream.last_notice_at),
        reconnects=stream.counts.reconnects,
        headroom=headroom,
        slowed=slowed,
        skew=kis.clock.skew,
    )


async def _timed(asked: Awaitable[object]) -> KisAnswer:
    began, failure = time.monotonic(), None
    try:
        await asked
    except KisError as error:
        failure = error
    return KisAnswer(round((time.monotonic() - began) * 1000), failure)


def _age(moment: datetime | None) -> timedelta | None:
    return None if moment is None else datetime.now(UTC) - moment
