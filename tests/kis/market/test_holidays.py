"""The trading calendar."""

from datetime import date, timedelta

import holidays
import pytest

from kis.market.holidays import CALENDAR, EXAM_DAY, FIRST_DAY, SpecialHours


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_table_agrees_with_an_independent_calendar(year: int) -> None:
    """Every weekday of the year is open or closed as the `holidays` package says for XKRX."""
    independent = holidays.financial_holidays("XKRX", years=year)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    weekdays = [day for day in days if day.year == year and day.weekday() < 5]

    assert [day for day in weekdays if CALENDAR.is_trading_day(day)] == [
        day for day in weekdays if day not in independent
    ]


def test_weekend_and_holiday_have_names() -> None:
    """A user is told why there is no trading."""
    assert CALENDAR.holiday_name(date(2026, 11, 22)) == "주말"
    assert CALENDAR.holiday_name(date(2026, 12, 25)) == "성탄절"
    assert CALENDAR.holiday_name(date(2026, 11, 23)) is None


def test_neighbours_skip_a_long_holiday() -> None:
    """Chuseok 2025 closes the market from Friday to the Thursday after."""
    assert CALENDAR.next_trading_day(date(2025, 10, 2)) == date(2025, 10, 10)
    assert CALENDAR.previous_trading_day(date(2025, 10, 10)) == date(2025, 10, 2)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 11, 19), EXAM_DAY, id="exam day"),
        pytest.param(date(2025, 11, 13), EXAM_DAY, id="exam day of the year before"),
        pytest.param(date(2026, 1, 2), FIRST_DAY, id="first trading day"),
        pytest.param(date(2027, 1, 4), FIRST_DAY, id="first trading day after a weekend"),
        pytest.param(date(2026, 1, 5), None, id="second trading day"),
        pytest.param(date(2026, 11, 23), None, id="ordinary day"),
    ],
)
def test_special_hours(day: date, hours: SpecialHours | None) -> None:
    """수능일 and the first trading day of a year have hours of their own."""
    assert CALENDAR.special_hours(day) == hours


def test_overrides_close_and_open_days() -> None:
    """What KIS says about a day replaces the table, and the newest word wins."""
    monday, christmas = date(2026, 11, 23), date(2026, 12, 25)
    changed = CALENDAR.with_overrides(open=[christmas], closed=[monday])

    assert not changed.is_trading_day(monday)
    assert changed.holiday_name(monday) == "휴장일"
    assert changed.is_trading_day(christmas)
    assert changed.with_overrides(open=[monday]).is_trading_day(monday)
    assert not changed.with_overrides(closed=[christmas]).is_trading_day(christmas)
    assert CALENDAR.is_trading_day(monday)


def test_open_override_reaches_a_weekend() -> None:
    """A Saturday can be traded if the exchange says so."""
    saturday = date(2026, 11, 28)

    assert CALENDAR.with_overrides(open=[saturday]).next_trading_day(date(2026, 11, 27)) == saturday


def test_hours_can_be_announced_later() -> None:
    """The exam day of a later year is one override away."""
    day = date(2027, 11, 18)

    assert CALENDAR.special_hours(day) is None
    assert CALENDAR.with_overrides(special={day: EXAM_DAY}).special_hours(day) == EXAM_DAY


def test_day_cannot_be_open_and_closed() -> None:
    """Contradicting overrides are a mistake of the caller."""
    with pytest.raises(ValueError, match="2026-11-23"):
        CALENDAR.with_overrides(open=[date(2026, 11, 23)], closed=[date(2026, 11, 23)])


def test_search_for_a_trading_day_ends() -> None:
    """A calendar with everything closed is an error, not an endless loop."""
    start = date(2026, 11, 23)
    shut = CALENDAR.with_overrides(closed=[start + timedelta(days=n) for n in range(100)])

    with pytest.raises(LookupError):
        shut.next_trading_day(start)


def test_years_beyond_the_table_are_admitted() -> None:
    """Outside the table only weekends are known, and the calendar says so."""
    assert CALENDAR.covers(date(2027, 6, 1))
    assert not CALENDAR.covers(date(2028, 6, 1))
