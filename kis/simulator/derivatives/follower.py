"""Prices of contracts as their underlyings move: what theory has moved by, from where the last trade stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kis.market.ticks import step
from kis.simulator.derivatives.checks import ContractMarket
from kis.simulator.derivatives.listings import ContractListing, Spot
from kis.simulator.derivatives.theory import Theory, days_left

Theorist = Callable[[ContractListing, Decimal, int], Theory]
"""What a contract is worth, by the price of its underlying and the days left."""


@dataclass(slots=True)
class _Place:
    """Where a contract stands: the last price seen in units, theory then, and how far from it somebody has traded."""

    last: int
    fair: float
    offset: float = 0.0


class Follower:
    """Tells which contracts have to trade elsewhere because their underlyings, or the days, have moved."""

    def __init__(self, markets: Mapping[str, ContractMarket], spot: Spot, theorist: Theorist) -> None:
        self._markets = markets
        self._spot = spot
        self._theorist = theorist
        self._places: dict[str, _Place] = {}
        self._seen: object = None

    def moves(self, day: date) -> Iterator[tuple[ContractMarket, int]]:
        """Yield the contracts whose price has become another one, with that price in units.

        One seen for the first time goes to its theoretical price. A price that somebody has made by trading stays
        as far from theory as it was made. Nothing moves unless an underlying has, or a day has passed.
        """
        spots = {market.listing.underlying: Decimal(0) for market in self._markets.values()}
        spots = {code: self._spot(code) for code in spots}
        seen = (day, spots, len(self._markets))
        if seen == self._seen:
            return
        self._seen = seen
        for code, market in list(self._markets.items()):
            listing = market.listing
            if listing.last_day < day:
                continue
            fair = self._theorist(listing, spots[listing.underlying], days_left(listing.last_day, day)).price
            target = _within(market, self._target(code, market, fair))
            if target != market.quote.last:
                yield market, target
            self._places[code].last = market.quote.last

    def _target(self, code: str, market: ContractMarket, fair: float) -> float:
        place = self._places.setdefault(code, _Place(market.quote.last, fair))
        if place.last != market.quote.last:
            place.offset = float(market.listing.decimal(market.quote.last)) - place.fair
        place.fair = fair
        return fair + place.offset

    def near(self, market: ContractMarket, day: date, ticks: int) -> int:
        """Return a price so many ticks from the theoretical one, in units."""
        listing = market.listing
        fair = self._theorist(listing, self._spot(listing.underlying), days_left(listing.last_day, day)).price
        price = step(listing.units(fair), listing.board, ticks)
        return min(max(price, market.quote.lower), market.quote.upper)


def _within(market: ContractMarket, price: float) -> int:
    """Return a price on the tick and within the limits of the day."""
    quote = market.quote
    return min(max(market.listing.units(price), quote.lower), quote.upper)
