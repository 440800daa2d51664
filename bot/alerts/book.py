"""Which alerts a price reaches: an index that does nothing for a price nobody waits for.

For each symbol two heaps, the lowest price above and the highest below, so that a tick is two comparisons however
many alerts there are. Only where somebody waits for a symbol's volume is each of its trades looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Protocol

from bot.alerts.rules import NEVER, Gate
from bot.money import Figure


class Traded(Protocol):
    """A trade, as far as volumes are concerned."""

    @property
    def day_volume(self) -> int | None:
        """Shares traded today."""


@dataclass(frozen=True, slots=True)
class Armed:
    """An alert as the index needs it. One that `rests` has fired and waits for the price to leave."""

    id: int
    symbol: str
    gate: Gate
    rests: bool = False


@dataclass(slots=True)
class _Symbol:
    """The gates of one symbol. What is removed stays in its heap until it comes to the top."""

    above: list[tuple[Figure, int]] = field(default_factory=list)
    below: list[tuple[Figure, int]] = field(default_factory=list)
    volume: list[tuple[Figure, int]] = field(default_factory=list)
    top: Figure = NEVER
    """Prices from here up open something."""
    bottom: Figure = -NEVER
    """Prices from here down open something."""
    waiting: int = 0
    """How many alerts there are, those that no price opens among them."""


class AlertBook:
    """Armed alerts by symbol and price. Heaps carry a number for each arming: a gate that was replaced is dead."""

    def __init__(self) -> None:
        self._symbols: dict[str, _Symbol] = {}
        self._armed: dict[int, Armed] = {}
        self._places: dict[int, int] = {}
        """The arming of each alert."""
        self._count = 0

    def __len__(self) -> int:
        return len(self._armed)

    def has(self, alert_id: int) -> bool:
        """Whether an alert is armed."""
        return alert_id in self._places

    def symbols(self) -> set[str]:
        """Symbols that somebody waits for."""
        return set(self._symbols)

    def follows(self, symbol: str) -> bool:
        """Whether somebody waits for this symbol."""
        return symbol in self._symbols

    def __iter__(self) -> Iterator[Armed]:
        return iter(self._armed.values())

    def waiting_for_vi(self) -> list[Armed]:
        """What no price opens, but a VI."""
        return [one for one in self._armed.values() if one.gate.vi]

    def add(self, alert: Armed) -> None:
        """Arm an alert, in place of what it waited for before."""
        self.discard(alert.id)
        self._count += 1
        self._armed[self._count], self._places[alert.id] = alert, self._count
        heaps, gate = self._symbols.setdefault(alert.symbol, _Symbol()), alert.gate
        heaps.waiting += 1
        if gate.above != NEVER:
            heappush(heaps.above, (gate.above, self._count))
        if gate.below != -NEVER:
            heappush(heaps.below, (-gate.below, self._count))
        if gate.volume != NEVER:
            heappush(heaps.volume, (gate.volume, self._count))
        self._bound(heaps)

    def discard(self, alert_id: int) -> Armed | None:
        """Disarm an alert; None if it is not armed (any more)."""
        place = self._places.get(alert_id)
        if place is None:
            return None
        alert = self._armed[place]
        heaps = self._symbols[alert.symbol]
        self._out(heaps, place)
        self._bound(heaps)
        self._compact(alert.symbol, heaps)
        return alert

    def match(self, symbol: str, price: Figure, traded: Traded | None = None) -> list[Armed]:
        """Take out and return what this price opens, nearest first; usually nothing, at once.

        Volumes are looked at if the trade itself is given, too.
        """
        heaps = self._symbols.get(symbol)
        if heaps is None or heaps.bottom < price < heaps.top:
            return []
        volume = (traded.day_volume or 0) if heaps.volume and traded is not None else 0
        opened = [
            *self._take(heaps, heaps.above, price),
            *self._take(heaps, heaps.below, -price),
            *self._take(heaps, heaps.volume, volume),
        ]
        if opened:
            self._bound(heaps)
            self._compact(symbol, heaps)
        return opened

    def halted(self, symbol: str, *, in_vi: bool) -> list[Armed]:
        """Take out and return what a VI opens, or what rests until it is over."""
        places = [place for place, one in self._armed.items() if one.gate.vi and one.symbol == symbol]
        opened = [self._armed[place] for place in places if self._armed[place].rests is not in_vi]
        for one in opened:
            self.discard(one.id)
        return opened

    def _take(self, heaps: _Symbol, heap: list[tuple[Figure, int]], reach: Figure) -> list[Armed]:
        opened = []
        while heap and heap[0][0] <= reach:
            place = heappop(heap)[1]
            if place in self._armed:
                opened.append(self._out(heaps, place))
        return opened

    def _out(self, heaps: _Symbol, place: int) -> Armed:
        alert = self._armed.pop(place)
        del self._places[alert.id]
        heaps.waiting -= 1
        return alert

    def _bound(self, heaps: _Symbol) -> None:
        heaps.top = self._first(heaps.above)
        heaps.bottom = -self._first(heaps.below)
        if self._first(heaps.volume) != NEVER:
            heaps.top = -NEVER

    def _first(self, heap: list[tuple[Figure, int]]) -> Figure:
        while heap and heap[0][1] not in self._armed:
            heappop(heap)
        return heap[0][0] if heap else NEVER

    def _compact(self, symbol: str, heaps: _Symbol) -> None:
        """Drop a symbol nobody waits for, and heaps that are mostly of removed alerts."""
        if not heaps.waiting:
            del self._symbols[symbol]
        for heap in (heaps.above, heaps.below, heaps.volume):
            if len(heap) > 64 and len(heap) > 2 * len(self._armed):
                heap[:] = [entry for entry in heap if entry[1] in self._armed]
                heapify(heap)
