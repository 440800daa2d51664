"""While nobody looked: what became of the alerts meanwhile, told in one message; and a feed that is late says so.

An absence begins where prices were last followed (kept in the database) and ends with one commit: alerts that ended,
the pushes, the summary, and the new moment. Killed before it, all is looked at again; after it, nothing is said twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.days import is_open, tomorrow
from bot.alerts.history import Bars, Touch
from bot.alerts.listed import instrument_of
from bot.alerts.placing import condition_of
from bot.alerts.recall import bars
from bot.alerts.rules import CROSSES
from bot.connection import Connection
from bot.errors import BotError, NotFound
from bot.i18n import speaking
from bot.names import Directory
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import alerts as store
from bot.storage import unsettled, users, watching
from bot.storage.database import Database
from bot.storage.states import AlertRule, AlertState, Topic
from bot.storage.tables import Alert
from bot.storage.terms import Figure
from bot.storage.unsettled import Owner
from bot.views import absence as views
from bot.views import alert as alert_views
from kis.credentials import Environment
from kis.errors import BadRequest, MalformedMessage, NotOffered, Rejected
from kis.symbols import Instrument

log = logging.getLogger(__name__)

KEEP = timedelta(seconds=30)
"""How often it is written down that prices are followed."""
STALE = timedelta(seconds=60)
"""A feed that has been quiet for as long during the session is said to be late."""
SHORT = timedelta(seconds=60)
"""Absences up to here are not told for the sake of fills, which have their own messages."""
LONG = timedelta(minutes=10)
"""Absences from here on during the session are told to those who have alerts, also if nothing happened."""

TOGETHER = timedelta(minutes=10)
"""Between the summaries of a user's accounts, which then are one message."""


def utc_now() -> datetime:
    """The host's time: alerts run out by it."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Look:
    """What was found about one account's alerts."""

    since: datetime
    now: datetime
    alerts: Sequence[Alert] = ()
    there: list[tuple[Alert, Figure]] = field(default_factory=list)
    """Their price is there now."""
    gone: list[tuple[Alert, Touch]] = field(default_factory=list)
    """Reached, and not there any more."""
    unsure: list[tuple[Alert, Touch | None]] = field(default_factory=list)
    """May have been reached, or could not be looked at."""
    woken: list[Alert] = field(default_factory=list)
    """They rested or were quiet, and wait again."""


class Absence:
    """Of all connections."""

    def __init__(
        self, database: Database, outbox: Outbox, symbols: Directory, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._symbols = symbols
        self._now = now
        self._kept: dict[int, datetime] = {}
        self._quiet: dict[int, datetime] = {}

    async def look(self, connection: Connection, waiting: Iterable[Instrument]) -> bool:
        """Note how the feed is, every few seconds; `waiting` is what alerts wait for.

        True if prices come again and what was missed has to be looked at.
        """
        now = connection.now()
        if not connection.is_fresh:
            connection.watched = False
            since = self._quiet.setdefault(connection.credential_id, now)
            if now - since >= STALE and _any_open(connection, waiting, now):
                await self._tell_stale(connection)
            return False
        self._quiet.pop(connection.credential_id, None)
        if connection.watched and abs(now - self._kept.get(connection.credential_id, now - KEEP)) >= KEEP:
            await self._keep(connection, now)
        return not connection.watched

    async def end(self, connection: Connection) -> Sequence[Alert]:
        """Look at what was missed and tell it, once KIS's orders have been compared; returns alerts that ended, or that
        wait otherwise than before.

        Raises what `kis` raises, and `BotError`; then nothing was concluded.
        """
        if connection.watched or not connection.is_fresh or connection.kis.clock.skew is None:
            return ()  # until KIS has answered once the host's clock stands for the market's
        now = connection.now()
        async with self._database.read() as session:
            since = await watching.until(session, connection.credential_id)
            alerts = await store.armed(session, connection.credential_id)
            armed_at = await watching.armed_at(session, [alert.id for alert in alerts])
        if since is None and armed_at:  # killed before anything was followed
            since = min(armed_at.values())
        if since is None or since >= now:
            await self._keep(connection, now)
            connection.watched = True
            return ()
        look = _Look(since, now, alerts)
        await self._search(connection, look, {alert.id: armed_at.get(alert.id, alert.created_at) for alert in alerts})
        async with self._database.begin() as session:
            await users.hold(session, connection.user_id)  # the user's other account may be back at the same moment
            ended = await self._tell(session, connection, look)
            await watching.follow(session, connection.credential_id, now)
        self._kept[connection.credential_id] = now
        connection.watched = True
        return ended

    async def _keep(self, connection: Connection, now: datetime) -> None:
        async with self._database.begin() as session:
            await watching.follow(session, connection.credential_id, now)
        self._kept[connection.credential_id] = now

    async def _search(self, connection: Connection, look: _Look, armed_at: dict[int, datetime]) -> None:
        for symbol in dict.fromkeys(alert.symbol for alert in look.alerts):
            mine = [alert for alert in look.alerts if alert.symbol == symbol]
            instrument = instrument_of(self._symbols, mine[0])
            try:
                found = await bars(connection, instrument, [condition_of(alert) for alert in mine], look.since)
            except (Rejected, NotOffered, BadRequest, MalformedMessage, NotFound) as error:
                log.warning("%s: 놓친 시세를 확인하지 못했어요: %s", symbol, error)
                look.unsure += [(alert, None) for alert in mine]
                continue
            for alert in mine:
                _sort(look, alert, found, armed_at[alert.id], self._now())

    async def _tell(self, session: AsyncSession, connection: Connection, look: _Look) -> Sequence[Alert]:
        """End what has ended and queue what is to be said, in the caller's transaction."""
        owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
        summary = views.Summary(look.since, look.now, connection.badge)
        ended: list[Alert] = list(look.woken)
        await store.wake(session, [alert.id for alert in look.woken])
        for alert, price in look.there:
            until = self._until(connection, alert, look.now)
            fired = await store.fire(session, alert.id, price=price, now=self._now(), until=until)
            if fired is not None:
                render = partial(alert_views.fired, fired, connection)
                await push(self._outbox, session, owner, Topic.ALERT, render, key=store.push_key(fired))
                summary.there.append(fired)
                ended.append(fired)
        for alert, touch in look.gone:
            until = self._until(connection, alert, look.now)
            late = await watching.reached(
                session, alert.id, price=touch.price, at=touch.at, now=self._now(), until=until
            )
            if late is not None:
                summary.gone.append((late, touch))
                ended.append(late)
                await store.noted(session, late, "alert.fired", self._now())
        for alert in look.alerts:
            if alert.expires_at <= self._now() and (over := await watching.ran_out(session, alert.id)) is not None:
                summary.over.append(over)
                await store.noted(session, over, "alert.expired", self._now())
                ended.append(over)
        done = {alert.id for alert in ended if alert.state is not AlertState.ARMED}
        summary.unsure += [(alert, touch) for alert, touch in look.unsure if alert.id not in done]
        summary.fills = await watching.missed_fills(session, connection.credential_id, look.since)
        if summary.matters or await self._is_due(session, connection, look, summary):
            await self._say(session, owner, summary, _key("away", connection, look.since))
        return ended

    def _until(self, connection: Connection, alert: Alert, now: datetime) -> datetime:
        paper = connection.environment is Environment.PAPER
        return tomorrow(instrument_of(self._symbols, alert), now, paper=paper)

    async def _say(self, session: AsyncSession, owner: Owner, summary: views.Summary, key: str) -> None:
        """One message for a user: what is found about a second account is added to that of the first."""
        beside = await watching.told_beside(session, owner.chat_id, key, self._now() - TOGETHER)
        if beside is None:
            await push(self._outbox, session, owner, Topic.CHECK, lambda: views.summary(summary), key=key)
        else:
            ref, before = beside
            with speaking(owner.language):
                text = f"{before}\n\n{views.summary(summary)}"
            await self._outbox.edit(session, ref, text, chat_id=owner.chat_id)

    async def _is_due(self, session: AsyncSession, connection: Connection, look: _Look, summary: views.Summary) -> bool:
        """Whether the absence is told although no alert has ended."""
        length = look.now - look.since
        if await watching.is_said(session, _key("stale", connection, look.since)):
            return True
        waiting = [instrument_of(self._symbols, alert) for alert in look.alerts]
        in_session = any(_any_open(connection, waiting, at) for at in (look.since, look.now))
        return (summary.fills > 0 and length >= SHORT) or (length >= LONG and in_session)

    async def _tell_stale(self, connection: Connection) -> None:
        try:
            async with self._database.begin() as session:
                since = await watching.until(session, connection.credential_id)
                if since is None:
                    return
                owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
                render, key = partial(views.stale, since, connection.badge), _key("stale", connection, since)
                await push(self._outbox, session, owner, Topic.CHECK, render, key=key)
        except BotError as error:
            log.warning("%s: 시세가 늦다고 알리지 못했어요: %s", connection.account_hint, error)


def _sort(look: _Look, alert: Alert, found: Bars, armed_at: datetime, now: datetime) -> None:
    condition, since, basis = condition_of(alert), look.since, found.basis
    if alert.quiet_until is not None:
        if alert.quiet_until > look.now:
            return
        armed_at = max(armed_at, alert.quiet_until)
        look.woken.append(alert)
    elif alert.resting and alert.rule not in CROSSES:
        if (left := found.left(condition, since)) is None:
            return
        armed_at = max(armed_at, left)
        look.woken.append(alert)
    if alert.expires_at > now and condition.gate(basis).opens(basis.price, basis.day_volume):
        look.there.append((alert, basis.price))
        return
    touch = found.touch(condition, armed_at, since)
    if touch is not None and touch.certain:
        look.gone.append((alert, touch))
    elif touch is not None or alert.rule is AlertRule.VI or found.blind:
        look.unsure.append((alert, touch))


def _any_open(connection: Connection, instruments: Iterable[Instrument], at: datetime) -> bool:
    paper = connection.environment is Environment.PAPER
    return any(is_open(each, at, paper=paper) for each in instruments)


def _key(what: str, connection: Connection, since: datetime) -> str:
    return f"{what}:{connection.credential_id}:{since.astimezone(UTC):%Y%m%d%H%M%S}"
