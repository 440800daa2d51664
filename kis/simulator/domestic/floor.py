"""The domestic floor: orders, balances and prices in won."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from kis.market.clock import KST
from kis.market.fees import FeeSchedule
from kis.simulator.accounts import AccountInfo
from kis.simulator.domestic.checks import DomesticChecks, DomesticMarket
from kis.simulator.domestic.clearing import DomesticClearing
from kis.simulator.domestic.credit import CreditRules
from kis.simulator.domestic.holdings import BuyingPower, Holdings, Valuation
from kis.simulator.domestic.hours import MIDNIGHT, Hours
from kis.simulator.domestic.ledger import Ledger
from kis.simulator.domestic.listings import LISTINGS, DomesticListing
from kis.simulator.domestic.reservations import Reservation, Reservations
from kis.simulator.events import Event
from kis.simulator.floor import Floor
from kis.simulator.halts import HaltRules
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import PlaceOrder
from kis.simulator.symbol_market import SymbolMarket

_AN_HOUR = timedelta(hours=1)


class DomesticFloor(Floor[DomesticListing]):
    """KRX and NXT with the ledger of the accounts' won."""

    def __init__(
        self,
        *,
        accounts: Iterable[AccountInfo],
        seed: int,
        at: datetime,
        hours: Hours,
        fees: FeeSchedule,
        credit: CreditRules,
        vi: HaltRules | None,
        now: Callable[[], datetime],
        tell: Callable[[list[Event]], None],
    ) -> None:
        accounts = list(accounts)
        markets = {code: _open_market(listing, seed, at, hours) for code, listing in LISTINGS.items()}
        self.ledger = Ledger(((info.account, info.cash) for info in accounts), credit)
        log = OrderLog()
        self.checks = DomesticChecks(markets, hours, self.ledger, log, fees, credit)
        self._valuation = Valuation(self.ledger, markets, self.checks, fees, credit, hours.calendar)
        super().__init__(
            accounts=accounts,
            markets=markets,
            timetable=hours,
            clearing=DomesticClearing(self.ledger, fees, credit, hours.calendar),
            checks=self.checks,
            log=log,
            now=now,
            tell=tell,
            seed=seed,
            halts=vi,
        )
        infos = {info.account: info for info in accounts}
        self._reservations = Reservations(infos, markets, hours, self._desk, log)

    def ring(self, at: datetime) -> None:
        """Let happen what happens at a bell, then send the orders reserved for it."""
        super().ring(at)
        self._reservations.send(at)

    def turn(self, at: datetime, days: Mapping[str, date]) -> None:
        """Settle what is due at midnight; keep what accounts are worth when a trading day ends."""
        if at.time() == MIDNIGHT:
            self.ledger.settle_until(at.date())
        if days:
            self._valuation.end_day()

    def holdings(self, account: AccountInfo) -> Holdings:
        """Return the balance of an account."""
        return self._valuation.holdings(account.account, self._now().date())

    def buying_power(
        self, account: AccountInfo, symbol: str, price: int, kind: str = "00", *, on_credit: bool = False
    ) -> BuyingPower:
        """Return what an account can buy; market orders count at the upper limit.

        A limit order without a price counts at the last price; an unknown or blank symbol gives the cash alone, and
        what cannot be bought on credit none on credit.
        """
        self._now()
        market = self.markets.get(symbol)
        if market is None:
            return self._valuation.buying_power(account.account, price)
        if on_credit and not market.listing.on_credit:
            return self._valuation.buying_power(account.account, 0)
        unit_price = self.checks.margin(market, kind, price)
        return self._valuation.buying_power(account.account, unit_price, on_credit=on_credit)

    # Reservations (예약주문); all of it raises `Refusal`

    def reserve(self, account: AccountInfo, order: PlaceOrder, until: date | None = None) -> Reservation:
        """Reserve an order for the next trading day, or for every one up to `until` (기간예약, 30 days at most)."""
        return self._reservations.take(account, order, until, self._now())

    def amend_reservation(
        self, account: AccountInfo, sequence: int, order: PlaceOrder, until: date | None = None
    ) -> Reservation:
        """Replace what is reserved under a number."""
        return self._reservations.amend(account, sequence, order, until, self._now())

    def cancel_reservation(self, account: AccountInfo, sequence: int) -> Reservation:
        """Take a reservation back."""
        return self._reservations.cancel(account, sequence, self._now())

    def reservations(self, account: AccountInfo, first: date, last: date) -> list[Reservation]:
        """Return an account's reservations for days from `first` to `last`, oldest first, cancelled ones included."""
        self._now()
        return self._reservations.of(account, first, last)


def _open_market(listing: DomesticListing, seed: int, at: datetime, hours: Hours) -> DomesticMarket:
    """Open a market in the middle of its day, after its last trade, or before the opening."""
    today, calendar = at.date(), hours.calendar
    open_today = hours.always_open or calendar.is_trading_day(today)
    day = today if open_today else calendar.previous_trading_day(today)
    opening, closing = hours.session(listing, day)
    if hours.always_open:
        opening, closing = min(opening, max(at - _AN_HOUR, datetime.combine(day, MIDNIGHT, KST))), at
    begun = at >= opening
    return SymbolMarket(
        listing,
        seed,
        at=min(at, closing) if begun else at,
        day=day,
        opened_at=opening if begun else None,
        calendar=calendar,
    )
