"""When contracts are traded, and when their days begin and end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from kis.derivatives.hours import HOURS, Hours, Session, trading_day
from kis.market.clock import KST
from kis.market.holidays import Calendar
from kis.simulator.bells import Bells
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.orders import Order
from kis.simulator.refusals import Reason
from kis.simulator.timetable import Timetable

MIDNIGHT = time_of_day()
DAY, NIGHT = Session.DAY.value, Session.NIGHT.value
_A_DAY = timedelta(days=1)
_ENTRY = timedelta(minutes=15)
"""Orders are taken that long before a session opens, and wait for it."""
_AUCTION = timedelta(minutes=10)
"""At the end of the day orders are gathered for the closing price, except for contracts that expire."""


class ContractHours(Timetable[ContractListing]):
    """The sessions of day and night; an order's venue is the session it was sent for.

    Orders count for the calendar day on which their session began. A trading day begins with the night before it: at
    18:00 the closing price has become the settlement price and the new reference. With `always_open` every order is
    taken and matched at any hour, and days begin at midnight.
    """

    def __init__(self, calendar: Calendar, *, always_open: bool, hours: Hours = HOURS) -> None:
        self.calendar = calendar
        self.always_open = always_open
        self._hours = hours
        self._bells = Bells(self._bells_of)
        self._days: dict[tuple[date, bool], tuple[datetime, datetime]] = {}

    def objection(self, venue: str, listing: ContractListing, at: datetime) -> Reason | None:
        """Return why an order cannot be sent now, None if it can."""
        if self._expired(listing, at):
            return Reason.UNKNOWN_SYMBOL
        if self.always_open or venue in (self._session(listing, at), self._session(listing, at + _ENTRY)):
            return None
        if venue == DAY and not self.calendar.is_trading_day(at.date()):
            return Reason.HOLIDAY
        opening = self._day(at.date())[0] if venue == DAY else self._at(at.date(), self._hours.night_open)
        return Reason.BEFORE_OPEN if at < opening else Reason.AFTER_CLOSE

    def _expired(self, listing: ContractListing, at: datetime) -> bool:
        return self.trading_day(at) > listing.last_day

    def _session(self, listing: ContractListing, at: datetime) -> str | None:
        session = self._hours.session_at(at, expires=listing.last_day, calendar=self.calendar)
        return session.value if session else None

    def matches(self, kind: str, venue: str, listing: ContractListing, at: datetime) -> bool:
        """Tell whether such an order would match at this moment, rather than wait."""
        if self.always_open:
            return not self._expired(listing, at)
        return self._session(listing, at) == venue and not self._closing(listing, at)

    def _closing(self, listing: ContractListing, at: datetime) -> bool:
        close = self._day(at.date())[1]
        return at.date() != listing.last_day and close - _AUCTION <= at < close

    def is_open(self, listing: ContractListing, at: datetime) -> bool:
        """Tell whether a contract trades continuously now."""
        return any(self.matches("01", venue, listing, at) for venue in (DAY, NIGHT))

    def is_auction(self, listing: ContractListing, at: datetime) -> bool:
        """Tell whether orders are gathered for a single price now: before an opening, and at the end of the day."""
        if self.always_open or self.is_open(listing, at):
            return False
        return any(self._session(listing, moment) for moment in (at, at + _ENTRY))

    def venue(self, order: Order, listing: ContractListing, at: datetime) -> str:
        """Return the session of an order."""
        return order.venue

    def day(self, listing: ContractListing, at: datetime) -> date:
        """Return the day an order sent now belongs to: after midnight still that of the evening."""
        in_night = not self.always_open and at.time() < self._hours.night_close
        return at.date() - _A_DAY if in_night else at.date()

    def trading_day(self, at: datetime) -> date:
        """Return the day that a trade counts for: that of a night is the next trading day."""
        return at.date() if self.always_open else trading_day(at, self._hours, self.calendar)

    def expiry(self, venue: str, listing: ContractListing, at: datetime) -> datetime:
        """Return when what is left of an order sent now is cancelled, KST."""
        if self.always_open:
            return self._at(at.date() + _A_DAY, MIDNIGHT)
        day = self.day(listing, at)
        if venue == NIGHT:
            return self._at(day + _A_DAY, self._hours.night_close)
        return self._day(day, last=day == listing.last_day)[1]

    def _day(self, day: date, *, last: bool = False) -> tuple[datetime, datetime]:
        """Return when the session by day begins and ends; `last` for a contract that expires then."""
        if (day, last) not in self._days:
            self._days[day, last] = self._hours.by_day(day, last=last, calendar=self.calendar)
        return self._days[day, last]

    def begins(self, listing: ContractListing, at: datetime) -> date | None:
        """Return the trading day that begins at a bell; None for a contract that has expired."""
        begun = self.new_day(at)
        return begun if begun and begun <= listing.last_day else None

    def new_day(self, at: datetime) -> date | None:
        """Return the trading day that begins at a bell for the market as a whole."""
        if self.always_open:
            return at.date() if at.time() == MIDNIGHT else None
        evening = at.time() == self._hours.night_open and self.calendar.is_trading_day(at.date())
        return self.trading_day(at) if evening else None

    def opens(self, listing: ContractListing, at: datetime) -> bool:
        """Tell whether the session by day begins now; at night there is no single price."""
        return not self.always_open and at == self._day(at.date())[0] and self._session(listing, at) is not None

    def closes(self, listing: ContractListing, at: datetime) -> bool:
        """Tell whether the closing price of the day is made now."""
        day = at.date()
        if self.always_open or at != self._day(day, last=day == listing.last_day)[1]:
            return False
        return day <= listing.last_day and self.calendar.is_trading_day(day)

    def session(self, listing: ContractListing, day: date) -> tuple[datetime, datetime]:
        """Return when the session by day began and ended."""
        return self._day(day, last=day == listing.last_day)

    def trading(self, listing: ContractListing, at: datetime) -> tuple[date, datetime | None, datetime]:
        """Return the trading day of a moment, when its first session had begun (None: not yet), and the last trade."""
        day = self.trading_day(at)
        if self.always_open:
            return day, max(at - timedelta(hours=1), self._at(day, MIDNIGHT)), at
        begin, end = self.session(listing, day)
        if at >= begin:
            return day, begin, min(at, end)
        if self._session(listing, at) == NIGHT:
            return day, self._at(self.day(listing, at), self._hours.night_open), at
        return day, None, at

    @staticmethod
    def _at(day: date, clock: time_of_day) -> datetime:
        return datetime.combine(day, clock, KST)

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] at which a session or a day begins or ends, in order."""
        return self._bells.between(after, until)

    def _bells_of(self, day: date) -> list[datetime]:
        if self.always_open:
            return [self._at(day, MIDNIGHT)]
        hours = self._hours
        found = [self._at(day, hours.night_close)]
        if self.calendar.is_trading_day(day):
            (opening, close), (_, last) = self._day(day), self._day(day, last=True)
            evening = self._at(day, hours.night_open)
            found += [opening - _ENTRY, opening, last, close - _AUCTION, close, evening - _ENTRY, evening]
        return found
