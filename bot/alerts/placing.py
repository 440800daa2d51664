"""Alerts in the index: each as its row says, looked at with the prices of one account, quiet ones not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.basis import newest
from bot.alerts.book import AlertBook, Armed
from bot.alerts.days import begins
from bot.alerts.following import Following
from bot.alerts.rules import CROSSES, MEASURED, Basis, Condition
from bot.connection import Connection
from bot.storage.states import AlertRule
from bot.storage.tables import Alert
from kis import Environment
from kis.market.clock import KST
from kis.symbols import Instrument

OF_THE_DAY = MEASURED | {AlertRule.VOLUME}


def condition_of(alert: Alert) -> Condition:
    """What an alert waits for."""
    return Condition(alert.rule, alert.target)


class Placing:
    """The index of one connection, and what stays out of it for a while."""

    def __init__(self) -> None:
        self.book = AlertBook()
        self.following = Following(self.book)
        self.instruments: dict[int, Instrument] = {}
        """What each alert waits for, until it is dropped."""
        self._quiet: dict[int, datetime] = {}
        """Alerts that say nothing now, and until when (market time)."""
        self._daily: dict[int, tuple[Instrument, datetime]] = {}
        """Alerts in the index whose prices are those of one day, and when that day's figures began to count."""
        self._minute = datetime.min.replace(tzinfo=KST)

    async def place(self, connection: Connection, alert: Alert, instrument: Instrument) -> Basis | None:
        """Let an alert wait as its row says; returns what it was measured against, if anything.

        Raises what `kis` raises, and `NotFound` for a price of zero; then it waits for nothing.
        """
        self.drop(alert.id)
        self.instruments[alert.id] = instrument
        now, of_the_day = connection.now(), alert.rule in OF_THE_DAY
        day = begins(instrument, now, paper=connection.environment is Environment.PAPER)
        until = alert.quiet_until or now
        if of_the_day:
            until = max(until, day)
        if until > now:
            self._quiet[alert.id] = until
            return None
        if alert.rule is AlertRule.VI:
            self.following.heed(instrument)
        else:
            await self.following.follow(connection, instrument)
        turned = alert.rule in CROSSES
        basis = None
        if of_the_day or (alert.resting and not turned):
            basis = await newest(connection, instrument)
        condition = condition_of(alert)
        leaving = alert.resting and (turned or basis is not None)
        gate = condition.leaving(basis or _NOTHING) if leaving else condition.gate(basis)
        self.book.add(Armed(alert.id, alert.symbol, gate, rests=alert.resting and not turned))
        if of_the_day:
            self._daily[alert.id] = (instrument, day)
        return basis

    def drop(self, alert_id: int) -> Armed | None:
        """Let an alert wait no more; what it was in the index, if it was there."""
        self._quiet.pop(alert_id, None)
        self._daily.pop(alert_id, None)
        self.instruments.pop(alert_id, None)
        return self.book.discard(alert_id)

    def waiting(self) -> Sequence[Instrument]:
        """What is waited for in the index, each once."""
        return list({one.symbol: self.instruments[one.id] for one in self.book}.values())

    def due(self, connection: Connection) -> set[int]:
        """Alerts to be placed anew: their silence is over, or their prices are those of a day that is over."""
        now, paper = connection.now(), connection.environment is Environment.PAPER
        found = {alert_id for alert_id, until in self._quiet.items() if until <= now}
        if (minute := now.replace(second=0, microsecond=0)) == self._minute:
            return found
        self._minute = minute
        over = (one for one, (instrument, day) in self._daily.items() if begins(instrument, now, paper=paper) != day)
        return found | set(over)


_NOTHING = Basis(0, 0, 0, 0)
