"""Sessions (거래 시간) of KRX and NXT by the timetable in force since 2026-09-14, and what can be ordered in each.

Sources: KIS notice of 2026-09-09 for the hours; KIS code table ORD_DVSN for the venue of an order type. Inferred
rather than documented: which types an auction refuses (KRX business rules), that NXT takes market-less types outside
its main session, and the whole SOR row (it follows the venue where orders would match). On days that open late
(수능일, 새해 첫 거래일) morning times move with the open and afternoon times with the close, the day still ends at
20:00, and NXT leaves out its pre-market: so it was announced for 2025-11-13 and 2026-01-02; for days after
2026-09-14, KRX after-market included, it is an assumption that `Calendar.with_overrides` can correct.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kis.market.clock import KST
from kis.market.holidays import CALENDAR, Calendar, SpecialHours
from kis.market.ticks import Board


class Venue(StrEnum):
    """Where an order is sent (EXCG_ID_DVSN_CD)."""

    KRX = "KRX"
    NXT = "NXT"
    SOR = "SOR"


class Session(StrEnum):
    """A part of the trading day; the value is what a user reads."""

    CLOSED = "장 마감"
    OPENING_ENTRY = "개장 전 주문 접수"
    PRE_CLOSE_PRICE = "장전 시간외"
    REGULAR = "정규장"
    CLOSING_AUCTION = "종가 단일가"
    POST_CLOSE_ENTRY = "장후 시간외 접수"
    POST_CLOSE_PRICE = "장후 시간외"
    AFTER_MARKET = "애프터마켓"
    NXT_PRE = "NXT 프리마켓"
    NXT_MAIN = "NXT 정규장"
    NXT_AFTER_ENTRY = "NXT 애프터마켓 접수"
    NXT_AFTER = "NXT 애프터마켓"


CONTINUOUS = frozenset({Session.REGULAR, Session.AFTER_MARKET, Session.NXT_PRE, Session.NXT_MAIN, Session.NXT_AFTER})
"""Sessions in which orders match as they arrive; `next_open` looks for the start of one of these."""


@dataclass(frozen=True, slots=True)
class Window:
    """One session of one day: from `start` (included) to `end` (excluded), KST."""

    session: Session
    start: datetime
    end: datetime


_TIMETABLE = {
    Venue.KRX: (
        (time(8, 20), time(8, 30), Session.OPENING_ENTRY),
        (time(8, 30), time(8, 40), Session.PRE_CLOSE_PRICE),
        (time(8, 40), time(9, 0), Session.OPENING_ENTRY),
        (time(9, 0), time(15, 20), Session.REGULAR),
        (time(15, 20), time(15, 30), Session.CLOSING_AUCTION),
        (time(15, 30), time(15, 40), Session.POST_CLOSE_ENTRY),
        (time(15, 40), time(16, 0), Session.POST_CLOSE_PRICE),
        (time(16, 0), time(20, 0), Session.AFTER_MARKET),
    ),
    Venue.NXT: (
        (time(8, 0), time(8, 50), Session.NXT_PRE),
        (time(9, 0, 30), time(15, 20), Session.NXT_MAIN),
        (time(15, 30), time(15, 40), Session.NXT_AFTER_ENTRY),
        (time(15, 40), time(20, 0), Session.NXT_AFTER),
    ),
    Venue.SOR: (
        (time(8, 0), time(8, 50), Session.NXT_PRE),
        (time(8, 50), time(9, 0), Session.OPENING_ENTRY),
        (time(9, 0), time(15, 20), Session.REGULAR),
        (time(15, 20), time(15, 30), Session.CLOSING_AUCTION),
        (time(15, 30), time(15, 40), Session.NXT_AFTER_ENTRY),
        (time(15, 40), time(20, 0), Session.NXT_AFTER),
    ),
}
_NOON, _END_OF_DAY = time(12, 0), time(20, 0)

_AUCTION = frozenset({"00", "01"})
_NXT_OFF_HOURS = frozenset({"00", "03", "04", "11", "12", "15", "16"})
_IOC_FOK = frozenset({"11", "12", "13", "14", "15", "16"})
_CONTINUOUS_ONLY = frozenset({"03", "04", "21", "22", "23", "24"}) | _IOC_FOK
_GTP = frozenset({"27", "28", "29"})
_AFTER_MARKET = frozenset({"41", "42", "43", "44", "45", "46", "47"})
_SOR = frozenset({"00", "01", "03", "04"}) | _IOC_FOK
_PAPER = frozenset({"00", "01", "02", "03", "04"})

_TAKES: dict[Session, frozenset[str]] = {
    Session.CLOSED: frozenset(),
    Session.OPENING_ENTRY: _AUCTION | {"02"},
    Session.PRE_CLOSE_PRICE: _AUCTION | {"02", "05"},
    Session.REGULAR: _AUCTION | {"02"} | _CONTINUOUS_ONLY,
    Session.CLOSING_AUCTION: _AUCTION,
    Session.POST_CLOSE_ENTRY: frozenset({"06"}),
    Session.POST_CLOSE_PRICE: frozenset({"06"}),
    Session.AFTER_MARKET: _AFTER_MARKET,
    Session.NXT_PRE: _NXT_OFF_HOURS | _GTP,
    Session.NXT_MAIN: frozenset({"00"}) | _CONTINUOUS_ONLY,
    Session.NXT_AFTER_ENTRY: frozenset({"00"}),
    Session.NXT_AFTER: _NXT_OFF_HOURS,
}


def takes(session: Session, order_type: str, *, venue: Venue | None = None, paper: bool = False) -> bool:
    """Tell whether an order of this type (ORD_DVSN, e.g. "00" limit, "01" market) can be sent in the session.

    `venue` matters for SOR, which takes fewer types than the venues behind it; paper takes 00-04 only.
    """
    if venue is Venue.SOR and order_type not in _SOR:
        return False
    if paper and order_type not in _PAPER:
        return False
    return order_type in _TAKES[session]


def timetable(
    venue: Venue, day: date, calendar: Calendar = CALENDAR, *, board: Board = Board.STOCK, paper: bool = False
) -> tuple[Window, ...]:
    """Return the sessions of a day in order; none on a day without trading.

    ETF, ETN and ELW (`Board.FUND`) have no KRX after-market and do not trade at NXT. Paper has the regular session
    of KRX alone and refuses anything else, also what would wait for the open.
    """
    if not calendar.is_trading_day(day) or (board is Board.FUND and venue is Venue.NXT):
        return ()
    if board is Board.FUND and venue is Venue.SOR:
        venue = Venue.KRX
    hours = calendar.special_hours(day)
    return tuple(
        Window(session, _moment(day, start, hours), _moment(day, end, hours))
        for start, end, session in _TIMETABLE[venue]
        if _is_held(session, hours, board, venue=venue, paper=paper)
    )


def _is_held(session: Session, hours: SpecialHours | None, board: Board, *, venue: Venue, paper: bool) -> bool:
    if paper:
        return venue is Venue.KRX and session in (Session.REGULAR, Session.CLOSING_AUCTION)
    if session is Session.AFTER_MARKET:
        return board is Board.STOCK
    return not (session is Session.NXT_PRE and hours is not None and hours.opens_later)


def _moment(day: date, usual: time, hours: SpecialHours | None) -> datetime:
    later = timedelta(0)
    if hours is not None and usual < _END_OF_DAY:
        later = hours.opens_later if usual < _NOON else hours.closes_later
    return datetime.combine(day, usual, KST) + later


def window_at(
    venue: Venue, at: datetime, calendar: Calendar = CALENDAR, *, board: Board = Board.STOCK, paper: bool = False
) -> Window | None:
    """Return the session that holds at a moment together with its hours; None while the venue is closed."""
    windows = timetable(venue, at.astimezone(KST).date(), calendar, board=board, paper=paper)
    return next((window for window in windows if window.start <= at < window.end), None)


def session_at(
    venue: Venue, at: datetime, calendar: Calendar = CALENDAR, *, board: Board = Board.STOCK, paper: bool = False
) -> Session:
    """Return the session that holds at a moment (with a zone)."""
    window = window_at(venue, at, calendar, board=board, paper=paper)
    return Session.CLOSED if window is None else window.session


def next_open(
    venue: Venue, at: datetime, calendar: Calendar = CALENDAR, *, board: Board = Board.STOCK, paper: bool = False
) -> datetime:
    """Return when the next continuous session begins, strictly after `at`, KST.

    LookupError for a venue that never trades the board (ETF at NXT) or a calendar without a day to trade.
    """
    today = at.astimezone(KST).date()
    for day in (today, calendar.next_trading_day(today)):
        for window in timetable(venue, day, calendar, board=board, paper=paper):
            if window.start > at and window.session in CONTINUOUS:
                return window.start
    raise LookupError(f"{board} is never traded at {venue}")


def describe(
    venue: Venue, at: datetime, calendar: Calendar = CALENDAR, *, board: Board = Board.STOCK, paper: bool = False
) -> str:
    """Say the session in a few Korean words, e.g. `정규장 · 15:20까지`, `장 마감 · 11/24(화) 09:00 개장`."""
    window = window_at(venue, at, calendar, board=board, paper=paper)
    if window is not None and window.session is not Session.OPENING_ENTRY:
        return f"{window.session} · {_clock(window.end)}까지{_note(window.end, calendar)}"
    try:
        opening = next_open(venue, at, calendar, board=board, paper=paper)
    except LookupError:
        return f"{venue} 거래 없음"
    local = at.astimezone(KST)
    if opening.date() == local.date():
        begun = any(window.start <= at for window in timetable(venue, local.date(), calendar, board=board, paper=paper))
        state = window.session if window else ("쉬는 시간" if begun else "장 시작 전")
        return f"{state} · {_clock(opening)} 개장{_note(opening, calendar)}"
    holiday = calendar.holiday_name(local.date())
    state = Session.CLOSED if holiday is None else f"휴장({holiday})"
    weekday = "월화수목금토일"[opening.weekday()]
    return f"{state} · {opening.month}/{opening.day}({weekday}) {_clock(opening)} 개장{_note(opening, calendar)}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _note(moment: datetime, calendar: Calendar) -> str:
    hours = calendar.special_hours(moment.date())
    return "" if hours is None else f" ({hours.name})"
