"""해외주식 시세: price, detail, order book, watchlist, trades. An unknown symbol is a success full of blanks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from kis.market.overseas_sessions import Session, window_at
from kis.market.ticks import UNLIMITED
from kis.overseas.book import Auction, BookHead, Ladder, OrderBook, Trade, Trades, TradesHead
from kis.overseas.codes import DaytimeMarket, QuotedAt
from kis.overseas.price import Price, PriceDetail, WatchedPrice, WatchHead, Watchlist
from kis.overseas.quote_queries import QuoteQuery, TradesQuery, WatchQuery
from kis.simulator.book import DEPTH, Level
from kis.simulator.broker import Broker
from kis.simulator.history import Candle, Period
from kis.simulator.orders import Side
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.overseas.shown import listed, local, move, price, rate
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Amount, Percent, Shares

_MOST_TRADES = 120
_PER, _PBR = 20, 3
"""Of every stock at its first price."""
_YEAR = timedelta(days=364)
_MARKETS = {Session.PRE: "1", Session.AFTER: "2"}


class QuoteDesk:
    """Answers what overseas markets show."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def price(self, _call: Call, request: QuoteQuery) -> Price:
        """현재체결가."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return Price()
        quote = floor.quote(listing.code)
        return Price(
            realtime_key=realtime_key(listing, request.exchange),
            decimals=listing.board.decimals,
            previous_close=price(listing, quote.reference),
            previous_volume=Shares(quote.previous_volume),
            price=price(listing, quote.last),
            volume=Shares(quote.volume),
            value=price(listing, quote.value),
            orderable_name="매도매수가능",
            **move(quote),
        )

    def detail(self, _call: Call, request: QuoteQuery) -> PriceDetail:
        """현재가상세, with the price in won at today's rate."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return PriceDetail()
        quote, currency = floor.quote(listing.code), listing.currency
        exchange_rate, unit = floor.rates.shown(currency, floor.today(listing.exchange))
        in_won = exchange_rate / unit
        limited = quote.upper != UNLIMITED
        return PriceDetail(
            realtime_key=realtime_key(listing, request.exchange),
            previous_volume=Shares(quote.previous_volume),
            open=price(listing, quote.open),
            high=price(listing, quote.high),
            low=price(listing, quote.low),
            price=price(listing, quote.last),
            previous_close=price(listing, quote.reference),
            market_cap=Amount(price(listing, quote.last) * listing.shares),
            upper_limit=price(listing, quote.upper if limited else 0),
            lower_limit=price(listing, quote.lower if limited else 0),
            listed_shares=Shares(listing.shares),
            currency=currency.value,
            decimals=listing.board.decimals,
            lot_size=Shares(listing.lot),
            price_in_won=Amount(round(price(listing, quote.last) * in_won, 0)),
            absolute_change_in_won=Amount(round(price(listing, abs(quote.change)) * in_won, 0)),
            change_rate_in_won=Percent(quote.rate),
            exchange_rate=exchange_rate,
            change_sign_in_won=move(quote)["change_sign"],
            orderable_name="매매 가능",
            tick_size=price(listing, quote.tick),
            industry=listing.industry,
            volume=Shares(quote.volume),
            value=price(listing, quote.value),
            etp_name="ETF" if listing.kind == "03" else "",
            **_worth(listing, quote),
            **self._year(listing, quote),
        )

    def _year(self, listing: OverseasListing, quote: Quote) -> dict[str, Any]:
        """Return the extremes of 52 weeks, today's included."""
        today = self._broker.overseas.today(listing.exchange)
        bars = self._broker.overseas.candles(listing.code, Period.DAY, today - _YEAR, today)
        bars = bars or [Candle(today, *(quote.last,) * 4, 0, 0)]
        top, bottom = max(bars, key=lambda bar: bar.high), min(bars, key=lambda bar: bar.low)
        return {
            "high_52w": price(listing, top.high),
            "high_52w_date": top.day,
            "low_52w": price(listing, bottom.low),
            "low_52w_date": bottom.day,
        }

    def order_book(self, _call: Call, request: QuoteQuery) -> OrderBook:
        """현재가 호가."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return OrderBook(head=BookHead(), ladder=_ladder(None, (), ()), auction=Auction())
        change, quote = floor.book(listing.code), floor.quote(listing.code)
        at, view = local(listing, change.time), change.book
        head = BookHead(
            realtime_key=realtime_key(listing, request.exchange),
            decimals=listing.board.decimals,
            currency=listing.currency.value,
            previous_close=price(listing, quote.reference),
            open=price(listing, quote.open),
            high=price(listing, quote.high),
            low=price(listing, quote.low),
            price=price(listing, quote.last),
            date=at.date(),
            time=at.time().replace(microsecond=0),
            total_bid_size=Shares(view.total_bids),
            total_ask_size=Shares(view.total_asks),
            total_bid_size_change=Shares(change.bid_change),
            total_ask_size_change=Shares(change.ask_change),
            symbol=listing.code,
            open_rate=rate(quote.open - quote.reference, quote.reference),
            high_rate=rate(quote.high - quote.reference, quote.reference),
            low_rate=rate(quote.low - quote.reference, quote.reference),
            change_rate=Percent(quote.rate),
        )
        return OrderBook(head=head, ladder=_ladder(listing, view.bids, view.asks), auction=Auction())

    def watchlist(self, _call: Call, request: WatchQuery) -> Watchlist:
        """복수종목 시세, in the order asked for; a symbol that does not exist is a row of blanks."""
        pairs = zip(request.exchanges, request.symbols, strict=True)
        asked = [(exchange, symbol) for exchange, symbol in pairs if exchange is not None and symbol is not None]
        rows = tuple(self._watched(symbol, exchange) for exchange, symbol in asked[: request.count])
        return Watchlist(head=WatchHead(count=str(len(rows))), prices=rows)

    def _watched(self, symbol: str, exchange: QuotedAt) -> WatchedPrice:
        floor = self._broker.overseas
        listing = listed(floor, symbol, exchange)
        if listing is None:
            return WatchedPrice(symbol="")
        quote, view = floor.quote(listing.code), floor.book(listing.code).book
        ask, bid = _best(view.asks), _best(view.bids)
        return WatchedPrice(
            realtime_key=realtime_key(listing, exchange),
            quote_code=exchange.quote_code,
            symbol=listing.code,
            name=listing.name,
            exchange_name=listing.exchange.korean_name,
            country_name=listing.exchange.country.korean_name,
            state="실",
            state_name="실시간",
            decimals=listing.board.decimals,
            price=price(listing, quote.last),
            open=price(listing, quote.open),
            high=price(listing, quote.high),
            low=price(listing, quote.low),
            bid=price(listing, bid.price),
            ask=price(listing, ask.price),
            bid_size=Shares(bid.size),
            ask_size=Shares(ask.size),
            total_bid_size=Shares(view.total_bids),
            total_ask_size=Shares(view.total_asks),
            volume=Shares(quote.volume),
            value=price(listing, quote.value),
            strength=quote.strength,
            local_time=local(listing, quote.time).time().replace(microsecond=0),
            time=quote.time.time().replace(microsecond=0),
            currency=listing.currency.value,
            previous_close=price(listing, quote.reference),
            previous_volume=Shares(quote.previous_volume),
            listed_shares=Shares(listing.shares),
            market_cap=Amount(price(listing, quote.last) * listing.shares),
            lot_size=Shares(listing.lot),
            **self._year(listing, quote),
            **move(quote),
        )

    def trades(self, _call: Call, request: TradesQuery) -> Trades:
        """체결추이 of today, newest first; of yesterday nothing is kept."""
        floor = self._broker.overseas
        listing = listed(floor, request.symbol, request.exchange)
        if listing is None:
            return Trades(head=TradesHead(realtime_key=""), trades=())
        rows = self._trades(listing) if request.day != "0" else ()
        key = realtime_key(listing, request.exchange)
        return Trades(head=TradesHead(realtime_key=key, decimals=listing.board.decimals, count=len(rows)), trades=rows)

    def _trades(self, listing: OverseasListing) -> tuple[Trade, ...]:
        floor, rows = self._broker.overseas, []
        quote, view = floor.quote(listing.code), floor.book(listing.code).book
        volume = quote.volume
        for trade in islice(floor.trades(listing.code), _MOST_TRADES):
            at_price = quote.traded(trade.price, 0, Side.BUY, trade.time)
            window = window_at(listing.exchange, trade.time)
            rows.append(
                Trade(
                    time=trade.time.time().replace(microsecond=0),
                    price=price(listing, trade.price),
                    quantity=Shares(trade.quantity),
                    volume=Shares(volume),
                    market=_MARKETS.get(window.session, "0") if window else "0",
                    bid=price(listing, _best(view.bids).price),
                    ask=price(listing, _best(view.asks).price),
                    strength=Percent(quote.strength),
                    **move(at_price),
                )
            )
            volume -= trade.quantity
        return tuple(rows)


def realtime_key(listing: OverseasListing, at: QuotedAt) -> str:
    """Return the key of the realtime channel: DNASAAPL, RBAQAAPL by day."""
    return f"R{at.quote_code}{listing.code}" if isinstance(at, DaytimeMarket) else listing.realtime_key


def _worth(listing: OverseasListing, quote: Quote) -> dict[str, Any]:
    """Return earnings and book value by share, invented from the first price, and the price in terms of them."""
    first, last = price(listing, listing.reference), price(listing, quote.last)
    earned, owned = first / _PER, first / _PBR
    ratios = {"per": last / earned, "pbr": last / owned, "eps": earned, "bps": owned}
    return {name: round(value, 2) for name, value in ratios.items()}


def _best(levels: Sequence[Level]) -> Level:
    return levels[0] if levels else Level(0, 0)


def _ladder(listing: OverseasListing | None, bids: Sequence[Level], asks: Sequence[Level]) -> Ladder:
    """Ten levels; those that do not exist have price 0, all of an unknown symbol are blank."""
    if listing is None:
        blank = (None,) * DEPTH
        return Ladder(
            bid_prices=blank,
            ask_prices=blank,
            bid_sizes=blank,
            ask_sizes=blank,
            bid_size_changes=blank,
            ask_size_changes=blank,
        )
    bids, asks = ([*side, *[Level(0, 0)] * DEPTH][:DEPTH] for side in (bids, asks))
    return Ladder(
        bid_prices=tuple(price(listing, level.price) for level in bids),
        ask_prices=tuple(price(listing, level.price) for level in asks),
        bid_sizes=tuple(Shares(level.size) for level in bids),
        ask_sizes=tuple(Shares(level.size) for level in asks),
        bid_size_changes=(Shares(0),) * DEPTH,
        ask_size_changes=(Shares(0),) * DEPTH,
    )
