"""The highest and the lowest price of 52 weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kis.simulator.broker import Broker
from kis.simulator.history import Candle, Period
from kis.simulator.tape import Quote

_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Prices in won, and the days on which they were."""

    high: int
    high_day: date
    low: int
    low_day: date


class ExtremesOfYear:
    """Finds them; those of the days before are looked up once a day."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._past: dict[tuple[str, date], tuple[Candle, Candle] | None] = {}

    def of(self, quote: Quote) -> Extremes | None:
        """Return the extremes up to now, None for what has no past."""
        today = self._broker.clock.now().date()
        place = (quote.symbol, today)
        if place not in self._past:
            bars = self._broker.candles(quote.symbol, Period.DAY, today - _YEAR, today - timedelta(days=1))
            found = (max(bars, key=lambda bar: bar.high), min(bars, key=lambda bar: bar.low)) if bars else None
            self._past[place] = found
        past = self._past[place]
        if past is None:
            return None
        top, bottom = past
        high, high_day = max((top.high, top.day), (quote.high, today))
        low, low_day = min((bottom.low, bottom.day), (quote.low, today))
        return Extremes(high, high_day, low, low_day)
