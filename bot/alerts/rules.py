"""What an alert waits for, as values: which prices open its gate, and how far the market must go to close it again.

Every rule comes down to two prices (or a volume) that the index compares. A rule is told once for each time the
market comes there: it rests until the price has left by a margin, so that a price that flickers around the target is
told once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.money import Figure
from bot.storage.states import AlertRule

NEVER = 10**18
HUNDREDTHS = 10_000
"""Rates are kept in hundredths of a percent: 5 % is 500."""
MARGIN = 50
"""0.5 %: how far the price must leave before a repeated alert waits again."""
STEP = Decimal("0.0001")
"""Beyond a price means so much beyond it at least: no market has finer prices."""

MEASURED = frozenset({AlertRule.RISE, AlertRule.FALL, AlertRule.SWING, AlertRule.HIGH, AlertRule.LOW})
"""Measured against the day (yesterday's close, today's high and low), so their prices are others each day."""
RATES = frozenset({AlertRule.RISE, AlertRule.FALL, AlertRule.SWING})
CROSSES = frozenset({AlertRule.CROSS_UP, AlertRule.CROSS_DOWN})


@dataclass(frozen=True, slots=True)
class Basis:
    """What an instrument has done today, in its unit. Rates are counted from `reference` (기준가)."""

    price: Figure
    reference: Figure
    high: Figure
    low: Figure
    day_volume: int = 0
    in_vi: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """Opens for prices from `above` up and from `below` down, once the day's volume is `volume`, or by a VI."""

    above: Figure = NEVER
    below: Figure = -NEVER
    volume: Figure = NEVER
    vi: bool = False

    def opens(self, price: Figure, day_volume: int = 0) -> bool:
        """Whether a trade at this price, or the day's volume after it, is what is waited for."""
        return price >= self.above or price <= self.below or day_volume >= self.volume


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule and its figure: a price, hundredths of a percent or shares; 0 where the rule has none."""

    rule: AlertRule
    target: Figure = 0

    def gate(self, basis: Basis | None = None) -> Gate:
        """What fires. Rules that are measured against the day need a `basis`; without one they fire at nothing."""
        match self.rule:
            case AlertRule.ABOVE | AlertRule.CROSS_UP:
                return Gate(above=self.target)
            case AlertRule.BELOW | AlertRule.CROSS_DOWN:
                return Gate(below=self.target)
            case AlertRule.VOLUME:
                return Gate(volume=self.target)
            case AlertRule.VI:
                return Gate(vi=True)
        return Gate() if basis is None else self._measured(basis)

    def leaving(self, basis: Basis) -> Gate:
        """What ends the rest of an alert that has fired: the market has left by the margin.

        A crossing is turned round instead, and what opens here is the way back. A volume has no way back; a VI has
        left when it is over.
        """
        if self.rule is AlertRule.VI:
            return self.gate()
        if self.rule in CROSSES:
            return _widened(self.gate())
        if self.rule is AlertRule.HIGH:
            return Gate(below=basis.high - margin(basis.high))
        if self.rule is AlertRule.LOW:
            return Gate(above=basis.low + margin(basis.low))
        gate, room = self.gate(basis), margin(basis.reference if self.rule in RATES else self.target)
        if gate.above != NEVER and (gate.below == -NEVER or basis.price >= basis.reference):
            return Gate(below=gate.above - STEP - room)
        return Gate(above=gate.below + STEP + room) if gate.below != -NEVER else Gate()

    def fires(self, before: Basis, now: Basis) -> bool:
        """Whether the step from one moment to the next reaches the condition; staying there is no step."""
        if self.rule is AlertRule.VI:
            return now.in_vi and not before.in_vi
        gate = self.gate(before)
        return gate.opens(now.price, now.day_volume) and not gate.opens(before.price, before.day_volume)

    @property
    def turned(self) -> Condition:
        """The crossing in the other direction; other rules stay as they are."""
        match self.rule:
            case AlertRule.CROSS_UP:
                return Condition(AlertRule.CROSS_DOWN, self.target)
            case AlertRule.CROSS_DOWN:
                return Condition(AlertRule.CROSS_UP, self.target)
        return self

    def _measured(self, basis: Basis) -> Gate:
        up = Decimal(basis.reference) * (HUNDREDTHS + self.target) / HUNDREDTHS
        down = Decimal(basis.reference) * (HUNDREDTHS - self.target) / HUNDREDTHS
        match self.rule:
            case AlertRule.RISE:
                return Gate(above=up)
            case AlertRule.FALL:
                return Gate(below=down)
            case AlertRule.SWING:
                return Gate(above=up, below=down)
            case AlertRule.HIGH:
                return Gate(above=basis.high + STEP)
            case AlertRule.LOW:
                return Gate(below=basis.low - STEP)
        return Gate()


def margin(price: Figure) -> Decimal:
    """0.5 % of a price."""
    return Decimal(price) * MARGIN / HUNDREDTHS


def _widened(gate: Gate) -> Gate:
    if gate.above != NEVER:
        return Gate(above=gate.above + margin(gate.above))
    return Gate(below=gate.below - margin(gate.below))
