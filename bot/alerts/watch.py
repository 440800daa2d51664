"""Alerts from the first word to the push: armed from the database, fired as wished, told in the same second."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.absence import Absence
from bot.alerts.basis import newest
from bot.alerts.book import AlertBook, Armed
from bot.alerts.days import tomorrow
from bot.alerts.listed import instrument_of
from bot.alerts.making import check, make, turned
from bot.alerts.placing import Placing, condition_of
from bot.alerts.rules import Basis
from bot.alerts.wishes import Wish
from bot.connection import Connection
from bot.connections import Connections
from bot.errors import BotError, NotFound
from bot.i18n import say
from bot.names import Directory, by_key
from bot.outbox import Outbox
from bot.pushing import Render, push
from bot.storage import alerts as store
from bot.storage import unsettled, watchlists
from bot.storage.database import Database
from bot.storage.states import AlertRule, AlertState, Topic
from bot.storage.tables import Alert, User
from bot.storage.terms import Figure
from bot.views import alert as views
from kis import Environment
from kis.errors import KisError
from kis.symbols import Instrument

log = logging.getLogger(__name__)

SNOOZE = timedelta(hours=1)


class Watch:
    """The alerts of every connection. Each account's prices reach its owner's alerts only."""

    def __init__(self, database: Database, outbox: Outbox, connections: Connections, symbols: Directory) -> None:
        self._database = database
        self._outbox = outbox
        self._connections = connections
        self._symbols = symbols
        self._absence = Absence(database, outbox, symbols)
        self._places: dict[int, Placing] = {}
        self._late: dict[int, list[tuple[Sequence[Armed], Figure]]] = {}
        """Opened and not yet written down, by credential."""
        self._freed: dict[int, set[str]] = {}
        """Symbols that an alert has let go, by credential."""
        self._again: dict[int, set[int]] = {}
        """Alerts that have to be placed anew, by credential."""

    def book(self, connection: Connection) -> AlertBook:
        """The armed alerts of a connection."""
        return self._place_of(connection).book

    async def rearm(self, connection: Connection) -> bool:
        """Arm what the database holds, at the start and after the account was connected anew. False if not all is."""
        async with self._database.read() as session:
            rows = await store.armed(session, connection.credential_id)
        armed, now = True, connection.now()
        for row in rows:
            if row.quiet_until is not None and row.quiet_until <= now:
                self._again.setdefault(connection.credential_id, set()).add(row.id)
                continue
            try:
                await self._place_of(connection).place(connection, row, instrument_of(self._symbols, row))
            except (KisError, NotFound) as error:
                log.warning("알림 %s을(를) 걸지 못했어요: %s", row.id, error)
                armed = False
        await self.look_after(connection)
        return armed

    async def look_after(self, connection: Connection) -> None:
        """Follow what is on the owner's watchlists too, where alerts leave room."""
        async with self._database.read() as session:
            keys = await watchlists.of_user(session, connection.user_id)
        found = (by_key(self._symbols, key) for key in keys)
        self._place_of(connection).following.want([each for each in found if each is not None])

    async def add(self, user: User, instrument: Instrument, wish: Wish) -> Alert:
        """Arm a new alert; one whose condition holds already fires at once, but for a crossing, which waits for the
        other side.

        Raises `NotConnected`, `UserError` where there are too many, and `SlotsFull`.
        """
        connection = self._connections.of(user)
        check(instrument, wish, paper=connection.environment is Environment.PAPER)
        basis = await newest(connection, instrument)
        condition = turned(wish.condition, instrument, basis)
        async with self._database.begin() as session:
            alert = await make(session, user, connection, instrument, replace(wish, condition=condition))
        try:
            await self._place_of(connection).place(connection, alert, instrument)
        except KisError:
            await self.remove(user, alert.id)
            raise
        await self._looked(connection, alert.symbol, basis)
        return alert

    async def list(self, user: User) -> Sequence[Alert]:
        """The user's waiting alerts, oldest first."""
        async with self._database.read() as session:
            return await store.of_user(session, user.id)

    async def remove(self, user: User, alert_id: int) -> Alert:
        """Take an alert back. Raises `NotFound` if it is not waiting (any more) or somebody else's."""
        async with self._database.begin() as session:
            alert = await store.cancel(session, alert_id, user_id=user.id)
            if alert is not None:
                await store.noted(session, alert, "alert.cancelled", datetime.now(UTC))
        if alert is None:
            raise NotFound(say("그 알림은 이미 없어요."))
        await self._disarm(alert)
        return alert

    async def snooze(self, user: User, alert_id: int) -> Alert:
        """Say nothing of an alert for an hour, then wait again, also if it had fired its only time.

        Raises `NotFound` if it was taken back or ran out, or is somebody else's.
        """
        now = datetime.now(UTC)
        async with self._database.begin() as session:
            found = await store.of(session, alert_id, user_id=user.id, now=now)
            connection = None if found is None else self._connections.by_id(found.credential_id)
            if found is None or connection is None:
                raise NotFound(say("그 알림은 이미 없어요."))
            found.state, found.resting, found.quiet_until = AlertState.ARMED, False, connection.now() + SNOOZE
            await store.noted(session, found, "alert.snoozed", now)
        await self._place_of(connection).place(connection, found, instrument_of(self._symbols, found))
        await self._release(connection, found.symbol)
        return found

    async def expire(self, now: datetime) -> None:
        """Drop alerts that waited too long, and tell their owners; where prices are not followed they are looked at
        first.
        """
        unwatched = [one.credential_id for one in self._connections.all() if not one.watched]
        async with self._database.begin() as session:
            gone = await store.expire(session, now, besides=unwatched)
            for alert in gone:
                await self._tell(session, alert, partial(views.expired, alert), f"alert:{alert.id}:over")
        for alert in gone:
            await self._disarm(alert)

    async def fire(self, connection: Connection, opened: Sequence[Armed], price: Figure) -> None:
        """Tell alerts that the index has let go, and end the rest of those that only waited for the price to leave.

        What cannot be written down now waits for `catch_up`.
        """
        if not opened:
            return
        place, now, paper = self._place_of(connection), connection.now(), connection.environment is Environment.PAPER
        again = self._again.setdefault(connection.credential_id, set())
        try:
            async with self._database.begin() as session:
                for one in opened:
                    if one.rests:
                        await store.wake(session, [one.id])
                        continue
                    if (instrument := place.instruments.get(one.id)) is None:
                        continue  # taken back since
                    until = tomorrow(instrument, now, paper=paper)
                    alert = await store.fire(session, one.id, price=price, now=datetime.now(UTC), until=until)
                    if alert is not None:
                        await self._tell(session, alert, partial(views.fired, alert, connection), store.push_key(alert))
                        if alert.state is AlertState.ARMED:
                            alert.rule = condition_of(alert).turned.rule
        except BotError as error:
            log.warning("알림을 기록하지 못해 조금 뒤에 다시 해요: %s", error)
            self._late.setdefault(connection.credential_id, []).append((opened, price))
            return
        again.update(one.id for one in opened)
        self._freed.setdefault(connection.credential_id, set()).update(one.symbol for one in opened)

    async def back(self, connection: Connection) -> None:
        """What happened while prices were not followed. Raises what `kis` raises, and `BotError`."""
        for alert in await self._absence.end(connection):
            if alert.state is AlertState.ARMED:
                self._again.setdefault(connection.credential_id, set()).add(alert.id)
            else:
                await self._disarm(alert)

    async def look(self, connection: Connection) -> bool:
        """Note how the feed is. True if prices come again and `back` is to be called."""
        try:
            return await self._absence.look(connection, self._place_of(connection).waiting())
        except BotError as error:
            log.warning("%s: 시세가 이어지는지 기록하지 못했어요: %s", connection.account_hint, error)
            return False

    async def catch_up(self, connection: Connection) -> None:
        """Do what prices did not wait for: tell what could not be written down when its price was there, though the
        price may be gone by now, place repeated alerts anew, and give up registrations.
        """
        for opened, price in self._late.pop(connection.credential_id, ()):
            await self.fire(connection, opened, price)
        place = self._place_of(connection)
        again = self._again.pop(connection.credential_id, set()) | place.due(connection)
        for alert_id in again:
            await self._replace(connection, place, alert_id)
        for symbol in self._freed.pop(connection.credential_id, ()):
            await self._release(connection, symbol)
        try:
            await place.following.share(connection)
            for symbol, before, basis in await place.following.ask(connection):
                await self._looked(connection, symbol, basis, before)
        except (KisError, NotFound) as error:
            log.warning("%s: 알림의 시세를 묻지 못했어요: %s", connection.account_hint, error)

    async def make_room(self, connection: Connection) -> bool:
        """Let a live view have the slot of an alert that is far from its trigger. False if there is none.

        Raises what `kis` raises.
        """
        return await self._place_of(connection).following.lend(connection)

    def seconds(self, alerts: Sequence[Alert]) -> Mapping[int, int]:
        """How often the price of each alert is asked for; 0 where it is live, nothing where it is not looked at."""
        found = {}
        for alert in alerts:
            connection = self._connections.by_id(alert.credential_id)
            if connection is not None and self.book(connection).has(alert.id):
                following, vi = self._place_of(connection).following, alert.rule is AlertRule.VI
                found[alert.id] = following.seconds(connection, instrument_of(self._symbols, alert), vi=vi)
        return found

    async def _looked(self, connection: Connection, symbol: str, basis: Basis, before: Basis | None = None) -> None:
        """Take a price that was asked for. A high or low that is new since `before` was there between two turns."""
        book = self.book(connection)
        self._place_of(connection).following.learn(symbol, basis)
        await self.fire(connection, book.halted(symbol, in_vi=basis.in_vi), basis.price)
        prices = [basis.price]
        if before is not None:
            prices += [basis.high] if basis.high > before.high else []
            prices += [basis.low] if basis.low < before.low else []
        for price in prices:
            await self.fire(connection, book.match(symbol, price, basis), price)

    async def _replace(self, connection: Connection, place: Placing, alert_id: int) -> None:
        """Let an alert wait as its row says now; if its condition holds already it fires."""
        try:
            async with self._database.begin() as session:
                alert = await store.awake(session, alert_id, connection.now())
            if alert is None:
                place.drop(alert_id)
                return
            basis = await place.place(connection, alert, instrument_of(self._symbols, alert))
        except (KisError, BotError) as error:
            log.warning("알림 %s을(를) 다시 걸지 못했어요: %s", alert_id, error)
            self._again.setdefault(connection.credential_id, set()).add(alert_id)
            return
        if basis is not None:
            await self._looked(connection, alert.symbol, basis)

    async def _tell(self, session: AsyncSession, alert: Alert, render: Render, key: str) -> None:
        owner = await unsettled.owner(session, alert.user_id, alert.credential_id)
        await push(self._outbox, session, owner, Topic.ALERT, render, key=key)

    def _place_of(self, connection: Connection) -> Placing:
        return self._places.setdefault(connection.credential_id, Placing())

    async def _disarm(self, alert: Alert) -> None:
        connection = self._connections.by_id(alert.credential_id)
        if connection is not None and self._place_of(connection).drop(alert.id) is not None:
            await self._release(connection, alert.symbol)

    async def _release(self, connection: Connection, symbol: str) -> None:
        if self.book(connection).follows(symbol):
            return
        try:
            await self._place_of(connection).following.leave(connection, symbol)
        except KisError as error:
            log.warning("%s의 실시간 시세를 끊지 못했어요: %s", symbol, error)
