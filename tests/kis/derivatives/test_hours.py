"""When futures and options are traded."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kis.derivatives.hours import HOURS, Hours, Session, trading_day
from kis.market.clock import KST


def _at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), KST)


@pytest.mark.parametrize(
    ("at", "session"),
    [
        (_at(23, "08:44:59"), None),
        (_at(23, "08:45"), Session.DAY),
        (_at(23, "15:44:59"), Session.DAY),
        (_at(23, "15:45"), None),
        (_at(23, "18:00"), Session.NIGHT),
        (_at(24, "05:59:59"), Session.NIGHT),
        (_at(24, "06:00"), None),
        (_at(28, "02:00"), Session.NIGHT),
        (_at(28, "18:00"), None),
        (_at(23, "02:00"), None),
    ],
    ids=[
        "before the day",
        "open",
        "last second",
        "close",
        "evening",
        "next morning",
        "morning pause",
        "Friday's night",
        "Saturday evening",
        "Monday morning",
    ],
)
def test_sessions(at: datetime, session: Session | None) -> None:
    """The day, the pause, and a night that ends on the next morning."""
    assert HOURS.session_at(at) is session


def test_last_day_of_a_contract() -> None:
    """What expires stops at 15:20 and has no night; the night before it trades."""
    expires = date(2026, 11, 12)

    assert HOURS.session_at(_at(12, "15:19"), expires=expires) is Session.DAY
    assert HOURS.session_at(_at(12, "15:20"), expires=expires) is None
    assert HOURS.session_at(_at(12, "18:30"), expires=expires) is None
    assert HOURS.session_at(_at(13, "10:00"), expires=expires) is None
    assert HOURS.session_at(_at(12, "02:00"), expires=expires) is Session.NIGHT


def test_the_day_of_the_exam_begins_later() -> None:
    """On 수능일 the day is an hour later; on the first day of a year it begins at 09:45 and ends as usual."""
    exam, new_year = date(2026, 11, 19), date(2027, 1, 4)

    assert [f"{at:%H:%M}" for at in HOURS.by_day(exam)] == ["09:45", "16:45"]
    assert [f"{at:%H:%M}" for at in HOURS.by_day(new_year)] == ["09:45", "15:45"]
    assert [f"{at:%H:%M}" for at in HOURS.by_day(date(2026, 11, 20), last=True)] == ["08:45", "15:20"]
    assert HOURS.session_at(_at(19, "09:00")) is None
    assert HOURS.session_at(_at(19, "16:00")) is Session.DAY


def test_another_timetable() -> None:
    """Hours are a setting."""
    longer = Hours(night_open=time(17, 0))

    assert longer.session_at(_at(23, "17:30")) is Session.NIGHT
    assert HOURS.session_at(_at(23, "17:30")) is None


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (_at(23, "10:00"), 23),
        (_at(23, "17:59"), 23),
        (_at(23, "18:00"), 24),
        (_at(24, "03:00"), 24),
        (_at(27, "20:00"), 30),
        (_at(28, "03:00"), 30),
    ],
    ids=["day", "pause", "evening", "after midnight", "Friday evening", "Saturday morning"],
)
def test_a_night_belongs_to_the_next_day(at: datetime, day: int) -> None:
    """Trades of Friday night count for Monday."""
    assert trading_day(at) == date(2026, 11, day)
