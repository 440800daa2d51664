"""What the derivatives market answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.derivatives import BoardProduct, Boards, Derivatives, Interval, Quotes
from kis.derivatives.boards import OptionBoardQuery
from kis.derivatives.book import Ladder
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.units import Contracts
from kis.wire import read, write
from tests.kis.domestic.recorder import Recorder

_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=KST)


async def test_minutes_go_back_chart_by_chart() -> None:
    """The next chart ends one candle before the oldest; candles before the start are left out."""
    recorder = Recorder(Environment.REAL, "minute_chart", "minute_chart_before", market="derivatives")

    candles = await Derivatives(recorder).quotes.minutes(
        symbol="A01612", start=_TEN, end=_TEN + timedelta(minutes=2), interval=Interval.MINUTE
    )

    assert [candle.at for candle in candles] == [_TEN + timedelta(minutes=minute) for minute in (2, 1, 0)]
    assert [body["FID_INPUT_HOUR_1"] for _, body in recorder.asked] == ["100200", "100000"]
    assert {(tr_id, body["FID_HOUR_CLS_CODE"]) for tr_id, body in recorder.asked} == {("FHKIF03020200", "60")}


def test_book_without_empty_levels() -> None:
    """KIS fills five levels; those without a price are none."""
    ladder = read(
        Ladder,
        {"futs_askp1": "350.10", "askp_rsqn1": "4", "futs_askp2": "0.00", "futs_bidp1": "350.05", "bidp_rsqn1": ""},
    )

    assert [(level.price, level.size) for level in ladder.asks] == [(Decimal("350.10"), Contracts(4))]
    assert [(level.price, level.size) for level in ladder.bids] == [(Decimal("350.05"), Contracts(0))]


def test_board_of_the_minis() -> None:
    """A product of the board is a code, blank for KOSPI200."""
    mini = write(OptionBoardQuery(month="202612", product=BoardProduct.MINI_KOSPI200), missing=None)
    kospi200 = write(OptionBoardQuery(month="202612"), missing=None)

    assert (mini["FID_COND_MRKT_CLS_CODE"], kospi200["FID_COND_MRKT_CLS_CODE"]) == ("MKI", "")
    assert (mini["FID_MRKT_CLS_CODE"], mini["FID_MRKT_CLS_CODE1"]) == ("CO", "PO")


def test_what_paper_lacks() -> None:
    """Boards and the chart of a day are for real accounts; price and book are disputed."""
    for endpoint in (Boards.futures, Boards.options, Boards.option_months, Boards.underlying, Quotes.minute_chart):
        with pytest.raises(NotOffered, match="모의투자"):
            endpoint.tr_id(Environment.PAPER)
    assert [endpoint.disputed for endpoint in (Quotes.price, Quotes.order_book)] == [True, True]
