"""What somebody may want to be told of: prices around the one of now, and the day's own edges."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot import markets
from bot.alerts.rules import Condition
from bot.money import Figure
from bot.quoting.sights import Sight
from bot.storage.columns import plain
from bot.storage.states import AlertRule
from kis.symbols import Instrument

STEPS = (3, 5)
"""Percent up and down."""
_POINT = Decimal("0.01")


def suggestions(sight: Sight) -> Sequence[tuple[int, Condition]]:
    """Percent and condition, up before down; 0 percent is the day's high and low, where they are told."""
    found: list[tuple[int, Condition]] = []
    for percent in STEPS:
        found.append((percent, Condition(AlertRule.ABOVE, _on_tick(sight, percent))))
        found.append((-percent, Condition(AlertRule.BELOW, _on_tick(sight, -percent))))
    if sight.high and sight.low:
        found += [(0, Condition(AlertRule.HIGH)), (0, Condition(AlertRule.LOW))]
    return found


def _on_tick(sight: Sight, percent: int) -> Figure:
    target = Decimal(sight.price) * (100 + percent) / 100
    tick = Decimal(tick_of(sight.instrument, target))
    return plain((target / tick).to_integral_value() * tick)


def tick_of(instrument: Instrument, price: Figure) -> Figure:
    """호가단위; of an index a hundredth of a point."""
    if not markets.can_order(instrument):
        return _POINT
    return markets.of_instrument(instrument).tick(instrument, price)
