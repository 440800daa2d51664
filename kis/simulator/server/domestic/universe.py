"""The field that lists choose from: everything listed but warrants, with its quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kis.domestic.market_codes import ShareKind, Universe
from kis.market.fees import Market
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES, KOSPI200
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.tape import Quote

_MARKETS = {Universe.KOSPI: Market.KOSPI, Universe.KOSDAQ: Market.KOSDAQ}


@dataclass(frozen=True, slots=True)
class Entry:
    """A symbol at this moment."""

    listing: DomesticListing
    quote: Quote

    @property
    def worth(self) -> int:
        """시가총액, in won."""
        return self.listing.shares * self.quote.last


@dataclass(frozen=True, slots=True)
class Filter:
    """Bounds of a list; None is no bound."""

    min_price: int | None = None
    max_price: int | None = None
    min_volume: int | None = None

    def takes(self, entry: Entry, kind: ShareKind = ShareKind.ALL) -> bool:
        """Tell whether an entry is within the bounds and of the kind."""
        quote = entry.quote
        return (
            (self.min_price or 0) <= quote.last <= (self.max_price or quote.last)
            and quote.volume >= (self.min_volume or 0)
            and kind in (ShareKind.ALL, _kind(entry.listing))
        )


def _kind(listing: DomesticListing) -> ShareKind:
    """Common shares have codes that end in 0."""
    return ShareKind.COMMON if listing.code.endswith("0") else ShareKind.PREFERRED


def listed(broker: Broker, universe: str) -> list[Entry]:
    """Return what a universe or the members of an index; nothing for a code that is neither."""
    broker.now()
    every = [market for market in broker.domestic.markets.values() if market.listing.market is not Market.ELW]
    if universe in {Universe.KOSPI200, Universe.KRX100}:
        universe = KOSPI200
    elif universe in _MARKETS:
        every = [market for market in every if market.listing.market is _MARKETS[Universe(universe)]]
        universe = Universe.ALL
    if universe != Universe.ALL:
        members = INDICES[universe].members if universe in INDICES else ()
        every = [market for market in every if market.listing in members]
    return [Entry(market.listing, market.quote) for market in every]


def named(entry: Entry) -> dict[str, Any]:
    """Return symbol and name."""
    return {"symbol": entry.listing.code, "name": entry.listing.name}
