"""The figures of a run, as one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.soak.lives import Life
from tests.soak.orders import Orders
from tests.soak.told import Told


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out; `rested` seconds until all was at rest after the trouble had ended."""

    orders: Orders
    fills: Told
    alerts: Told
    stuck: int
    lives: Sequence[Life]
    trouble: Counter[str]
    broken: int
    rested: float

    @property
    def at_rest(self) -> bool:
        """Whether nothing is doubled, lost, missed or left behind (any more)."""
        orders = self.orders
        told = sum(one.missed + one.doubled for one in (self.fills, self.alerts))
        return not orders.doubled + orders.lost + orders.differing + orders.searched + self.stuck + told

    @property
    def well(self) -> bool:
        """Whether besides nothing has broken."""
        return self.at_rest and not self.broken and not any(life.ended_by_itself for life in self.lives)

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that is wrong."""
        return [*self.orders.problems, *self.fills.problems, *self.alerts.problems]


def table(found: Figures) -> str:
    """One line for each thing that was looked at."""
    starts = sorted(life.ready for life in found.lives if life.ready is not None)
    lines: Mapping[str, str] = {
        "orders": (
            f"{found.orders.pressed} pressed, {found.orders.confirmed} confirmed, {found.orders.sent} sent, "
            f"{found.orders.placed} new at the broker"
        ),
        "": (
            f"{found.orders.doubled} doubled, {found.orders.lost} lost, {found.orders.differing} cards differ, "
            f"{found.orders.unknown} left unknown and told so"
        ),
        "fills": _told(found.fills, "orders"),
        "alerts": _told(found.alerts, "reached"),
        "outbox": f"{found.stuck} stuck",
        "restarts": (
            f"{len(found.lives) - 1}, {len(found.lives) - len(starts)} killed before they heard Telegram, "
            f"{sum(life.ended_by_itself for life in found.lives)} ended by themselves"
        ),
        "start": f"{median(starts):.1f} s median, {starts[-1]:.1f} s longest" if starts else "never",
        "memory": f"{max(life.memory for life in found.lives):.0f} MB at most",
        "trouble": ", ".join(f"{count} at {where}" for where, count in sorted(found.trouble.items())),
        "log": f"{found.broken} tracebacks",
        "at rest": f"after {found.rested:.0f} s",
    }
    return "\n".join(f"{name:10}{line}" for name, line in lines.items())


def _told(found: Told, what: str) -> str:
    return (
        f"{found.there} {what}, {found.told} told, {found.missed} missed, {found.doubled} doubled, "
        f"{found.repeated} repeated recognisably"
    )
