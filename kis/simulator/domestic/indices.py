"""Indices (지수): what the listed shares are worth against what they were worth at the start.

They move with the prices of their members and have no price of their own. Members are the symbols listed here, so the
levels are plausible, not true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.simulator.domestic.listings import LISTINGS, DomesticListing
from kis.simulator.events import TradePrinted
from kis.simulator.history import Candle, Period, in_periods
from kis.simulator.symbol_market import SymbolMarket

KOSPI, KOSDAQ, KOSPI200 = "0001", "1001", "2001"
_CENT = Decimal("0.01")
_PREFERRED = "005935"


@dataclass(frozen=True)
class Index:
    """An index (업종): `base` is its level when all members stand at their first reference prices, in points."""

    code: str
    name: str
    base: Decimal
    members: tuple[DomesticListing, ...]

    def level(self, worth: int) -> int:
        """Return the level in 1/100 points when the members are worth so many won together."""
        return (int(self.base * 100) * worth + self._first_worth // 2) // self._first_worth

    @cached_property
    def _first_worth(self) -> int:
        return self.worth({listing.code: listing.reference for listing in self.members})

    def worth(self, prices: Mapping[str, int]) -> int:
        """Return what all shares of the members are worth (시가총액), in won."""
        return sum(prices[listing.code] * listing.shares for listing in self.members)


def _of(market: Market) -> tuple[DomesticListing, ...]:
    return tuple(each for each in LISTINGS.values() if each.market is market and each.board is Board.STOCK)


def _these(*codes: str) -> tuple[DomesticListing, ...]:
    return tuple(LISTINGS[code] for code in codes)


INDICES: dict[str, Index] = {
    index.code: index
    for index in (
        Index(KOSPI, "종합", Decimal("3284.15"), _of(Market.KOSPI)),
        Index("0008", "화학", Decimal("4120.36"), _these("051910")),
        Index(
            "0013",
            "전기,전자",
            Decimal("35218.40"),
            _these("005930", _PREFERRED, "000660", "066570", "006400", "373220"),
        ),
        Index("0015", "운송장비,부품", Decimal("2866.52"), _these("005380", "000270", "012330", "012450")),
        Index("0021", "금융", Decimal("612.87"), _these("105560", "055550", "086790")),
        Index(KOSDAQ, "KOSDAQ", Decimal("861.74"), _of(Market.KOSDAQ)),
        Index(
            KOSPI200,
            "KOSPI200",
            Decimal("443.85"),
            tuple(each for each in _of(Market.KOSPI) if each.code != _PREFERRED),
        ),
    )
}
"""Every index by its code (업종코드)."""

_INDICES_OF = {
    code: tuple(index for index in INDICES.values() if listing in index.members) for code, listing in LISTINGS.items()
}


@dataclass(frozen=True, slots=True)
class IndexQuote:
    """An index's day so far, in 1/100 points; an untraded day stands at its reference, the level before it."""

    index: Index
    day: date
    time: datetime
    reference: int
    open: int
    high: int
    low: int
    last: int
    traded: bool

    @property
    def points(self) -> Decimal:
        """The level in points, with two decimals."""
        return in_points(self.last)

    @property
    def change(self) -> int:
        """전일 대비, with its sign."""
        return self.last - self.reference

    def rate_of(self, level: int) -> Decimal:
        """Return how far a level is from the reference, in percent with two decimals and its sign."""
        return (Decimal((level - self.reference) * 100) / self.reference).quantize(_CENT)

    def sign_of(self, level: int) -> str:
        """Return the sign code of a level: 2 상승, 3 보합, 5 하락."""
        return "3" if level == self.reference else "2" if level > self.reference else "5"

    def at(self, level: int, time: datetime) -> IndexQuote:
        """Return the day after the index came to `level`."""
        if not self.traded:
            return replace(self, time=time, open=level, high=level, low=level, last=level, traded=True)
        return replace(self, time=time, high=max(self.high, level), low=min(self.low, level), last=level)

    def next_day(self, day: date, time: datetime) -> IndexQuote:
        """Return the next day before its first trade."""
        level = self.last
        return replace(self, day=day, time=time, reference=level, open=level, high=level, low=level, traded=False)


@dataclass(frozen=True, slots=True)
class Breadth:
    """How the members of an index stand: how many rise and fall (at their limits among them), and what was traded."""

    rising: int
    falling: int
    unchanged: int
    at_upper_limit: int
    at_lower_limit: int
    volume: int
    value: int
    previous_volume: int


def in_points(level: int) -> Decimal:
    """Return 1/100 points as points."""
    return (Decimal(level) / 100).quantize(_CENT)


class Indices:
    """The indices of the domestic floor, moved on by each trade.

    They do not look at the clock: ask `Broker.now` before them, so that what is due has happened.
    """

    def __init__(
        self,
        markets: Mapping[str, SymbolMarket[DomesticListing]],
        candles: Callable[[str, Period, date, date], list[Candle]],
    ) -> None:
        self._markets = markets
        self._candles = candles
        self._prices = {code: market.quote.last for code, market in markets.items()}
        self._worth = {index.code: index.worth(self._prices) for index in INDICES.values()}
        self._quotes = {index.code: self._first(index) for index in INDICES.values()}
        self._past: dict[tuple[str, date], IndexQuote] = {}

    def _first(self, index: Index) -> IndexQuote:
        market = self._markets[index.members[0].code]
        quotes = {each.code: self._markets[each.code].quote for each in index.members}
        opened = index.level(index.worth({code: quote.open for code, quote in quotes.items()}))
        last = index.level(self._worth[index.code])
        reference = int(index.base * 100)
        traded = any(quote.volume for quote in quotes.values())
        high, low = max(opened, last), min(opened, last)
        return IndexQuote(index, market.day, market.quote.time, reference, opened, high, low, last, traded)

    def take(self, event: TradePrinted) -> None:
        """Let the indices follow a trade."""
        self._turn(event.time.date(), event.time)
        change = event.price - self._prices[event.symbol]
        self._prices[event.symbol] = event.price
        for index in _INDICES_OF[event.symbol]:
            self._worth[index.code] += change * LISTINGS[event.symbol].shares
            level = index.level(self._worth[index.code])
            self._quotes[index.code] = self._quotes[index.code].at(level, event.time)

    def _turn(self, day: date, at: datetime) -> None:
        """Begin a new day where it has come."""
        for code, quote in self._quotes.items():
            if day > quote.day:
                self._past[code, quote.day] = quote
                self._quotes[code] = quote.next_day(day, at)

    def quote(self, code: str) -> IndexQuote:
        """Return an index's day so far; KeyError if there is no such index."""
        market = self._markets[INDICES[code].members[0].code]
        self._turn(market.day, market.quote.time)
        return self._quotes[code]

    def breadth(self, code: str) -> Breadth:
        """Return how the members stand; KeyError if there is no such index."""
        quotes = [self._markets[each.code].quote for each in INDICES[code].members]
        signs = [quote.sign for quote in quotes]
        return Breadth(
            rising=signs.count("1") + signs.count("2"),
            falling=signs.count("4") + signs.count("5"),
            unchanged=signs.count("3"),
            at_upper_limit=signs.count("1"),
            at_lower_limit=signs.count("4"),
            volume=sum(quote.volume for quote in quotes),
            value=sum(quote.value for quote in quotes),
            previous_volume=sum(quote.previous_volume for quote in quotes),
        )

    def candles(self, code: str, period: Period, first: date, last: date) -> list[Candle]:
        """Return candles of the days from `first` to `last` in 1/100 points, newest first; the newest is today's."""
        today = self.quote(code)
        days: dict[date, list[tuple[DomesticListing, Candle]]] = {}
        for listing in today.index.members:
            for candle in self._candles(listing.code, Period.DAY, first, last):
                days.setdefault(candle.day, []).append((listing, candle))
        return in_periods([self._candle(today, day, days[day]) for day in sorted(days)], period)

    def _candle(self, today: IndexQuote, day: date, members: Sequence[tuple[DomesticListing, Candle]]) -> Candle:
        volume = sum(candle.volume for _, candle in members)
        value = sum(candle.value for _, candle in members)
        index = today.index
        seen = today if day == today.day else self._past.get((index.code, day))
        if seen is not None:
            return Candle(day, seen.open, seen.high, seen.low, seen.last, volume, value)
        opened, high, low, close = (
            index.level(sum(getattr(candle, name) * listing.shares for listing, candle in members))
            for name in ("open", "high", "low", "close")
        )
        top, bottom = max(opened, close), min(opened, close)
        # members do not peak together, so the index reaches half as far as they do
        return Candle(day, opened, (top + high) // 2, (bottom + low) // 2, close, volume, value)
