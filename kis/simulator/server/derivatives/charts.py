"""선물옵션 차트: candles by day and longer, and by the minute."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from kis.derivatives.chart import Candle, Chart, ChartSummary, MinuteCandle, MinuteChart, MinuteSummary
from kis.derivatives.quotes import ChartQuery, MinuteChartQuery
from kis.domestic.codes import Sign
from kis.market.clock import KST
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import KOSPI200, ContractListing
from kis.simulator.domestic.indices import in_points
from kis.simulator.history import Period
from kis.simulator.server.derivatives.quotes import day, disparity
from kis.simulator.server.derivatives.rows import thousands
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Contracts, Percent, Points

_MOST_CANDLES = 100
_MOST_MINUTES = 102
_CENT = Decimal("0.01")


class ChartDesk:
    """Answers candles, newest first. An unknown symbol has none."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._floor = broker.derivatives

    def chart(self, _call: Call, request: ChartQuery) -> Chart:
        """기간별시세: a hundred at most."""
        listing = self._floor.listing(request.symbol.strip().upper())
        if listing is None:
            return Chart(summary=with_zeros(ChartSummary, symbol=request.symbol), candles=())
        bars = self._floor.candles(listing.code, Period(request.period.value), request.start, request.end)
        candles = tuple(
            Candle(
                date=bar.day,
                close=listing.decimal(bar.close),
                open=listing.decimal(bar.open),
                high=listing.decimal(bar.high),
                low=listing.decimal(bar.low),
                volume=Contracts(bar.volume),
                value=thousands(listing, bar.value),
                modified=False,
            )
            for bar in bars[:_MOST_CANDLES]
        )
        return Chart(summary=with_zeros(ChartSummary, **self._summary(listing)), candles=candles)

    def minute_chart(self, _call: Call, request: MinuteChartQuery) -> MinuteChart:
        """분봉: 102 at most, by the minute for every interval; minutes without a trade are left out."""
        listing = self._floor.listing(request.symbol.strip().upper())
        if listing is None:
            return MinuteChart(summary=with_zeros(MinuteSummary, symbol=request.symbol), candles=())
        until = datetime.combine(request.date, request.time, KST)
        bars = self._floor.minutes(listing.code, until, _MOST_MINUTES)
        candles = tuple(
            MinuteCandle(
                date=bar.start.date(),
                time=bar.start.time(),
                close=listing.decimal(bar.close),
                open=listing.decimal(bar.open),
                high=listing.decimal(bar.high),
                low=listing.decimal(bar.low),
                volume=Contracts(bar.volume),
                value=thousands(listing, bar.day_value),
            )
            for bar in bars
            if request.past or bar.start.date() == request.date
        )
        index = Points(in_points(self._broker.indices.quote(KOSPI200).reference))
        return MinuteChart(
            summary=with_zeros(MinuteSummary, **self._summary(listing), previous_index=index), candles=candles
        )

    def _summary(self, listing: ContractListing) -> dict[str, Any]:
        quote, book = self._floor.quote(listing.code), self._floor.book(listing.code).book
        index = self._broker.indices.quote(KOSPI200)
        fair = Decimal(self._floor.theory(listing).price).quantize(_CENT)
        return {
            **day(listing, quote),
            "change_rate": Percent(quote.rate),
            "name": listing.name,
            "symbol": listing.code,
            "previous_volume": Contracts(quote.previous_volume),
            "ask": listing.decimal(book.asks[0].price if book.asks else 0),
            "bid": listing.decimal(book.bids[0].price if book.bids else 0),
            "basis": fair - self._floor.spot(listing.underlying),
            "kospi200": Points(index.points),
            "kospi200_change": Points(in_points(index.change)),
            "kospi200_change_rate": Percent(index.rate_of(index.last)),
            "kospi200_change_sign": Sign(index.sign_of(index.last)),
            "open_interest": Contracts(listing.shares),
            "strength": Percent(quote.strength),
            "theoretical_price": fair,
            "disparity_rate": disparity(listing.decimal(quote.last), fair),
        }
