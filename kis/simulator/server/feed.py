"""From the broker's events to the frames of those who registered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kis.credentials import Environment
from kis.realtime.channel import Channel
from kis.realtime.record import Record
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.era import Era
from kis.simulator.events import Event
from kis.simulator.server.registrar import Registrar
from kis.simulator.server.rows.steps import steps_of
from kis.simulator.server.session import Session
from kis.simulator.server.shows import MarketEvent, Show, shows
from kis.simulator.server.told import told

_ALWAYS = {"H0STMKO0": 10, "H0NXMKO0": 10, "H0UNMKO0": 10}
"""The last documented column is not sent."""
_2024 = {
    "H0STCNT0": 46,
    "H0NXCNT0": 46,
    "H0UNCNT0": 46,
    "H0STASP0": 59,
    "H0UNASP0": 65,
    "H0STCNI0": 23,
    "H0MFCNT0": 46,
    "H0EUCNT0": 53,
    "H0GSCNI0": 24,
}
WIDTHS: Mapping[Era, Mapping[str, int]] = {Era.CURRENT: _ALWAYS, Era.Y2024: _ALWAYS | _2024}
"""Columns of a row where they are not today's, by real TR id."""


class Feed:
    """Listens to the broker. What happens at once goes out at once: records of one symbol share a frame."""

    def __init__(self, registrar: Registrar, broker: Broker) -> None:
        self._registrar = registrar
        self._widths = WIDTHS[broker.era]
        self._shows = shows(broker)
        self._events: list[Event] = []

    def take(self, event: Event) -> None:
        """Keep an event until the present call is over."""
        if not self._events:
            asyncio.get_running_loop().call_soon(self._flush)
        self._events.append(event)

    def show(self, channel: Channel[Any], key: str, rows: Sequence[Record]) -> None:
        """Send rows of market data to those who registered the key, all in one frame."""
        sessions = self._registrar.registered.get((channel.tr_id(Environment.REAL), key))
        if sessions:
            frame = channel.write(rows, width=self._widths.get(channel.real))
            for session in sessions:
                session.show(frame)

    def registered(self, channel: Channel[Any]) -> list[str]:
        """Return the keys of a channel of market data which anyone registered."""
        return [key for tr_id, key in self._registrar.registered if tr_id == channel.real]

    def _flush(self) -> None:
        events, self._events = self._events, []
        for event in events:
            for step in steps_of(event):
                for channel, row in told(step):
                    self._notify(channel, step.account, row)
        moves = [event for event in events if isinstance(event, MarketEvent)]
        wanted = {tr_id for tr_id, _ in self._registrar.registered}
        for show in self._shows:
            if show.channel.real in wanted:
                self._tell(show, moves)

    def _tell(self, show: Show, events: Iterable[MarketEvent]) -> None:
        rows: dict[str, list[Record]] = {}
        for event in events:
            for key in show.keys_of(event):
                if (show.channel.real, key) in self._registrar.registered:
                    told = rows.setdefault(key, [])
                    if show.latest:
                        told.clear()
                    told.append(show.row_of(event, key))
        for key, told in rows.items():
            self.show(show.channel, key, told)

    def _notify(self, channel: Channel[Any], account: AccountInfo, row: Record) -> None:
        width = self._widths.get(channel.real)
        for session in self._holders(channel, account):
            frame = channel.write([row], environment=account.env, width=width, secret=session.secret)
            session.notify(frame)

    def _holders(self, channel: Channel[Any], account: AccountInfo) -> list[Session]:
        """Sessions that registered the customer's HTS id and are the customer's; to a stranger KIS says nothing."""
        tr_id = channel.real if account.env is Environment.REAL else channel.paper
        place = (tr_id or "", account.hts_id)
        holders = self._registrar.registered.get(place, set())
        return [s for s in holders if s.info and (s.info.hts_id, s.info.env) == (account.hts_id, account.env)]
