"""One trade: frame text to a typed `Tick`, against cutting its columns apart and nothing else."""

from __future__ import annotations

import datetime as dt
from timeit import timeit

from kis.realtime import TRADES
from kis.realtime.frames import DataFrame, parse
from tests.benchmarks.frames import frame
from tests.benchmarks.table import Row

_TIMES = 20_000
_REPEATS = 15


def rows() -> list[Row]:
    """Both are measured in turn, and the best of each counts: the rest is noise of the machine."""
    text = frame()
    payload = text.split("|", 3)[3]

    def bare() -> None:
        payload.split("^")

    def typed() -> tuple[str, int, int, dt.time]:
        read = parse(text)
        assert isinstance(read, DataFrame)
        (tick,) = TRADES.read(read.payload, read.count)
        return tick.symbol, tick.price, tick.volume, tick.time

    assert typed() == ("005930", 70_000, 17, dt.time(9, 33, 54))
    best_bare = best_typed = float("inf")
    for _ in range(_REPEATS):
        best_bare = min(best_bare, timeit(bare, number=_TIMES))
        best_typed = min(best_typed, timeit(typed, number=_TIMES))
    return [Row.at_most('one tick, frame text to typed Tick, against split("^")', best_typed / best_bare, 2.5)]
