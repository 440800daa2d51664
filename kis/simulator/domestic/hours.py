"""When orders are taken, when they match and when they end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from kis.market.clock import KST
from kis.market.holidays import Calendar
from kis.market.sessions import CONTINUOUS, Session, Venue, Window, session_at, takes, timetable
from kis.market.ticks import Board
from kis.simulator.bells import Bells
from kis.simulator.domestic.kinds import PAPER_KINDS
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.orders import Order
from kis.simulator.refusals import Reason
from kis.simulator.timetable import Timetable

MIDNIGHT = time_of_day()

_DAY = frozenset(
    {
        Session.OPENING_ENTRY,
        Session.PRE_CLOSE_PRICE,
        Session.REGULAR,
        Session.CLOSING_AUCTION,
        Session.NXT_PRE,
        Session.NXT_MAIN,
    }
)
_LIFETIMES = (
    _DAY,
    frozenset({Session.POST_CLOSE_ENTRY, Session.POST_CLOSE_PRICE}),
    frozenset({Session.AFTER_MARKET}),
    frozenset({Session.NXT_AFTER_ENTRY, Session.NXT_AFTER}),
)
_OWN_SESSION_ONLY = frozenset({"05", "21", "27", "28", "29"})
_A_DAY = timedelta(days=1)
_FIXED_PRICE = frozenset({Session.PRE_CLOSE_PRICE, Session.POST_CLOSE_PRICE})


class Hours(Timetable[DomesticListing]):
    """The trading hours; with `always_open` every order is taken and matched at any hour of any day."""

    def __init__(self, calendar: Calendar, *, always_open: bool) -> None:
        self.calendar = calendar
        self.always_open = always_open
        self._bells = Bells(self._bells_of)
        self._windows: dict[tuple[Venue, Board, date], tuple[Window, ...]] = {}
        self._regulars: dict[date, tuple[datetime | None, datetime | None]] = {}

    def objection(self, kind: str, venue: Venue, board: Board, at: datetime, *, paper: bool) -> Reason | None:
        """Return why an order of `kind` cannot be sent now, None if it can."""
        if paper and kind not in PAPER_KINDS:
            return Reason.ORDER_TYPE
        if self.always_open:
            return None
        if not self.calendar.is_trading_day(at.date()):
            return Reason.HOLIDAY
        session = session_at(venue, at, self.calendar, board=board, paper=paper)
        if session is Session.CLOSED:
            return self._closed(venue, board, at, paper=paper)
        if takes(session, kind, venue=venue, paper=paper):
            return None
        return Reason.NO_MARKET_ORDER if kind == "01" else Reason.ORDER_TYPE

    def _closed(self, venue: Venue, board: Board, at: datetime, *, paper: bool) -> Reason:
        windows = timetable(venue, at.date(), self.calendar, board=board, paper=paper)
        later = any(window.start > at for window in windows)
        return Reason.BEFORE_OPEN if later else Reason.AFTER_CLOSE

    def matches(self, kind: str, venue: str, listing: DomesticListing, at: datetime) -> bool:
        """Tell whether such an order would match at this moment, rather than wait."""
        if self.always_open:
            return True
        session = self._session(Venue(venue), listing.board, at)
        return session in CONTINUOUS or (session in _FIXED_PRICE and kind in {"05", "06"})

    def is_open(self, listing: DomesticListing, at: datetime) -> bool:
        """Tell whether a symbol trades continuously anywhere now."""
        return self.matches("00", Venue.KRX, listing, at) or (
            listing.nxt and self.matches("00", Venue.NXT, listing, at)
        )

    def is_auction(self, listing: DomesticListing, at: datetime) -> bool:
        """Tell whether KRX gathers orders for a single price now (장 시작 전, 종가 단일가)."""
        if self.always_open:
            return False
        session = self._session(Venue.KRX, listing.board, at)
        return session in {Session.OPENING_ENTRY, Session.PRE_CLOSE_PRICE, Session.CLOSING_AUCTION}

    def venue(self, order: Order, listing: DomesticListing, at: datetime) -> str:
        """Return where an order trades that matches now: SOR goes to KRX while that is open."""
        if order.venue != Venue.SOR:
            return order.venue
        return Venue.KRX if self.matches("00", Venue.KRX, listing, at) or not listing.nxt else Venue.NXT

    def day(self, listing: DomesticListing, at: datetime) -> date:
        """Return the day an order sent now belongs to."""
        return at.date()

    def _session(self, venue: Venue, board: Board, at: datetime) -> Session:
        key = venue, board, at.date()
        if key not in self._windows:
            self._windows[key] = timetable(venue, at.date(), self.calendar, board=board)
        return next(
            (window.session for window in self._windows[key] if window.start <= at < window.end), Session.CLOSED
        )

    def expiry(self, kind: str, venue: Venue, board: Board, at: datetime) -> datetime:
        """Return when what is left of an order sent now is cancelled, KST."""
        midnight = datetime.combine(at.date(), MIDNIGHT, KST) + _A_DAY
        if self.always_open:
            return midnight
        windows = timetable(venue, at.date(), self.calendar, board=board)
        current = next((window for window in windows if window.start <= at < window.end), None)
        if current is None:
            return midnight
        if kind in _OWN_SESSION_ONLY:
            return current.end
        life = next(life for life in _LIFETIMES if current.session in life)
        return max(window.end for window in windows if window.session in life)

    def begins(self, listing: DomesticListing, at: datetime) -> date | None:
        """Return the trading day that begins at midnight, None at other bells."""
        is_traded = self.always_open or self.calendar.is_trading_day(at.date())
        return at.date() if at.time() == MIDNIGHT and is_traded else None

    def opens(self, listing: DomesticListing, at: datetime) -> bool:
        """Tell whether the regular session begins now."""
        return at == self.opening(at)

    def closes(self, listing: DomesticListing, at: datetime) -> bool:
        """Tell whether the closing price of the day is made now."""
        return at == self._regular(at.date())[1]

    def opening(self, at: datetime) -> datetime | None:
        """Return when the regular session of that day begins, None on a day without one."""
        return self._regular(at.date())[0]

    def _regular(self, day: date) -> tuple[datetime | None, datetime | None]:
        """Return when the opening and the closing price of a day are made."""
        if day not in self._regulars:
            windows = () if self.always_open else timetable(Venue.KRX, day, self.calendar)
            of = {window.session: window for window in windows}
            self._regulars[day] = (of[Session.REGULAR].start, of[Session.CLOSING_AUCTION].end) if of else (None, None)
        return self._regulars[day]

    def session(self, listing: DomesticListing, day: date) -> tuple[datetime, datetime]:
        """Return when the regular session of a day begins and when its closing price is made."""
        return self.session_of(day)

    def session_of(self, day: date) -> tuple[datetime, datetime]:
        """Return the same for every symbol."""
        opening, closing = self._regular(day)
        usual = (datetime.combine(day, time_of_day(9), KST), datetime.combine(day, time_of_day(15, 30), KST))
        return (opening, closing) if opening and closing else usual

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] at which a session or a day begins or ends, in order."""
        return self._bells.between(after, until)

    def _bells_of(self, day: date) -> list[datetime]:
        found = {datetime.combine(day, MIDNIGHT, KST)}
        if not self.always_open:
            for venue in Venue:
                for window in timetable(venue, day, self.calendar):
                    found |= {window.start, window.end}
        return sorted(found)
