"""What short codes say, what contracts stand for and when they end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.derivatives import Market
from kis.derivatives.codes import NightItem
from kis.derivatives.contracts import (
    SPECIFICATIONS,
    ContractCode,
    Kind,
    Specification,
    expiries,
    expiry,
    market_of,
    near_future,
    specification,
)
from kis.market.holidays import CALENDAR
from kis.market.ticks import Board
from kis.units import Contracts, Won


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("A01612", ContractCode(Kind.FUTURE, "01", 2026, 12)),
        ("101S03", ContractCode(Kind.FUTURE, "01", 2022, 3)),
        ("101W12", ContractCode(Kind.FUTURE, "01", 2025, 12)),
        ("1ACS06", ContractCode(Kind.FUTURE, "AC", 2022, 6)),
        ("B01603955", ContractCode(Kind.CALL, "01", 2026, 3, Decimal(955))),
        ("301V05480", ContractCode(Kind.PUT, "01", 2024, 5, Decimal(480))),
        ("201T10342", ContractCode(Kind.CALL, "01", 2023, 10, Decimal("342.5"))),
        ("B01610A51", ContractCode(Kind.CALL, "01", 2026, 10, Decimal(1125))),
        ("C01610Z99", ContractCode(Kind.PUT, "01", 2026, 10, None)),
        ("A05007", ContractCode(Kind.FUTURE, "05", 2030, 7)),
    ],
)
def test_codes_of_both_forms(symbol: str, code: ContractCode) -> None:
    """KIS changed the form in 2026; a strike that the code does not tell stays open."""
    assert ContractCode.parse(symbol) == code


@pytest.mark.parametrize("symbol", ["005930", "101012", "114100", "Q500001", "", "A0161", "E01612"])
def test_other_codes_are_no_contracts(symbol: str) -> None:
    """A stock's code is not taken for a contract's."""
    with pytest.raises(ValueError, match="not a contract code"):
        ContractCode.parse(symbol)


@given(
    st.sampled_from([Kind.CALL, Kind.PUT]),
    st.integers(2026, 2035),
    st.integers(1, 12),
    st.integers(40, 498).map(lambda steps: Decimal(steps) * Decimal("2.5")),
)
def test_new_form_is_read_back(kind: Kind, year: int, month: int, strike: Decimal) -> None:
    """A code made here says what it was made of, from 100 to 1,245 points."""
    code = ContractCode(kind, "01", year, month, strike)

    assert ContractCode.parse(str(code)) == code


@pytest.mark.parametrize(
    ("symbol", "price", "tick", "value"),
    [
        ("A01612", "350.05", "0.05", 87_512_500),
        ("A05612", "350.02", "0.02", 17_501_000),
        ("B01612350", "9.99", "0.01", 2_497_500),
        ("B01612350", "10.00", "0.05", 2_500_000),
        ("B05612350", "2.99", "0.01", 149_500),
        ("B05612350", "3.00", "0.02", 150_000),
        ("A06612", "900.1", "0.10", 9_001_000),
        ("A11612", "70100", "100", 701_000),
    ],
)
def test_ticks_and_multipliers(symbol: str, price: str, tick: str, value: int) -> None:
    """A contract is worth its price times its multiplier."""
    code = ContractCode.parse(symbol)
    found = specification(code)

    assert found.tick(code.kind, Decimal(price)) == Decimal(tick)
    assert found.value(Decimal(price), Contracts(1)) == value


def test_another_table_of_multipliers() -> None:
    """What the trade knows is a setting; what it does not know is no stock."""
    doubled = Specification("코스피200", Won(500_000), Board.INDEX_FUTURE, Board.INDEX_OPTION)
    known = MappingProxyType({**SPECIFICATIONS, "01": doubled})

    assert specification(ContractCode.parse("A01612"), known).multiplier == 500_000
    with pytest.raises(LookupError):
        specification(ContractCode.parse("A75612"))


def test_where_a_contract_is_quoted() -> None:
    """Futures and options of indices and stocks, and the night, have codes of their own."""
    assert [market_of(symbol) for symbol in ("A01612", "B01612350", "A11612", "B11612070")] == [
        Market.INDEX_FUTURES,
        Market.INDEX_OPTIONS,
        Market.STOCK_FUTURES,
        Market.STOCK_OPTIONS,
    ]
    assert market_of("A01612", night=True) is Market.NIGHT_FUTURES
    assert market_of("C01612350", night=True) is Market.NIGHT_OPTIONS


def test_kinds_at_night() -> None:
    """Amendments at night name futures, calls and puts apart."""
    assert [kind.night_item for kind in Kind] == list(NightItem)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2026, 12, date(2026, 12, 10)),
        (2026, 11, date(2026, 11, 12)),
        (2026, 1, date(2026, 1, 8)),
        (2027, 5, date(2027, 5, 12)),
    ],
    ids=["december", "begins on a Sunday", "begins on a Thursday", "the Thursday is a holiday"],
)
def test_last_trading_day(year: int, month: int, day: date) -> None:
    """The second Thursday, or the trading day before."""
    assert expiry(year, month) == day


def test_moved_holiday_moves_the_expiry() -> None:
    """A holiday decreed at short notice moves the last day forward."""
    calendar = CALENDAR.with_overrides(closed=[date(2026, 12, 10)])

    assert expiry(2026, 12, calendar) == date(2026, 12, 9)


def test_the_last_day_still_counts() -> None:
    """On its last day a contract is still the nearest; the day after it is not."""
    assert near_future(date(2026, 12, 10)) == "A01612"
    assert near_future(date(2026, 12, 11)) == "A01703"
    assert near_future(date(2026, 11, 23), "05") == "A05612"
    assert near_future(date(2026, 11, 12), "05") == "A05611"


def test_listed_expiries() -> None:
    """Quarters for KOSPI200 futures, months for the others, over the end of a year."""
    assert expiries(date(2026, 11, 23), 3, every=3) == (date(2026, 12, 10), date(2027, 3, 11), date(2027, 6, 10))
    assert expiries(date(2026, 11, 23), 2) == (date(2026, 12, 10), date(2027, 1, 14))
