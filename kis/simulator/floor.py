"""A floor: everything of one kind of market, its symbols, orders and prices. Each has its own money besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Generic

from kis.market.ticks import is_on_tick
from kis.simulator.accounts import AccountInfo
from kis.simulator.chance import chance
from kis.simulator.clearing import Clearing
from kis.simulator.desk import Desk
from kis.simulator.events import BookChanged, Event
from kis.simulator.halts import Halt, HaltRules, Halts
from kis.simulator.history import Candle, Period
from kis.simulator.intraday import Minute
from kis.simulator.listing import L
from kis.simulator.matching import Matching
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import AmendOrder, CancelOrder, Order, PlaceOrder, Receipt
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.tape import Quote, Trade
from kis.simulator.terms import Checks
from kis.simulator.timetable import Timetable

_TRADES_A_SECOND = 0.7
_MOST_TRADES_A_STEP = 20


class Floor(Generic[L]):
    """The markets of one kind with their matching and desk.

    Every public call first asks `now` for the time, which lets the bells ring (opens, closes, new days), and ends
    with `tell`, which hands on what happened. Prices are in units of the board. A floor of its own kind makes its
    markets, timetable, clearing and checks, gives them to this class and adds its money.
    """

    def __init__(
        self,
        *,
        accounts: Iterable[AccountInfo],
        markets: Mapping[str, SymbolMarket[L]],
        timetable: Timetable[L],
        clearing: Clearing[L],
        checks: Checks,
        log: OrderLog,
        now: Callable[[], datetime],
        tell: Callable[[list[Event]], None],
        seed: int,
        halts: HaltRules | None = None,
    ) -> None:
        self.markets = markets
        self.timetable = timetable
        self._halts = Halts(halts)
        for code, market in markets.items():
            if market.quote.volume:
                self._halts.made(code, market.quote.open)
        infos = {info.account: info for info in accounts}
        self.matching = Matching(infos, markets, timetable, clearing, log, self._halts)
        self._desk = Desk(self.matching, checks, lambda symbol, at: timetable.day(markets[symbol].listing, at))
        self._now = now
        self._tell = tell
        self._dice = chance(seed, "autoplay", type(self).__name__)

    # Time

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] to `ring` at, in order."""
        return sorted({*self.timetable.bells(after, until), *self._halts.bells(after, until)})

    def ring(self, at: datetime) -> None:
        """Let happen what happens at a bell: closing prices, the end of orders, new days, opening prices."""
        markets = self.markets.values()
        for halt in self._halts.lift(at):
            self.matching.resume(halt, at)
        self.matching.close([market for market in markets if self.timetable.closes(market.listing, at)], at)
        self.matching.expire(at)
        self._begin_days(at)
        for market in markets:
            if self.timetable.opens(market.listing, at):
                self.matching.open(market, at)
        self.matching.release(at)

    def _begin_days(self, at: datetime) -> None:
        begun = {code: self.timetable.begins(market.listing, at) for code, market in self.markets.items()}
        days = {code: day for code, day in begun.items() if day is not None}
        self.turn(at, days)
        for code, day in days.items():
            self.markets[code].begin_day(day, at)
            self._halts.begin_day(code)

    def turn(self, at: datetime, days: Mapping[str, date]) -> None:
        """Let the money see a bell, before the days of the symbols in `days` begin; for floors to override."""

    def tell(self) -> None:
        """Hand on what happened since the last time."""
        self._tell(self.matching.events)

    # Orders

    def place(self, account: AccountInfo, order: PlaceOrder) -> Receipt:
        """Take a new order; it may be filled before this returns. Raises `Refusal`."""
        receipt = self._desk.place(account, order, self._now())
        self.tell()
        return receipt

    def amend(self, account: AccountInfo, change: AmendOrder) -> Receipt:
        """Replace an open order by a new one with a number of its own. Raises `Refusal`."""
        receipt = self._desk.amend(account, change, self._now())
        self.tell()
        return receipt

    def cancel(self, account: AccountInfo, order: CancelOrder) -> Receipt:
        """Cancel an open order; the cancellation has a number of its own. Raises `Refusal`."""
        receipt = self._desk.cancel(account, order, self._now())
        self.tell()
        return receipt

    def reject(self, account: AccountInfo, number: str, message: str) -> None:
        """Let the exchange refuse what is left of an order of today. Raises `Refusal` if nothing is."""
        self._desk.reject(account, number, message, self._now())
        self.tell()

    def orders(self, account: AccountInfo, first: date, last: date) -> list[Order]:
        """Return an account's order rows from `first` to `last`, oldest first."""
        return [row for row in self.every_order() if row.account == account.account and first <= row.id.day <= last]

    def every_order(self) -> list[Order]:
        """Return all rows of all accounts, oldest first."""
        self._now()
        return list(self.matching.log.all())

    def amendable(self, account: AccountInfo) -> list[Order]:
        """Return an account's orders that can still be amended or cancelled, oldest first."""
        self._now()
        return sorted(self.matching.log.open(account.account), key=lambda order: order.number)

    # Market data

    def listing(self, symbol: str) -> L | None:
        """Return a symbol's listing, None if it is not traded here."""
        market = self.markets.get(symbol)
        return market.listing if market else None

    def quote(self, symbol: str) -> Quote:
        """Return a symbol's day so far; KeyError if it is not traded here."""
        self._now()
        return self.markets[symbol].quote

    def book(self, symbol: str) -> BookChanged:
        """Return a symbol's order book as the realtime channel would tell it; KeyError if it is not traded here."""
        now = self._now()
        market = self.markets[symbol]
        return market.book_now(now, auction=self.matching.is_auction(market, now))

    def halt(self, symbol: str) -> Halt | None:
        """Return the interruption (VI) of a symbol that holds now, None if it trades."""
        self._now()
        return self._halts.of(symbol)

    def halts(self) -> list[Halt]:
        """Return all interruptions of the day, the newest first."""
        self._now()
        return self._halts.today()

    def halt_reference(self, symbol: str) -> int:
        """Return the price (정적VI기준가격) against which a symbol's moves are measured."""
        return self._halts.reference(self.quote(symbol))

    def candles(self, symbol: str, period: Period, first: date, last: date) -> list[Candle]:
        """Return candles of the days from `first` to `last`, newest first; the newest is today's quote."""
        self._now()
        market = self.markets[symbol]
        return market.history.candles(period, first, last, (market.quote, market.day))

    def trades(self, symbol: str) -> list[Trade]:
        """Return the trades of the symbol's day, newest first, at least the last thousand of them."""
        self._now()
        return self.markets[symbol].intraday.trades()

    def minutes(self, symbol: str, until: datetime, count: int, *, size: int = 1) -> list[Minute]:
        """Return up to `count` bars of `size` minutes that begin at `until` or before, newest first.

        They reach back over the days as far as the candles do. A minute without a trade has no bar.
        """
        self._now()
        market = self.markets[symbol]
        bars = market.minutes.newest_first(
            market.intraday, until, size, lambda day: self.timetable.session(market.listing, day)
        )
        return list(islice(bars, count))

    # Control

    def set_price(self, symbol: str, price: int, volume: int | None = None) -> None:
        """Let a trade print at `price` now; customers' orders it reaches fill (see `Matching.print_trade`).

        `volume` shares fill at the price itself, None fills every order there. KeyError for an unknown symbol,
        ValueError for a price off its tick or beyond the limits of the day, or a volume below 1.
        """
        now = self._now()
        market = self.markets[symbol]
        quote = market.quote
        if not is_on_tick(price, market.listing.board) or not quote.lower <= price <= quote.upper:
            raise ValueError(f"{symbol} trades on its ticks from {quote.lower} to {quote.upper}, not at {price}")
        if volume is not None and volume < 1:
            raise ValueError(f"a trade has at least one share, not {volume}")
        self.matching.print_trade(symbol, price, now, volume=volume)
        self.tell()

    def play(self, seconds: float, at: datetime) -> None:
        """Play the trades of the last `seconds` of market time where the market is open at `at`."""
        for symbol, market in self.markets.items():
            if self.timetable.is_open(market.listing, at) and self._halts.of(symbol) is None:
                for _ in range(self._trades_in(seconds)):
                    price, volume = market.next_trade()
                    self.matching.print_trade(symbol, price, at, volume=volume, queue=True)
        self.tell()

    def _trades_in(self, seconds: float) -> int:
        expected = max(0.0, seconds) * _TRADES_A_SECOND
        trades = int(expected) + (self._dice.random() < expected % 1)
        return min(trades, _MOST_TRADES_A_STEP)
