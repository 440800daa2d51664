"""The market of one symbol: its quote, its book, its chance and its past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Generic

from kis.market.holidays import Calendar
from kis.market.ticks import snap
from kis.simulator.book import BookView, OrderBook
from kis.simulator.events import BookChanged
from kis.simulator.history import History
from kis.simulator.intraday import Intraday
from kis.simulator.listing import L
from kis.simulator.minutes import Minutes
from kis.simulator.orders import Side
from kis.simulator.prices import PriceWalk
from kis.simulator.tape import Trade


class SymbolMarket(Generic[L]):
    """One symbol's market, starting at `at` in the middle of `day`, or before its open if `opened_at` is None."""

    def __init__(
        self, listing: L, seed: int, *, at: datetime, day: date, opened_at: datetime | None, calendar: Calendar
    ) -> None:
        self.listing = listing
        self._seed = seed
        self.day = day
        self.walk = PriceWalk(listing, seed)
        morning, self.quote = self.walk.first_day(opened_at or at, at)
        if opened_at is None:
            self.quote = self.quote.before_open(at)
        self.intraday = Intraday(listing, seed, day, morning if opened_at else None)
        self.history = History(listing, seed, day, calendar)
        self.minutes = Minutes(listing, seed, self.history)
        self.book = OrderBook(listing.board)
        self.fair: Callable[[], int] | None = None
        """What it is worth by something else, which the crowd trades towards; None for a price of its own."""
        self._last_was = Side.BUY
        self.shown = BookView((), ())
        self.reform()
        self.shown = self.book.view()

    def reform(self) -> None:
        """Lay the crowd's orders anew around the last price."""
        quote = self.quote
        self.book.form(quote.last, self._last_was, lower=quote.lower, upper=quote.upper, size=self.walk.size)

    def direction_to(self, price: int) -> Side:
        """Return who must have come for a trade at `price`: buyers if it is up, sellers if it is down."""
        if price == self.quote.last:
            return self._last_was.opposite
        return Side.BUY if price > self.quote.last else Side.SELL

    def trade(self, price: int, quantity: int, aggressor: Side, at: datetime) -> None:
        """Note a trade on the tape."""
        self.quote = self.quote.traded(price, quantity, aggressor, at)
        self.intraday.add(Trade(at, price, quantity, aggressor))
        self._last_was = aggressor.opposite

    def on_tick(self) -> int:
        """Return the last price, or the tick below it if it was a middle between two (중간가)."""
        return snap(self.quote.last, self.listing.board, up=False)

    def best_price(self, side: Side) -> int:
        """Return the best price of a side; the last price where nobody stands."""
        return self.book.best(side) or self.quote.last

    def book_change(self, at: datetime, *, auction: bool) -> BookChanged:
        """Return the book as it is now, compared with the last time it was told."""
        change = self.book_now(at, auction=auction)
        self.shown = change.book
        return change

    def book_now(self, at: datetime, *, auction: bool) -> BookChanged:
        """Return the book without telling it: the next change is still compared with the last one told."""
        view = self.book.view()
        return BookChanged(
            symbol=self.listing.code,
            time=at,
            book=view,
            quote=self.quote,
            ask_change=view.total_asks - self.shown.total_asks,
            bid_change=view.total_bids - self.shown.total_bids,
            expected=self.expected() if auction else None,
        )

    def next_trade(self) -> tuple[int, int]:
        """Return price and shares of the next trade the crowd makes by itself."""
        fair = self.fair() if self.fair else self.quote.last
        return self.walk.next_trade(self.quote, self.book.best(Side.SELL), self.book.best(Side.BUY), fair)

    def expected(self) -> tuple[int, int]:
        """Return the expected match (예상체결): the last price, and the smaller of the best sizes as shares."""
        view = self.book.view()
        sizes = [levels[0].size for levels in (view.asks, view.bids) if levels]
        return self.quote.last, min(sizes, default=0)

    def begin_day(self, day: date, at: datetime) -> None:
        """Close the day before and start a new one at its last price."""
        self.history.close_day(self.quote, self.day)
        self.minutes.keep(self.intraday)
        self.intraday = Intraday(self.listing, self._seed, day, None)
        self.day = day
        self.quote = self.quote.next_day(at)
        self.reform()
