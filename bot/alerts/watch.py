"""Price alerts from the first word to the push: armed from the database, fired once, told in the same second."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.absence import Absence
from bot.alerts.book import AlertBook, Armed
from bot.connection import Connection
from bot.connections import Connections
from bot.errors import BotError, NotFound, UserError
from bot.outbox import Outbox
from bot.storage import alerts as store
from bot.storage import users, watching
from bot.storage.database import Database
from bot.storage.states import AlertRule
from bot.storage.tables import Alert, User
from bot.storage.terms import Figure
from bot.views import alert as views
from kis.errors import KisError
from kis.symbols import Instrument

log = logging.getLogger(__name__)

LIFE = timedelta(days=90)
"""How long an alert waits."""

MOST = 100
"""Alerts one user may have waiting."""


class Watch:
    """The alerts of every connection. Each account's prices reach its owner's alerts only."""

    def __init__(self, database: Database, outbox: Outbox, connections: Connections) -> None:
        self._database = database
        self._outbox = outbox
        self._connections = connections
        self._absence = Absence(database, outbox)
        self._books: dict[int, AlertBook] = {}
        self._late: dict[int, list[tuple[Sequence[Armed], Figure]]] = {}
        """Reached and not yet written down, by credential."""
        self._freed: dict[int, set[str]] = {}
        """Symbols that an alert has let go, by credential."""

    def book(self, connection: Connection) -> AlertBook:
        """The armed alerts of a connection."""
        return self._books.setdefault(connection.credential_id, AlertBook())

    async def rearm(self, connection: Connection) -> bool:
        """Arm what the database holds, at the start and after the account was connected anew. False if not all is."""
        async with self._database.read() as session:
            rows = await store.armed(session, connection.credential_id)
        armed = True
        for row in rows:
            try:
                await self._arm(connection, row)
            except KisError as error:
                log.warning("알림 %s을(를) 걸지 못했어요: %s", row.id, error)
                armed = False
        return armed

    async def add(self, user: User, instrument: Instrument, rule: AlertRule, target: int) -> Alert:
        """Arm a new alert; one whose price is there already fires at once.

        Raises `NotConnected`, `UserError` where there are too many, and `SlotsFull`.
        """
        connection = self._connections.of(user)
        quote = await connection.price(instrument.code)
        if not 0 < target < 10 * quote.price:
            raise UserError(f"지금 {quote.price:,}원이에요. 0원보다 크고 현재가의 10배보다 작은 값으로 적어 주세요.")
        alert = await self._keep(user, connection, instrument, rule, target)
        try:
            await self._arm(connection, alert)
        except KisError:
            await self.remove(user, alert.id)
            raise
        await self.fire(connection, self.book(connection).match(alert.symbol, quote.price), quote.price)
        return alert

    async def _keep(
        self, user: User, connection: Connection, instrument: Instrument, rule: AlertRule, target: int
    ) -> Alert:
        now = datetime.now(UTC)
        async with self._database.begin() as session:
            if await store.count_of_user(session, user.id) >= MOST:
                raise UserError(f"알림은 {MOST}개까지 걸 수 있어요. 「알림」에서 하나를 지우고 다시 해 주세요.")
            alert = await store.add(
                session,
                Alert(
                    user_id=user.id,
                    credential_id=connection.credential_id,
                    symbol=instrument.code,
                    name=instrument.name,
                    rule=rule,
                    target=target,
                    created_at=now,
                    expires_at=now + LIFE,
                ),
            )
            await watching.armed(session, alert.id, connection.now())
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
            raise NotFound("그 알림은 이미 없어요.")
        await self._disarm(alert.credential_id, alert.id)
        return alert

    async def expire(self, now: datetime) -> None:
        """Drop alerts that waited too long, and tell their owners; where prices are not followed they are looked at
        first.
        """
        unwatched = [one.credential_id for one in self._connections.all() if not one.watched]
        async with self._database.begin() as session:
            gone = await store.expire(session, now, besides=unwatched)
            for alert in gone:
                await self._tell(session, alert, views.expired(alert))
        for alert in gone:
            await self._disarm(alert.credential_id, alert.id)

    async def fire(self, connection: Connection, reached: Sequence[Armed], price: Figure) -> None:
        """Tell alerts that the book has let go. What cannot be written down now waits for `catch_up`."""
        if not reached:
            return
        try:
            async with self._database.begin() as session:
                for one in reached:
                    alert = await store.fire(session, one.id, price=price, now=datetime.now(UTC))
                    if alert is not None:
                        await self._tell(session, alert, views.fired(alert, connection))
        except BotError as error:
            log.warning("알림을 기록하지 못해 조금 뒤에 다시 해요: %s", error)
            self._late.setdefault(connection.credential_id, []).append((reached, price))
            return
        self._freed.setdefault(connection.credential_id, set()).update(one.symbol for one in reached)

    async def back(self, connection: Connection) -> None:
        """What happened while prices were not followed. Raises what `kis` raises, and `BotError`."""
        for alert in await self._absence.end(connection):
            await self._disarm(alert.credential_id, alert.id)

    async def look(self, connection: Connection) -> bool:
        """Note how the feed is. True if prices come again and `back` is to be called."""
        try:
            return await self._absence.look(connection, len(self.book(connection)))
        except BotError as error:
            log.warning("%s: 시세가 이어지는지 기록하지 못했어요: %s", connection.account_hint, error)
            return False

    async def catch_up(self, connection: Connection) -> None:
        """Do what prices did not wait for: tell what could not be written down when its price was there, though the
        price may be gone by now, and give up registrations.
        """
        for reached, price in self._late.pop(connection.credential_id, ()):
            await self.fire(connection, reached, price)
        for symbol in self._freed.pop(connection.credential_id, ()):
            await self._release(connection, symbol)

    async def _tell(self, session: AsyncSession, alert: Alert, view: views.View) -> None:
        owner = await users.get(session, alert.user_id)
        if owner is not None:
            await self._outbox.send(session, owner.chat_id, view.text, view.buttons, key=f"alert:{alert.id}")

    async def _arm(self, connection: Connection, alert: Alert) -> None:
        await connection.watch(alert.symbol)
        self.book(connection).add(Armed(alert.id, alert.symbol, alert.rule, alert.target))

    async def _disarm(self, credential_id: int, alert_id: int) -> None:
        connection = self._connections.by_id(credential_id)
        if connection is not None and (armed := self.book(connection).discard(alert_id)) is not None:
            await self._release(connection, armed.symbol)

    async def _release(self, connection: Connection, symbol: str) -> None:
        if self.book(connection).follows(symbol):
            return
        try:
            await connection.unwatch(symbol)
        except KisError as error:
            log.warning("%s의 실시간 시세를 끊지 못했어요: %s", symbol, error)
