"""국내주식 시간외 단일가, which ended on 2026-09-11: nothing has been traded in it since, and nothing is here."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from kis.domestic.codes import Sign
from kis.domestic.overtime import OvertimeQuery, OvertimeTradesQuery
from kis.domestic.overtime_rows import (
    OvertimeBook,
    OvertimeDay,
    OvertimeDays,
    OvertimePrice,
    OvertimeSummary,
    OvertimeTrades,
    OvertimeTradeSummary,
)
from kis.simulator.broker import Broker
from kis.simulator.history import Candle, Period
from kis.simulator.server.domestic.quotes import LEVELS, ladder, market_name, percent, plain_sign
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Percent, Shares, Won

_ROWS = 30
_SPAN = timedelta(days=60)


class OvertimeDesk:
    """Answers with zeros and empty lists, as a symbol without such trading does."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def price(self, _call: Call, request: OvertimeQuery) -> OvertimePrice:
        """시간외현재가."""
        unchanged = {"change_sign": Sign.UNCHANGED, "expected_change_sign": Sign.UNCHANGED}
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return with_zeros(OvertimePrice, **unchanged)
        book = self._broker.book(listing.code)
        return with_zeros(
            OvertimePrice,
            credit_allowed=listing.on_credit,
            liquidation=False,
            administrative_issue=False,
            market_warning="00",
            halted=False,
            reference_price=Won(book.quote.last),
            unfaithful_disclosure=False,
            market_name=market_name(listing),
            after_hours_vi_code="N",
            bid=Won(sum(level.price for level in book.book.bids[:1])),
            ask=Won(sum(level.price for level in book.book.asks[:1])),
            **unchanged,
        )

    def order_book(self, _call: Call, request: OvertimeQuery) -> OvertimeBook:
        """시간외호가: nobody waits; the totals of the regular book stand beside."""
        listing = self._broker.listing(request.symbol)
        regular = ladder(self._broker.book(listing.code) if listing else None)
        none = (Shares(0),) * LEVELS
        return with_zeros(
            OvertimeBook,
            time=None,
            ask_prices=(Won(0),) * LEVELS,
            bid_prices=(Won(0),) * LEVELS,
            ask_size_changes=none,
            bid_size_changes=none,
            ask_sizes=none,
            bid_sizes=none,
            regular_total_ask_size=regular["total_ask_size"],
            regular_total_bid_size=regular["total_bid_size"],
            regular_total_ask_size_change=regular["total_ask_size_change"],
            regular_total_bid_size_change=regular["total_bid_size_change"],
        )

    def days(self, _call: Call, request: OvertimeQuery) -> OvertimeDays:
        """시간외일자별주가: the last thirty days with their regular closes."""
        summary = with_zeros(OvertimeSummary, change_sign=Sign.UNCHANGED, expected_change_sign=Sign.UNCHANGED)
        if self._broker.listing(request.symbol) is None:
            return OvertimeDays(summary=summary, days=())
        today = self._broker.now().date()
        bars = self._broker.candles(request.symbol, Period.DAY, today - _SPAN, today)
        return OvertimeDays(summary=summary, days=tuple(_day(*each) for each in pairwise(bars))[:_ROWS])

    def trades(self, _call: Call, _request: OvertimeTradesQuery) -> OvertimeTrades:
        """시간외시간별체결."""
        summary = with_zeros(
            OvertimeTradeSummary,
            change_sign=Sign.UNCHANGED,
            expected_change_sign=Sign.UNCHANGED,
            upper_limit_sign=Sign.UPPER_LIMIT,
            lower_limit_sign=Sign.LOWER_LIMIT,
        )
        return OvertimeTrades(summary=summary, trades=())


def _day(bar: Candle, before: Candle) -> OvertimeDay:
    change = bar.close - before.close
    return with_zeros(
        OvertimeDay,
        date=bar.day,
        change_sign=Sign.UNCHANGED,
        close=Won(bar.close),
        close_change=Won(change),
        close_change_sign=plain_sign(change),
        close_change_rate=Percent(percent(change, before.close)),
        regular_volume=Shares(bar.volume),
    )
