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
        found.append((percent, Condition(AlertRule.ABOVE, on_tick(sight.instrument, sight.price, percent))))
        found.append((-percent, Condition(AlertRule.BELOW, on_tick(sight.instrument, sight.price, -percent))))
    if sight.high and sight.low:
        found += [(0, Condition(AlertRule.HIGH)), (0, Condition(AlertRule.LOW))]
    return found


def on_tick(instrument: Instrument, price: Figure, percent: int) -> Figure:
    """A price so many percent away, on the tick (호가단위) of there; of an index, to a hundredth of a point."""
    rough = _rounded(Decimal(price) * (100 + percent) / 100, _tick(instrument, price))
    return _rounded(Decimal(rough), _tick(instrument, rough))


def _tick(instrument: Instrument, price: Figure) -> Decimal:
    if not markets.can_order(instrument):
        return _POINT
    return Decimal(markets.of_instrument(instrument).tick(instrument, price))


def _rounded(price: Decimal, tick: Decimal) -> Figure:
    return plain((price / tick).to_integral_value() * tick)
