"""What funds and warrants are worth by what they stand on: the crowd trades them towards it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import NormalDist

from kis.market.ticks import lowest_price, snap
from kis.simulator.domestic.indices import INDICES, KOSPI200, IndexQuote, Indices
from kis.simulator.domestic.listings import DomesticListing, ElwListing
from kis.simulator.symbol_market import SymbolMarket

MULTIPLES: Mapping[str, int] = {"069500": 1, "122630": 2, "114800": -1}
"""Funds on KOSPI200, by how many times its change of the day they follow (추적배수)."""

_VOLATILITY = {True: 0.20, False: 0.28}
"""Of an index and of a stock, a year."""
_INTEREST = 0.03
_YEAR = 365
_FEWEST_DAYS = 30
_CENT = Decimal("0.01")
_NORMAL = NormalDist()

Market = SymbolMarket[DomesticListing]


@dataclass(frozen=True, slots=True)
class Warrant:
    """An ELW by its model (Black-Scholes): theoretical price in won, and what it is made of."""

    spot: Decimal
    theory: Decimal
    intrinsic: Decimal
    delta: Decimal
    volatility: Decimal
    days_left: int


def lead(markets: Mapping[str, Market], indices: Indices) -> None:
    """Let the crowd know what funds and warrants are worth, now and always."""
    for code, multiple in MULTIPLES.items():
        markets[code].fair = _fund(markets[code], multiple, indices)
    for market in markets.values():
        if isinstance(market.listing, ElwListing):
            market.fair = _warrant(market, market.listing, markets, indices)


def _fund(market: Market, multiple: int, indices: Indices) -> Callable[[], int]:
    def fair() -> int:
        index: IndexQuote = indices.quote(KOSPI200)
        reference = market.quote.reference
        return _priced(market, reference + reference * multiple * index.change // index.reference)

    return fair


def _warrant(market: Market, listing: ElwListing, markets: Mapping[str, Market], indices: Indices) -> Callable[[], int]:
    return lambda: _priced(market, int(warrant(listing, spot(listing, markets, indices), market.day).theory))


def _priced(market: Market, price: int) -> int:
    board = market.listing.board
    return snap(max(lowest_price(board), price), board, up=False)


def spot(listing: ElwListing, markets: Mapping[str, Market], indices: Indices) -> Decimal:
    """Return the price of what a warrant stands on, in won or points."""
    if listing.underlying in markets:
        return Decimal(markets[listing.underlying].quote.last)
    return indices.quote(listing.underlying).points


def warrant(listing: ElwListing, spot: Decimal, today: date) -> Warrant:
    """Return a warrant's model at a price of the underlying. One about to expire counts a month still."""
    days = max((listing.expires - today).days, _FEWEST_DAYS)
    years, volatility = days / _YEAR, _VOLATILITY[listing.underlying in INDICES]
    price, strike = float(spot), float(listing.strike)
    spread = volatility * math.sqrt(years)
    upper = (math.log(price / strike) + (_INTEREST + volatility**2 / 2) * years) / spread
    sign = 1 if listing.call else -1
    paid = strike * math.exp(-_INTEREST * years)
    theory = sign * (price * _NORMAL.cdf(sign * upper) - paid * _NORMAL.cdf(sign * (upper - spread)))
    return Warrant(
        spot=spot,
        theory=(Decimal(theory) * listing.ratio).quantize(_CENT),
        intrinsic=(max(Decimal(0), sign * (spot - listing.strike)) * listing.ratio).quantize(_CENT),
        delta=Decimal(sign * _NORMAL.cdf(sign * upper)).quantize(Decimal("0.0001")),
        volatility=(Decimal(volatility) * 100).quantize(_CENT),
        days_left=days,
    )
