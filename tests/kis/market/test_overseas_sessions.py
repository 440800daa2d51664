from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from kis.market.clock import KST
from kis.market.overseas_holidays import CALENDARS
from kis.market.overseas_sessions import (
    HOURS,
    Hours,
    Session,
    describe,
    is_regular,
    local_day,
    next_open,
    timetable,
    window_at,
)
from kis.overseas.codes import Country, Exchange

WINTER, SUMMER = date(2026, 11, 24), date(2026, 7, 7)
"""Tuesdays on both sides of New York's change of clocks."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KST)


def spans(exchange: Exchange, day: date, hours: Hours = HOURS) -> list[tuple[Session, str, str]]:
    return [
        (each.session, f"{each.start:%d %H:%M}", f"{each.end:%d %H:%M}")
        for each in timetable(exchange, day, hours=hours)
    ]


def test_us_in_winter() -> None:
    """The regular session is from 23:30 to 06:00 in Korea."""
    assert spans(Exchange.NASDAQ, WINTER) == [
        (Session.DAYTIME, "24 10:00", "24 18:00"),
        (Session.PRE, "24 18:00", "24 23:30"),
        (Session.REGULAR, "24 23:30", "25 06:00"),
        (Session.AFTER, "25 06:00", "25 07:00"),
    ]


def test_us_in_summer() -> None:
    """All but the ends of the daytime market and of the day come an hour earlier."""
    assert spans(Exchange.NYSE, SUMMER) == [
        (Session.DAYTIME, "07 10:00", "07 17:00"),
        (Session.PRE, "07 17:00", "07 22:30"),
        (Session.REGULAR, "07 22:30", "08 05:00"),
        (Session.AFTER, "08 05:00", "08 07:00"),
    ]


@pytest.mark.parametrize(
    ("exchange", "morning", "afternoon"),
    [
        (Exchange.TOKYO, ("09:00", "11:30"), ("12:30", "15:30")),
        (Exchange.HONG_KONG, ("10:30", "13:00"), ("14:00", "17:00")),
        (Exchange.SHANGHAI, ("10:30", "12:30"), ("14:00", "16:00")),
        (Exchange.SHENZHEN, ("10:30", "12:30"), ("14:00", "16:00")),
        (Exchange.HANOI, ("11:00", "13:30"), ("15:00", "17:00")),
        (Exchange.HO_CHI_MINH, ("11:00", "13:30"), ("15:00", "16:45")),
    ],
    ids=lambda value: value.name if isinstance(value, Exchange) else None,
)
def test_asia_rests_at_noon(exchange: Exchange, morning: tuple[str, str], afternoon: tuple[str, str]) -> None:
    """Two sessions around lunch, at the same Korean time in summer and winter."""
    for day in (WINTER - timedelta(days=4), SUMMER):
        found = timetable(exchange, day)
        assert [each.session for each in found] == [Session.REGULAR, Session.LUNCH, Session.REGULAR]
        times = [(f"{each.start:%H:%M}", f"{each.end:%H:%M}") for each in found]
        assert [times[0], times[2]] == [morning, afternoon]
        assert {each.start.date() for each in found} == {day}


@pytest.mark.parametrize("day", [WINTER, SUMMER, date(2026, 3, 9), date(2026, 11, 2)], ids=str)
@pytest.mark.parametrize("exchange", list(Exchange), ids=lambda exchange: exchange.name)
def test_every_minute_belongs_to_one_session_at_most(exchange: Exchange, day: date) -> None:
    """The windows of neighbouring days never overlap, and `window_at` finds what the timetable says."""
    windows = [window for n in (-1, 0, 1) for window in timetable(exchange, day + timedelta(days=n))]
    start = datetime.combine(day, time(0), KST)

    for minute in range(24 * 60):
        moment = start + timedelta(minutes=minute)
        holding = [window for window in windows if window.start <= moment < window.end]
        assert len(holding) <= 1
        assert window_at(exchange, moment) == (holding[0] if holding else None)


@pytest.mark.parametrize(
    ("before", "after"),
    [(date(2026, 3, 6), date(2026, 3, 9)), (date(2026, 10, 30), date(2026, 11, 2))],
    ids=["spring", "autumn"],
)
def test_change_of_clocks(before: date, after: date) -> None:
    """Over the weekend on which New York changes its clocks the open moves by an hour in Korea."""
    first, second = (timetable(Exchange.NASDAQ, day)[2].start for day in (before, after))

    assert abs(second - first - timedelta(days=3)) == timedelta(hours=1)


def test_daytime_belongs_to_the_us_day_that_follows() -> None:
    """At 11:00 on Tuesday in Korea it is Monday in New York, and Tuesday's daytime market is on."""
    moment = at("2026-11-24 11:00")

    assert local_day(Exchange.NASDAQ, moment) == WINTER
    assert window_at(Exchange.NASDAQ, moment) is not None
    assert local_day(Exchange.NASDAQ, at("2026-11-24 03:00")) == date(2026, 11, 23)


def test_monday_morning_has_no_us_market() -> None:
    """Before Monday's daytime market there is Sunday; after Friday's last session Saturday."""
    assert window_at(Exchange.NASDAQ, at("2026-11-23 06:30")) is None
    assert window_at(Exchange.NASDAQ, at("2026-11-21 11:00")) is None
    assert window_at(Exchange.NASDAQ, at("2026-11-21 05:59")) is not None


def test_holidays_are_those_of_the_exchange() -> None:
    """Thanksgiving closes New York, Labour Thanksgiving Tokyo, and neither the other; the day after ends early."""
    assert timetable(Exchange.NYSE, date(2026, 11, 26)) == ()
    assert timetable(Exchange.TOKYO, date(2026, 11, 23)) == ()
    assert timetable(Exchange.TOKYO, date(2026, 11, 26)) != ()
    assert spans(Exchange.NYSE, date(2026, 11, 27))[2:] == [
        (Session.REGULAR, "27 23:30", "28 03:00"),
        (Session.AFTER, "28 03:00", "28 07:00"),
    ]


@pytest.mark.parametrize("exchange", list(Exchange), ids=lambda exchange: exchange.name)
def test_paper_has_regular_sessions_alone(exchange: Exchange) -> None:
    """Neither the hours around them in the US nor lunch in Asia."""
    found = timetable(exchange, WINTER - timedelta(days=4), paper=True)

    assert {window.session for window in found} == {Session.REGULAR}


@pytest.mark.parametrize("close", [time(15, 0), time(15, 30)], ids=["KIS's page", "the exchange"])
def test_close_of_tokyo_is_a_setting(close: time) -> None:
    """KIS's page and the exchange disagree; whichever is set is used."""
    assert timetable(Exchange.TOKYO, WINTER, hours=Hours(tokyo_close=close))[-1].end.time() == close


@pytest.mark.parametrize("end", [time(16, 0), time(17, 0)], ids=["older pages", "others"])
def test_end_of_the_daytime_market_is_a_setting(end: time) -> None:
    """It never runs into the pre-market, whatever is set."""
    assert timetable(Exchange.NASDAQ, WINTER, hours=Hours(daytime_end=end))[0].end.time() == end


def test_override_closes_a_day() -> None:
    """A day that storms close is closed by the operator's word."""
    calendars = {**CALENDARS, Country.HONG_KONG: CALENDARS[Country.HONG_KONG].with_overrides(closed=[WINTER])}

    assert timetable(Exchange.HONG_KONG, WINTER, calendars=calendars) == ()


@pytest.mark.parametrize(
    ("exchange", "moment", "words"),
    [
        (Exchange.NASDAQ, "2026-11-25 01:00", "정규장 · 06:00까지"),
        (Exchange.NASDAQ, "2026-11-24 12:00", "주간거래 · 18:00까지"),
        (Exchange.NASDAQ, "2026-11-21 12:00", "장 마감 · 11/23(월) 23:30 개장"),
        (Exchange.NASDAQ, "2026-11-24 08:00", "장 마감 · 23:30 개장"),
        (Exchange.HONG_KONG, "2026-11-24 13:30", "점심 휴장 · 14:00 개장"),
        (Exchange.TOKYO, "2026-11-20 16:00", "장 마감 · 11/24(화) 09:00 개장"),
    ],
    ids=["open", "daytime", "weekend", "morning", "lunch", "over a holiday"],
)
def test_description(exchange: Exchange, moment: str, words: str) -> None:
    """What a user reads names the session and its end, or the next open."""
    assert describe(exchange, at(moment)) == words


def test_regular_and_next_open() -> None:
    """Lunch is not regular, and the open after it comes next."""
    assert is_regular(Exchange.TOKYO, at("2026-11-24 09:00"))
    assert not is_regular(Exchange.TOKYO, at("2026-11-24 12:00"))
    assert next_open(Exchange.TOKYO, at("2026-11-24 12:00")) == at("2026-11-24 12:30")
    assert next_open(Exchange.NASDAQ, at("2026-11-26 01:00")) == at("2026-11-27 23:30")
