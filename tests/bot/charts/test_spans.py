"""What is typed after 차트, and what a button carries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.spans import MOST, STEPS, Span
from bot.charts.values import Unit
from bot.commands.chart import read, read_at
from bot.errors import UserError


@pytest.mark.parametrize(
    ("typed", "name", "unit", "count", "step"),
    [
        ("카카오", "카카오", Unit.DAY, 80, 1),
        ("카카오 3달", "카카오", Unit.DAY, 63, 1),
        ("카카오 3개월", "카카오", Unit.DAY, 63, 1),
        ("3달 카카오", "카카오", Unit.DAY, 63, 1),
        ("NVDA 주봉", "NVDA", Unit.WEEK, 80, 1),
        ("NVDA 1년", "NVDA", Unit.WEEK, 50, 1),
        ("코스피 10년", "코스피", Unit.MONTH, 120, 1),
        ("코스피 월", "코스피", Unit.MONTH, 60, 1),
        ("삼성전자 5분", "삼성전자", Unit.MINUTE, 80, 5),
        ("삼성전자 15분봉", "삼성전자", Unit.MINUTE, 80, 15),
        ("삼성전자 분", "삼성전자", Unit.MINUTE, 80, 1),
        ("삼성전자 2주", "삼성전자", Unit.DAY, 10, 1),
        ("TIGER 미국S&P500 week", "TIGER 미국S&P500", Unit.WEEK, 80, 1),
        ("일", "일", Unit.DAY, 80, 1),
    ],
)
def test_what_is_typed(typed: str, name: str, unit: Unit, count: int, step: int) -> None:
    """A name and a span, in either order; days without one, and a word alone is a name."""
    assert read(typed) == (name, Span(unit, count, step))


@pytest.mark.parametrize("typed", ["카카오 7분", "카카오 3주봉", "카카오 99년", "카카오 999달"])
def test_what_cannot_be_drawn_is_said(typed: str) -> None:
    """A span out of reach is refused with those that are not."""
    with pytest.raises(UserError, match="기간은 10년까지"):
        read(typed)


@given(unit=st.sampled_from(Unit), count=st.integers(5, MOST), step=st.sampled_from(STEPS))
@settings(max_examples=50)
def test_a_button_carries_any_span(unit: Unit, count: int, step: int) -> None:
    """What is written is read back."""
    span = Span(unit, count, step if unit is Unit.MINUTE else 1)

    assert Span.parse(span.code) == span


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), step=st.sampled_from(STEPS))
@settings(max_examples=20)
def test_a_button_carries_a_past_day(day: date, step: int) -> None:
    """The day travels with its minutes, of which all are drawn, or as many as can be told apart."""
    span = Span.of_past(step, day)

    assert Span.parse(span.code) == span
    assert span.count == min(MOST, 390 // step)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        pytest.param("삼성전자 5분 11-25", Span.of_past(5, date(2026, 11, 25)), id="this year"),
        pytest.param("1분 삼성전자 12-01", Span.of_past(1, date(2025, 12, 1)), id="the last one of that name"),
        pytest.param("삼성전자 2026-01-05", Span.of_past(5, date(2026, 1, 5)), id="no step"),
        pytest.param("삼성전자 3분 11-27", Span(Unit.MINUTE, step=3), id="today"),
    ],
)
def test_a_past_day_is_typed(typed: str, span: Span) -> None:
    """A date at the end asks for that day's minutes."""
    assert read_at(typed, date(2026, 11, 27)) == ("삼성전자", span)


@pytest.mark.parametrize("typed", ["삼성전자 5분 02-30", "삼성전자 2026-11-28", "삼성전자 주봉 11-25"])
def test_a_day_that_is_none_is_said(typed: str) -> None:
    """A day that is to come, one that does not exist, one of weeks: each is told what to type."""
    with pytest.raises(UserError, match="차트 삼성전자 5분 11-25"):
        read_at(typed, date(2026, 11, 27))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "d80",
        "d999x1",
        "d4x1",
        "d80x5",
        "m80x7",
        "x80x1",
        "d80x1x1",
        "d٨0x1",
        "d80x1@20261125",
        "m78x5@20261340",
        "m78x5@",
    ],
)
def test_forged_spans_are_none(code: str) -> None:
    """A button of another hand draws nothing, however many bars it asks for."""
    assert Span.parse(code) is None
