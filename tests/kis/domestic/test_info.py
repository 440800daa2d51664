"""Stock master data and trading days."""

from __future__ import annotations

from datetime import date

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic
from kis.domestic.stock import StockInfo
from kis.errors import NotOffered
from tests.kis.domestic.recorder import Recorder


async def test_stock_info() -> None:
    """Dates of zeros and blanks are none; names are KIS's."""
    caller = Recorder(Environment.REAL, "stock_info")

    info = await Domestic(caller).info.stock_info(symbol="005930")

    assert caller.asked == [("CTPF1002R", {"PDNO": "005930", "PRDT_TYPE_CD": "300"})]
    assert (info.symbol, info.short_name, info.isin) == ("005930", "삼성전자", "KR7005930003")
    assert (info.kospi_listed, info.kosdaq_listed, info.delisted) == (date(1975, 6, 11), None, None)


@pytest.mark.parametrize(
    ("padded", "symbol"),
    [
        ("00000A000660", "000660"),
        ("00000A0001A0", "0001A0"),
        ("00000Q500001", "Q500001"),
        ("005930", "005930"),
    ],
    ids=["stock", "code with the letter A", "ETN keeps its Q", "not padded"],
)
def test_padding_of_the_symbol_is_taken_off(padded: str, symbol: str) -> None:
    """KIS answers with twelve characters where everything else has six or seven."""
    assert StockInfo(padded_symbol=padded).symbol == symbol


@pytest.mark.parametrize(
    ("listed", "halted", "trades"),
    [(True, False, True), (True, True, False), (False, False, False), (None, None, False)],
    ids=["listed", "halted", "not listed", "unknown"],
)
def test_nxt_eligibility(listed: bool | None, halted: bool | None, trades: bool) -> None:
    """Only what is said to trade at NXT does."""
    assert StockInfo(padded_symbol="005930", nxt_listed=listed, nxt_halted=halted).trades_at_nxt is trades


async def test_holidays() -> None:
    """A business day can be without trading: only `open` says whether orders are possible."""
    caller = Recorder(Environment.REAL, "holidays")

    days = await Domestic(caller).info.holidays(start=date(2026, 12, 24))

    assert caller.asked == [("CTCA0903R", {"BASS_DT": "20261224"})]
    assert [(day.date.day, day.open, day.business) for day in days] == [
        (24, True, True),
        (25, False, False),
        (31, False, True),
    ]


async def test_paper_has_neither() -> None:
    """The refusal names what works instead."""
    info = Domestic(Recorder(Environment.PAPER)).info

    with pytest.raises(NotOffered, match="종목표"):
        await info.stock_info(symbol="005930")
    with pytest.raises(NotOffered, match="휴장일표"):
        await info.holidays(start=date(2026, 12, 24))
