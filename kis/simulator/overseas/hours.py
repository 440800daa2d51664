"""When overseas orders are taken, when they match and when they end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kis.market.clock import KST
from kis.market.holidays import Calendar
from kis.market.overseas_holidays import CALENDARS
from kis.market.overseas_sessions import HOURS, Session, Window, local_day, timetable
from kis.overseas.codes import Country, Exchange
from kis.simulator.bells import Bells
from kis.simulator.orders import Order
from kis.simulator.overseas.kinds import AT_CLOSE, AT_OPEN, DAYTIME, SPLIT
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.refusals import Reason
from kis.simulator.timetable import Timetable

MIDNIGHT = time()
_ASIA_BEGINS = time(8, 0)
"""KST; orders for the open are taken from then on."""
_A_DAY = timedelta(days=1)
_ON_THE_DAY = frozenset({Session.PRE, Session.REGULAR, Session.LUNCH, Session.AFTER})


class OverseasHours(Timetable[OverseasListing]):
    """The trading hours; with `always_open` every order is taken and matched at any hour of any day."""

    def __init__(self, *, always_open: bool) -> None:
        self.always_open = always_open
        self._windows: dict[tuple[Exchange, date], tuple[Window, ...]] = {}
        self._bells = Bells(self._bells_of)

    def windows(self, exchange: Exchange, day: date) -> tuple[Window, ...]:
        """Return the sessions of a day of the exchange, none if it is closed."""
        place = (exchange, day)
        if place not in self._windows:
            self._windows[place] = timetable(exchange, day)
        return self._windows[place]

    def today(self, exchange: Exchange, at: datetime) -> date:
        """Return the day of the exchange; the Korean one where it never closes."""
        return at.date() if self.always_open else local_day(exchange, at)

    def session(self, listing: OverseasListing, day: date) -> tuple[datetime, datetime]:
        """Return when the regular session of a day begins and ends, as if it were traded."""
        return self.session_of(listing.exchange, day)

    def session_of(self, exchange: Exchange, day: date) -> tuple[datetime, datetime]:
        """Return the same by exchange."""
        windows = self.windows(exchange, day) or timetable(exchange, day, calendars=_traded(exchange, day))
        regular = [window for window in windows if window.session is Session.REGULAR]
        return regular[0].start, regular[-1].end

    def objection(self, kind: str, venue: str, exchange: Exchange, at: datetime, *, paper: bool) -> Reason | None:
        """Return why an order of `kind` cannot be sent now, None if it can."""
        if self.always_open:
            return None
        day = self.today(exchange, at)
        if paper and not self.windows(exchange, day):
            return Reason.HOLIDAY
        window = self._now(exchange, at)
        if window is not None and self._takes(window.session, kind, venue, paper=paper):
            return None
        if window is None and not paper and venue != DAYTIME and self._before_open(exchange, at):
            return None
        if not paper:
            return Reason.CLOSED_ABROAD
        return Reason.BEFORE_OPEN if at < self.session_of(exchange, day)[0] else Reason.AFTER_CLOSE

    def _takes(self, session: Session, kind: str, venue: str, *, paper: bool) -> bool:
        if paper or venue == DAYTIME:
            return session is (Session.REGULAR if paper else Session.DAYTIME)
        if kind in AT_OPEN:
            return session is Session.PRE
        if kind in AT_CLOSE | SPLIT:
            return session in (Session.PRE, Session.REGULAR)
        return session in _ON_THE_DAY

    def _before_open(self, exchange: Exchange, at: datetime) -> bool:
        """Asia: from eight in the morning on."""
        day = self.today(exchange, at)
        if exchange.country is Country.US or not self.windows(exchange, day):
            return False
        return datetime.combine(day, _ASIA_BEGINS, KST) <= at < self.session_of(exchange, day)[0]

    def _now(self, exchange: Exchange, at: datetime) -> Window | None:
        day = self.today(exchange, at)
        windows = [window for each in (day - _A_DAY, day) for window in self.windows(exchange, each)]
        return next((window for window in windows if window.start <= at < window.end), None)

    def matches(self, kind: str, venue: str, listing: OverseasListing, at: datetime) -> bool:
        """Tell whether such an order would match at this moment, rather than wait."""
        if self.always_open:
            return True
        if kind in AT_CLOSE:
            return False
        window = self._now(listing.exchange, at)
        if window is None:
            return False
        if venue == DAYTIME:
            return window.session is Session.DAYTIME
        if kind in AT_OPEN:
            return window.session is Session.REGULAR and at == window.start
        if kind in SPLIT:
            return window.session is Session.REGULAR
        return window.session in (Session.PRE, Session.REGULAR, Session.AFTER)

    def is_open(self, listing: OverseasListing, at: datetime) -> bool:
        """Tell whether a symbol trades anywhere now, the daytime market included."""
        window = None if self.always_open else self._now(listing.exchange, at)
        return self.always_open or (window is not None and window.session is not Session.LUNCH)

    def is_auction(self, listing: OverseasListing, at: datetime) -> bool:
        """Opening and closing prices are made in a moment."""
        return False

    def venue(self, order: Order, listing: OverseasListing, at: datetime) -> str:
        """Return where an order trades: the exchange, or the daytime market."""
        return order.venue

    def day(self, listing: OverseasListing, at: datetime) -> date:
        """Return the day of the exchange an order sent now belongs to."""
        return self.today(listing.exchange, at)

    def expiry(self, kind: str, venue: str, exchange: Exchange, at: datetime) -> datetime:
        """Return when what is left of an order sent now is cancelled, KST."""
        if self.always_open:
            return datetime.combine(at.date(), MIDNIGHT, KST) + _A_DAY
        day = self.today(exchange, at)
        closing = self.session_of(exchange, day)[1]
        if venue == DAYTIME:
            return next(window.end for window in self.windows(exchange, day) if window.session is Session.DAYTIME)
        if kind in AT_OPEN | AT_CLOSE | SPLIT:
            return closing
        return max(window.end for window in self.windows(exchange, day))

    def begins(self, listing: OverseasListing, at: datetime) -> date | None:
        """Return the trading day that begins at a bell, None at other bells."""
        day = at.date()
        if self.always_open:
            return day if at.time() == MIDNIGHT else None
        return day if self.windows(listing.exchange, day) and at == beginning(listing.exchange, day) else None

    def opens(self, listing: OverseasListing, at: datetime) -> bool:
        """Tell whether the regular session begins now."""
        return self._rings(listing.exchange, at, 0)

    def closes(self, listing: OverseasListing, at: datetime) -> bool:
        """Tell whether the regular session ends now."""
        return self._rings(listing.exchange, at, 1)

    def _rings(self, exchange: Exchange, at: datetime, which: int) -> bool:
        day = self.today(exchange, at)
        return (
            not self.always_open and bool(self.windows(exchange, day)) and at == self.session_of(exchange, day)[which]
        )

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] at which a session or a day begins or ends, in order."""
        return self._bells.between(after, until)

    def _bells_of(self, day: date) -> list[datetime]:
        """Those of the Korean day: of the US day that ends in it as well."""
        found = {datetime.combine(day, MIDNIGHT, KST)}
        if not self.always_open:
            for exchange in Exchange:
                for each in (day - _A_DAY, day):
                    windows = self.windows(exchange, each)
                    found |= {moment for window in windows for moment in (window.start, window.end)}
                    found |= {beginning(exchange, each)} if windows else set()
        return sorted(bell for bell in found if bell.date() == day)


def beginning(exchange: Exchange, day: date) -> datetime:
    """Return when a trading day of the exchange begins, KST: with the daytime market in the US."""
    return datetime.combine(day, HOURS.daytime_start if exchange.country is Country.US else _ASIA_BEGINS, KST)


def _traded(exchange: Exchange, day: date) -> dict[Country, Calendar]:
    country = exchange.country
    return {**CALENDARS, country: CALENDARS[country].with_overrides(open=[day])}
