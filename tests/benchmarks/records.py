"""One order book and one overseas trade: the payload of a frame to a typed record, against cutting it apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from timeit import timeit

from kis.realtime import BOOK, overseas
from tests.benchmarks.table import Row

_TIMES = 10_000
_REPEATS = 15
_BOOK = (
    "005930^093730^0^71900^72000^72100^72200^72300^72400^72500^72600^72700^72800^71800^71700^71600^71500^71400^71300"
    "^71200^71100^71000^70900^91918^117942^92673^79708^106729^141988^176192^113906^134077^104229^95221^159371^220746"
    "^284657^212742^195370^182710^209747^376432^158171^1159362^2095167^0^0^0^0^525579^-72000^5^-100.00^3159115^0^8^0"
    "^0^0^71850^0^0^2"
)
_TRADE = (
    "DNASAAPL^AAPL^4^20261123^20261123^091912^20261123^231912^169.9200^170.1000^169.4200^169.7850^2^0.1950^+0.11"
    "^169.7700^169.7900^201^5^1^108464^18414163^24757^20513^82.86^1"
)


def rows() -> list[Row]:
    """A book is read with its best prices, a trade with all that its reader needs at once."""

    def best() -> tuple[str, int, int]:
        (read,) = BOOK.read(_BOOK, 1)
        return read.symbol, read.best_ask, read.best_bid

    def levels() -> tuple[tuple[int, ...], ...]:
        (read,) = BOOK.read(_BOOK, 1)
        return read.asks, read.bids, read.ask_sizes, read.bid_sizes

    def tick() -> tuple[str, Decimal, dt.time]:
        (read,) = overseas.TRADES.read(_TRADE, 1)
        return read.symbol, read.price, read.time

    assert best() == ("005930", 71_900, 71_800)
    assert [len(side) for side in levels()] == [10, 10, 10, 10]
    assert tick() == ("AAPL", Decimal("169.7850"), dt.time(23, 19, 12))
    forty = _against_split(levels, _BOOK)
    return [
        Row.at_most(
            'decode of the book H0STASP0 with best prices, against bare split("^")', _against_split(best, _BOOK), 3
        ),
        Row("the same with all forty numbers of the levels", f"{forty:.2f} x"),
        Row.at_most('decode of overseas trade HDFSCNT0 against bare split("^")', _against_split(tick, _TRADE), 3),
    ]


def _against_split(typed: Callable[[], object], row: str) -> float:
    """Both are measured in turn, and the best of each counts: the rest is noise of the machine."""
    best_bare = best_typed = float("inf")
    for _ in range(_REPEATS):
        best_bare = min(best_bare, timeit(lambda: row.split("^"), number=_TIMES))
        best_typed = min(best_typed, timeit(typed, number=_TIMES))
    return best_typed / best_bare
