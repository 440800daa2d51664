"""Alerts in the index: each as its row says, looked at with the prices of one account, quiet ones not at all."""

from __future__ import annotations

from datetime import datetime, time

from bot.alerts.basis import basis_of
from bot.alerts.book import AlertBook, Armed
from bot.alerts.following import Following
from bot.alerts.rules import CROSSES, MEASURED, Basis, Condition
from bot.connection import Connection
from bot.storage.states import AlertRule
from bot.storage.tables import Alert
from kis.market.clock import KST
from kis.market.holidays import CALENDAR

DAY_BEGINS = time(9, 1)
"""From here on a trading day's figures are its own; before, yesterday's still stand in KIS's answers."""

OF_THE_DAY = MEASURED | {AlertRule.VOLUME}


def condition_of(alert: Alert) -> Condition:
    """What an alert waits for."""
    return Condition(alert.rule, alert.target)


def begins(now: datetime) -> datetime:
    """When the figures of the trading day that `now` falls into, or of the one after it, count."""
    day = now.date() if CALENDAR.is_trading_day(now.date()) else CALENDAR.next_trading_day(now.date())
    return datetime.combine(day, DAY_BEGINS, KST)


def tomorrow(now: datetime) -> datetime:
    """When an alert that fires once a day may fire again."""
    return datetime.combine(CALENDAR.next_trading_day(now.date()), DAY_BEGINS, KST)


class Placing:
    """The index of one connection, and what stays out of it for a while."""

    def __init__(self) -> None:
        self.book = AlertBook()
        self.following = Following(self.book)
        self._quiet: dict[int, datetime] = {}
        """Alerts that say nothing now, and until when (market time)."""
        self._daily: set[int] = set()
        """Alerts in the index whose prices are those of one day."""
        self._day = datetime.min.replace(tzinfo=KST).date()

    async def place(self, connection: Connection, alert: Alert) -> Basis | None:
        """Let an alert wait as its row says; returns what it was measured against, if anything.

        Raises what `kis` raises, and `NotFound` for a price of zero; then it waits for nothing.
        """
        self.drop(alert.id)
        now = connection.now()
        until = alert.quiet_until or now
        if alert.rule in OF_THE_DAY:
            self._day = now.date()
            until = max(until, begins(now))
        if until > now:
            self._quiet[alert.id] = until
            return None
        if alert.rule is not AlertRule.VI:
            await self.following.follow(connection, alert.symbol)
        turned = alert.rule in CROSSES
        basis = None
        if alert.rule in OF_THE_DAY or (alert.resting and not turned):
            basis = basis_of(await connection.price(alert.symbol))
        condition = condition_of(alert)
        leaving = alert.resting and (turned or basis is not None)
        gate = condition.leaving(basis or _NOTHING) if leaving else condition.gate(basis)
        self.book.add(Armed(alert.id, alert.symbol, gate, rests=alert.resting and not turned))
        if alert.rule in OF_THE_DAY:
            self._daily.add(alert.id)
        return basis

    def drop(self, alert_id: int) -> Armed | None:
        """Let an alert wait no more; what it was in the index, if it was there."""
        self._quiet.pop(alert_id, None)
        self._daily.discard(alert_id)
        return self.book.discard(alert_id)

    def due(self, now: datetime) -> set[int]:
        """Alerts to be placed anew: their silence is over, or their prices are those of a day that is over."""
        found = {alert_id for alert_id, until in self._quiet.items() if until <= now}
        if self._daily and now.date() != self._day:
            found |= self._daily
        return found


_NOTHING = Basis(0, 0, 0, 0)
