"""Which channel tells of an instrument: by what it is, where, and when."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.channel_table import TABLE, Family
from bot.channels import Kind, lively, wire, wire_at
from kis import Environment
from kis.market.clock import KST
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.realtime import CHANNELS, Key
from kis.symbols import Instrument

NOON, PRE, AFTER, NIGHT, SUNDAY = (
    datetime(2026, 11, day, hour, minute, tzinfo=KST)
    for day, hour, minute in ((24, 12, 0), (24, 8, 30), (24, 18, 30), (25, 1, 0), (29, 12, 0))
)
REAL, PAPER = Environment.REAL, Environment.PAPER
SAMSUNG = Instrument("005930", "삼성전자", Market.KOSPI, nxt=True)
SMALL = Instrument("900110", "이스트아시아", Market.KOSDAQ)
FUND = Instrument("069500", "KODEX 200", Market.KOSPI, Board.FUND)
WARRANT = Instrument("57LA24", "ELW", Market.ELW, Board.FUND)
KOSPI = Instrument("0001", "코스피", Market.INDEX)
SPX = Instrument("SPX", "S&P 500", Market.INDEX, currency="USD")
FUTURE = Instrument("A01612", "F 202612", Market.FUTURE, Board.INDEX_FUTURE)
OPTION = Instrument("B01612400", "C 202612 400", Market.OPTION, Board.INDEX_OPTION)
STOCK_FUTURE = Instrument("A11612", "삼성전자 F 202612", Market.FUTURE, Board.STOCK_FUTURE)
STOCK_OPTION = Instrument("B11612070", "삼성전자 C 202612", Market.OPTION, Board.STOCK_FUTURE)
DOLLAR_FUTURE = Instrument("A75612", "A75612", Market.FUTURE, Board.INDEX_FUTURE)
APPLE = Instrument("AAPL", "애플", Market.NASDAQ, Board.US, currency="USD")
TENCENT = Instrument("00700", "텐센트", Market.HKEX, Board.HONG_KONG, currency="HKD")

CASES = [
    pytest.param(SAMSUNG, REAL, NOON, "H0STCNT0 005930", "H0STASP0 005930", id="stock"),
    pytest.param(SAMSUNG, REAL, PRE, "H0UNCNT0 005930", "H0UNASP0 005930", id="before the open"),
    pytest.param(SAMSUNG, REAL, AFTER, "H0UNCNT0 005930", "H0UNASP0 005930", id="after-market"),
    pytest.param(SAMSUNG, PAPER, AFTER, "H0STCNT0 005930", "H0STASP0 005930", id="paper knows KRX alone"),
    pytest.param(SAMSUNG, REAL, SUNDAY, "H0STCNT0 005930", "H0STASP0 005930", id="closed"),
    pytest.param(SMALL, REAL, AFTER, "H0STCNT0 900110", "H0STASP0 900110", id="not at NXT"),
    pytest.param(FUND, PAPER, NOON, "H0STCNT0 069500", "H0STASP0 069500", id="fund"),
    pytest.param(WARRANT, REAL, NOON, "H0EWCNT0 57LA24", "H0EWASP0 57LA24", id="ELW"),
    pytest.param(WARRANT, PAPER, NOON, None, None, id="ELW in paper"),
    pytest.param(KOSPI, REAL, NOON, "H0UPCNT0 0001", None, id="index"),
    pytest.param(SPX, REAL, NIGHT, None, None, id="index abroad"),
    pytest.param(FUTURE, REAL, NOON, "H0IFCNT0 A01612", "H0IFASP0 A01612", id="future"),
    pytest.param(FUTURE, REAL, NIGHT, "H0MFCNT0 A01612", "H0MFASP0 A01612", id="future by night"),
    pytest.param(FUTURE, PAPER, NOON, None, None, id="future in paper"),
    pytest.param(OPTION, REAL, NOON, "H0IOCNT0 B01612400", "H0IOASP0 B01612400", id="option"),
    pytest.param(OPTION, REAL, NIGHT, "H0EUCNT0 B01612400", "H0EUASP0 B01612400", id="option by night"),
    pytest.param(STOCK_FUTURE, REAL, NIGHT, "H0ZFCNT0 A11612", "H0ZFASP0 A11612", id="stock future has no night"),
    pytest.param(STOCK_OPTION, REAL, NOON, "H0ZOCNT0 B11612070", "H0ZOASP0 B11612070", id="stock option"),
    pytest.param(APPLE, REAL, NIGHT, "HDFSCNT0 DNASAAPL", "HDFSASP0 DNASAAPL", id="US"),
    pytest.param(APPLE, REAL, NOON, "HDFSCNT0 RBAQAAPL", "HDFSASP0 RBAQAAPL", id="US by Korean day"),
    pytest.param(APPLE, PAPER, NIGHT, None, None, id="US in paper"),
    pytest.param(TENCENT, REAL, NOON, "HDFSCNT0 DHKS00700", "HDFSASP1 DHKS00700", id="Hong Kong"),
]


@pytest.mark.parametrize(("instrument", "environment", "at", "trades", "book"), CASES)
def test_channel(
    instrument: Instrument, environment: Environment, at: datetime, trades: str | None, book: str | None
) -> None:
    """Each market has its own, some by the hour; where there is none, none is made up."""
    found = [wire(instrument, environment, at, kind) for kind in (Kind.TRADES, Kind.BOOK)]

    assert [None if one is None else f"{one.channel.real} {one.key}" for one in found] == [trades, book]


WITNESSES = {
    Family.STOCK: SAMSUNG,
    Family.FUND: FUND,
    Family.WARRANT: WARRANT,
    Family.INDEX: KOSPI,
    Family.INDEX_FUTURE: FUTURE,
    Family.INDEX_OPTION: OPTION,
    Family.STOCK_FUTURE: STOCK_FUTURE,
    Family.STOCK_OPTION: STOCK_OPTION,
    Family.COMMODITY: DOLLAR_FUTURE,
    Family.US: APPLE,
    Family.ASIA: TENCENT,
}
MARKET_DATA = {channel.real for channel in CHANNELS if channel.key is not Key.HTS_ID}


def test_every_channel_of_market_data_is_found_from_some_instrument() -> None:
    """An instrument of each family, taken to each of its places and kinds, comes to all that KIS has, no cell empty."""
    cells = [
        wire_at(WITNESSES[family], place, kind)
        for family, places in TABLE.items()
        for place, told in places.items()
        for kind in told
    ]

    assert {cell.channel.real for cell in cells if cell is not None} == MARKET_DATA
    assert None not in cells


OPENING, CLOSING, ENTRY, EVENING, MORNING = (
    datetime(2026, 11, 24, hour, minute, tzinfo=KST)
    for hour, minute in ((8, 55), (15, 25), (15, 45), (17, 50), (8, 35))
)


@pytest.mark.parametrize(
    ("instrument", "environment", "at", "expected"),
    [
        pytest.param(SAMSUNG, REAL, NOON, "H0STCNT0", id="regular session"),
        pytest.param(SAMSUNG, REAL, OPENING, "H0STANC0", id="before the open"),
        pytest.param(SAMSUNG, REAL, CLOSING, "H0STANC0", id="closing auction"),
        pytest.param(SAMSUNG, PAPER, OPENING, "H0STCNT0", id="paper has no such channel"),
        pytest.param(SMALL, REAL, ENTRY, "H0STOUP0", id="after hours"),
        pytest.param(SAMSUNG, REAL, ENTRY, "H0UNCNT0", id="after hours, where NXT trades"),
        pytest.param(WARRANT, REAL, OPENING, "H0EWANC0", id="ELW before the open"),
        pytest.param(WARRANT, REAL, ENTRY, "H0EWCNT0", id="ELW has no hours after"),
        pytest.param(KOSPI, REAL, OPENING, "H0UPANC0", id="index before the open"),
        pytest.param(STOCK_FUTURE, REAL, MORNING, "H0ZFANC0", id="stock future before the open"),
        pytest.param(STOCK_OPTION, REAL, MORNING, "H0ZOANC0", id="stock option before the open"),
        pytest.param(OPTION, REAL, EVENING, "H0EUANC0", id="option before the night"),
        pytest.param(FUTURE, REAL, EVENING, "H0MFCNT0", id="future before the night"),
        pytest.param(DOLLAR_FUTURE, REAL, NIGHT, "H0CFCNT0", id="dollar future by night"),
        pytest.param(APPLE, REAL, NOON, "HDFSCNT0", id="US by Korean day"),
    ],
)
def test_the_channel_of_the_hour(instrument: Instrument, environment: Environment, at: datetime, expected: str) -> None:
    """Where an auction runs its expected price is shown, and the hours after have channels of their own."""
    found = wire_at(instrument, lively(instrument, environment, at), Kind.TRADES)

    assert found is not None
    assert found.channel.real == expected
