"""관심종목과 조건검색: the same few lists for every owner, found by the owner's own HTS id only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from itertools import islice

from kis.domestic.codes import Sign
from kis.domestic.watchlist_rows import (
    Screen,
    ScreenedStock,
    WatchedPrice,
    WatchedStock,
    Watchlist,
    WatchlistHead,
    WatchlistStocks,
)
from kis.domestic.watchlists import ScreenQuery, ScreensQuery, WatchedPricesQuery, WatchlistQuery, WatchlistsQuery
from kis.market.fees import Market
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES, in_points
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.server.domestic.extremes import ExtremesOfYear
from kis.simulator.server.domestic.figures import priced, span
from kis.simulator.server.domestic.quotes import limit, percent
from kis.simulator.server.domestic.universe import Entry, listed, named
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Percent, Shares, Won

_EOK = 100_000_000
_MILLION, _THOUSAND = 1_000_000, 1_000
_MOST_FOUND = 100
_INDEX = "U"


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    symbols: tuple[str, ...]


_GROUPS: Mapping[str, _Group] = {
    "001": _Group("대형주", ("005930", "000660", "373220", "207940", "005380")),
    "002": _Group("은행", ("105560", "055550", "086790")),
    "003": _Group("ETF", ("069500", "122630", "114800", "133690")),
}
_SCREENS: Mapping[str, tuple[str, Callable[[Entry], bool]]] = {
    "0": ("상승 종목", lambda each: each.quote.change > 0),
    "1": ("하락 종목", lambda each: each.quote.change < 0),
    "2": ("거래대금 1000억 이상", lambda each: each.quote.value >= 1_000 * _EOK),
}


class WatchDesk:
    """Answers what an owner watches. Somebody else's HTS id has no lists."""

    def __init__(self, broker: Broker, extremes: ExtremesOfYear) -> None:
        self._broker = broker
        self._extremes = extremes

    def prices(self, _call: Call, request: WatchedPricesQuery) -> tuple[WatchedPrice, ...]:
        """관심종목 시세: a row for each symbol asked, in its order."""
        self._broker.now()
        pairs = zip(request.symbols, request.markets, strict=True)
        return tuple(
            self._index(symbol) if market == _INDEX else self._price(symbol) for symbol, market in pairs if symbol
        )

    def _price(self, symbol: str) -> WatchedPrice:
        listing = self._broker.listing(symbol)
        if listing is None:
            return with_zeros(WatchedPrice, symbol=symbol, change_sign=Sign.UNCHANGED)
        change = self._broker.book(symbol)
        quote, asks, bids = change.quote, change.book.asks[:1], change.book.bids[:1]
        _, expected = change.expected or (0, 0)
        market = "코스닥" if listing.market is Market.KOSDAQ else "거래소"
        return with_zeros(
            WatchedPrice,
            market_name=market,
            market_action_name=market,
            time_code="0",
            symbol=symbol,
            name=listing.name,
            ask=Decimal(sum(level.price for level in asks)),
            bid=Decimal(sum(level.price for level in bids)),
            ask_size=Shares(sum(level.size for level in asks)),
            bid_size=Shares(sum(level.size for level in bids)),
            total_ask_size=Shares(change.book.total_asks),
            total_bid_size=Shares(change.book.total_bids),
            value=Won(quote.value),
            previous_close=Decimal(quote.reference),
            reference_price=Decimal(quote.reference),
            high_from_open_rate=Percent(percent(quote.high - quote.open, quote.open)),
            expected_change=Decimal(quote.change if expected else 0),
            expected_change_sign=Sign(quote.sign) if expected else Sign.UNCHANGED,
            expected_change_rate=Percent(quote.rate if expected else Decimal("0.00")),
            expected_volume=Shares(expected),
            **{**priced(quote), "price": Decimal(quote.last), "change": Decimal(quote.change)},
            **{name: Decimal(price) for name, price in span(quote).items()},
        )

    def _index(self, code: str) -> WatchedPrice:
        if code not in INDICES:
            return with_zeros(WatchedPrice, symbol=code, change_sign=Sign.UNCHANGED)
        quote, breadth = self._broker.indices.quote(code), self._broker.indices.breadth(code)
        return WatchedPrice(
            market_name="업종",
            time_code="2",
            symbol=code,
            name=quote.index.name,
            price=quote.points,
            change=in_points(quote.change),
            change_sign=Sign(quote.sign_of(quote.last)),
            change_rate=Percent(quote.rate_of(quote.last)),
            volume=Shares(breadth.volume // _THOUSAND),
            open=in_points(quote.open),
            high=in_points(quote.high),
            low=in_points(quote.low),
            value=Won(breadth.value // _MILLION),
            previous_close=in_points(quote.reference),
            reference_price=in_points(quote.reference),
        )

    def groups(self, call: Call, request: WatchlistsQuery) -> tuple[Watchlist, ...]:
        """관심종목 그룹."""
        if request.hts_id != call.info.hts_id:
            return ()
        return tuple(
            Watchlist(
                date=self._broker.clock.start.date(),
                time=time(9),
                rank=rank,
                code=code,
                name=group.name,
                count=len(group.symbols),
            )
            for rank, (code, group) in enumerate(_GROUPS.items())
        )

    def stocks(self, call: Call, request: WatchlistQuery) -> WatchlistStocks:
        """그룹별 종목."""
        group = _GROUPS.get(request.code) if request.hts_id == call.info.hts_id else None
        if group is None:
            return WatchlistStocks(head=None, stocks=())
        stocks = (
            WatchedStock(
                market_code="J",
                rank=rank,
                exchange_code="KRX",
                symbol=symbol,
                color_code="-1",
                name=LISTINGS[symbol].name,
                net_buying=Shares(0),
                entry_price=Decimal("0.000000"),
                entry_code="0",
            )
            for rank, symbol in enumerate(group.symbols, start=1)
        )
        rank = list(_GROUPS).index(request.code)
        return WatchlistStocks(head=WatchlistHead(rank=rank, name=group.name), stocks=tuple(stocks))

    def titles(self, call: Call, request: ScreensQuery) -> tuple[Screen, ...]:
        """조건검색 목록."""
        if request.hts_id != call.info.hts_id:
            return ()
        return tuple(
            Screen(hts_id=request.hts_id, number=number, group="기본그룹", name=name)
            for number, (name, _) in _SCREENS.items()
        )

    def results(self, call: Call, request: ScreenQuery) -> tuple[ScreenedStock, ...]:
        """조건검색 결과, a hundred at most."""
        screen = _SCREENS.get(request.number) if request.hts_id == call.info.hts_id else None
        if screen is None:
            return ()
        found = filter(screen[1], listed(self._broker, "0000"))
        return tuple(self._screened(each) for each in islice(found, _MOST_FOUND))

    def _screened(self, each: Entry) -> ScreenedStock:
        quote, found = each.quote, self._extremes.of(each.quote)
        return with_zeros(
            ScreenedStock,
            value=Decimal(quote.value),
            strength=Percent(quote.strength),
            high_52w=Won(found.high if found else 0),
            low_52w=Won(found.low if found else 0),
            volume_rate=Percent(percent(quote.volume, quote.previous_volume)),
            expected_change_sign=Sign.UNCHANGED,
            reference_price=Won(quote.reference),
            upper_limit=Won(limit(quote.upper)),
            lower_limit=Won(quote.lower),
            market_cap=Decimal(each.worth) / _EOK,
            open=Won(quote.open),
            high=Won(quote.high),
            low=Won(quote.low),
            **named(each),
            **priced(quote),
        )
