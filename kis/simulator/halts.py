"""Volatility interruptions (변동성완화장치, VI): a price that has gone far stops continuous trading for two minutes.

Only the static one: the price has moved by some percent against the last price that was made in an auction, which is
the opening price or that of the last interruption. The trade that reaches the limit stands, which KRX would prevent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kis.simulator.tape import Quote

_CENT = Decimal("0.01")
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class HaltRules:
    """How far a price may go, in percent, and how long orders are only gathered then."""

    percent: int = 10
    length: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Halt:
    """One interruption: `price` (VI발동가격) had moved too far from `reference` (정적VI기준가격)."""

    symbol: str
    reference: int
    price: int
    start: datetime
    end: datetime

    @property
    def deviation(self) -> Decimal:
        """정적VI괴리율, percent with two decimals and its sign."""
        return (Decimal((self.price - self.reference) * 100) / self.reference).quantize(_CENT)


class Halts:
    """The interruptions of a floor; none without rules."""

    def __init__(self, rules: HaltRules | None) -> None:
        self._rules = rules
        self._active: dict[str, Halt] = {}
        self._references: dict[str, int] = {}
        self._today: dict[str, list[Halt]] = {}

    @property
    def watches(self) -> bool:
        """Whether there are rules."""
        return self._rules is not None

    def of(self, symbol: str) -> Halt | None:
        """Return the interruption that holds now, None if there is none."""
        return self._active.get(symbol)

    def today(self) -> list[Halt]:
        """Return the interruptions of each symbol's day, the newest first."""
        return sorted((halt for halts in self._today.values() for halt in halts), key=lambda h: h.start, reverse=True)

    def reference(self, quote: Quote) -> int:
        """Return the price against which moves are measured; before the opening it is that of the day."""
        return self._references.get(quote.symbol, quote.reference)

    def made(self, symbol: str, price: int) -> None:
        """Note a price made in an auction."""
        self._references[symbol] = price

    def watch(self, quote: Quote, at: datetime) -> Halt | None:
        """Begin an interruption if the last price has gone too far, and return it."""
        reference = self.reference(quote)
        if self._rules is None or quote.symbol in self._active:
            return None
        if abs(quote.last - reference) * 100 < self._rules.percent * reference:
            return None
        halt = Halt(quote.symbol, reference, quote.last, at, at + self._rules.length)
        self._active[quote.symbol] = halt
        self._today.setdefault(quote.symbol, []).append(halt)
        return halt

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments up to `until` at which an interruption ends; one that was missed ends next."""
        ends = (max(halt.end, after + _MOMENT) for halt in self._active.values())
        return [end for end in ends if end <= until]

    def lift(self, at: datetime) -> list[Halt]:
        """End the interruptions whose time is over, and return them."""
        over = [halt for halt in self._active.values() if halt.end <= at]
        for halt in over:
            del self._active[halt.symbol]
        return over

    def begin_day(self, symbol: str) -> None:
        """Forget the day before."""
        for kept in (self._active, self._references, self._today):
            kept.pop(symbol, None)
