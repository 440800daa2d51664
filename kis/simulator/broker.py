"""The broker as a whole: everything the servers in front of it ask for.

Simplifications, on purpose: KRX, NXT and SOR share one book and one price for a symbol; orders sent before the open
reach the book at the open in the order they came, and the closing auction matches at the last price. Interruptions
by volatility (VI) are off unless `vi` gives their rules, so that a price set by hand always fills what it reaches.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kis.market.fees import DEFAULT, FeeSchedule
from kis.market.holidays import CALENDAR, Calendar
from kis.simulator.accounts import AccountInfo, open_accounts
from kis.simulator.clock import SimClock
from kis.simulator.derivatives.floor import DEFAULT_RULES, ContractRules, DerivativesFloor
from kis.simulator.derivatives.hours import ContractHours
from kis.simulator.domestic import fair
from kis.simulator.domestic.credit import DEFAULT_CREDIT, CreditRules
from kis.simulator.domestic.floor import DomesticFloor
from kis.simulator.domestic.holdings import BuyingPower, Holdings
from kis.simulator.domestic.hours import Hours
from kis.simulator.domestic.indices import INDICES, Indices, in_points
from kis.simulator.domestic.ledger import Ledger
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.era import Era
from kis.simulator.events import BookChanged, Event, Listener, TradePrinted, listing_of
from kis.simulator.floor import Floor
from kis.simulator.halts import HaltRules
from kis.simulator.history import Candle, Period
from kis.simulator.listing import Listing
from kis.simulator.orders import AmendOrder, CancelOrder, Order, PlaceOrder, Receipt
from kis.simulator.overseas.floor import OverseasFloor
from kis.simulator.overseas.money import FEES_ABROAD, Fees
from kis.simulator.tape import Quote


class Broker:
    """A broker with accounts, a floor for each kind of market and a clock of its own.

    Not thread-safe, and listeners are called before the call that caused the event returns. Time passes only when
    something is asked: every call first lets the clock ring its bells (opens, closes, new days). Calls that name no
    floor are for domestic stocks.
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
        credit: CreditRules = DEFAULT_CREDIT,
        contracts: ContractRules = DEFAULT_RULES,
        vi: HaltRules | None = None,
        fees_abroad: Fees = FEES_ABROAD,
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.era = era
        self.calendar = calendar
        self.fees = fees
        self.credit = credit
        self.contracts = contracts
        self.vi = None if always_open else vi
        self.fees_abroad = fees_abroad
        self.always_open = always_open
        self.accounts: list[AccountInfo] = open_accounts(owners, seed)
        self._listeners: list[tuple[Listener, type[Listing]]] = []
        self._begin()

    def _begin(self) -> None:
        self.autoplaying = False
        self._noticed = self.clock.now()
        self.domestic = DomesticFloor(
            accounts=self.accounts,
            seed=self.seed,
            at=self._noticed,
            hours=Hours(self.calendar, always_open=self.always_open),
            fees=self.fees,
            credit=self.credit,
            vi=self.vi,
            now=self.now,
            tell=self._tell,
        )
        self.overseas = OverseasFloor(
            accounts=self.accounts,
            seed=self.seed,
            at=self._noticed,
            always_open=self.always_open,
            fees=self.fees_abroad,
            won=self.domestic.checks.for_abroad,
            pay=self.domestic.ledger.exchange,
            now=self.now,
            tell=self._tell,
        )
        self.domestic.checks.held_abroad = lambda account: self.overseas.won_held(account, self._noticed)
        self.indices = Indices(self.domestic.markets, self.domestic.candles)
        fair.lead(self.domestic.markets, self.indices)
        self.derivatives = DerivativesFloor(
            accounts=self.accounts,
            seed=self.seed,
            at=self._noticed,
            hours=ContractHours(self.calendar, always_open=self.always_open),
            spot=self.spot,
            spot_before=self._spot_before,
            now=self.now,
            clock=self.clock.now,
            tell=self._tell,
            rules=self.contracts,
        )

    @property
    def floors(self) -> tuple[Floor[Any], ...]:
        """Every floor."""
        return (self.domestic, self.overseas, self.derivatives)

    def reset(self) -> None:
        """Start again: clock, accounts, orders and prices as at the start. Listeners stay."""
        self.clock.reset()
        self._begin()

    # Listening and time

    def subscribe(self, listener: Listener, to: type[Listing] = Listing) -> None:
        """Tell `listener` of everything that happens to listings of a kind from now on, at once and in order."""
        self._listeners.append((listener, to))

    def _tell(self, events: list[Event]) -> None:
        while events:
            event = events.pop(0)
            if isinstance(event, TradePrinted) and event.symbol in self.domestic.markets:
                self.indices.take(event)
            for listener, kind in self._listeners:
                if isinstance(listing_of(event), kind):
                    listener(event)

    def now(self) -> datetime:
        """Return the market time (KST) after everything due by then has happened."""
        now = self.clock.now()
        rung = [(at, floor) for floor in self.floors for at in floor.bells(self._noticed, now)]
        for at, floor in sorted(rung, key=lambda bell: bell[0]):
            floor.ring(at)
        self._noticed = now
        for floor in self.floors:
            floor.tell()
        return now

    def autoplay(self, on: bool) -> None:
        """Let prices move by themselves in `step`, or stop that."""
        self.autoplaying = on

    def step(self, seconds: float) -> None:
        """Play the trades of the last `seconds` of market time where a market is open; does not move the clock.

        Without autoplay only the bells ring.
        """
        now = self.now()
        if self.autoplaying:
            for floor in self.floors:
                floor.play(seconds, now)

    def spot(self, code: str) -> Decimal:
        """Return the price of what a contract is on: an index in points, a stock in won."""
        if code in INDICES:
            return self.indices.quote(code).points
        return Decimal(self.domestic.markets[code].quote.last)

    def _spot_before(self, code: str) -> Decimal:
        if code in INDICES:
            return in_points(self.indices.quote(code).reference)
        return Decimal(self.domestic.markets[code].quote.reference)

    # Any floor

    def floor_of(self, symbol: str) -> Floor[Any]:
        """Return the floor that trades a symbol; KeyError if none does."""
        for floor in self.floors:
            if symbol in floor.markets:
                return floor
        raise KeyError(symbol)

    def set_price(self, symbol: str, price: int | Decimal, volume: int | None = None) -> None:
        """Let a trade print now at `price` as it is written (won, dollars, points), see `Floor.set_price`."""
        floor = self.floor_of(symbol)
        floor.set_price(symbol, floor.markets[symbol].listing.board.units(price), volume)

    def all_orders(self) -> list[Order]:
        """Return the rows of all accounts on all floors, floor by floor and oldest first."""
        return [row for floor in self.floors for row in floor.every_order()]

    # Domestic stocks

    @property
    def ledger(self) -> Ledger:
        """The won and the shares of all accounts."""
        return self.domestic.ledger

    def place(self, account: AccountInfo, order: PlaceOrder) -> Receipt:
        """Take a new order; it may be filled before this returns. Raises `Refusal`."""
        return self.domestic.place(account, order)

    def amend(self, account: AccountInfo, change: AmendOrder) -> Receipt:
        """Replace an open order by a new one with a number of its own. Raises `Refusal`."""
        return self.domestic.amend(account, change)

    def cancel(self, account: AccountInfo, order: CancelOrder) -> Receipt:
        """Cancel an open order; the cancellation has a number of its own. Raises `Refusal`."""
        return self.domestic.cancel(account, order)

    def reject(self, account: AccountInfo, number: str, message: str) -> None:
        """Let the exchange refuse what is left of an order of today. Raises `Refusal` if nothing is."""
        self.domestic.reject(account, number, message)

    def orders(self, account: AccountInfo, first: date, last: date) -> list[Order]:
        """Return an account's order rows from `first` to `last`, oldest first."""
        return self.domestic.orders(account, first, last)

    def every_order(self) -> list[Order]:
        """Return all domestic rows of all accounts, oldest first."""
        return self.domestic.every_order()

    def amendable(self, account: AccountInfo) -> list[Order]:
        """Return an account's orders that can still be amended or cancelled, oldest first."""
        return self.domestic.amendable(account)

    def holdings(self, account: AccountInfo) -> Holdings:
        """Return the balance of an account."""
        return self.domestic.holdings(account)

    def buying_power(self, account: AccountInfo, symbol: str, price: int, kind: str = "00") -> BuyingPower:
        """Return what an account can buy (see `DomesticFloor.buying_power`)."""
        return self.domestic.buying_power(account, symbol, price, kind)

    def listing(self, symbol: str) -> DomesticListing | None:
        """Return a domestic symbol's listing, None if it is not traded here."""
        return self.domestic.listing(symbol)

    def quote(self, symbol: str) -> Quote:
        """Return a symbol's day so far; KeyError if it is not traded here."""
        return self.domestic.quote(symbol)

    def book(self, symbol: str) -> BookChanged:
        """Return a symbol's order book as the realtime channel would tell it; KeyError if it is not traded here."""
        return self.domestic.book(symbol)

    def candles(self, symbol: str, period: Period, first: date, last: date) -> list[Candle]:
        """Return candles of the days from `first` to `last`, newest first; the newest is today's quote."""
        return self.domestic.candles(symbol, period, first, last)
