"""Days by each market's own calendar: when figures count, when a daily alert may fire again, whether it trades."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.days import begins, is_open, tomorrow
from kis.market.clock import KST
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import Instrument

SAMSUNG = Instrument("005930", "삼성전자", Market.KOSPI)
APPLE = Instrument("AAPL", "애플", Market.NASDAQ, Board.US, currency="USD")
SPX = Instrument("SPX", "S&P 500", Market.INDEX, currency="USD")
TENCENT = Instrument("00700", "텐센트", Market.HKEX, Board.HONG_KONG, currency="HKD")
FUTURE = Instrument("A01612", "F 202612", Market.FUTURE, Board.INDEX_FUTURE)
STOCK_FUTURE = Instrument("A11612", "삼성전자 F 202612", Market.FUTURE, Board.STOCK_FUTURE)
ALL = (SAMSUNG, APPLE, SPX, TENCENT, FUTURE, STOCK_FUTURE)


def at(text: str) -> datetime:
    """`11-24 10:00` of 2026, KST."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=KST)


CASES = [
    pytest.param(SAMSUNG, False, "11-23 10:00", "11-23 09:01", "11-24 09:01", id="stock"),
    pytest.param(SAMSUNG, False, "11-27 20:00", "11-27 09:01", "11-30 09:01", id="stock on Friday"),
    pytest.param(APPLE, False, "11-23 23:40", "11-23 23:31", "11-24 23:31", id="US"),
    pytest.param(APPLE, False, "11-24 03:00", "11-23 23:31", "11-24 23:31", id="US after midnight here"),
    pytest.param(APPLE, False, "11-24 11:00", "11-24 23:31", "11-25 23:31", id="US by Korean day belongs to the next"),
    pytest.param(APPLE, True, "11-25 23:40", "11-25 23:31", "11-27 23:31", id="US before Thanksgiving"),
    pytest.param(SPX, False, "11-24 03:00", "11-23 23:31", "11-24 23:31", id="index abroad"),
    pytest.param(TENCENT, False, "11-24 15:00", "11-24 10:31", "11-25 10:31", id="Hong Kong"),
    pytest.param(FUTURE, True, "11-24 10:00", "11-24 08:46", "11-25 08:46", id="future in paper"),
    pytest.param(FUTURE, False, "11-24 10:00", "11-24 08:46", "11-24 18:01", id="future"),
    pytest.param(FUTURE, False, "11-24 23:00", "11-24 18:01", "11-25 18:01", id="future by night"),
    pytest.param(FUTURE, False, "11-28 03:00", "11-27 18:01", "11-30 18:01", id="future in Friday's night"),
    pytest.param(STOCK_FUTURE, False, "11-24 23:00", "11-24 08:46", "11-25 08:46", id="stock future has no night"),
]


@pytest.mark.parametrize(("instrument", "paper", "now", "day", "following"), CASES)
def test_days(instrument: Instrument, paper: bool, now: str, day: str, following: str) -> None:
    """A day's figures begin a minute after its market opens, the next day's wherever its calendar says."""
    assert begins(instrument, at(now), paper=paper) == at(day)
    assert tomorrow(instrument, at(now), paper=paper) == at(following)


@given(
    st.sampled_from(ALL),
    st.booleans(),
    st.datetimes(datetime(2026, 9, 1), datetime(2027, 6, 1)).map(lambda moment: moment.replace(tzinfo=KST)),  # noqa: DTZ001
)
def test_a_day_is_never_told_twice(instrument: Instrument, paper: bool, now: datetime) -> None:
    """The next day begins after now, not before the day that runs, and is a day of its own when it comes."""
    following = tomorrow(instrument, now, paper=paper)

    assert following > now
    assert following >= begins(instrument, now, paper=paper)
    assert begins(instrument, following, paper=paper) == following


@pytest.mark.parametrize(
    ("instrument", "paper", "now", "opened"),
    [
        pytest.param(APPLE, False, "11-24 18:30", True, id="pre-market"),
        pytest.param(APPLE, True, "11-24 18:30", False, id="paper has no pre-market"),
        pytest.param(APPLE, False, "11-26 23:40", False, id="Thanksgiving"),
        pytest.param(TENCENT, False, "11-24 13:30", False, id="lunch"),
        pytest.param(FUTURE, False, "11-24 23:00", True, id="night"),
        pytest.param(FUTURE, True, "11-24 23:00", False, id="paper has no night"),
        pytest.param(SAMSUNG, False, "11-24 17:00", True, id="after-market"),
    ],
)
def test_open(instrument: Instrument, paper: bool, now: str, opened: bool) -> None:
    """Whether prices are missed if nobody looks."""
    assert is_open(instrument, at(now), paper=paper) is opened
