"""국내주식 순위: rankings of all that is listed, worked out from the quotes of this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any

from kis.domestic.market_codes import ChangeBase, ChangeOrder, Extreme, ShareKind, VolumeOrder
from kis.domestic.rank_rows import ChangeRank, ExtremeRank, MarketCapRank, StrengthRank, View, VolumeRank
from kis.domestic.ranks import (
    ChangeRankQuery,
    ExtremeRankQuery,
    MarketCapRankQuery,
    StrengthRankQuery,
    ViewsQuery,
    VolumeRankQuery,
)
from kis.market.fees import Market
from kis.simulator.broker import Broker
from kis.simulator.history import Candle, Period
from kis.simulator.server.domestic.extremes import ExtremesOfYear
from kis.simulator.server.domestic.figures import changes, priced
from kis.simulator.server.domestic.quotes import percent, plain_sign
from kis.simulator.server.domestic.universe import Entry, Filter, listed, named
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Percent, Shares, Won

_ROWS, _VIEWS = 30, 20
_EOK = 100_000_000
_MANY_DAYS = timedelta(days=40)
_NEVER_SOLD = Decimal("999.99")


class RankDesk:
    """Answers who is first. Target and exclusion codes are not looked at: nothing listed here is under any of them."""

    def __init__(self, broker: Broker, extremes: ExtremesOfYear) -> None:
        self._broker = broker
        self._extremes = extremes

    def _entries(self, universe: str, kind: str, wanted: Filter) -> list[Entry]:
        return [each for each in listed(self._broker, universe) if wanted.takes(each, ShareKind(kind))]

    def volume(self, _call: Call, request: VolumeRankQuery) -> tuple[VolumeRank, ...]:
        """거래량순위."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        orders: dict[VolumeOrder, Callable[[Entry], Any]] = {
            VolumeOrder.VOLUME: lambda each: each.quote.volume,
            VolumeOrder.GROWTH: _growth,
            VolumeOrder.TURNOVER: lambda each: each.quote.volume / each.listing.shares,
            VolumeOrder.VALUE: lambda each: each.quote.value,
            VolumeOrder.VALUE_TURNOVER: lambda each: each.quote.value / each.worth,
        }
        found = self._entries(request.universe, request.kind, wanted)
        return tuple(_by_volume(*each) for each in _first(found, orders[request.order]))

    def change(self, _call: Call, request: ChangeRankQuery) -> tuple[ChangeRank, ...]:
        """등락률 순위."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        entries = self._entries(request.universe, ShareKind.ALL, wanted)
        rates = {each.listing.code: _rate(each, request.order, request.base) for each in entries}

        def fits(each: Entry) -> bool:
            rate = rates[each.listing.code]
            return (request.min_rate is None or rate >= request.min_rate) and (
                request.max_rate is None or rate <= request.max_rate
            )

        sign = -1 if request.order in {ChangeOrder.FALL, ChangeOrder.FALL_FROM_OPEN} else 1
        ranked = _first(filter(fits, entries), lambda each: sign * rates[each.listing.code])
        return tuple(self._by_change(rank, each, request.days) for rank, each in ranked)

    def _by_change(self, rank: int, each: Entry, days: int) -> ChangeRank:
        quote, past = each.quote, self._past(each)
        base = past[min(max(days, 1), len(past)) - 1].close if past else quote.reference
        moves = [now.close - before.close for now, before in pairwise(past)]
        moves = [quote.change, *moves]
        return with_zeros(
            ChangeRank,
            rank=rank,
            high=Won(quote.high),
            high_time=quote.high_at.time().replace(microsecond=0),
            high_date=quote.high_at.date(),
            low=Won(quote.low),
            low_time=quote.low_at.time().replace(microsecond=0),
            low_date=quote.low_at.date(),
            change_from_low_rate=Percent(percent(quote.last - quote.low, quote.low)),
            change_from_high_rate=Percent(percent(quote.last - quote.high, quote.high)),
            change_from_day_rate=Percent(percent(quote.last - base, base)),
            days_rising=len(list(takewhile(lambda move: move > 0, moves))),
            days_falling=len(list(takewhile(lambda move: move < 0, moves))),
            open_sign=plain_sign(quote.last - quote.open),
            change_from_open=Won(quote.last - quote.open),
            change_from_open_rate=Percent(percent(quote.last - quote.open, quote.open)),
            period_change=Won(quote.last - base),
            period_change_rate=Percent(percent(quote.last - base, base)),
            **named(each),
            **priced(quote),
        )

    def _past(self, each: Entry) -> list[Candle]:
        """The days before this one, newest first."""
        day = self._broker.domestic.markets[each.listing.code].day
        return self._broker.candles(each.listing.code, Period.DAY, day - _MANY_DAYS, day - timedelta(days=1))

    def market_cap(self, _call: Call, request: MarketCapRankQuery) -> tuple[MarketCapRank, ...]:
        """시가총액 상위."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        found = self._entries(request.universe, request.kind, wanted)
        whole = sum(each.worth for each in listed(self._broker, request.universe))
        return tuple(
            MarketCapRank(
                rank=rank,
                listed_shares=Shares(each.listing.shares),
                market_cap=Decimal(each.worth // _EOK),
                share_of_market=Percent(percent(each.worth, whole)),
                **named(each),
                **priced(each.quote),
            )
            for rank, each in _first(found, lambda each: each.worth)
        )

    def strength(self, _call: Call, request: StrengthRankQuery) -> tuple[StrengthRank, ...]:
        """체결강도 상위."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        found = [each for each in self._entries(request.universe, request.kind, wanted) if each.quote.volume]
        return tuple(
            StrengthRank(
                rank=rank,
                strength=Percent(_strength(each)),
                sell_volume=Shares(each.quote.sell_volume),
                buy_volume=Shares(each.quote.buy_volume),
                **named(each),
                **priced(each.quote),
            )
            for rank, each in _first(found, _strength)
        )

    def extremes(self, _call: Call, request: ExtremeRankQuery) -> tuple[ExtremeRank, ...]:
        """신고/신저근접종목 상위, of 52 weeks."""
        wanted = Filter(request.min_price, request.max_price, request.min_volume)
        rows = [self._by_extreme(each) for each in self._entries(request.universe, ShareKind.ALL, wanted)]

        def gap(row: ExtremeRank) -> Decimal:
            rate = row.high_gap_rate if request.extreme is Extreme.HIGH else row.low_gap_rate
            return abs(rate or Decimal(0))

        near = [row for row in rows if request.min_gap <= gap(row) <= request.max_gap]
        return tuple(sorted(near, key=gap)[:_ROWS])

    def _by_extreme(self, each: Entry) -> ExtremeRank:
        quote, book = each.quote, self._broker.book(each.listing.code).book
        found = self._extremes.of(quote)
        high, low = (found.high, found.low) if found else (quote.high, quote.low)
        asks, bids = book.asks[:1], book.bids[:1]
        return ExtremeRank(
            ask=Won(sum(level.price for level in asks)),
            ask_size=Shares(sum(level.size for level in asks)),
            bid=Won(sum(level.price for level in bids)),
            bid_size=Shares(sum(level.size for level in bids)),
            new_high=Won(high),
            high_gap_rate=Percent(percent(quote.last - high, high)),
            new_low=Won(low),
            low_gap_rate=Percent(percent(quote.last - low, low)),
            reference_price=Won(quote.reference),
            **named(each),
            **priced(quote),
        )

    def views(self, _call: Call, _request: ViewsQuery) -> tuple[View, ...]:
        """HTS조회상위: people look at what is traded most."""
        ranked = _first(listed(self._broker, "0000"), lambda each: each.quote.value)
        return tuple(
            View(market_code="Q" if each.listing.market is Market.KOSDAQ else "J", symbol=each.listing.code)
            for _, each in ranked[:_VIEWS]
        )


def _first(entries: Iterable[Entry], key: Callable[[Entry], Any]) -> list[tuple[int, Entry]]:
    return list(enumerate(sorted(entries, key=key, reverse=True)[:_ROWS], start=1))


def _growth(each: Entry) -> Decimal:
    return percent(each.quote.volume - each.quote.previous_volume, each.quote.previous_volume)


def _strength(each: Entry) -> Decimal:
    return each.quote.strength if each.quote.sell_volume else _NEVER_SOLD


def _rate(each: Entry, order: ChangeOrder, base: ChangeBase) -> Decimal:
    quote = each.quote
    if order is ChangeOrder.RANGE:
        return percent(quote.high - quote.low, quote.reference)
    if order in {ChangeOrder.RISE_FROM_OPEN, ChangeOrder.FALL_FROM_OPEN}:
        against = quote.open
    elif base is ChangeBase.CLOSE:
        against = quote.reference
    else:
        against = quote.low if order is ChangeOrder.RISE else quote.high
    return percent(quote.last - against, against)


def _by_volume(rank: int, each: Entry) -> VolumeRank:
    quote, listing = each.quote, each.listing
    turnover, value_turnover = percent(quote.volume, listing.shares), percent(quote.value, each.worth)
    return VolumeRank(
        rank=rank,
        previous_volume=Shares(quote.previous_volume),
        listed_shares=Shares(listing.shares),
        average_volume=Shares(quote.volume),
        period_change_rate=changes(quote)["change_rate"],
        volume_growth=Percent(_growth(each)),
        turnover_rate=Percent(turnover),
        period_turnover_rate=Percent(turnover),
        average_value=Won(quote.value),
        value_turnover_rate=Percent(value_turnover),
        period_value_turnover_rate=Percent(value_turnover),
        value=Won(quote.value),
        **named(each),
        **priced(quote),
    )
