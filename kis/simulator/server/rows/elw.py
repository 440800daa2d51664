"""Warrants (ELW), as rows of H0EWCNT0, H0EWANC0 and H0EWASP0."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from kis.realtime.domestic import ElwBook, ElwExpectedTick, ElwTick
from kis.simulator.broker import Broker
from kis.simulator.domestic.fair import Warrant, spot, warrant
from kis.simulator.domestic.listings import ElwListing
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.server.domestic.quotes import percent, ten
from kis.simulator.server.rows.line import line
from kis.simulator.server.rows.stocks import book_columns, expected_columns, trade_columns

_CENT = Decimal("0.01")
_LP_PART = Decimal("0.8")
"""How much of the book is the liquidity provider's."""
_LP_HOLDS = 2
"""One share in so many is still his."""


class WarrantRows:
    """Values a warrant by what it stands on, as the broker knows it when the row is made."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def tick(self, event: TradePrinted, _key: str) -> ElwTick:
        """Return a trade."""
        wire = trade_columns(event) | self._worth(event.symbol, event.price)
        return line(ElwTick, wire | _provider(event.quote.listing.shares), missing="0")

    def expected(self, event: BookChanged, _key: str) -> ElwExpectedTick:
        """Return where the auction would match now."""
        price, _ = event.expected or (event.quote.last, 0)
        wire = expected_columns(event) | self._worth(event.symbol, price)
        return line(ElwExpectedTick, wire | _provider(event.quote.listing.shares), missing="0")

    def book(self, event: BookChanged, _key: str) -> ElwBook:
        """Return the book, and how much of it is the provider's."""
        (_, asks), (_, bids) = ten(event.book.asks), ten(event.book.bids)
        wire = book_columns(event)
        for side, sizes in (("ASKP", asks), ("BIDP", bids)):
            provided = [int(size * _LP_PART) for size in sizes]
            wire |= {f"LP_{side}_RSQN{level}": size for level, size in enumerate(provided, start=1)}
            wire[f"LP_TOTAL_{side}_RSQN"] = sum(provided)
        return line(ElwBook, wire, missing="0")

    def _worth(self, symbol: str, price: int) -> dict[str, object]:
        market = self._broker.domestic.markets[symbol]
        listing = cast("ElwListing", market.listing)
        below = spot(listing, self._broker.domestic.markets, self._broker.indices)
        return _valuation(listing, warrant(listing, below, market.day), Decimal(price))


def _valuation(listing: ElwListing, model: Warrant, price: Decimal) -> dict[str, object]:
    """Return the columns of valuation: gearing, premium and the like follow from price, strike and underlying."""
    sign = 1 if listing.call else -1
    even = listing.strike + sign * price / listing.ratio
    premium = sign * (even - model.spot)
    gearing = model.spot * listing.ratio / price
    wire = {
        "TMVL_VAL": price - model.intrinsic,
        "PRIT": (model.spot / listing.strike if listing.call else listing.strike / model.spot) * 100,
        "PRMM_VAL": premium,
        "GEAR": gearing,
        "PRLS_QRYR_RATE": premium * 100 / model.spot,
        "INVL_VAL": model.intrinsic,
        "PRMM_RATE": premium * 100 / model.spot,
        "LVRG_VAL": gearing * model.delta,
        "DELTA": model.delta,
        "HTS_INTS_VLTL": model.volatility,
        "HTS_THPR": model.theory,
    }
    return {key: value.quantize(_CENT) for key, value in wire.items()}


def _provider(shares: int) -> dict[str, object]:
    held = shares // _LP_HOLDS
    return {"LP_HVOL": held, "LP_HLDN_RATE": percent(held, shares)}
