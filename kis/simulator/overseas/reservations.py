"""Reserved orders abroad (예약주문): taken while an exchange is closed, sent when its regular session opens.

Nothing but the form is looked at before; money, shares and price are when it is sent, once. US reservations are taken
from 10:00 until ten minutes before the open except 16:30-16:45, those of Asia until the open, all of them for the next
open. Where the market never closes they are sent at midnight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kis.credentials import Environment
from kis.market.overseas_holidays import CALENDARS
from kis.overseas import codes
from kis.overseas.codes import Country, Exchange
from kis.simulator.accounts import AccountInfo
from kis.simulator.desk import Desk
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderId, PlaceOrder
from kis.simulator.overseas.checks import SIDES, OverseasMarket
from kis.simulator.overseas.hours import MIDNIGHT, OverseasHours
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.refusals import Reason, Refusal, refusal

_US_FROM = time(10, 0)
_US_BREAK = time(16, 30), time(16, 45)
_US_UNTIL = timedelta(minutes=10)
_A_DAY = timedelta(days=1)
_FIRST_NUMBER = 40_000_000


@dataclass(frozen=True, slots=True)
class Reservation:
    """One reservation: `day` of the exchange is that of the open at which it is sent.

    `sent` is the order it became, `refused` the broker's words if it was not taken.
    """

    number: str
    account: str
    wish: PlaceOrder
    listing: OverseasListing
    taken: datetime
    day: date
    cancelled: bool = False
    sent: OrderId | None = None
    sent_at: datetime | None = None
    refused: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return not self.cancelled and self.sent is None and not self.refused


class Reservations:
    """All reservations of all accounts."""

    def __init__(
        self,
        accounts: Mapping[str, AccountInfo],
        markets: Mapping[str, OverseasMarket],
        hours: OverseasHours,
        desk: Desk[OverseasListing],
        log: OrderLog,
    ) -> None:
        self._accounts = accounts
        self._markets = markets
        self._hours = hours
        self._desk = desk
        self._log = log
        self._kept: dict[str, Reservation] = {}

    def take(self, account: AccountInfo, wish: PlaceOrder, at: datetime) -> Reservation:
        """Take a reservation for the next open. Raises `Refusal`."""
        market = self._markets.get(wish.symbol)
        if reason := self._objection(account, wish, market, at):
            raise refusal(reason, account.env)
        assert market is not None  # noqa: S101 - an unknown symbol was refused above
        made = Reservation(
            number=f"{_FIRST_NUMBER + len(self._kept) + 1:010d}",
            account=account.account,
            wish=wish,
            listing=market.listing,
            taken=at,
            day=self._next_day(market.listing.exchange, at),
        )
        self._kept[made.number] = made
        return made

    def cancel(self, account: AccountInfo, number: str, taken: date | None) -> Reservation:
        """Take back what is not sent yet, by its number and the day it was taken on. Raises `Refusal`."""
        kept = self._kept.get(number.strip().zfill(10))
        if kept is None or kept.account != account.account or taken not in (None, kept.taken.date()):
            raise refusal(Reason.UNKNOWN_ORDER, account.env)
        if not kept.waits:
            raise refusal(Reason.NOTHING_LEFT, account.env)
        self._kept[kept.number] = replace(kept, cancelled=True)
        return self._kept[kept.number]

    def of(self, account: AccountInfo, first: date, last: date) -> list[Reservation]:
        """Return an account's reservations taken from `first` to `last`, oldest first, cancelled ones included."""
        own = (kept for kept in self._kept.values() if kept.account == account.account)
        return [kept for kept in own if first <= kept.taken.date() <= last]

    def order(self, kept: Reservation) -> Order | None:
        """Return the order it became as it is now, None if it became none."""
        return None if kept.sent is None else self._log[kept.sent]

    def send(self, at: datetime) -> None:
        """Send what is due at a bell."""
        for kept in [kept for kept in self._kept.values() if kept.waits and self._is_due(kept, at)]:
            self._kept[kept.number] = self._sent(kept, at)

    def _is_due(self, kept: Reservation, at: datetime) -> bool:
        if self._hours.always_open:
            return at.time() == MIDNIGHT and at.date() >= kept.day
        return at >= self._hours.session_of(kept.listing.exchange, kept.day)[0]

    def _sent(self, kept: Reservation, at: datetime) -> Reservation:
        try:
            receipt = self._desk.place(self._accounts[kept.account], kept.wish, at)
        except Refusal as refused:
            return replace(kept, refused=refused.message)
        day = self._hours.day(kept.listing, at)
        return replace(kept, sent=OrderId(day, receipt.branch, receipt.number), sent_at=receipt.time)

    def _objection(
        self, account: AccountInfo, wish: PlaceOrder, market: OverseasMarket | None, at: datetime
    ) -> Reason | None:
        if market is None or wish.venue != market.listing.exchange:
            return Reason.UNKNOWN_SYMBOL
        exchange, paper = market.listing.exchange, account.env is Environment.PAPER
        if wish.kind not in codes.order_types(exchange, SIDES[wish.side], paper=paper, reserved=True):
            return Reason.ORDER_TYPE
        if wish.quantity <= 0:
            return Reason.QUANTITY
        return None if self._hours.always_open or self._is_taken_at(exchange, at) else Reason.CLOSED_ABROAD

    def _is_taken_at(self, exchange: Exchange, at: datetime) -> bool:
        if exchange.country is not Country.US:
            opening, closing = self._hours.session_of(exchange, at.date())
            return not opening <= at < closing or not self._hours.windows(exchange, at.date())
        opening = self._hours.session_of(exchange, at.date())[0]
        begin, end = _US_BREAK
        return at.time() >= _US_FROM and at < opening - _US_UNTIL and not begin <= at.time() < end

    def _next_day(self, exchange: Exchange, at: datetime) -> date:
        """Return the day of the exchange whose open comes next."""
        if self._hours.always_open:
            return at.date() + _A_DAY
        calendar, today = CALENDARS[exchange.country], at.date()
        if calendar.is_trading_day(today) and at < self._hours.session_of(exchange, today)[0]:
            return today
        return calendar.next_trading_day(today)
