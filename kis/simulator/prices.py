"""Prices that move by themselves: a seeded random walk on the proper ticks, within the limits of the day."""

from __future__ import annotations

from datetime import datetime
from random import Random

from kis.market.ticks import step
from kis.simulator.chance import chance
from kis.simulator.listing import Listing
from kis.simulator.morning import Morning
from kis.simulator.orders import Side
from kis.simulator.tape import Quote

_KNOWING = 0.6
"""The part of the crowd that knows what is fair."""
_PATIENCE = 4
"""In how many steps it goes there."""


class PriceWalk:
    """The chance in one symbol's market: its morning, its next price, the sizes in its book."""

    def __init__(self, listing: Listing, seed: int) -> None:
        self._listing = listing
        self._random = chance(seed, "walk", listing.code)

    def first_day(self, opened_at: datetime, at: datetime) -> tuple[Morning, Quote]:
        """Return a day that has been traded since `opened_at`: within a few ticks of the reference price."""
        random, listing = self._random, self._listing
        morning = Morning.draw(listing, draw_volume(listing, random), opened_at, at, random)
        limits = listing.limits(listing.reference)
        prices = list(morning.levels)
        volume = sum(morning.levels.values())
        sold = volume - morning.bought
        return morning, Quote(
            symbol=listing.code,
            listing=listing,
            time=at,
            reference=listing.reference,
            upper=limits.upper,
            lower=limits.lower,
            last=morning.turns[morning.count - 1],
            open=morning.turns[0],
            high=prices[-1],
            low=prices[0],
            volume=volume,
            value=sum(price * shares for price, shares in morning.levels.items()),
            opened_at=opened_at,
            high_at=morning.first_at(prices[-1]),
            low_at=morning.first_at(prices[0]),
            buy_trades=morning.bought // 37 + 1,
            sell_trades=sold // 37 + 1,
            buy_volume=morning.bought,
            sell_volume=sold,
            previous_volume=draw_volume(listing, random),
        )

    def next_trade(self, quote: Quote, ask: int | None, bid: int | None, fair: int) -> tuple[int, int]:
        """Return price and shares of the crowd's next trade: mostly at the touch, at times beyond it.

        Where the last price is not `fair` the crowd mostly trades towards it.
        """
        aggressor = self._random.choice((Side.BUY, Side.SELL))
        beyond = self._random.choices((0, 1), (4, 1))[0]
        if fair != quote.last and self._random.random() < _KNOWING:
            aggressor = Side.BUY if fair > quote.last else Side.SELL
            beyond += abs(fair - quote.last) // quote.tick // _PATIENCE
        touch = (ask if aggressor is Side.BUY else bid) or quote.last
        price = step(touch, self._listing.board, beyond if aggressor is Side.BUY else -beyond)
        price = min(max(price, quote.lower), quote.upper)
        return price, self._listing.lots(self.size(price) // 10)

    def size(self, price: int) -> int:
        """Return the crowd's shares at one level."""
        crowd = self._listing.crowd
        return self._listing.lots(max(crowd.least, self._random.randint(*crowd.money) // price))

    def small(self) -> int:
        """Return the shares of a trade between strangers."""
        return self._random.randint(*self._listing.crowd.trade) * self._listing.lot


def draw_volume(listing: Listing, random: Random) -> int:
    """Return a day's volume in shares: a small part of what is listed."""
    return listing.lots(int(listing.shares * random.uniform(*listing.crowd.turnover)))
