"""Which instruments of an account are followed live, and which of its alerts are asked for in turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from math import ceil

from bot import markets
from bot.alerts.asking import ALONE, Asked, Way, ask, way_of
from bot.alerts.book import AlertBook
from bot.alerts.rules import Basis
from bot.alerts.slots import FAR, NEAR, WATCHED, distance, plan
from bot.channels import Wire, wire
from bot.connection import Connection, Sharing
from bot.names import key_of
from kis.errors import RegistrationRefused, SlotsFull
from kis.market.clock import KST
from kis.symbols import Instrument

log = logging.getLogger(__name__)

TURN = 3.0
"""Seconds between two turns of asking."""

Look = tuple[str, Basis | None, Basis]
"""An instrument's key, what was known of it at its turn before, and what is known now."""


class Following:
    """Of one account. Notices of fills keep their slots; the rest goes to what is near its trigger, then to
    watchlists, which never cost an alert its slot and are not asked for in turn.
    """

    def __init__(self, book: AlertBook) -> None:
        self._book = book
        self._alerts: dict[str, Instrument] = {}
        self._halting: dict[str, Instrument] = {}
        """Stocks whose VI is waited for, which is never told live."""
        self._wanted: dict[str, Instrument] = {}
        """What is on watchlists."""
        self._live: dict[str, Wire] = {}
        self._refused: set[str] = set()
        """What the gateway did not take this minute."""
        self._wires: dict[str, Wire | None] = {}
        """Where each is told live, of this minute."""
        self._minute = datetime.min.replace(tzinfo=KST)
        self._known: dict[str, Basis] = {}
        self._asked: dict[str, int] = {}
        """The turn at which each instrument was asked for."""
        self._turn = 0

    async def follow(self, connection: Connection, instrument: Instrument) -> None:
        """Follow what an alert waits for, live if it is told live and there is a slot. Raises what `kis` raises."""
        key = key_of(instrument)
        self._known.pop(key, None)  # what was before the alert is not its concern
        self._alerts[key] = instrument
        self._forget_lost(connection)
        if key not in self._live and (where := self._wire(connection, instrument)) is not None:
            await self._make_room(connection)
            if len(self._live) < self._room(connection):
                await self._register(connection, key, where)
        self._note(connection)

    def heed(self, instrument: Instrument) -> None:
        """An alert waits for a VI of this stock."""
        self._halting[key_of(instrument)] = instrument

    def want(self, instruments: Sequence[Instrument]) -> None:
        """Follow these too where alerts leave room, the first ones first, in place of what was wanted so before; from
        the next `share` on.
        """
        self._wanted = {key_of(each): each for each in instruments}

    def learn(self, symbol: str, basis: Basis) -> None:
        """What is known of an instrument now."""
        self._known[symbol] = basis

    async def leave(self, connection: Connection, symbol: str) -> None:
        """No alert waits for an instrument any more. Raises what `kis` raises."""
        for kept in (self._alerts, self._halting, self._known, self._asked):
            kept.pop(symbol, None)
        if symbol in self._live and all(key != symbol for key, _ in self._all()):
            await self._release(connection, symbol)
        self._note(connection)

    async def share(self, connection: Connection) -> None:
        """Give the slots to whom they are due now, and follow each where it trades now. Raises what `kis` raises."""
        self._forget_lost(connection)
        for symbol in self._live.keys() - {key for key, _ in self._all()}:
            await self._release(connection, symbol)
        await self._move(connection)
        wires = {key: self._wire(connection, each) for key, each in self._all() if key not in self._refused}
        told = {key: where for key, where in wires.items() if where is not None}
        if told.keys() - self._live.keys():
            wanted = plan(self._distances(connection, told), self._live, self._room(connection))
            for symbol in self._live.keys() - wanted.live:
                await self._release(connection, symbol)
            for symbol in wanted.live - self._live.keys():
                await self._register(connection, symbol, told[symbol])
        self._note(connection)

    async def lend(self, connection: Connection) -> bool:
        """Give up the slot of a watchlist, else of what is farthest from its trigger and is asked for meanwhile,
        to somebody who looks at something else. False if all are near. Raises what `kis` raises.
        """
        distances = self._distances(connection, self._live)
        farthest = max(self._live, key=lambda symbol: (distances.get(symbol, FAR), symbol), default=None)
        if farthest is None or distances.get(farthest, FAR) < NEAR:
            return False
        await self._release(connection, farthest)
        self._note(connection)
        return True

    async def ask(self, connection: Connection) -> list[Look]:
        """One turn: the prices of what was not asked for the longest time. Raises what `kis` raises for an outage."""
        due = self._due(connection)
        if not due or connection.kis.pace.headroom <= 0:
            return []
        self._turn += 1
        self._asked.update(dict.fromkeys((key_of(each) for each, _ in due), self._turn))
        found = await ask(connection, due)
        return [(key, self._known.get(key), basis) for key, basis in found.items()]

    def seconds(self, connection: Connection, instrument: Instrument, *, vi: bool = False) -> int:
        """How often an instrument is asked for; 0 if it is followed live. A VI is never told live."""
        key = key_of(instrument)
        if key in self._live and not vi:
            return 0
        way = Way.ALONE if vi else way_of(instrument, connection.environment)
        turns = ceil(len(self._by_way(connection)[way]) / _size(way, connection))
        return round(max(1, turns) * TURN)

    def is_live(self, symbol: str) -> bool:
        """Whether an instrument is followed live."""
        return symbol in self._live

    def _due(self, connection: Connection) -> Sequence[Asked]:
        """Whom to ask for in this turn, and how: only a call for one stock tells of a VI."""
        found: list[Asked] = []
        for way, instruments in self._by_way(connection).items():
            first = sorted(instruments, key=lambda key: (self._asked.get(key, 0), key))
            found += [(instruments[key], way) for key in first[: _size(way, connection)]]
        return found

    def _by_way(self, connection: Connection) -> Mapping[Way, dict[str, Instrument]]:
        found: dict[Way, dict[str, Instrument]] = {way: {} for way in Way}
        halts = {one.symbol for one in self._book.waiting_for_vi()}
        found[Way.ALONE] |= {key: each for key, each in self._halting.items() if key in halts}
        for key, instrument in self._alerts.items():
            if key not in halts and key not in self._live:
                found[way_of(instrument, connection.environment)][key] = instrument
        return found

    def _all(self) -> Iterator[tuple[str, Instrument]]:
        yield from self._wanted.items()
        yield from self._alerts.items()

    def _distances(self, connection: Connection, told: Mapping[str, Wire]) -> dict[str, float]:
        found = {key: WATCHED + place / 1_000 for place, key in enumerate(self._wanted)}
        found |= dict.fromkeys(self._alerts, FAR)
        for one in self._book:
            if one.symbol in self._alerts:
                trade, known = connection.ticks.get(one.symbol), self._known.get(one.symbol)
                if trade is not None:
                    known = Basis(trade.price, trade.price, trade.price, trade.price, trade.day_volume or 0)
                found[one.symbol] = min(found[one.symbol], distance(one.gate, known))
        return {key: far for key, far in found.items() if key in told}

    def _wire(self, connection: Connection, instrument: Instrument) -> Wire | None:
        key = key_of(instrument)
        if key not in self._wires:
            self._wires[key] = wire(instrument, connection.environment, connection.now())
        return self._wires[key]

    def _room(self, connection: Connection) -> int:
        used, most = connection.stream.slots
        notices = 1 + len(markets.notices(connection.environment))
        return most - max(notices + connection.viewed, used - len(self._live))

    async def _move(self, connection: Connection) -> None:
        """Once a minute: a session may have ended, and with it a channel."""
        minute = connection.now().replace(second=0, microsecond=0)
        if minute == self._minute:
            return
        self._minute = minute
        self._refused.clear()
        self._wires.clear()
        instruments = dict(self._all())
        for key, where in list(self._live.items()):
            now = self._wire(connection, instruments[key])
            if now is None:
                await self._release(connection, key)
            elif now != where:
                await self._register(connection, key, now)

    def _forget_lost(self, connection: Connection) -> None:
        """What the gateway has given up, or a new stream does not know, is not live."""
        self._live = {key: where for key, where in self._live.items() if connection.watches(key)}

    async def _make_room(self, connection: Connection) -> None:
        """The last of those that no alert waits for gives way, if every slot is taken."""
        if len(self._live) >= self._room(connection):
            distances = self._distances(connection, self._live)
            others = sorted(self._live.keys() - self._alerts.keys(), key=lambda key: distances.get(key, 0.0))
            if others:
                await self._release(connection, others[-1])

    async def _release(self, connection: Connection, symbol: str) -> None:
        del self._live[symbol]
        await connection.unwatch(symbol)

    async def _register(self, connection: Connection, symbol: str, where: Wire) -> None:
        try:
            await connection.watch(symbol, where)
        except (SlotsFull, RegistrationRefused) as error:
            self._live.pop(symbol, None)
            if isinstance(error, RegistrationRefused):
                self._refused.add(symbol)
                log.warning("%s: %s의 실시간 시세를 등록하지 못했어요: %s", connection.account_hint, symbol, error)
        else:
            self._live[symbol] = where

    def _note(self, connection: Connection) -> None:
        alerts = len(self._live.keys() & self._alerts.keys())
        polled = len(self._alerts.keys() - self._live.keys())
        connection.sharing = Sharing(alerts, len(self._live) - alerts, polled)


def _size(way: Way, connection: Connection) -> int:
    """How many go into one turn."""
    return ALONE[connection.environment] if way is Way.ALONE else way.value
