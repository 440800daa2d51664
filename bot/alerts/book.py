"""Which alerts a price reaches: an index that does nothing for a price nobody waits for.

For each symbol two heaps, the lowest target above and the highest below, so that a tick is two comparisons however
many alerts there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from bot.storage.states import AlertRule
from bot.storage.terms import Figure

NEVER = 10**18


@dataclass(frozen=True, slots=True)
class Armed:
    """An alert as the index needs it. `target` is in the currency of the instrument."""

    id: int
    symbol: str
    rule: AlertRule
    target: Figure

    def reached_by(self, price: Figure) -> bool:
        """이상 counts the target itself, and so does 이하."""
        return price >= self.target if self.rule is AlertRule.ABOVE else price <= self.target


@dataclass(slots=True)
class _Symbol:
    """The targets of one symbol. What is removed stays in its heap until it comes to the top."""

    above: list[tuple[Figure, int]] = field(default_factory=list)
    below: list[tuple[Figure, int]] = field(default_factory=list)
    top: Figure = NEVER
    """Prices from here up fire something."""
    bottom: Figure = -NEVER
    """Prices from here down fire something."""


class AlertBook:
    """Armed alerts by symbol and target."""

    def __init__(self) -> None:
        self._symbols: dict[str, _Symbol] = {}
        self._armed: dict[int, Armed] = {}

    def __len__(self) -> int:
        return len(self._armed)

    def symbols(self) -> set[str]:
        """Symbols that somebody waits for."""
        return {alert.symbol for alert in self._armed.values()}

    def follows(self, symbol: str) -> bool:
        """Whether somebody waits for this symbol."""
        return symbol in self._symbols

    def add(self, alert: Armed) -> None:
        """Arm an alert; arming it again changes nothing."""
        if alert.id in self._armed:
            return
        self._armed[alert.id] = alert
        heaps = self._symbols.setdefault(alert.symbol, _Symbol())
        if alert.rule is AlertRule.ABOVE:
            heappush(heaps.above, (alert.target, alert.id))
        else:
            heappush(heaps.below, (-alert.target, alert.id))
        self._bound(heaps)

    def discard(self, alert_id: int) -> Armed | None:
        """Disarm an alert; None if it is not armed (any more)."""
        alert = self._armed.pop(alert_id, None)
        if alert is None:
            return None
        heaps = self._symbols[alert.symbol]
        self._bound(heaps)
        self._compact(alert.symbol, heaps)
        return alert

    def match(self, symbol: str, price: Figure) -> list[Armed]:
        """Take out and return what this price reaches, nearest target first; usually nothing, at once."""
        heaps = self._symbols.get(symbol)
        if heaps is None or heaps.bottom < price < heaps.top:
            return []
        fired = [*self._take(heaps.above, price, 1), *self._take(heaps.below, price, -1)]
        self._bound(heaps)
        self._compact(symbol, heaps)
        return fired

    def _take(self, heap: list[tuple[Figure, int]], price: Figure, sign: int) -> list[Armed]:
        fired = []
        while heap and heap[0][0] <= sign * price:
            alert = self._armed.pop(heappop(heap)[1], None)
            if alert is not None:
                fired.append(alert)
        return fired

    def _bound(self, heaps: _Symbol) -> None:
        heaps.top = self._first(heaps.above, NEVER)
        heaps.bottom = -self._first(heaps.below, NEVER)

    def _first(self, heap: list[tuple[Figure, int]], none: Figure) -> Figure:
        while heap and heap[0][1] not in self._armed:
            heappop(heap)
        return heap[0][0] if heap else none

    def _compact(self, symbol: str, heaps: _Symbol) -> None:
        """Drop a symbol nobody waits for, and heaps that are mostly of removed alerts."""
        if not heaps.above and not heaps.below:
            del self._symbols[symbol]
        for heap in (heaps.above, heaps.below):
            if len(heap) > 64 and len(heap) > 2 * len(self._armed):
                heap[:] = [entry for entry in heap if entry[1] in self._armed]
                heapify(heap)
