"""국내주식 체결과 분봉: the tape and the minutes of a stock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.domestic.market_codes import EarlierBars
from kis.domestic.minutes import Minute, MinuteChart, MinuteSummary
from kis.domestic.quotes import MinuteChartQuery, PastMinuteChartQuery, QuoteQuery, TimedTradesQuery
from kis.domestic.trades import TimedTrade, TimedTrades, Trade, TradeSummary
from kis.market.clock import KST
from kis.simulator import intraday
from kis.simulator.broker import Broker
from kis.simulator.orders import Side
from kis.simulator.server.domestic.figures import changes, priced
from kis.simulator.server.domestic.quotes import market_name, percent
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.simulator.tape import Trade as Print
from kis.units import Percent, Shares, Won

_TRADES, _MINUTES, _PAST_MINUTES = 30, 30, 120


class TradeDesk:
    """Answers what was traded. An unknown symbol has traded nothing."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def trades(self, _call: Call, request: QuoteQuery) -> tuple[Trade, ...]:
        """체결: the last thirty, newest first."""
        if self._broker.listing(request.symbol) is None:
            return ()
        return tuple(row for row, _ in zip(self._rows(request.symbol), range(_TRADES), strict=False))

    def _rows(self, symbol: str) -> Iterator[Trade]:
        quote = self._broker.quote(symbol)
        for print_, before in self._told(symbol):
            yield Trade(
                time=print_.time.time().replace(microsecond=0),
                price=Won(print_.price),
                volume=Shares(print_.quantity),
                strength=Percent(before.strength),
                **changes(quote, print_.price),
            )

    def _told(self, symbol: str) -> Iterator[tuple[Print, _Sums]]:
        """The tape, newest first, with what the day's sums were when it was told."""
        quote = self._broker.quote(symbol)
        sums = _Sums(quote.buy_volume, quote.sell_volume)
        for print_ in self._broker.domestic.trades(symbol):
            yield print_, sums
            sums = sums.without(print_)

    def timed_trades(self, _call: Call, request: TimedTradesQuery) -> TimedTrades:
        """시간대별 체결: thirty at or before a time, newest first."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return TimedTrades(summary=with_zeros(TradeSummary, change_sign=Sign.UNCHANGED), trades=())
        quote = self._broker.quote(listing.code)
        told = (each for each in self._told(listing.code) if each[0].time.time() <= request.until)
        rows = tuple(_timed(quote, *each) for each, _ in zip(told, range(_TRADES), strict=False))
        summary = TradeSummary(
            previous_volume=Shares(quote.previous_volume),
            market_name=market_name(listing),
            **priced(quote),
        )
        return TimedTrades(summary=summary, trades=rows)

    def minute_chart(self, _call: Call, request: MinuteChartQuery) -> MinuteChart:
        """당일분봉: thirty at or before a time, newest first; at or before now if asked for 000000."""
        market = self._broker.domestic.markets.get(request.symbol)
        day = market.day if market else date.min
        until = request.until if request.until > time.min else self._broker.now().time()
        return self._minutes(request.symbol, day, until, request.earlier, _MINUTES)

    def past_minute_chart(self, _call: Call, request: PastMinuteChartQuery) -> MinuteChart:
        """일별분봉: a hundred and twenty of a day at or before a time, newest first."""
        return self._minutes(request.symbol, request.day, request.until, request.earlier, _PAST_MINUTES)

    def _minutes(self, symbol: str, day: date, until: time, earlier: EarlierBars, count: int) -> MinuteChart:
        listing = self._broker.listing(symbol)
        if listing is None:
            return MinuteChart(summary=with_zeros(MinuteSummary, change_sign=Sign.UNCHANGED), minutes=())
        quote = self._broker.quote(symbol)
        bars = self._broker.domestic.minutes(symbol, datetime.combine(day, until, KST), count)
        wanted = [bar for bar in bars if earlier is EarlierBars.INCLUDED or bar.start.date() == day]
        summary = MinuteSummary(
            previous_close=Won(quote.reference),
            value=Won(quote.value),
            name=listing.name,
            **priced(quote),
        )
        return MinuteChart(summary=summary, minutes=tuple(_minute(bar) for bar in wanted))


class _Sums:
    """Shares bought and sold up to a trade."""

    def __init__(self, bought: int, sold: int) -> None:
        self.bought, self.sold = bought, sold

    def without(self, print_: Print) -> _Sums:
        if print_.aggressor is Side.BUY:
            return _Sums(self.bought - print_.quantity, self.sold)
        return _Sums(self.bought, self.sold - print_.quantity)

    @property
    def volume(self) -> int:
        return self.bought + self.sold

    @property
    def strength(self) -> Decimal:
        """체결강도, percent."""
        return percent(self.bought, self.sold)


def _timed(quote: Quote, print_: Print, sums: _Sums) -> TimedTrade:
    """A buyer came to the ask, a seller to the bid; the other side stood a tick away."""
    bought = print_.aggressor is Side.BUY
    return TimedTrade(
        time=print_.time.time().replace(microsecond=0),
        price=Won(print_.price),
        ask=Won(print_.price if bought else print_.price + quote.tick),
        bid=Won(print_.price - quote.tick if bought else print_.price),
        strength=Percent(sums.strength),
        day_volume=Shares(sums.volume),
        volume=Shares(print_.quantity),
        **changes(quote, print_.price),
    )


def _minute(bar: intraday.Minute) -> Minute:
    return Minute(
        date=bar.start.date(),
        time=bar.start.time(),
        close=Won(bar.close),
        open=Won(bar.open),
        high=Won(bar.high),
        low=Won(bar.low),
        volume=Shares(bar.volume),
        day_value=Won(bar.day_value),
    )
