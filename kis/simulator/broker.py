"""The broker as a whole: everything the servers in front of it ask for.

Simplifications, on purpose: KRX, NXT and SOR share one book and one price for a symbol; orders sent before the open
reach the book at the open in the order they came, and the closing auction matches at the last price. Mid-price and
stop-limit orders, trading halts (VI) and credit are not offered.
"""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as time_of_day

from kis.market.fees import DEFAULT, FeeSchedule
from kis.market.holidays import CALENDAR, Calendar
from kis.market.ticks import is_on_tick
from kis.simulator.accounts import AccountInfo, open_accounts
from kis.simulator.chance import chance
from kis.simulator.checks import Checks
from kis.simulator.clock import SimClock
from kis.simulator.desk import Desk
from kis.simulator.era import Era
from kis.simulator.events import BookChanged, Listener
from kis.simulator.history import Candle, Period
from kis.simulator.holdings import BuyingPower, Holdings, Valuation
from kis.simulator.hours import Hours
from kis.simulator.ledger import Ledger
from kis.simulator.listing import LISTINGS, Listing
from kis.simulator.matching import Matching
from kis.simulator.orders import AmendOrder, CancelOrder, Order, PlaceOrder, Receipt
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.tape import Quote

_TRADES_A_SECOND = 0.7
_MOST_TRADES_A_STEP = 20


class Broker:
    """A broker with accounts, markets and a clock of its own.

    Not thread-safe, and listeners are called before the call that caused the event returns. Time passes only when
    something is asked: every call first lets the clock ring its bells (opens, closes, new days).
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        clock: SimClock,
        era: Era = Era.CURRENT,
        owners: int = 2,
        always_open: bool = False,
        calendar: Calendar = CALENDAR,
        fees: FeeSchedule = DEFAULT,
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.era = era
        self.calendar = calendar
        self.fees = fees
        self.accounts: list[AccountInfo] = open_accounts(owners, seed)
        self.hours = Hours(calendar, always_open=always_open)
        self._listeners: list[Listener] = []
        self._begin()

    def _begin(self) -> None:
        self.autoplaying = False
        self._dice = chance(self.seed, "autoplay")
        self._noticed = self.clock.now()
        self._markets = {code: self._open_market(listing) for code, listing in LISTINGS.items()}
        self.ledger = Ledger((info.account, info.cash) for info in self.accounts)
        accounts = {info.account: info for info in self.accounts}
        self._matching = Matching(accounts, self._markets, self.hours, self.ledger, self.fees)
        self._checks = Checks(self._markets, self.hours, self.ledger, self._matching.log, self.fees)
        self._desk = Desk(self._matching, self._checks)
        self._valuation = Valuation(self.ledger, self._markets, self._checks, self.fees, self.calendar)

    def _open_market(self, listing: Listing) -> SymbolMarket:
        now = self._noticed
        today = now.date()
        open_today = self.hours.always_open or self.calendar.is_trading_day(today)
        day = today if open_today else self.calendar.previous_trading_day(today)
        opening = self.hours.opening(now)
        begun = opening is None or now >= opening
        return SymbolMarket(listing, self.seed, at=now, day=day, begun=begun, calendar=self.calendar)

    def reset(self) -> None:
        """Start again: clock, accounts, orders and prices as at the start. Listeners stay."""
        self.clock.reset()
        self._begin()

    # Listening and time

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` of everything that happens from now on, at once and in order."""
        self._listeners.append(listener)

    def now(self) -> datetime:
        """Return the market time (KST) after everything due by then has happened."""
        now = self.clock.now()
        for moment in self.hours.bells(self._noticed, now):
            self._ring(moment)
        self._noticed = now
        self._tell()
        return now

    def _ring(self, at: datetime) -> None:
        """Let happen what happens at `at`: the closing price, the end of orders, a new day, an opening."""
        if at == self.hours.closing_auction_end(at):
            self._matching.close_day(at)
        self._matching.expire(at)
        if at.time() == time_of_day():
            self._begin_day(at)
        if at == self.hours.opening(at):
            self._matching.open_day(at)
        self._matching.release(at)

    def _begin_day(self, at: datetime) -> None:
        today = at.date()
        self.ledger.settle_until(today)
        if not (self.hours.always_open or self.calendar.is_trading_day(today)):
            return
        self._valuation.end_day()
        for market in self._markets.values():
            market.begin_day(today, at)

    def _tell(self) -> None:
        events = self._matching.events
        while events:
            event = events.pop(0)
            for listener in self._listeners:
                listener(event)

    # Orders

    def place(self, account: AccountInfo, order: PlaceOrder) -> Receipt:
        """Take a new order; it may be filled before this returns. Raises `Refusal`."""
        receipt = self._desk.place(account, order, self.now())
        self._tell()
        return receipt

    def amend(self, account: AccountInfo, change: AmendOrder) -> Receipt:
        """Replace an open order by a new one with a number of its own. Raises `Refusal`."""
        receipt = self._desk.amend(account, change, self.now())
        self._tell()
        return receipt

    def cancel(self, account: AccountInfo, order: CancelOrder) -> Receipt:
        """Cancel an open order; the cancellation has a number of its own. Raises `Refusal`."""
        receipt = self._desk.cancel(account, order, self.now())
        self._tell()
        return receipt

    def reject(self, account: AccountInfo, number: str, message: str) -> None:
        """Let the exchange refuse what is left of an order of today. Raises `Refusal` if nothing is."""
        self._desk.reject(account, number, message, self.now())
        self._tell()

    def orders(self, account: AccountInfo, first: date, last: date) -> list[Order]:
        """Return an account's order rows from `first` to `last`, oldest first."""
        self.now()
        rows = self._matching.log.all()
        return [row for row in rows if row.account == account.account and first <= row.id.day <= last]

    def every_order(self) -> list[Order]:
        """Return all rows of all accounts, oldest first."""
        self.now()
        return list(self._matching.log.all())

    def amendable(self, account: AccountInfo) -> list[Order]:
        """Return an account's orders that can still be amended or cancelled, oldest first."""
        self.now()
        return sorted(self._matching.log.open(account.account), key=lambda order: order.number)

    # Money

    def holdings(self, account: AccountInfo) -> Holdings:
        """Return the balance of an account."""
        return self._valuation.holdings(account.account, self.now().date())

    def buying_power(self, account: AccountInfo, symbol: str, price: int, kind: str = "00") -> BuyingPower:
        """Return what an account can buy; market orders count at the upper limit.

        A limit order without a price counts at the last price; an unknown or blank symbol gives the cash alone.
        """
        self.now()
        market = self._markets.get(symbol)
        if market is None:
            return self._valuation.buying_power(account.account, price)
        return self._valuation.buying_power(account.account, self._checks.margin(market, kind, price))

    # Market data

    def listing(self, symbol: str) -> Listing | None:
        """Return a symbol's listing, None if it is not traded here."""
        return LISTINGS.get(symbol)

    def quote(self, symbol: str) -> Quote:
        """Return a symbol's day so far; KeyError if it is not traded here."""
        self.now()
        return self._markets[symbol].quote

    def book(self, symbol: str) -> BookChanged:
        """Return a symbol's order book as the realtime channel would tell it; KeyError if it is not traded here."""
        now = self.now()
        market = self._markets[symbol]
        return market.book_now(now, auction=self.hours.is_auction(market.listing.board, now))

    def candles(self, symbol: str, period: Period, first: date, last: date) -> list[Candle]:
        """Return candles of the days from `first` to `last`, newest first; the newest is today's quote."""
        self.now()
        market = self._markets[symbol]
        return market.history.candles(period, first, last, (market.quote, market.day))

    # Control

    def set_price(self, symbol: str, price: int, volume: int | None = None) -> None:
        """Let a trade print at `price` now; customers' orders it reaches fill (see `Matching.print_trade`).

        `volume` shares fill at the price itself, None fills every order there. KeyError for an unknown symbol,
        ValueError for a price off its tick or beyond the limits of the day, or a volume below 1.
        """
        now = self.now()
        market = self._markets[symbol]
        quote = market.quote
        if not is_on_tick(price, market.listing.board) or not quote.lower <= price <= quote.upper:
            raise ValueError(f"{symbol} trades on its ticks from {quote.lower} to {quote.upper}, not at {price}")
        if volume is not None and volume < 1:
            raise ValueError(f"a trade has at least one share, not {volume}")
        self._matching.print_trade(symbol, price, now, volume=volume)
        self._tell()

    def autoplay(self, on: bool) -> None:
        """Let prices move by themselves in `step`, or stop that."""
        self.autoplaying = on

    def step(self, seconds: float) -> None:
        """Play the trades of the last `seconds` of market time where the market is open; does not move the clock.

        Without autoplay only the bells ring.
        """
        now = self.now()
        if not self.autoplaying:
            return
        for symbol, market in self._markets.items():
            if self.hours.is_open(market.listing.board, now, nxt=market.listing.nxt):
                for _ in range(self._trades_in(seconds)):
                    price, volume = market.next_trade()
                    self._matching.print_trade(symbol, price, now, volume=volume, queue=True)
        self._tell()

    def _trades_in(self, seconds: float) -> int:
        expected = max(0.0, seconds) * _TRADES_A_SECOND
        trades = int(expected) + (self._dice.random() < expected % 1)
        return min(trades, _MOST_TRADES_A_STEP)
