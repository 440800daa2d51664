"""Sessions by the minute."""

import itertools
from datetime import date, datetime, time, timedelta

import pytest

from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.sessions import CONTINUOUS, Session, Venue, describe, next_open, session_at, takes, timetable
from kis.market.ticks import Board

MONDAY, EXAM, FIRST, SUNDAY = date(2026, 11, 23), date(2026, 11, 19), date(2027, 1, 4), date(2026, 11, 22)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), KST)


@pytest.mark.parametrize(
    ("clock", "krx", "nxt", "sor"),
    [
        ("00:00", Session.CLOSED, Session.CLOSED, Session.CLOSED),
        ("07:59:59", Session.CLOSED, Session.CLOSED, Session.CLOSED),
        ("08:00", Session.CLOSED, Session.NXT_PRE, Session.NXT_PRE),
        ("08:19:59", Session.CLOSED, Session.NXT_PRE, Session.NXT_PRE),
        ("08:20", Session.OPENING_ENTRY, Session.NXT_PRE, Session.NXT_PRE),
        ("08:29:59", Session.OPENING_ENTRY, Session.NXT_PRE, Session.NXT_PRE),
        ("08:30", Session.PRE_CLOSE_PRICE, Session.NXT_PRE, Session.NXT_PRE),
        ("08:39:59", Session.PRE_CLOSE_PRICE, Session.NXT_PRE, Session.NXT_PRE),
        ("08:40", Session.OPENING_ENTRY, Session.NXT_PRE, Session.NXT_PRE),
        ("08:49:59", Session.OPENING_ENTRY, Session.NXT_PRE, Session.NXT_PRE),
        ("08:50", Session.OPENING_ENTRY, Session.CLOSED, Session.OPENING_ENTRY),
        ("08:59:59", Session.OPENING_ENTRY, Session.CLOSED, Session.OPENING_ENTRY),
        ("09:00", Session.REGULAR, Session.CLOSED, Session.REGULAR),
        ("09:00:29", Session.REGULAR, Session.CLOSED, Session.REGULAR),
        ("09:00:30", Session.REGULAR, Session.NXT_MAIN, Session.REGULAR),
        ("15:19:59", Session.REGULAR, Session.NXT_MAIN, Session.REGULAR),
        ("15:20", Session.CLOSING_AUCTION, Session.CLOSED, Session.CLOSING_AUCTION),
        ("15:29:59", Session.CLOSING_AUCTION, Session.CLOSED, Session.CLOSING_AUCTION),
        ("15:30", Session.POST_CLOSE_ENTRY, Session.NXT_AFTER_ENTRY, Session.NXT_AFTER_ENTRY),
        ("15:39:59", Session.POST_CLOSE_ENTRY, Session.NXT_AFTER_ENTRY, Session.NXT_AFTER_ENTRY),
        ("15:40", Session.POST_CLOSE_PRICE, Session.NXT_AFTER, Session.NXT_AFTER),
        ("15:59:59", Session.POST_CLOSE_PRICE, Session.NXT_AFTER, Session.NXT_AFTER),
        ("16:00", Session.AFTER_MARKET, Session.NXT_AFTER, Session.NXT_AFTER),
        ("19:59:59", Session.AFTER_MARKET, Session.NXT_AFTER, Session.NXT_AFTER),
        ("20:00", Session.CLOSED, Session.CLOSED, Session.CLOSED),
    ],
)
def test_each_boundary_of_an_ordinary_day(clock: str, krx: Session, nxt: Session, sor: Session) -> None:
    """A session begins on its minute and has ended on the next one's."""
    assert session_at(Venue.KRX, at(clock)) is krx
    assert session_at(Venue.NXT, at(clock)) is nxt
    assert session_at(Venue.SOR, at(clock)) is sor


@pytest.mark.parametrize(
    ("clock", "krx", "nxt"),
    [
        ("08:30", Session.CLOSED, Session.CLOSED),
        ("09:00", Session.CLOSED, Session.CLOSED),
        ("09:20", Session.OPENING_ENTRY, Session.CLOSED),
        ("09:30", Session.PRE_CLOSE_PRICE, Session.CLOSED),
        ("09:40", Session.OPENING_ENTRY, Session.CLOSED),
        ("10:00", Session.REGULAR, Session.CLOSED),
        ("10:00:30", Session.REGULAR, Session.NXT_MAIN),
        ("16:19:59", Session.REGULAR, Session.NXT_MAIN),
        ("16:20", Session.CLOSING_AUCTION, Session.CLOSED),
        ("16:30", Session.POST_CLOSE_ENTRY, Session.NXT_AFTER_ENTRY),
        ("16:40", Session.POST_CLOSE_PRICE, Session.NXT_AFTER),
        ("17:00", Session.AFTER_MARKET, Session.NXT_AFTER),
        ("20:00", Session.CLOSED, Session.CLOSED),
    ],
)
def test_exam_day_is_an_hour_late(clock: str, krx: Session, nxt: Session) -> None:
    """수능일 runs from 10:00 to 16:30 without a pre-market, and still ends at 20:00."""
    assert session_at(Venue.KRX, at(clock, EXAM)) is krx
    assert session_at(Venue.NXT, at(clock, EXAM)) is nxt


@pytest.mark.parametrize(
    ("clock", "krx", "nxt"),
    [
        ("09:59:59", Session.OPENING_ENTRY, Session.CLOSED),
        ("10:00", Session.REGULAR, Session.CLOSED),
        ("15:20", Session.CLOSING_AUCTION, Session.CLOSED),
        ("15:30", Session.POST_CLOSE_ENTRY, Session.NXT_AFTER_ENTRY),
        ("16:00", Session.AFTER_MARKET, Session.NXT_AFTER),
    ],
)
def test_first_day_opens_late_and_closes_as_usual(clock: str, krx: Session, nxt: Session) -> None:
    """The year's first session loses its first hour."""
    assert session_at(Venue.KRX, at(clock, FIRST)) is krx
    assert session_at(Venue.NXT, at(clock, FIRST)) is nxt


@pytest.mark.parametrize("venue", Venue)
def test_nothing_is_open_on_a_holiday(venue: Venue) -> None:
    """A holiday or a Sunday has no session at all."""
    assert timetable(venue, SUNDAY) == ()
    assert timetable(venue, date(2026, 12, 25)) == ()


def test_paper_has_the_regular_session_alone() -> None:
    """The paper environment refuses what comes before the open and after the close, and has no NXT."""
    moments = ["08:30", "08:59:59", "09:00", "15:25", "15:30", "17:00"]
    sessions = [session_at(Venue.KRX, at(moment), paper=True) for moment in moments]

    assert sessions == [
        *(Session.CLOSED, Session.CLOSED, Session.REGULAR),
        *(Session.CLOSING_AUCTION, Session.CLOSED, Session.CLOSED),
    ]
    assert timetable(Venue.NXT, MONDAY, paper=True) == ()


def test_funds_have_no_after_market() -> None:
    """ETF, ETN and ELW end with the post-close session, are not at NXT, and go to KRX by SOR."""
    assert session_at(Venue.KRX, at("17:00"), board=Board.FUND) is Session.CLOSED
    assert session_at(Venue.KRX, at("15:45"), board=Board.FUND) is Session.POST_CLOSE_PRICE
    assert session_at(Venue.NXT, at("10:00"), board=Board.FUND) is Session.CLOSED
    assert session_at(Venue.SOR, at("10:00"), board=Board.FUND) is Session.REGULAR
    assert session_at(Venue.SOR, at("08:10"), board=Board.FUND) is Session.CLOSED


ALL_TYPES = [f"{code:02}" for code in range(50)]


@pytest.mark.parametrize(
    ("session", "types"),
    [
        (Session.CLOSED, ""),
        (Session.OPENING_ENTRY, "00 01 02"),
        (Session.PRE_CLOSE_PRICE, "00 01 02 05"),
        (Session.REGULAR, "00 01 02 03 04 11 12 13 14 15 16 21 22 23 24"),
        (Session.CLOSING_AUCTION, "00 01"),
        (Session.POST_CLOSE_ENTRY, "06"),
        (Session.POST_CLOSE_PRICE, "06"),
        (Session.AFTER_MARKET, "41 42 43 44 45 46 47"),
        (Session.NXT_PRE, "00 03 04 11 12 15 16 27 28 29"),
        (Session.NXT_MAIN, "00 03 04 11 12 13 14 15 16 21 22 23 24"),
        (Session.NXT_AFTER_ENTRY, "00"),
        (Session.NXT_AFTER, "00 03 04 11 12 15 16"),
    ],
)
def test_order_types_of_a_session(session: Session, types: str) -> None:
    """Each session takes its own order types; 07 ended in September 2026 and is taken nowhere."""
    assert [code for code in ALL_TYPES if takes(session, code)] == types.split()


def test_sor_and_paper_take_fewer_types() -> None:
    """SOR knows no conditional, mid or stop orders; paper knows 00-04."""
    sor = [code for code in ALL_TYPES if takes(Session.REGULAR, code, venue=Venue.SOR)]
    paper = [code for code in ALL_TYPES if takes(Session.REGULAR, code, venue=Venue.KRX, paper=True)]

    assert sor == ["00", "01", "03", "04", "11", "12", "13", "14", "15", "16"]
    assert paper == ["00", "01", "02", "03", "04"]


def test_every_session_states_its_types() -> None:
    """A session added without order types would fail at the first question, so all are asked here."""
    assert not [session for session in Session if takes(session, "99")]


@pytest.mark.parametrize("venue", Venue)
@pytest.mark.parametrize("board", [Board.STOCK, Board.FUND])
@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("day", [MONDAY, EXAM, FIRST, SUNDAY], ids=str)
def test_every_minute_of_a_day_holds_together(venue: Venue, board: Board, paper: bool, day: date) -> None:
    """Sessions never overlap, and the next open lies ahead and is open when it comes."""
    windows = timetable(venue, day, board=board, paper=paper)
    assert all(window.start < window.end for window in windows)
    assert all(before.end <= after.start for before, after in itertools.pairwise(windows))

    if not timetable(venue, MONDAY, board=board, paper=paper):
        with pytest.raises(LookupError):
            next_open(venue, at("10:00", day), board=board, paper=paper)
        return
    for minute in range(24 * 60):
        now = at("00:00", day) + timedelta(minutes=minute)
        holding = [window.session for window in windows if window.start <= now < window.end]
        assert session_at(venue, now, board=board, paper=paper) is (holding[0] if holding else Session.CLOSED)
        opening = next_open(venue, now, board=board, paper=paper)
        assert opening > now
        assert session_at(venue, opening, board=board, paper=paper) in CONTINUOUS


@pytest.mark.parametrize(
    ("now", "venue", "phrase"),
    [
        (at("10:00"), Venue.KRX, "정규장 · 15:20까지"),
        (at("15:25"), Venue.KRX, "종가 단일가 · 15:30까지"),
        (at("08:45"), Venue.KRX, "개장 전 주문 접수 · 09:00 개장"),
        (at("08:35"), Venue.KRX, "장전 시간외 · 08:40까지"),
        (at("15:35"), Venue.KRX, "장후 시간외 접수 · 15:40까지"),
        (at("17:00"), Venue.KRX, "애프터마켓 · 20:00까지"),
        (at("07:00"), Venue.KRX, "장 시작 전 · 09:00 개장"),
        (at("21:00"), Venue.KRX, "장 마감 · 11/24(화) 09:00 개장"),
        (at("12:00", SUNDAY), Venue.KRX, "휴장(주말) · 11/23(월) 09:00 개장"),
        (at("12:00", date(2026, 12, 25)), Venue.KRX, "휴장(성탄절) · 12/28(월) 09:00 개장"),
        (at("08:10"), Venue.NXT, "NXT 프리마켓 · 08:50까지"),
        (at("08:55"), Venue.NXT, "쉬는 시간 · 09:00:30 개장"),
        (at("15:25"), Venue.NXT, "쉬는 시간 · 15:40 개장"),
        (at("11:00", EXAM), Venue.KRX, "정규장 · 16:20까지 (수능일)"),
        (at("21:00", date(2026, 11, 18)), Venue.KRX, "장 마감 · 11/19(목) 10:00 개장 (수능일)"),
        (at("21:00", date(2026, 12, 30)), Venue.KRX, "장 마감 · 1/4(월) 10:00 개장 (새해 첫 거래일)"),
    ],
)
def test_phrase_for_a_card(now: datetime, venue: Venue, phrase: str) -> None:
    """A user reads what works now and until when, or when it opens again."""
    assert describe(venue, now) == phrase


def test_phrase_for_what_is_never_traded() -> None:
    """An ETF at NXT has no next open, and the phrase says so."""
    assert describe(Venue.NXT, at("10:00"), board=Board.FUND) == "NXT 거래 없음"


def test_host_zone_does_not_matter() -> None:
    """The same moment written in another zone is in the same session."""
    assert session_at(Venue.KRX, at("09:00").astimezone()) is Session.REGULAR


def test_overridden_day_is_closed() -> None:
    """A holiday learnt from KIS closes the day for every venue."""
    calendar = CALENDAR.with_overrides(closed=[MONDAY])

    assert session_at(Venue.KRX, at("10:00"), calendar) is Session.CLOSED
    assert describe(Venue.KRX, at("10:00"), calendar) == "휴장(휴장일) · 11/24(화) 09:00 개장"
