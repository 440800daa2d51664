"""When master files are loaded anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.clock import KST
from kis.symbols.master.due import READY, due, last_made

HOURS = st.integers(0, 24 * 1_000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KST)


@pytest.mark.parametrize(
    ("loaded", "now", "expected"),
    [
        pytest.param(None, "2026-11-27 03:00", True, id="nothing yet"),
        pytest.param("2026-11-27 07:30", "2026-11-27 23:59", False, id="loaded today"),
        pytest.param("2026-11-27 07:29", "2026-11-27 07:30", True, id="loaded before today's was made"),
        pytest.param("2026-11-26 09:00", "2026-11-27 07:29", False, id="today's is not made yet"),
        pytest.param("2026-11-27 09:00", "2026-11-29 12:00", False, id="weekend"),
        pytest.param("2026-11-27 09:00", "2026-11-30 07:30", True, id="Monday"),
        pytest.param("2026-12-24 09:00", "2026-12-25 12:00", False, id="holiday"),
        pytest.param("2026-11-28 09:00", "2026-11-27 09:00", True, id="from the future"),
    ],
)
def test_due_once_a_business_day(loaded: str | None, now: str, expected: bool) -> None:
    """A file is out of date from half past seven of the next business day on."""
    assert due(at(loaded) if loaded else None, at(now)) is expected


def test_the_hour_is_a_setting() -> None:
    """KIS names no hour, so another one may be told."""
    assert due(at("2026-11-26 09:00"), at("2026-11-27 06:00"), ready=time(6, 0))
    assert not due(at("2026-11-26 09:00"), at("2026-11-27 06:00"))


@given(HOURS)
def test_never_twice_for_the_same_files(hours: int) -> None:
    """What is loaded now is not due until files are made again, which is no sooner than the next half past seven."""
    now = at("2025-03-01 00:00") + timedelta(hours=hours)
    made = last_made(now)

    assert made <= now
    assert made.time() == READY
    assert not due(now, now)
    assert not due(now, max(now, made + timedelta(hours=23, minutes=59)))
