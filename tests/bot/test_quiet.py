"""조용한 시간: what is understood, and when it holds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiet import DAY, Quiet, read
from kis.market.clock import KST

MINUTES = st.integers(0, DAY - 1)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=KST)
NIGHT = Quiet(22 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22:00-07:00", NIGHT),
        (" 22-7 ", NIGHT),
        ("22시부터 7시까지", NIGHT),
        ("23시 30분~06:15", Quiet(23 * 60 + 30, 6 * 60 + 15)),
        ("0-24", None),
        ("12:00-24:00", Quiet(12 * 60, 0)),
        ("22:60-07:00", None),
        ("25-7", None),
        ("7-7", None),
        ("22", None),
        ("끄기", None),
    ],
)
def test_hours_as_people_write_them(text: str, expected: Quiet | None) -> None:
    """Two times of the day are understood in the usual spellings, and nothing else is."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("at", "ends"),
    [("21:59", None), ("22:00", "07:00"), ("23:59", "07:00"), ("00:00", "07:00"), ("06:59", "07:00"), ("07:00", None)],
)
def test_a_night_goes_over_midnight(at: str, ends: str | None) -> None:
    """The first minute is quiet, the last is not."""
    end = NIGHT.end_of(datetime.fromisoformat(f"2026-11-23T{at}+09:00"))

    assert (None if end is None else f"{end.astimezone(KST):%H:%M}") == ends


@given(MINUTES, MINUTES, st.integers(0, 2 * DAY * 60))
def test_quiet_ends_within_a_day_and_then_is_over(start: int, end: int, seconds: int) -> None:
    """The end that is named is ahead, less than a day away, and itself not quiet."""
    quiet, now = Quiet(start, end), MIDNIGHT + timedelta(seconds=seconds)
    until = quiet.end_of(now)

    if until is not None:
        assert now < until <= now + timedelta(days=1)
        assert quiet.end_of(until) is None
        assert quiet.end_of(until - timedelta(minutes=1)) is not None
