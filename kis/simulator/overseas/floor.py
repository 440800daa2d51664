"""The overseas floor: nine exchanges with one ledger of five currencies.

The daytime market (주간거래) and the hours around the regular session share the book and the price of the exchange.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from kis.market.clock import KST
from kis.market.overseas_holidays import CALENDARS
from kis.overseas.codes import Currency, Exchange
from kis.simulator.accounts import AccountInfo
from kis.simulator.events import Event
from kis.simulator.floor import Floor
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderId, PlaceOrder, Receipt
from kis.simulator.overseas.checks import OverseasChecks, OverseasMarket
from kis.simulator.overseas.clearing import OverseasClearing
from kis.simulator.overseas.holdings import Holding, Wallet, flow_on, is_shown
from kis.simulator.overseas.hours import MIDNIGHT, OverseasHours, beginning
from kis.simulator.overseas.ledger import OverseasLedger
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.overseas.money import Fees, Rates
from kis.simulator.overseas.reservations import Reservation, Reservations
from kis.simulator.symbol_market import SymbolMarket

_AN_HOUR = timedelta(hours=1)
_FIRST_ORDER = 30_000_000
"""Numbers apart from those of domestic orders, which the same branch numbers."""


class OverseasFloor(Floor[OverseasListing]):
    """Overseas stocks. `won` tells what an account may exchange, `pay` takes won from it for the exchange desk."""

    def __init__(
        self,
        *,
        accounts: Iterable[AccountInfo],
        seed: int,
        at: datetime,
        always_open: bool,
        fees: Fees,
        won: Callable[[str], int],
        pay: Callable[[str, int], None],
        now: Callable[[], datetime],
        tell: Callable[[list[Event]], None],
    ) -> None:
        accounts = list(accounts)
        hours = OverseasHours(always_open=always_open)
        markets = {code: _open_market(listing, seed, at, hours) for code, listing in LISTINGS.items()}
        self.hours, self.fees, self.rates = hours, fees, Rates(seed)
        self.ledger = OverseasLedger((info.account for info in accounts), self.rates, pay)
        log = OrderLog(_FIRST_ORDER)
        self.checks = OverseasChecks(markets, hours, self.ledger, log, fees, won)
        super().__init__(
            accounts=accounts,
            markets=markets,
            timetable=hours,
            clearing=OverseasClearing(self.ledger, fees, hours),
            checks=self.checks,
            log=log,
            now=now,
            tell=tell,
            seed=seed,
        )
        self._won = won
        self._spans: dict[OrderId, str] = {}
        infos = {info.account: info for info in accounts}
        self._reservations = Reservations(infos, markets, hours, self._desk, log)

    def ring(self, at: datetime) -> None:
        """Let happen what happens at a bell, then send the orders reserved for it."""
        super().ring(at)
        self._reservations.send(at)

    def turn(self, at: datetime, days: Mapping[str, date]) -> None:
        """Settle what is due by the day of each currency's exchanges."""
        for currency in Currency:
            self.ledger.settle_until(currency, self.checks.rate_day(currency, at))

    def today(self, exchange: Exchange) -> date:
        """Return the day of an exchange."""
        return self.hours.today(exchange, self._now())

    # Split orders (TWAP, VWAP)

    def place_split(self, account: AccountInfo, order: PlaceOrder, span: str) -> Receipt:
        """Take an order to be worked over `span` (such as 23:40~01:00). Raises `Refusal`."""
        receipt = self.place(account, order)
        day = self.hours.day(LISTINGS[order.symbol], receipt.time)
        self._spans[OrderId(day, receipt.branch, receipt.number)] = span
        return receipt

    def span_of(self, order: Order) -> str:
        """Return the span of a split order, blank for others."""
        return self._spans.get(order.id, "")

    # What an account holds

    def holdings(self, account: AccountInfo, exchanges: Iterable[Exchange] = tuple(Exchange)) -> list[Holding]:
        """Return the positions at some exchanges, in order of symbols."""
        at, wanted = self._now(), set(exchanges)
        positions = self.ledger.books[account.account].positions
        found = []
        for symbol, position in sorted(positions.items()):
            market = self.markets[symbol]
            today = self.hours.today(market.listing.exchange, at)
            if market.listing.exchange in wanted and is_shown(position, today):
                found.append(
                    Holding(
                        listing=market.listing,
                        quantity=position.quantity,
                        sellable=self.checks.sellable(account.account, symbol),
                        cost=position.cost,
                        quote=market.quote,
                        today=flow_on(position.flows, today),
                    )
                )
        return found

    def wallet(self, account: AccountInfo, currency: Currency) -> Wallet:
        """Return an account's money of one currency."""
        at = self._now()
        purse, day = self.ledger.books[account.account].purses[currency], self.checks.rate_day(currency, at)
        flow = flow_on(purse.flows, day)
        return Wallet(
            currency=currency,
            settled=purse.settled,
            total=purse.total,
            held=self.checks.committed(account.account)[currency],
            bought=flow.buy_amount,
            sold=flow.sell_amount,
            to_pay=-sum(amount for amount in purse.pending.values() if amount < 0),
            to_get=sum(amount for amount in purse.pending.values() if amount > 0),
            rate=self.rates.rate(currency, day),
        )

    def won_free(self, account: AccountInfo) -> int:
        """Return the won that new buys abroad may exchange."""
        at = self._now()
        return max(0, self._won(account.account) - self.checks.won_held(account.account, at))

    def won_held(self, account: str, at: datetime) -> int:
        """Return the won that open buys abroad hold; for the floor that keeps the won."""
        return self.checks.won_held(account, at)

    def affordable(self, listing: OverseasListing, price: int, money: int) -> int:
        """Return how many shares `money` (units) buys at a price, costs included, in whole lots."""
        if price <= 0 or money <= 0:
            return 0
        lots = money // (price * listing.lot)
        while lots and self.checks.with_costs(listing, price * lots * listing.lot) > money:
            lots -= max(1, lots // 1_000)
        return lots * listing.lot

    # Reservations (예약주문); all of it raises `Refusal`

    def reserve(self, account: AccountInfo, order: PlaceOrder) -> Reservation:
        """Reserve an order for the next open of its exchange."""
        return self._reservations.take(account, order, self._now())

    def cancel_reservation(self, account: AccountInfo, number: str, taken: date | None) -> Reservation:
        """Take a reservation back."""
        self._now()
        return self._reservations.cancel(account, number, taken)

    def reservations(self, account: AccountInfo, first: date, last: date) -> list[Reservation]:
        """Return an account's reservations taken from `first` to `last`, oldest first."""
        self._now()
        return self._reservations.of(account, first, last)

    def reserved_order(self, reservation: Reservation) -> Order | None:
        """Return the order that a reservation became, None if it became none."""
        return self._reservations.order(reservation)


def _open_market(listing: OverseasListing, seed: int, at: datetime, hours: OverseasHours) -> OverseasMarket:
    """Open a market in the middle of its day, after its last trade, or before the opening."""
    exchange, calendar = listing.exchange, CALENDARS[listing.exchange.country]
    today = hours.today(exchange, at)
    traded = hours.always_open or bool(hours.windows(exchange, today))
    begun_today = traded and (hours.always_open or at >= beginning(exchange, today))
    day = today if begun_today else calendar.previous_trading_day(today)
    opening, closing = hours.session_of(exchange, day)
    if hours.always_open:
        opening, closing = max(at - _AN_HOUR, datetime.combine(day, MIDNIGHT, KST)), at
    begun = at >= opening
    return SymbolMarket(
        listing,
        seed,
        at=min(at, closing) if begun else at,
        day=day,
        opened_at=opening if begun else None,
        calendar=calendar,
    )
