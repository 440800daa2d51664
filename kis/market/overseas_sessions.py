"""Sessions (거래 시간) of the overseas exchanges, in KST, by the day of the exchange.

US hours follow New York, so they move by an hour with its summer time; those of Asia never move. The daytime market
(주간거래) of a US day is traded in the Korean day before that day's pre-market.

Sources: KIS portal of 2026-06-03 and the exchanges. They disagree on where the daytime market ends in summer and on the
close in Tokyo, so these are `Hours` that a caller may set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kis.market.clock import KST
from kis.market.holidays import Calendar
from kis.market.overseas_holidays import CALENDARS, EARLY_CLOSES
from kis.overseas.codes import Country, Exchange


class Session(StrEnum):
    """A part of the day of an exchange; the value is what a user reads."""

    DAYTIME = "주간거래"
    PRE = "프리마켓"
    REGULAR = "정규장"
    LUNCH = "점심 휴장"
    AFTER = "애프터마켓"


@dataclass(frozen=True, slots=True)
class Window:
    """One session of one day: from `start` (included) to `end` (excluded), KST."""

    session: Session
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """What the sources disagree on. Korean times for the US, local times in Asia."""

    daytime_start: time = time(10, 0)
    daytime_end: time = time(18, 0)
    """In summer it ends with the start of the pre-market at the latest, which is 17:00."""
    after_end: time = time(7, 0)
    """Later with an enrolment (연장 신청)."""
    tokyo_close: time = time(15, 30)
    """The exchange's since 2024-11; KIS's page says 15:00."""
    ho_chi_minh_close: time = time(14, 45)


HOURS = Hours()
_NEW_YORK = ZoneInfo(Country.US.timezone)
_DAY = timedelta(days=1)
_PRE, _OPEN, _CLOSE, _EARLY_CLOSE = time(4, 0), time(9, 30), time(16, 0), time(13, 0)


def timetable(
    exchange: Exchange,
    day: date,
    *,
    calendars: Mapping[Country, Calendar] = CALENDARS,
    hours: Hours = HOURS,
    paper: bool = False,
) -> tuple[Window, ...]:
    """Return the sessions of a day of the exchange in order; none on a day without trading.

    Paper has regular sessions alone.
    """
    if not calendars[exchange.country].is_trading_day(day):
        return ()
    windows = _us(day, hours) if exchange.country is Country.US else _asia(exchange, day, hours)
    return tuple(window for window in windows if window.session is Session.REGULAR or not paper)


def _us(day: date, hours: Hours) -> tuple[Window, ...]:
    early = day in EARLY_CLOSES
    pre, opening, close = (_at(day, each, _NEW_YORK) for each in (_PRE, _OPEN, _EARLY_CLOSE if early else _CLOSE))
    daytime_end = min(datetime.combine(day, hours.daytime_end, KST), pre)
    after_end = datetime.combine(day + _DAY, hours.after_end, KST)
    return (
        Window(Session.DAYTIME, datetime.combine(day, hours.daytime_start, KST), daytime_end),
        Window(Session.PRE, pre, opening),
        Window(Session.REGULAR, opening, close),
        Window(Session.AFTER, close, after_end),
    )


def _asia(exchange: Exchange, day: date, hours: Hours) -> tuple[Window, ...]:
    zone = ZoneInfo(exchange.country.timezone)
    opening, noon, afternoon, close = (_at(day, each, zone) for each in _asian_hours(exchange, hours))
    return (
        Window(Session.REGULAR, opening, noon),
        Window(Session.LUNCH, noon, afternoon),
        Window(Session.REGULAR, afternoon, close),
    )


def _asian_hours(exchange: Exchange, hours: Hours) -> tuple[time, time, time, time]:
    match exchange:
        case Exchange.HONG_KONG:
            return time(9, 30), time(12, 0), time(13, 0), time(16, 0)
        case Exchange.TOKYO:
            return time(9, 0), time(11, 30), time(12, 30), hours.tokyo_close
        case Exchange.HANOI:
            return time(9, 0), time(11, 30), time(13, 0), time(15, 0)
        case Exchange.HO_CHI_MINH:
            return time(9, 0), time(11, 30), time(13, 0), hours.ho_chi_minh_close
        case _:
            return time(9, 30), time(11, 30), time(13, 0), time(15, 0)


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(KST)


def local_day(exchange: Exchange, at: datetime) -> date:
    """Return the day of the exchange that a moment belongs to.

    The daytime market belongs to the US day that follows it, though the date in New York is still that before.
    """
    local = at.astimezone(ZoneInfo(exchange.country.timezone))
    korean = at.astimezone(KST)
    if exchange.country is Country.US and korean.date() > local.date() and korean.time() >= HOURS.after_end:
        return korean.date()
    return local.date()


def window_at(
    exchange: Exchange,
    at: datetime,
    *,
    calendars: Mapping[Country, Calendar] = CALENDARS,
    hours: Hours = HOURS,
    paper: bool = False,
) -> Window | None:
    """Return the session in which a moment falls; None while the exchange is closed."""
    day = local_day(exchange, at)
    for each in (day - _DAY, day):
        for window in timetable(exchange, each, calendars=calendars, hours=hours, paper=paper):
            if window.start <= at < window.end:
                return window
    return None


def is_regular(
    exchange: Exchange, at: datetime, *, calendars: Mapping[Country, Calendar] = CALENDARS, hours: Hours = HOURS
) -> bool:
    """Tell whether the exchange trades in its regular session."""
    window = window_at(exchange, at, calendars=calendars, hours=hours)
    return window is not None and window.session is Session.REGULAR


def next_open(
    exchange: Exchange, at: datetime, *, calendars: Mapping[Country, Calendar] = CALENDARS, hours: Hours = HOURS
) -> datetime:
    """Return when a regular session begins next, strictly after `at`, KST; after lunch counts.

    LookupError if there is none within two months.
    """
    calendar = calendars[exchange.country]
    day = local_day(exchange, at)
    for each in (day, calendar.next_trading_day(day)):
        for window in timetable(exchange, each, calendars=calendars, hours=hours):
            if window.session is Session.REGULAR and window.start > at:
                return window.start
    raise LookupError(f"{exchange.korean_name} does not open within two months")


def describe(exchange: Exchange, at: datetime, *, calendars: Mapping[Country, Calendar] = CALENDARS) -> str:
    """Say the session in a few Korean words, e.g. `정규장 · 06:00까지`, `장 마감 · 11/24(화) 23:30 개장`; KST."""
    window = window_at(exchange, at, calendars=calendars)
    if window is not None and window.session is not Session.LUNCH:
        return f"{window.session} · {window.end:%H:%M}까지"
    opening = next_open(exchange, at, calendars=calendars)
    state: str = window.session if window is not None else "장 마감"
    if opening.date() == at.astimezone(KST).date():
        return f"{state} · {opening:%H:%M} 개장"
    return f"{state} · {opening.month}/{opening.day}({'월화수목금토일'[opening.weekday()]}) {opening:%H:%M} 개장"
