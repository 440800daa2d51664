"""Ticks and price limits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.ticks import (
    UNLIMITED,
    Board,
    PriceLimits,
    is_on_tick,
    lowest_price,
    price_limits,
    prices_from,
    snap,
    step,
    tick_size,
)

AT_HOME = st.tuples(st.integers(1, 5_000_000), st.sampled_from((Board.STOCK, Board.FUND)))
PLACES = st.one_of(AT_HOME, st.tuples(st.integers(100, 5_000_000), st.sampled_from(Board)))
"""Prices with their boards; no board begins above 100 units."""


@pytest.mark.parametrize(
    ("price", "tick"),
    [
        (1, 1),
        (1_999, 1),
        (2_000, 5),
        (4_995, 5),
        (5_000, 10),
        (19_990, 10),
        (20_000, 50),
        (49_950, 50),
        (50_000, 100),
        (199_900, 100),
        (200_000, 500),
        (499_500, 500),
        (500_000, 1_000),
        (1_234_000, 1_000),
    ],
)
def test_tick_of_a_stock(price: int, tick: int) -> None:
    """A band begins exactly at its floor."""
    assert tick_size(price) == tick


@pytest.mark.parametrize(("price", "tick"), [(1, 1), (1_999, 1), (2_000, 5), (35_980, 5), (500_000, 5)])
def test_tick_of_a_fund(price: int, tick: int) -> None:
    """ETF, ETN and ELW know two ticks only."""
    assert tick_size(price, Board.FUND) == tick


@pytest.mark.parametrize("price", [0, -5])
def test_no_tick_below_one_won(price: int) -> None:
    """A price of nothing is a mistake and never silently valid."""
    with pytest.raises(ValueError, match="1 won"):
        tick_size(price)
    with pytest.raises(ValueError, match="1 won"):
        snap(price, up=True)
    assert not is_on_tick(price)


@pytest.mark.parametrize(
    ("price", "down", "up"),
    [
        (70_050, 70_000, 70_100),
        (70_000, 70_000, 70_000),
        (1_999, 1_999, 1_999),
        (2_001, 2_000, 2_005),
        (19_999, 19_990, 20_000),
        (49_999, 49_950, 50_000),
        (199_999, 199_900, 200_000),
        (499_999, 499_500, 500_000),
    ],
)
def test_snap_to_both_sides(price: int, down: int, up: int) -> None:
    """Snapping upwards may land on the first price of the next band."""
    assert snap(price, up=False) == down
    assert snap(price, up=True) == up


@pytest.mark.parametrize(
    ("price", "n", "result"),
    [
        (1_999, 1, 2_000),
        (2_000, -1, 1_999),
        (2_000, 1, 2_005),
        (49_950, 2, 50_100),
        (50_100, -3, 49_900),
        (200_000, -1, 199_900),
        (70_050, 1, 70_100),
        (70_050, -1, 70_000),
        (3, -10, 1),
        (70_000, 0, 70_000),
    ],
)
def test_step_across_bands(price: int, n: int, result: int) -> None:
    """A step takes the tick of the band it goes through and stops at 1 won."""
    assert step(price, n=n) == result


@pytest.mark.parametrize(
    ("reference", "board", "percent", "limits"),
    [
        pytest.param(73_400, Board.STOCK, 30, PriceLimits(95_400, 51_400), id="published answer"),
        pytest.param(128_500, Board.STOCK, 30, PriceLimits(167_000, 90_000), id="published answer, width cut"),
        pytest.param(244_000, Board.STOCK, 30, PriceLimits(317_000, 171_000), id="width cut to the tick of 244,000"),
        pytest.param(35_980, Board.FUND, 30, PriceLimits(46_770, 25_190), id="published answer, ETF"),
        pytest.param(1_990, Board.STOCK, 30, PriceLimits(2_585, 1_393), id="upper in a coarser band"),
        pytest.param(10_000, Board.FUND, 60, PriceLimits(16_000, 4_000), id="leveraged ETF"),
        pytest.param(1, Board.STOCK, 30, PriceLimits(1, 1), id="no room"),
    ],
)
def test_limits_of_the_day(reference: int, board: Board, percent: int, limits: PriceLimits) -> None:
    """The limits are those KIS answers."""
    assert price_limits(reference, board, percent) == limits


@given(PLACES)
def test_snapped_prices_are_valid_and_near(place: tuple[int, Board]) -> None:
    """Snapping encloses the price between two valid neighbours."""
    price, board = place
    down, up = snap(price, board, up=False), snap(price, board, up=True)

    assert down <= price <= up
    assert is_on_tick(down, board)
    assert is_on_tick(up, board)
    assert (down == up) == is_on_tick(price, board)
    assert up - down <= tick_size(down, board)


@given(PLACES)
def test_every_valid_price_is_a_multiple_of_its_tick(place: tuple[int, Board]) -> None:
    """The band's tick divides the band's floor, so validity is divisibility."""
    price, board = place
    assert is_on_tick(price, board) == (price % tick_size(price, board) == 0)


@given(PLACES, st.integers(1, 500))
def test_steps_up_and_down_cancel(place: tuple[int, Board], n: int) -> None:
    """Going up n ticks and down n ticks leads back, across any band."""
    price, board = place
    start = snap(price, board, up=False)
    top = step(start, board, n)

    assert top > start
    assert step(top, board, -n) == start


@given(PLACES, st.sampled_from([30, 60]))
def test_limits_are_valid_prices_within_the_percentage(place: tuple[int, Board], percent: int) -> None:
    """Rounding goes inward: no limit is further from the reference than the rule allows."""
    reference, board = place
    limits = price_limits(snap(reference, board, up=False), board, percent)
    reference = snap(reference, board, up=False)

    assert is_on_tick(limits.upper, board)
    assert is_on_tick(limits.lower, board)
    assert reference * (100 - percent) <= limits.lower * 100 <= reference * 100
    assert reference * 100 <= limits.upper * 100 <= reference * (100 + percent)


@pytest.mark.parametrize(
    ("board", "written", "units", "tick"),
    [
        (Board.STOCK, "70500", 70_500, 100),
        (Board.US, "190.2500", 1_902_500, 100),
        (Board.US, "0.5123", 5_123, 1),
        (Board.HONG_KONG, "412.200", 412_200, 200),
        (Board.SHANGHAI, "9.87", 987, 1),
        (Board.JAPAN, "3005.0", 30_050, 50),
        (Board.JAPAN_LARGE, "2990.5", 29_905, 5),
        (Board.HOCHIMINH, "25450", 25_450, 50),
        (Board.INDEX_FUTURE, "352.15", 35_215, 5),
        (Board.MINI_FUTURE, "352.14", 35_214, 2),
        (Board.INDEX_OPTION, "9.99", 999, 1),
        (Board.INDEX_OPTION, "10.05", 1_005, 5),
    ],
)
def test_prices_of_other_boards(board: Board, written: str, units: int, tick: int) -> None:
    """A price as written with all its decimals, in units and back, on the tick of its band."""
    assert board.units(Decimal(written)) == units
    assert str(board.decimal(units)) == written
    assert tick_size(units, board) == tick
    assert is_on_tick(units, board)


def test_no_price_is_finer_than_its_units() -> None:
    """A won has no decimals, an index point two."""
    with pytest.raises(ValueError, match="0 decimals"):
        Board.STOCK.units(Decimal("70000.5"))
    with pytest.raises(ValueError, match="2 decimals"):
        Board.INDEX_FUTURE.units(Decimal("352.151"))


@pytest.mark.parametrize("board", Board)
def test_a_market_without_limits(board: Board) -> None:
    """From the lowest price upwards everything goes."""
    limits = price_limits(100_000, board, None)

    assert limits == PriceLimits(upper=UNLIMITED, lower=lowest_price(board))
    assert is_on_tick(limits.lower, board)
    assert not is_on_tick(limits.lower - 1, board)


@given(board=st.sampled_from(Board), rank=st.integers(0, 400), up=st.booleans())
def test_prices_in_a_row(board: Board, rank: int, up: bool) -> None:
    """Ten prices in a row are ten single steps, down to the lowest and no further."""
    price = step(lowest_price(board), board, rank * 37)
    walked = [price]
    for _ in range(9):
        walked.append(step(walked[-1], board, 1 if up else -1))

    assert prices_from(price, board, 10 if up else -10) == list(dict.fromkeys(walked))
