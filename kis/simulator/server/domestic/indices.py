"""국내 업종: indices of this moment and day by day. An unknown index is a success full of zeros."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any

from kis.domestic.codes import Sign
from kis.domestic.index_rows import (
    IndexCandle,
    IndexChart,
    IndexChartSummary,
    IndexDay,
    IndexDays,
    IndexPrice,
    IndexSummary,
)
from kis.domestic.indices import IndexChartQuery, IndexDaysQuery, IndexQuery
from kis.domestic.market_codes import ListPeriod
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES, Breadth, Index, IndexQuote, in_points
from kis.simulator.history import Candle, Period
from kis.simulator.server.domestic.quotes import percent, plain_sign
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import MillionWon, Percent, Points, Shares

_CANDLES, _DAYS = 50, 100
_SPANS = {
    ListPeriod.DAY: timedelta(days=160),
    ListPeriod.WEEK: timedelta(weeks=102),
    ListPeriod.MONTH: timedelta(days=1830),
}
_THOUSAND, _MILLION = 1_000, 1_000_000
_MONTH_OF_DAYS = 20


class IndexDesk:
    """Answers where an index stands, from the prices of its members."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def price(self, _call: Call, request: IndexQuery) -> IndexPrice:
        """현재지수."""
        index = self._index(request.index)
        if index is None:
            return with_zeros(IndexPrice, change_sign=Sign.UNCHANGED)
        quote, breadth = self._broker.indices.quote(index.code), self._broker.indices.breadth(index.code)
        asks, bids = self._resting(index)
        return with_zeros(
            IndexPrice,
            previous_value=MillionWon(self._value_before(quote)),
            total_ask_size=Shares(asks),
            total_bid_size=Shares(bids),
            ask_rate=Percent(percent(asks, asks + bids)),
            bid_rate=Percent(percent(bids, asks + bids)),
            net_bid=Shares(bids - asks),
            **_now(quote, breadth),
            **_counts(breadth),
            **_distances(quote),
            **self._year(quote, rates=True),
        )

    def _index(self, code: str) -> Index | None:
        self._broker.now()
        return INDICES.get(code)

    def _resting(self, index: Index) -> tuple[int, int]:
        """Shares that wait to be sold and bought."""
        books = [self._broker.book(listing.code).book for listing in index.members]
        return sum(book.total_asks for book in books), sum(book.total_bids for book in books)

    def _value_before(self, quote: IndexQuote) -> int:
        before = self._candles(quote.index, Period.DAY, quote.day - timedelta(days=1), timedelta(days=20))
        return before[0].value // _MILLION if before else 0

    def _candles(self, index: Index, period: Period, last: date, span: timedelta) -> list[Candle]:
        return self._broker.indices.candles(index.code, period, last - span, last)

    def _year(self, quote: IndexQuote, *, rates: bool) -> dict[str, Any]:
        """The extremes of this calendar year."""
        days = self._candles(quote.index, Period.DAY, quote.day, quote.day - quote.day.replace(month=1, day=1))
        if not days:
            return {}
        top, bottom = max(days, key=lambda day: day.high), min(days, key=lambda day: day.low)
        found: dict[str, Any] = {
            "high_year": Points(in_points(top.high)),
            "high_year_date": top.day,
            "low_year": Points(in_points(bottom.low)),
            "low_year_date": bottom.day,
        }
        if rates:
            found["high_year_rate"] = Percent(percent(top.high - quote.last, top.high))
            found["low_year_rate"] = Percent(percent(bottom.low - quote.last, bottom.low))
        return found

    def chart(self, _call: Call, request: IndexChartQuery) -> IndexChart:
        """업종기간별시세: fifty candles, newest first."""
        index = self._index(request.index)
        if index is None:
            return IndexChart(summary=with_zeros(IndexChartSummary, change_sign=Sign.UNCHANGED), candles=())
        quote, breadth = self._broker.indices.quote(index.code), self._broker.indices.breadth(index.code)
        found = self._broker.indices.candles(index.code, Period(request.period.value), request.start, request.end)
        yesterday = self._candles(index, Period.DAY, quote.day - timedelta(days=1), timedelta(days=20))[:1]
        summary = with_zeros(
            IndexChartSummary,
            previous_close=Points(in_points(quote.reference)),
            name=index.name,
            index=index.code,
            **_now(quote, breadth),
            **{f"previous_{name}": value for day in yesterday for name, value in _span(day).items() if name != "close"},
        )
        rows = tuple(
            IndexCandle(date=bar.day, modified=False, **_span(bar), **_traded(bar)) for bar in found[:_CANDLES]
        )
        return IndexChart(summary=summary, candles=rows)

    def days(self, _call: Call, request: IndexDaysQuery) -> IndexDays:
        """일자별지수: a hundred days, weeks or months up to one, newest first."""
        index = self._index(request.index)
        if index is None:
            return IndexDays(summary=with_zeros(IndexSummary, change_sign=Sign.UNCHANGED), days=())
        quote, breadth = self._broker.indices.quote(index.code), self._broker.indices.breadth(index.code)
        found = self._candles(index, Period(request.period.value), request.day, _SPANS[request.period])
        summary = with_zeros(
            IndexSummary,
            previous_value=MillionWon(self._value_before(quote)),
            **_now(quote, breadth),
            **_counts(breadth),
            **self._year(quote, rates=False),
        )
        closes = [bar.close for bar in found]
        rows = (_day(bar, before, closes[place:]) for place, (bar, before) in enumerate(pairwise(found)))
        return IndexDays(summary=summary, days=tuple(islice(rows, _DAYS)))


def _now(quote: IndexQuote, breadth: Breadth) -> dict[str, Any]:
    return {
        "price": Points(quote.points),
        "change": Points(in_points(quote.change)),
        "change_sign": Sign(quote.sign_of(quote.last)),
        "change_rate": Percent(quote.rate_of(quote.last)),
        "open": Points(in_points(quote.open)),
        "high": Points(in_points(quote.high)),
        "low": Points(in_points(quote.low)),
        "volume": breadth.volume // _THOUSAND,
        "value": MillionWon(breadth.value // _MILLION),
        "previous_volume": breadth.previous_volume // _THOUSAND,
    }


def _counts(breadth: Breadth) -> dict[str, int]:
    names = ("rising", "falling", "unchanged", "at_upper_limit", "at_lower_limit")
    return {name: getattr(breadth, name) for name in names}


def _distances(quote: IndexQuote) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, level in (("open", quote.open), ("high", quote.high), ("low", quote.low)):
        found[f"{name}_change"] = Points(in_points(level - quote.reference))
        found[f"{name}_change_sign"] = Sign(quote.sign_of(level))
        found[f"{name}_change_rate"] = Percent(quote.rate_of(level))
    return found


def _span(bar: Candle) -> dict[str, Any]:
    return {name: Points(in_points(getattr(bar, name))) for name in ("open", "high", "low", "close")}


def _traded(bar: Candle) -> dict[str, Any]:
    return {"volume": bar.volume // _THOUSAND, "value": MillionWon(bar.value // _MILLION)}


def _day(bar: Candle, before: Candle, closes: list[int]) -> IndexDay:
    """`closes` are those up to this day, newest first."""
    change, last = bar.close - before.close, closes[:_MONTH_OF_DAYS]
    return with_zeros(
        IndexDay,
        date=bar.day,
        change_sign=plain_sign(change),
        change=Points(in_points(change)),
        change_rate=Percent(percent(change, before.close)),
        volume_rate=Percent(percent(bar.volume, before.volume)),
        disparity_20d=Percent((Decimal(bar.close * 100 * len(last)) / sum(last)).quantize(Decimal("0.01"))),
        **_span(bar),
        **_traded(bar),
    )
