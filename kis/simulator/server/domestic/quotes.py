"""국내주식 시세: price, order book, candles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kis.domestic.book import ExpectedMatch, Ladder, OrderBook
from kis.domestic.chart import Candle, Chart, ChartSummary
from kis.domestic.codes import Sign
from kis.domestic.price import Price
from kis.domestic.quotes import ChartQuery, QuoteQuery
from kis.market.fees import Market
from kis.market.ticks import UNLIMITED
from kis.simulator.book import Level
from kis.simulator.broker import Broker
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.events import BookChanged
from kis.simulator.history import Candle as Bar
from kis.simulator.history import Period
from kis.simulator.server.domestic.extremes import ExtremesOfYear
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Percent, Shares, Won

LEVELS = 10
_EOK = 100_000_000
_CENT = Decimal("0.01")
_MOST_CANDLES = 100
_TRADING = "20"
"""장중, 보통 (신 장운영 구분 코드)."""


class QuoteDesk:
    """Answers what the market shows. An unknown symbol is a success full of zeros, as at KIS."""

    def __init__(self, broker: Broker, extremes: ExtremesOfYear) -> None:
        self._broker = broker
        self._extremes = extremes

    def price(self, _call: Call, request: QuoteQuery) -> Price:
        """현재가."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return with_zeros(Price, symbol=request.symbol, change_sign=Sign.UNCHANGED)
        quote = self._broker.quote(request.symbol)
        return with_zeros(
            Price,
            status="55",
            margin_rate=Percent(Decimal("20.00")),
            market_name=market_name(listing),
            halted=False,
            open_extended=False,
            close_extended=False,
            credit_allowed=True,
            price=Won(quote.last),
            change=Won(quote.change),
            change_sign=Sign(quote.sign),
            change_rate=Percent(quote.rate),
            value=Won(quote.value),
            volume=Shares(quote.volume),
            volume_rate=Percent(percent(quote.volume, quote.previous_volume)),
            open=Won(quote.open),
            high=Won(quote.high),
            low=Won(quote.low),
            upper_limit=Won(limit(quote.upper)),
            lower_limit=Won(quote.lower),
            reference_price=Won(quote.reference),
            average_price=quote.average,
            limit_width=Won(limit(quote.upper - quote.reference)),
            tick_size=Won(quote.tick),
            lot_size=Shares(1),
            listed_shares=Shares(listing.shares),
            market_cap=Decimal(quote.last * listing.shares // _EOK),
            turnover_rate=Percent(percent(quote.volume, listing.shares)),
            short_selling_allowed=True,
            symbol=listing.code,
            vi_code=vi_code(self._broker, listing.code),
            investment_caution=False,
            market_warning="00",
            overheated=False,
            liquidation=False,
            administrative_issue="N",
            **self._year(quote),
        )

    def _year(self, quote: Quote) -> dict[str, object]:
        """Return the extremes of 52 weeks."""
        found = self._extremes.of(quote)
        if found is None:
            return {}
        return {
            "high_52w": Won(found.high),
            "high_52w_date": found.high_day,
            "high_52w_rate": Percent(percent(quote.last - found.high, found.high)),
            "low_52w": Won(found.low),
            "low_52w_date": found.low_day,
            "low_52w_rate": Percent(percent(quote.last - found.low, found.low)),
        }

    def order_book(self, _call: Call, request: QuoteQuery) -> OrderBook:
        """호가 10단계와 예상체결."""
        if self._broker.listing(request.symbol) is None:
            return OrderBook(
                ladder=with_zeros(Ladder, **ladder(None)), expected=with_zeros(ExpectedMatch, symbol=request.symbol)
            )
        change = self._broker.book(request.symbol)
        expected = _expected(change, vi_code(self._broker, request.symbol))
        return OrderBook(ladder=with_zeros(Ladder, **ladder(change)), expected=expected)

    def chart(self, _call: Call, request: ChartQuery) -> Chart:
        """기간별시세: newest first, a hundred at most. The adjusted prices are the raw ones: nothing is ever split."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return Chart(summary=with_zeros(ChartSummary, symbol=request.symbol), candles=())
        period = Period(request.period.value)
        bars = self._broker.candles(listing.code, period, request.start, request.end)[: _MOST_CANDLES + 1]
        quote, change = self._broker.quote(listing.code), self._broker.book(listing.code)
        return Chart(summary=_summary(listing, quote, change), candles=_candles(quote, bars)[:_MOST_CANDLES])


def vi_code(broker: Broker, symbol: str) -> str:
    """Return whether trading is interrupted (VI적용구분코드)."""
    return "Y" if broker.domestic.halt(symbol) else "N"


def market_name(listing: DomesticListing) -> str:
    """Return the market (대표 시장) as quotes name it."""
    return "KOSPI200" if listing.market is Market.KOSPI else listing.market.value


def percent(part: int, whole: int) -> Decimal:
    """Return `part` of `whole` in percent with two decimals; 0 of nothing."""
    return (Decimal(part * 100) / whole).quantize(_CENT) if whole else Decimal("0.00")


def limit(price: int) -> int:
    """Return a price limit as KIS writes it: 0 where there is none."""
    return price if price < UNLIMITED // 2 else 0


def ten(levels: Sequence[Level]) -> tuple[tuple[Won, ...], tuple[Shares, ...]]:
    """Return prices and sizes of ten levels; levels that do not exist have 0 for both."""
    padded = [*levels, *[Level(0, 0)] * (LEVELS - len(levels))][:LEVELS]
    return tuple(Won(level.price) for level in padded), tuple(Shares(level.size) for level in padded)


def ladder(change: BookChanged | None) -> dict[str, Any]:
    """Return the ten levels of a book by the fields of `Ladder`; empty ones without a book."""
    asks, bids = (change.book.asks, change.book.bids) if change else ((), ())
    (ask_prices, ask_sizes), (bid_prices, bid_sizes) = ten(asks), ten(bids)
    return {
        "time": change.time.time().replace(microsecond=0) if change else None,
        "ask_prices": ask_prices,
        "bid_prices": bid_prices,
        "ask_sizes": ask_sizes,
        "bid_sizes": bid_sizes,
        "ask_size_changes": (Shares(0),) * LEVELS,
        "bid_size_changes": (Shares(0),) * LEVELS,
        "total_ask_size": Shares(sum(ask_sizes)),
        "total_bid_size": Shares(sum(bid_sizes)),
        "total_ask_size_change": Shares(change.ask_change if change else 0),
        "total_bid_size_change": Shares(change.bid_change if change else 0),
        "net_bid": Shares(sum(bid_sizes) - sum(ask_sizes)),
        "session_code": _TRADING,
    }


def _expected(change: BookChanged, vi: str) -> ExpectedMatch:
    quote = change.quote
    price, volume = change.expected or (0, 0)
    return with_zeros(
        ExpectedMatch,
        session_code="112" if change.expected else "311",
        price=Won(quote.last),
        open=Won(quote.open),
        high=Won(quote.high),
        low=Won(quote.low),
        reference_price=Won(quote.reference),
        expected_price=Won(price),
        expected_change_sign=Sign(quote.sign_of(price)) if price else Sign.UNCHANGED,
        expected_change=Won(price - quote.reference if price else 0),
        expected_change_rate=Percent(percent(price - quote.reference, quote.reference) if price else Decimal("0.00")),
        expected_volume=Shares(volume),
        symbol=change.symbol,
        vi_code=vi,
    )


def _summary(listing: DomesticListing, quote: Quote, change: BookChanged) -> ChartSummary:
    asks, bids = change.book.asks, change.book.bids
    return with_zeros(
        ChartSummary,
        change=Won(quote.change),
        change_sign=Sign(quote.sign),
        change_rate=Percent(quote.rate),
        previous_close=Won(quote.reference),
        volume=Shares(quote.volume),
        value=Won(quote.value),
        name=listing.name,
        price=Won(quote.last),
        symbol=listing.code,
        previous_volume=Shares(quote.previous_volume),
        upper_limit=Won(limit(quote.upper)),
        lower_limit=Won(quote.lower),
        open=Won(quote.open),
        high=Won(quote.high),
        low=Won(quote.low),
        ask=Won(asks[0].price if asks else 0),
        bid=Won(bids[0].price if bids else 0),
        volume_change=Shares(quote.volume - quote.previous_volume),
        turnover_rate=Percent(percent(quote.volume, listing.shares)),
        listed_shares=Shares(listing.shares),
        market_cap=Decimal(quote.last * listing.shares // _EOK),
    )


def _candles(quote: Quote, bars: Sequence[Bar]) -> tuple[Candle, ...]:
    """The change of each candle is against the close before it; the oldest has nothing to compare with."""
    closes = [bar.close for bar in bars[1:]] + [bars[-1].close] if bars else []
    return tuple(_candle(quote, bar, before) for bar, before in zip(bars, closes, strict=True))


def _candle(quote: Quote, bar: Bar, before: int) -> Candle:
    return Candle(
        date=bar.day,
        close=Won(bar.close),
        open=Won(bar.open),
        high=Won(bar.high),
        low=Won(bar.low),
        volume=Shares(bar.volume),
        value=Won(bar.value),
        ex_code="00",
        split_rate=Percent(Decimal("0.00")),
        modified=False,
        change_sign=plain_sign(bar.close - before),
        change=Won(bar.close - before),
        revaluation_code="00",
    )


def plain_sign(change: int) -> Sign:
    """Return the sign code of a change of which the limits are not known."""
    if change == 0:
        return Sign.UNCHANGED
    return Sign.UP if change > 0 else Sign.DOWN
