"""Candles (일·주·월·년봉): a made-up past that ends where the simulation began, and the days simulated since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count, groupby

from kis.market.holidays import Calendar
from kis.market.ticks import Board, lowest_price, snap
from kis.simulator.chance import chance
from kis.simulator.listing import Listing
from kis.simulator.prices import draw_volume
from kis.simulator.tape import Quote

_YEARS = 10


class Period(StrEnum):
    """Length of a candle (기간분류)."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    YEAR = "Y"


@dataclass(frozen=True, slots=True)
class Candle:
    """One candle; `day` is the last trading day in it. Prices and value in units."""

    day: date
    open: int
    high: int
    low: int
    close: int
    volume: int
    value: int


class History:
    """The daily candles of one symbol up to the day before the simulated one."""

    def __init__(self, listing: Listing, seed: int, begin: date, calendar: Calendar) -> None:
        self._listing = listing
        self._seed = seed
        self._begin = begin
        self._calendar = calendar
        self._older = self._invent()
        self._past: list[Candle] = []
        """Newest first, as far back as anybody has asked: ten years at once would take 35 ms."""
        self._since: list[Candle] = []

    def close_day(self, quote: Quote, day: date) -> None:
        """Keep a simulated day that has ended; a day without a trade leaves no candle."""
        if quote.volume:
            self._since.append(_candle(quote, day))

    def candles(self, period: Period, first: date, last: date, today: tuple[Quote, date]) -> list[Candle]:
        """Return the candles of days from `first` to `last`, newest first, `today` included."""
        self._reach(first)
        days = [*reversed(self._past), *self._since]
        if today[0].volume:
            days.append(_candle(*today))
        return in_periods([candle for candle in days if first <= candle.day <= last], period)

    def back_from(self, last: date) -> Iterator[Candle]:
        """Yield the daily candles up to `last` but before the present day, newest first."""
        yield from (candle for candle in reversed(self._since) if candle.day <= last)
        for index in count():
            if len(self._past) <= index and not self._one_more():
                return
            if self._past[index].day <= last:
                yield self._past[index]

    def _reach(self, first: date) -> None:
        while not self._past or self._past[-1].day > first:
            if not self._one_more():
                return

    def _one_more(self) -> bool:
        older = next(self._older, None)
        if older is not None:
            self._past.append(older)
        return older is not None

    def _invent(self) -> Iterator[Candle]:
        """Walk backwards from the first reference price, which is the close of the day before `begin`."""
        random = chance(self._seed, "history", self._listing.code)
        board = self._listing.board
        lowest = lowest_price(board)
        close = self._listing.reference
        day = self._begin
        while (day := self._calendar.previous_trading_day(day)).year >= self._begin.year - _YEARS:
            before = _nearest(max(lowest, round(close / (1 + random.gauss(0.0003, 0.015)))), board)
            opened = _nearest(max(lowest, round(before * (1 + random.gauss(0, 0.004)))), board)
            high = snap(round(max(opened, close) * (1 + abs(random.gauss(0, 0.006)))), board, up=False)
            least = min(opened, close) * (1 - min(0.1, abs(random.gauss(0, 0.006))))
            low = snap(max(lowest, round(least)), board, up=True)
            volume = draw_volume(self._listing, random)
            yield Candle(day, opened, high, low, close, volume, volume * ((high + low) // 2))
            close = before


def _nearest(price: int, board: Board) -> int:
    """Round to a valid price; always down would let the past sink by half a tick a day."""
    lower, upper = snap(price, board, up=False), snap(price, board, up=True)
    return lower if price - lower <= upper - price else upper


def in_periods(days: Iterable[Candle], period: Period) -> list[Candle]:
    """Put daily candles, oldest first, together to longer ones, newest first."""
    return [_merge(group) for _, group in groupby(days, key=lambda candle: _key(period, candle.day))][::-1]


def _candle(quote: Quote, day: date) -> Candle:
    return Candle(day, quote.open, quote.high, quote.low, quote.last, quote.volume, quote.value)


def _key(period: Period, day: date) -> object:
    iso = day.isocalendar()
    return {
        Period.DAY: day,
        Period.WEEK: (iso.year, iso.week),
        Period.MONTH: (day.year, day.month),
        Period.YEAR: day.year,
    }[period]


def _merge(group: Iterable[Candle]) -> Candle:
    days = list(group)
    return replace(
        days[-1],
        open=days[0].open,
        high=max(day.high for day in days),
        low=min(day.low for day in days),
        volume=sum(day.volume for day in days),
        value=sum(day.value for day in days),
    )
