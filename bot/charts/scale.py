"""From prices to places on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Prices from `low` to `high` on rows from `bottom` up to `top`."""

    low: Decimal
    high: Decimal
    top: float
    bottom: float

    @classmethod
    def around(cls, prices: Sequence[Decimal], top: float, bottom: float, room: float) -> Scale:
        """A scale that shows all `prices` and leaves `room` rows free above and below them."""
        low, high = min(prices), max(prices)
        if low == high:
            half = abs(low) / 100 or Decimal(1)
            low, high = low - half, high + half
        margin = (high - low) * Decimal(room) / Decimal(bottom - top - 2 * room)
        return cls(low - margin, high + margin, top, bottom)

    def y(self, price: Decimal) -> float:
        """The row of a price."""
        return self.bottom - float((price - self.low) / (self.high - self.low)) * (self.bottom - self.top)

    def holds(self, price: Decimal) -> bool:
        """Whether a price is on the paper."""
        return self.low <= price <= self.high

    def ticks(self, most: int, decimals: int) -> list[Decimal]:
        """Round prices for the grid, at most `most` of them; none closer than a price can be written."""
        raw = (self.high - self.low) / most
        size = Decimal(1).scaleb(raw.adjusted())
        least = Decimal(1).scaleb(-decimals)
        step = next((n * size for n in _STEPS if n * size >= raw and n * size % least == 0), least)
        first = (self.low / step).to_integral_value(ROUND_CEILING) * step
        return [first + n * step for n in range(most + 1) if first + n * step <= self.high]


def spread(wanted: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Move labels apart that would lie on one another, as little as it takes; the order stays."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [0.0] * len(wanted)
    edge = top - height / 2
    for index in order:
        edge = places[index] = max(wanted[index], edge + height)
    edge = bottom + height / 2
    for index in reversed(order):
        edge = places[index] = min(places[index], edge - height)
    return places
