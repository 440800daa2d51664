"""Reserved orders (예약주문): taken in the evening and sent before the open as ordinary orders.

Taken from ten minutes after the close until 07:30 of the next trading day, except 23:40-00:10; nothing but the form is
looked at before they are sent. A reservation with an end date (기간예약) is sent again on every trading day until then
for what has not been filled. It is sent as soon as its order type is taken that day and no later than the open; where
the market never closes, at midnight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kis.credentials import Environment
from kis.market.sessions import Venue
from kis.simulator.accounts import AccountInfo
from kis.simulator.desk import Desk
from kis.simulator.domestic.checks import DomesticMarket
from kis.simulator.domestic.hours import Hours
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderId, PlaceOrder
from kis.simulator.refusals import Reason, Refusal, refusal

_KINDS = frozenset({"00", "01", "02", "05"})
_MORNING_END = time(7, 30)
_BREAK = time(23, 40), time(0, 10)
_AFTER_CLOSE = timedelta(minutes=10)
_LONGEST = timedelta(days=30)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reservation:
    """One reservation: from `first` to `last` it is sent once a trading day.

    `sent` are the orders it became, `refused` the broker's words if the last of them was not taken, `tried` the day of
    that. `filled` shares came to `amount` won.
    """

    sequence: int
    account: str
    wish: PlaceOrder
    name: str
    taken: datetime
    first: date
    last: date
    cancelled: datetime | None = None
    tried: date | None = None
    sent: tuple[OrderId, ...] = ()
    sent_at: datetime | None = None
    refused: str = ""
    filled: int = 0
    amount: int = 0

    @property
    def remaining(self) -> int:
        """Shares that are not filled."""
        return self.wish.quantity - self.filled

    def is_due(self, day: date) -> bool:
        """Tell whether it is to be sent on `day`."""
        waits = self.cancelled is None and self.tried != day and self.remaining > 0
        return waits and self.first <= day <= self.last


class Reservations:
    """All reservations of all accounts. Real accounts only."""

    def __init__(
        self,
        accounts: Mapping[str, AccountInfo],
        markets: Mapping[str, DomesticMarket],
        hours: Hours,
        desk: Desk[DomesticListing],
        log: OrderLog,
    ) -> None:
        self._accounts = accounts
        self._markets = markets
        self._hours = hours
        self._desk = desk
        self._log = log
        self._kept: dict[int, Reservation] = {}

    def take(self, account: AccountInfo, wish: PlaceOrder, until: date | None, at: datetime) -> Reservation:
        """Take a reservation; `until` makes it one of several days. Raises `Refusal`."""
        first = self._check(account, wish, until, at)
        made = Reservation(
            sequence=len(self._kept) + 1,
            account=account.account,
            wish=wish,
            name=self._markets[wish.symbol].listing.name,
            taken=at,
            first=first,
            last=until or first,
        )
        self._kept[made.sequence] = made
        return made

    def amend(
        self, account: AccountInfo, sequence: int, wish: PlaceOrder, until: date | None, at: datetime
    ) -> Reservation:
        """Replace what is reserved, under the same number. Raises `Refusal`."""
        old = self._open(account, sequence)
        first = self._check(account, wish, until, at)
        name = self._markets[wish.symbol].listing.name
        self._kept[sequence] = replace(old, wish=wish, name=name, first=first, last=until or first)
        return self._kept[sequence]

    def cancel(self, account: AccountInfo, sequence: int, at: datetime) -> Reservation:
        """Send it no more; an order it has already become stays. Raises `Refusal`."""
        old = self._open(account, sequence)
        if not self._hours.always_open and not self._is_taken_at(at):
            raise refusal(Reason.RESERVATION_HOURS, account.env)
        self._kept[sequence] = replace(old, cancelled=at)
        return self._kept[sequence]

    def of(self, account: AccountInfo, first: date, last: date) -> list[Reservation]:
        """Return an account's reservations for days from `first` to `last`, oldest first."""
        own = (self._now(kept) for kept in self._kept.values() if kept.account == account.account)
        return [kept for kept in own if kept.first <= last and kept.last >= first]

    def send(self, at: datetime) -> None:
        """Send what is due at a bell."""
        opened = at == self._hours.opening(at)
        for kept in [self._now(kept) for kept in self._kept.values()]:
            if kept.is_due(at.date()) and (opened or self._is_sendable(kept, at)):
                self._kept[kept.sequence] = self._sent(kept, at)

    def _is_sendable(self, kept: Reservation, at: datetime) -> bool:
        board = self._markets[kept.wish.symbol].listing.board
        return self._hours.objection(kept.wish.kind, Venue(kept.wish.venue), board, at, paper=False) is None

    def _sent(self, kept: Reservation, at: datetime) -> Reservation:
        account = self._accounts[kept.account]
        try:
            receipt = self._desk.place(account, replace(kept.wish, quantity=kept.remaining), at)
        except Refusal as refused:
            return replace(kept, tried=at.date(), refused=refused.message)
        order = OrderId(at.date(), receipt.branch, receipt.number)
        return replace(kept, tried=at.date(), refused="", sent=(*kept.sent, order), sent_at=receipt.time)

    def _now(self, kept: Reservation) -> Reservation:
        """Return it with what its orders, and the amendments of them, have filled."""
        orders = [order for order_id in kept.sent for order in self._chain(self._log[order_id])]
        return replace(kept, filled=sum(order.filled for order in orders), amount=sum(order.amount for order in orders))

    def _chain(self, order: Order) -> list[Order]:
        if not order.moved:
            return [order]
        here = (order.account, order.id.day, order.branch, order.number)
        later = [o for o in self._log.all() if (o.account, o.id.day, o.branch, o.original) == here]
        return [order, *(link for o in later for link in self._chain(o))]

    def _open(self, account: AccountInfo, sequence: int) -> Reservation:
        kept = self._kept.get(sequence)
        if kept is None or kept.account != account.account:
            raise refusal(Reason.UNKNOWN_RESERVATION, account.env)
        if kept.cancelled is not None or kept.tried == kept.last:
            raise refusal(Reason.NOTHING_LEFT, account.env)
        return kept

    def _check(self, account: AccountInfo, wish: PlaceOrder, until: date | None, at: datetime) -> date:
        """Return the day on which it would be sent first; raises `Refusal`."""
        first = self._next_day(at)
        if reason := self._objection(account, wish, at) or self._bad_end(first, until, at):
            raise refusal(reason, account.env)
        return first

    def _objection(self, account: AccountInfo, wish: PlaceOrder, at: datetime) -> Reason | None:
        if account.env is Environment.PAPER:
            return Reason.NOT_IN_PAPER
        if not self._hours.always_open and not self._is_taken_at(at):
            return Reason.RESERVATION_HOURS
        if wish.symbol not in self._markets:
            return Reason.UNKNOWN_SYMBOL
        if wish.kind not in _KINDS:
            return Reason.ORDER_TYPE
        return None if wish.quantity > 0 else Reason.QUANTITY

    def _bad_end(self, first: date, until: date | None, at: datetime) -> Reason | None:
        fits = until is None or first <= until <= at.date() + _LONGEST
        return None if fits else Reason.RESERVATION_END

    def _is_taken_at(self, at: datetime) -> bool:
        begin, end = _BREAK
        if at.time() >= begin or at.time() < end:
            return False
        if not self._hours.calendar.is_trading_day(at.date()):
            return True
        closed = self._hours.session_of(at.date())[1]
        return at.time() < _MORNING_END or at >= closed + _AFTER_CLOSE

    def _next_day(self, at: datetime) -> date:
        """Return the day whose open comes next."""
        today = at.date()
        if self._hours.always_open:
            return today + _A_DAY
        early = at.time() < _MORNING_END and self._hours.calendar.is_trading_day(today)
        return today if early else self._hours.calendar.next_trading_day(today)
