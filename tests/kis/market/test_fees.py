"""Fees and tax."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.fees import DEFAULT, FeeSchedule, Market
from kis.market.ticks import Board


@pytest.mark.parametrize(
    ("amount", "fee"),
    [(0, 0), (700_000, 98), (10_000_000, 1_405), (7_115, 0), (7_117, 1)],
)
def test_brokerage_fee(amount: int, fee: int) -> None:
    """0.0140527 % of the amount, fractions of a won dropped."""
    assert DEFAULT.fee(amount) == fee


@pytest.mark.parametrize(
    ("market", "board", "tax"),
    [
        pytest.param(Market.KOSPI, Board.STOCK, 2_000, id="0.05 % and 0.15 %"),
        pytest.param(Market.KOSDAQ, Board.STOCK, 2_000, id="0.20 % at once"),
        pytest.param(Market.KOSPI, Board.FUND, 0, id="ETF is exempt"),
    ],
)
def test_tax_on_a_sale(market: Market, board: Board, tax: int) -> None:
    """The tax of 2026 on 1,000,000 won by market; funds pay none."""
    assert DEFAULT.tax(1_000_000, market, board) == tax


def test_tax_parts_are_rounded_apart() -> None:
    """거래세 and 농특세 are two taxes: 0.95 won and 2.85 won make 2 won, not 3."""
    assert DEFAULT.tax(1_900, Market.KOSPI) == 2
    assert DEFAULT.tax(1_900, Market.KOSDAQ) == 3


def test_rates_and_rounding_can_be_set() -> None:
    """An account with other terms states them."""
    schedule = FeeSchedule(brokerage=Decimal("0.5"), unit=10)

    assert schedule.fee(12_345) == 60


def test_negative_amount_is_refused() -> None:
    """A negative amount is a mistake, not a refund."""
    with pytest.raises(ValueError, match="negative"):
        DEFAULT.fee(-1)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(Market))
def test_cost_grows_with_the_amount(one: int, other: int, market: Market) -> None:
    """A larger amount never costs less, and a cost never exceeds its rate."""
    small, large = sorted((one, other))

    assert DEFAULT.fee(small) <= DEFAULT.fee(large)
    assert DEFAULT.tax(small, market) <= DEFAULT.tax(large, market)
    assert DEFAULT.tax(large, market) * 1_000 <= large * 2
