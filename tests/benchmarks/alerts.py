"""Alerts: a flooded socket to the alert index through the bot's own feed, and the index alone as it grows."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter
from timeit import timeit
from typing import Any

from bot.alerts.book import AlertBook, Armed
from bot.alerts.rules import Condition
from bot.alerts.watch import Watch
from bot.connection import Connection
from bot.feed import Feed
from bot.storage.states import AlertRule
from bot.work import Work
from kis import Account, Credentials, Environment, Kis, Origins
from kis.realtime import TRADES, Stream, Timing
from tests.benchmarks.frames import flood
from tests.benchmarks.stream import _COUNT, _approve, _bare
from tests.benchmarks.table import Row

_ROUNDS = 5
_ALERTS = 10_000
_TICKS = 100_000


def rows() -> list[Row]:
    """Rounds alternate, so that a slow moment of the machine falls on both."""
    with flood(_COUNT) as url:
        pairs = [(asyncio.run(_bare(url)), asyncio.run(_fed(url))) for _ in range(_ROUNDS)]
    bare, fed = (median(rates) for rates in zip(*pairs, strict=True))
    few, many = _matching()
    return [
        Row.at_least(f"socket to matched alert, {_ALERTS:,} alerts, against the bare loop", fed / bare, 0.6),
        Row.at_most("matching one tick, 1,000,000 alerts against 1,000", many / few, 2),
    ]


async def _fed(url: str) -> float:
    """The feed's own reading loop, as it runs in the bot; no price reaches an alert, so every tick is matched."""
    credentials = Credentials(Environment.REAL, "fake-key", "fake-secret", Account("12345678"), "nobody")
    kis = Kis(credentials, origins=Origins("http://127.0.0.1:9", url))
    stream = Stream(_approve, url, Environment.REAL, timing=Timing(spacing=0.0))
    connection = Connection(1, 1, kis, stream)
    unused: Any = None
    watch = Watch(unused, unused, unused, unused)
    _arm(watch.book(connection), _ALERTS)
    feed = Feed(watch, unused, unused, unused)
    async with asyncio.timeout(60), connection:
        reading = asyncio.create_task(feed._read(connection, Work(), asyncio.Event()))
        await stream.register(TRADES, "005930")
        started = perf_counter()
        while stream.counts.frames < _COUNT or stream.waiting:  # noqa: ASYNC110 - the loop itself is what is timed
            await asyncio.sleep(0.002)
        taken = perf_counter() - started
        reading.cancel()
        assert stream.outdated == 0, "the feed was too slow to see every tick"
    return _COUNT / taken


def _arm(book: AlertBook, count: int) -> None:
    for number in range(count):
        symbol = f"{number % 1_000:06d}" if number % 2 else "005930"
        rule = AlertRule.ABOVE if number % 4 < 2 else AlertRule.BELOW
        target = 80_000 + number if rule is AlertRule.ABOVE else 60_000 - number % 50_000
        book.add(Armed(number, symbol, Condition(rule, target).gate()))


def _matching() -> tuple[float, float]:
    best = []
    for count in (1_000, 1_000_000):
        book = AlertBook()
        _arm(book, count)
        best.append(min(timeit(lambda book=book: book.match("005930", 70_000), number=_TICKS) for _ in range(7)))
    return best[0], best[1]
