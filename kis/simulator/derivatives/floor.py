"""The derivatives floor: futures and options, their margin and their daily settlement, in won.

Prices follow the underlying: whenever it has moved, contracts trade at what theory says has become of the last price.
Accounts have cash of their own here, apart from that for stocks. Nobody is closed out when a margin call is not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kis.simulator.accounts import AccountInfo
from kis.simulator.chance import chance
from kis.simulator.derivatives.checks import ContractChecks, ContractMarket, Room
from kis.simulator.derivatives.clearing import ContractClearing
from kis.simulator.derivatives.follower import Follower
from kis.simulator.derivatives.holdings import Standing, Valuation
from kis.simulator.derivatives.hours import ContractHours
from kis.simulator.derivatives.ledger import Execution, Ledger
from kis.simulator.derivatives.listings import ContractListing, Spot, listed
from kis.simulator.derivatives.margin import FeeRates, MarginRates
from kis.simulator.derivatives.theory import Model, Theory, days_left, payoff, theory
from kis.simulator.events import Event
from kis.simulator.floor import Floor
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, Side
from kis.simulator.symbol_market import SymbolMarket


@dataclass(frozen=True, slots=True)
class ContractRules:
    """What may be set: margin rates, fees, and the model behind the prices."""

    margin: MarginRates = field(default_factory=MarginRates)
    fees: FeeRates = field(default_factory=FeeRates)
    model: Model = field(default_factory=Model)


DEFAULT_RULES = ContractRules()
CASH = 100_000_000
"""Cash of each account at the start, in won."""
_TRADES_A_SECOND = {False: 0.5, True: 0.05}
"""Of the crowd in a future, and in an option."""
_MOST_TRADES_A_STEP = 5


class DerivativesFloor(Floor[ContractListing]):
    """KRX's derivatives by day and night. `spot` tells the price of an underlying and `spot_before` the close before.

    `clock` tells the time without ringing a bell.
    """

    def __init__(
        self,
        *,
        accounts: Iterable[AccountInfo],
        seed: int,
        at: datetime,
        hours: ContractHours,
        spot: Spot,
        spot_before: Spot,
        now: Callable[[], datetime],
        clock: Callable[[], datetime],
        tell: Callable[[list[Event]], None],
        rules: ContractRules = DEFAULT_RULES,
    ) -> None:
        accounts = list(accounts)
        self.rates = rules.margin
        self.model = rules.model
        self._spot = spot
        self._clock = clock
        self._hours = hours
        self._seed = seed
        self._random = chance(seed, "contracts")
        self._markets: dict[str, ContractMarket] = {}
        self._list(hours.trading_day(at), at, spot_before, new=False)
        self.ledger = Ledger((info.account, CASH) for info in accounts)
        log = OrderLog()
        self._checks = ContractChecks(self._markets, hours, self.ledger, log, rules.margin, rules.fees, spot)
        self._clearing = ContractClearing(self.ledger, rules.fees)
        self._valuation = Valuation(self.ledger, self._checks)
        super().__init__(
            accounts=accounts,
            markets=self._markets,
            timetable=hours,
            clearing=self._clearing,
            checks=self._checks,
            log=log,
            now=now,
            tell=tell,
            seed=seed,
        )
        self._follower = Follower(self._markets, spot, self._theory)

    # Listings

    def _list(self, day: date, at: datetime, spot: Spot, *, new: bool = True) -> None:
        """Open the markets of a day's contracts that are not there yet; a `new` one has not been traded."""
        for listing in listed(day, spot, self._hours.calendar, self.model):
            if listing.code not in self._markets:
                begun, opened_at, last = (day, None, at) if new else self._hours.trading(listing, at)
                self._markets[listing.code] = SymbolMarket(
                    listing, self._seed, at=last, day=begun, opened_at=opened_at, calendar=self._hours.calendar
                )

    def live(self) -> list[ContractListing]:
        """Return the contracts that have not expired, by code."""
        day = self._hours.trading_day(self._now())
        return [market.listing for _, market in sorted(self._markets.items()) if market.listing.last_day >= day]

    # Time

    def turn(self, at: datetime, days: Mapping[str, date]) -> None:
        """Settle the day that ends; end what has expired, list what is new."""
        day = self._hours.new_day(at)
        if day is None:
            return
        ended = {market.day for market in self._markets.values() if market.day < day}
        self._valuation.end_day(max(ended, default=day))
        for code, market in self._markets.items():
            listing = market.listing
            if listing.last_day < day:
                final = payoff(listing.contract.kind, listing.contract.strike, self._spot(listing.underlying))
                self.ledger.end(code, int(final.scaleb(listing.board.decimals)))
        self.ledger.settle(self._checks.prices())
        self._list(day, at, self._spot)

    def tell(self) -> None:
        """Let the contracts follow their underlyings, then hand on what happened."""
        at = self._clock()
        if self.timetable.is_open(max((market.listing for market in self._markets.values()), key=_last_day), at):
            for market, price in self._follower.moves(self._hours.trading_day(at)):
                if self.timetable.is_open(market.listing, at):
                    self.matching.print_trade(market.listing.code, price, at)
        super().tell()

    def play(self, seconds: float, at: datetime) -> None:
        """Play the crowd's trades of the last `seconds`, a tick around what theory says."""
        day = self._hours.trading_day(at)
        for code, market in self._markets.items():
            if self.timetable.is_open(market.listing, at):
                for _ in range(self._count(seconds, market.listing)):
                    price = self._follower.near(market, day, self._random.randint(-1, 1))
                    self.matching.print_trade(code, price, at, volume=market.walk.small(), queue=True)
        self.tell()

    def _count(self, seconds: float, listing: ContractListing) -> int:
        expected = max(0.0, seconds) * _TRADES_A_SECOND[listing.is_option]
        return min(int(expected) + (self._random.random() < expected % 1), _MOST_TRADES_A_STEP)

    # Theory

    def spot(self, underlying: str) -> Decimal:
        """Return the price of an underlying, an index in points or a stock in won."""
        return self._spot(underlying)

    def theory(self, listing: ContractListing) -> Theory:
        """Return what a contract is worth in theory now, in points or won."""
        days = days_left(listing.last_day, self._hours.trading_day(self._clock()))
        return self._theory(listing, self._spot(listing.underlying), days)

    def _theory(self, listing: ContractListing, spot: Decimal, days: int) -> Theory:
        return theory(listing.contract.kind, listing.contract.strike, spot, days, self.model)

    # Accounts

    def standing(self, account: AccountInfo) -> Standing:
        """Return how an account stands."""
        self._now()
        return self._valuation.standing(account.account)

    def standing_on(self, account: AccountInfo, day: date) -> Standing | None:
        """Return how an account stood at the end of a day; None for a day that nobody saw."""
        return self._valuation.on(account.account, day, self._hours.trading_day(self._now()))

    def room(self, account: AccountInfo, symbol: str, side: Side, price: int) -> Room:
        """Return what an account may order of a contract; KeyError for an unknown one."""
        self._now()
        return self._checks.room(account.account, symbol, side, price)

    def executions(self, account: AccountInfo) -> list[Execution]:
        """Return the fills of an account, oldest first."""
        self._now()
        return list(self.ledger.books[account.account].executions)

    def fee(self, order: Order) -> int:
        """Return the fee of what has been filled of an order, in won."""
        return self._clearing.costs(order, self._markets[order.symbol].listing, order.amount).fee


def _last_day(listing: ContractListing) -> date:
    return listing.last_day
