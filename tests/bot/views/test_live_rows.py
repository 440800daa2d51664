"""Rows of every channel of market data as lines of a live view."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.channel_table import TABLE, Family, Kind, Place
from bot.live.frame import Frame, State
from bot.live.wish import Wish
from bot.views.live import card
from kis import Environment
from kis.market.clock import KST
from kis.realtime import TRADES, Channel, Record
from kis.symbols import Instrument
from tests.bot.test_channels import WITNESSES
from tests.kis.realtime.test_channels import _filled, _written

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KST)
CELLS = {
    channel.real: (family, place, kind, channel)
    for family, places in TABLE.items()
    for place, told in places.items()
    for kind, channel in told.items()
}
"""Each channel, from one of the cells it stands in."""


def shown(instrument: Instrument, kind: Kind, place: Place, row: Record) -> str:
    """The view of one row."""
    frame = Frame(
        wish=Wish(instrument, kind),
        place=place,
        environment=Environment.REAL,
        state=State.LIVE,
        row=row,
        at=time(10),
        known=None,
        until=NOW,
    )
    return card(frame)[0]


@settings(max_examples=200)
@given(some.sampled_from(list(CELLS.values())).flatmap(lambda cell: some.tuples(some.just(cell), _written(cell[3]))))
def test_whatever_a_row_holds_fits_a_message(
    drawn: tuple[tuple[Family, Place, Kind, Channel[Any]], tuple[Channel[Any], dict[str, Any]]],
) -> None:
    """Any row of any channel is said in lines of its own, within what a message may hold."""
    (family, place, kind, channel), (_, values) = drawn
    text = shown(WITNESSES[family], kind, place, channel.row(**values))

    assert text.count("\n") >= 2
    assert len(text) <= 4_096


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell[3].real)
def test_each_channel_says_something(cell: tuple[Family, Place, Kind, Channel[Any]]) -> None:
    """More than its name, the kind and how fresh it is."""
    family, place, kind, channel = cell

    assert len(shown(WITNESSES[family], kind, place, _filled(channel)).splitlines()) > 3


def test_a_column_that_does_not_parse_is_said() -> None:
    """The view goes on, and the next row may be a better one."""
    columns = _filled(TRADES).values
    columns[TRADES.row.keys.index("PRDY_VRSS")] = "x"
    text = shown(WITNESSES[Family.STOCK], Kind.TRADES, Place.KRX, TRADES.row.read("^".join(columns)))

    assert "읽을 수 없는 값이 왔어요" in text
