"""A KIS broker on this machine: the same answers, refusals and notices, without an account.

The engine (`broker` and what it stands on) is pure: no sockets, no wire names, a clock from outside, and
the same seed with the same calls gives the same day. `server` puts it behind REST and a websocket:

    async with Simulator.serve(seed=1, limits=NO_LIMITS) as simulator:
        kis = Kis(simulator.credentials(), origins=simulator.origins)

One engine serves every market. Its modules here know nothing of won or of KRX: prices are whole numbers in the
smallest unit of a board, so that price, order book, trades and candles agree exactly. What is particular to a kind of
market is a package of its own (`domestic`) with a `Floor`. To add a floor, write in such a package

1. a `Listing` of its own with what the market adds (currency, multiplier, …) and the listings;
2. a `Timetable`: when orders match, wait, open, close, and when a trading day begins;
3. the money, and a `Clearing` that tells what a fill costs and moves it;
4. `Checks`: from a `PlaceOrder` to `Terms`, or a `Refusal`;
5. a `Floor` that puts these together and answers balances in its own words,

and open it in `Broker._begin` and `Broker.floors`. Matching, books, quotes, candles, autoplay, events, control calls
and the order list then work. Listeners take the events of one floor by the class of its listings
(`broker.subscribe(listener, DomesticListing)`).
"""

from kis.simulator.era import Era
from kis.simulator.server.app import Simulator
from kis.simulator.server.limits import NO_LIMITS, OFFICIAL, Limits

__all__ = ["NO_LIMITS", "OFFICIAL", "Era", "Limits", "Simulator"]
