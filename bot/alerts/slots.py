"""Who gets a realtime slot: KIS follows 41 things for a key, so the notices of fills come first, then what is near its
trigger, then what somebody looks at, then watchlists. Alerts without a slot are asked for in turn.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.alerts.rules import NEVER, Basis, Gate

FAR = 1.0
"""The distance of what is not known."""
NEAR = 0.03
"""Whoever is nearer keeps its slot whatever somebody wants to look at."""
WATCHED = 100.0
"""The distance of what is on a watchlist alone: behind every alert."""
NEARER = 0.5
"""Whoever polls takes the slot of one that is more than twice as far, so that neighbours do not swap for ever."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The symbols that are followed live, and those that go without."""

    live: frozenset[str]
    polled: frozenset[str]


def plan(distances: Mapping[str, float], held: Collection[str], room: int) -> Plan:
    """Share `room` slots out among symbols by their distances; whoever has one keeps it against the equally near."""
    nearest = sorted(distances, key=lambda symbol: (distances[symbol], symbol))
    live = [symbol for symbol in nearest if symbol in held][: max(0, room)]
    waiting = [symbol for symbol in nearest if symbol not in live]
    while waiting and len(live) < room:
        live.append(waiting.pop(0))
    live.sort(key=lambda symbol: (distances[symbol], symbol))
    while live and waiting and distances[waiting[0]] < distances[live[-1]] * NEARER:
        live[-1] = waiting.pop(0)
        live.sort(key=lambda symbol: (distances[symbol], symbol))
    return Plan(frozenset(live), frozenset(distances) - frozenset(live))


def distance(gate: Gate, basis: Basis | None) -> float:
    """How far the market is from opening a gate, as a share of where it is: 0.01 is one percent."""
    if basis is None or basis.price <= 0:
        return FAR
    price = float(basis.price)
    ways = [abs(float(edge) - price) / price for edge in (gate.above, gate.below) if abs(edge) != NEVER]
    if gate.volume != NEVER:
        ways.append(max(0.0, float(gate.volume) - basis.day_volume) / float(gate.volume))
    return min(ways, default=FAR)
