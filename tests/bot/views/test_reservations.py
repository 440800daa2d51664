"""The list of reservations: its pages, and the days that are left of each."""

from __future__ import annotations

from datetime import date

import pytest

from bot.storage.tables import Order
from bot.storage.terms import Segment
from bot.trading.presses import CancelOrder
from bot.views import reservations, reserved
from kis.credentials import Environment
from tests.bot.storage import rows

TUESDAY = date(2026, 11, 24)


def reservation(short_no: int = 1, *, until: date | None = None, told_on: date | None = None) -> Order:
    account = rows.credential(environment=Environment.REAL)
    account.id = 1
    return rows.order(
        account, segment=Segment.RESERVED, short_no=short_no, number=str(short_no), due=TUESDAY, until=until,
        told_on=told_on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "shown", "turns"),
    [
        pytest.param(0, range(1, 21), ["다음 ▶"], id="the first"),
        pytest.param(1, range(21, 41), ["◀ 이전", "다음 ▶"], id="one between"),
        pytest.param(2, range(41, 42), ["◀ 이전"], id="the last"),
        pytest.param(9, range(41, 42), ["◀ 이전"], id="beyond, as some are gone"),
        pytest.param(-1, range(1, 21), ["다음 ▶"], id="forged"),
    ],
)
def test_pages(page: int, shown: range, turns: list[str]) -> None:
    """Every reservation can be reached, and cancelled from the page that shows it."""
    text, buttons = reservations.listed([reservation(one) for one in range(1, 42)], Environment.REAL, page=page)
    assert [one for one in range(1, 42) if f"#A{one} " in text] == list(shown)
    assert f"{shown[0] // 20 + 1}/3쪽" in text
    assert [button.text for button in buttons[-1]] == turns
    assert buttons[0][-1].data == CancelOrder(shown[0]).data


def test_one_page_has_no_number() -> None:
    """Twenty fit."""
    text, buttons = reservations.listed([reservation(one) for one in range(1, 21)], Environment.REAL)
    assert "쪽" not in text
    assert len(buttons) == 6


@pytest.mark.parametrize(
    ("told_on", "says"),
    [
        (None, "11/24(화)부터 11/30(월)까지 남은 만큼 매일 나가요 · 11/24(화) 07:30까지"),
        (date(2026, 11, 24), "11/25(수)부터 11/30(월)까지 남은 만큼 매일 나가요 · 11/25(수) 07:30까지"),
        (date(2026, 11, 27), "11/30(월) 장 전에 나가요 · 11/30(월) 07:30까지"),
        (date(2026, 11, 30), "11/30(월) 장 전에 나가요 · 11/30(월) 07:30까지"),
    ],
)
def test_the_days_that_are_left(told_on: date | None, says: str) -> None:
    """Of several days those after the one that was told last."""
    assert reserved.when(reservation(until=date(2026, 11, 30), told_on=told_on), paper=False).startswith(says)
