"""Which symbols of an account's alerts are followed live, and which are asked for in turn."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bot import markets
from bot.alerts.basis import basis_of, basis_of_row
from bot.alerts.book import AlertBook
from bot.alerts.rules import Basis
from bot.alerts.slots import FAR, NEAR, distance, plan
from bot.connection import Connection
from bot.quotes import Quote
from kis import Environment
from kis.errors import SlotsFull

TURN = 3.0
"""Seconds between two turns of asking."""
TOGETHER = 30
"""Symbols in one call, where KIS has such a call (실전)."""
ALONE = {Environment.REAL: 3, Environment.PAPER: 1}
"""Calls for a single symbol in one turn: a third of what the slowest rate permits."""

Look = tuple[str, Basis | None, Basis]
"""A symbol, what was known of it at its turn before, and what is known now."""


class Following:
    """Of one account. Notices of fills keep their slots; the rest goes to what is near its trigger."""

    def __init__(self, book: AlertBook) -> None:
        self._book = book
        self._live: set[str] = set()
        self._polled: set[str] = set()
        self._known: dict[str, Basis] = {}
        self._asked: dict[str, int] = {}
        """The turn at which each symbol was asked for."""
        self._turn = 0

    async def follow(self, connection: Connection, symbol: str) -> None:
        """Follow a symbol, live if there is a slot. Raises `RegistrationRefused`."""
        self._known.pop(symbol, None)  # what was before the alert is not its concern
        if symbol not in self._live and len(self._live) >= self._room(connection):
            self._polled.add(symbol)
        else:
            await self._register(connection, symbol)
        self._note(connection)

    def learn(self, symbol: str, basis: Basis) -> None:
        """What is known of a symbol now."""
        self._known[symbol] = basis

    async def leave(self, connection: Connection, symbol: str) -> None:
        """Nobody waits for a symbol any more. Raises what `kis` raises."""
        self._polled.discard(symbol)
        self._known.pop(symbol, None)
        self._asked.pop(symbol, None)
        self._note(connection)
        if symbol in self._live:
            self._live.discard(symbol)
            await connection.unwatch(symbol)

    async def share(self, connection: Connection) -> None:
        """Give the slots to what is near its trigger now, if anything goes without. Raises what `kis` raises."""
        if not self._polled:
            return
        wanted = plan(self._distances(connection), self._live, self._room(connection))
        for symbol in self._live - wanted.live:
            self._live.discard(symbol)
            self._polled.add(symbol)
            await connection.unwatch(symbol)
        for symbol in wanted.live - self._live:
            await self._register(connection, symbol)
        self._note(connection)

    async def lend(self, connection: Connection) -> bool:
        """Give up the slot of what is farthest from its trigger to somebody who looks at something else; it is asked
        for meanwhile. False if all are near. Raises what `kis` raises.
        """
        distances = self._distances(connection)
        farthest = max(self._live, key=lambda symbol: (distances[symbol], symbol), default=None)
        if farthest is None or distances[farthest] < NEAR:
            return False
        self._live.discard(farthest)
        self._polled.add(farthest)
        self._note(connection)
        await connection.unwatch(farthest)
        return True

    async def ask(self, connection: Connection) -> list[Look]:
        """One turn: the prices of what was not asked for the longest time. Raises what `kis` raises, and `NotFound`."""
        together, alone = self._due(connection)
        if not (together or alone) or connection.kis.pace.headroom <= 0:
            return []
        self._turn += 1
        found: list[tuple[str, Basis]] = []
        if together:
            rows = await connection.kis.domestic.watchlists.multi(together)
            found += [(row.symbol, basis_of_row(row)) for row in rows if row.price]
        for symbol in alone:
            answer = await connection.kis.domestic.quotes.price(symbol=symbol)
            found.append((symbol, basis_of(Quote.of(symbol, answer, connection.now()))))
        looks: list[Look] = [(symbol, self._known.get(symbol), basis) for symbol, basis in found]
        self._asked.update(dict.fromkeys((*together, *alone), self._turn))
        return looks

    def seconds(self, connection: Connection, symbol: str, *, vi: bool = False) -> int:
        """How often a symbol is asked for; 0 if it is followed live. A VI is never told live."""
        if symbol in self._live and not vi:
            return 0
        halts = self._halts()
        if connection.environment is Environment.REAL and not vi:
            turns = ceil(len(self._polled) / TOGETHER)
        else:
            every = halts if connection.environment is Environment.REAL else halts | self._polled
            turns = ceil(len(every) / ALONE[connection.environment])
        return round(max(1, turns) * TURN)

    def _due(self, connection: Connection) -> tuple[Sequence[str], Sequence[str]]:
        """Whom to ask for together, and whom alone: only a call for one symbol tells of a VI."""
        halts = self._halts()
        if connection.environment is Environment.REAL:
            return self._first(self._polled - halts, TOGETHER), self._first(halts, ALONE[Environment.REAL])
        return (), self._first(self._polled | halts, ALONE[Environment.PAPER])

    def _first(self, symbols: set[str], most: int) -> Sequence[str]:
        return sorted(symbols, key=lambda symbol: (self._asked.get(symbol, 0), symbol))[:most]

    def _halts(self) -> set[str]:
        return {one.symbol for one in self._book.waiting_for_vi()}

    def _distances(self, connection: Connection) -> dict[str, float]:
        found: dict[str, float] = dict.fromkeys(self._live | self._polled, FAR)
        for one in self._book:
            if one.symbol in found:
                tick, known = connection.ticks.get(one.symbol), self._known.get(one.symbol)
                if tick is not None:
                    known = Basis(tick.price, tick.price, tick.price, tick.price, tick.day_volume or 0)
                found[one.symbol] = min(found[one.symbol], distance(one.gate, known))
        return found

    def _room(self, connection: Connection) -> int:
        used, most = connection.stream.slots
        notices = 1 + len(markets.notices(connection.environment))
        return most - max(notices + connection.viewed, used - len(self._live))

    async def _register(self, connection: Connection, symbol: str) -> None:
        try:
            await connection.watch(symbol)
        except SlotsFull:
            self._live.discard(symbol)
            self._polled.add(symbol)
        else:
            self._live.add(symbol)
            self._polled.discard(symbol)

    def _note(self, connection: Connection) -> None:
        connection.polled = len(self._polled)
