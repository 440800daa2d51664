"""Prices that move by themselves: a seeded random walk on the proper ticks, within the limits of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from kis.market.ticks import step
from kis.simulator.chance import chance
from kis.simulator.listing import Listing
from kis.simulator.orders import Side
from kis.simulator.tape import Quote


class PriceWalk:
    """The chance in one symbol's market: its morning, its next price, the sizes in its book."""

    def __init__(self, listing: Listing, seed: int) -> None:
        self._listing = listing
        self._random = chance(seed, "walk", listing.code)

    def first_quote(self, at: datetime, opened_at: datetime) -> Quote:
        """Return a day that has been traded for a while: within three ticks of the reference price."""
        random, listing = self._random, self._listing
        board, reference = listing.board, listing.reference
        limits = listing.limits(reference)
        last, opened = (step(reference, board, random.randint(-3, 3)) for _ in range(2))
        high = step(max(last, opened), board, random.randint(0, 3))
        low = step(min(last, opened), board, -random.randint(0, 3))
        volume = draw_volume(listing, random)
        bought = int(volume * random.uniform(0.45, 0.55))
        quote = Quote(
            symbol=listing.code,
            listing=listing,
            time=at,
            reference=reference,
            upper=limits.upper,
            lower=limits.lower,
            last=last,
            open=opened,
            high=high,
            low=low,
            volume=volume,
            value=volume * ((high + low) // 2),
            opened_at=opened_at,
            high_at=at - timedelta(minutes=random.randint(5, 55)),
            low_at=at - timedelta(minutes=random.randint(5, 55)),
            previous_volume=draw_volume(listing, random),
        )
        return replace(
            quote,
            buy_volume=bought,
            sell_volume=volume - bought,
            buy_trades=bought // 37 + 1,
            sell_trades=(volume - bought) // 37 + 1,
        )

    def next_trade(self, quote: Quote, ask: int | None, bid: int | None) -> tuple[int, int]:
        """Return price and shares of the crowd's next trade: mostly at the touch, at times beyond it."""
        aggressor = self._random.choice((Side.BUY, Side.SELL))
        touch = (ask if aggressor is Side.BUY else bid) or quote.last
        beyond = self._random.choices((0, 1), (4, 1))[0]
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
