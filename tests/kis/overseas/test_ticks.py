from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.overseas.codes import Exchange
from kis.overseas.ticks import is_price, snap, step, tick_size


@pytest.mark.parametrize(
    ("exchange", "price", "tick"),
    [
        (Exchange.NASDAQ, "190.5", "0.01"),
        (Exchange.NASDAQ, "0.5", "0.0001"),
        (Exchange.HONG_KONG, "8", "0.01"),
        (Exchange.TOKYO, "3500", "5"),
        (Exchange.SHANGHAI, "1500", "0.01"),
        (Exchange.HO_CHI_MINH, "25000", "50"),
        (Exchange.HANOI, "25000", "100"),
    ],
    ids=["dollars", "cents", "Hong Kong", "Tokyo", "Shanghai", "Ho Chi Minh", "Hanoi"],
)
def test_tick_of_an_exchange(exchange: Exchange, price: str, tick: str) -> None:
    """In the currency of the exchange, by price."""
    assert tick_size(Decimal(price), exchange) == Decimal(tick)


def test_large_stocks_of_tokyo_move_finer() -> None:
    """Constituents of TOPIX 500 have a table of their own."""
    assert tick_size(Decimal(3500), Exchange.TOKYO, large=True) == 1


def test_snapping_and_stepping() -> None:
    """A price between two ticks goes either way; steps cross the dollar with its change of tick."""
    assert snap(Decimal("190.5049"), Exchange.NYSE, up=False) == Decimal("190.50")
    assert snap(Decimal("190.5001"), Exchange.NYSE, up=True) == Decimal("190.51")
    assert step(Decimal("1.00"), Exchange.NYSE, -1) == Decimal("0.9999")
    assert step(Decimal("0.9999"), Exchange.NYSE, 2) == Decimal("1.01")


@given(
    st.sampled_from(list(Exchange)),
    st.decimals(min_value="0.5", max_value=10_000_000, places=5).filter(lambda price: price > 0),
    st.booleans(),
)
def test_snapped_price_is_a_price(exchange: Exchange, price: Decimal, up: bool) -> None:
    """What is snapped may be written in an order, and lies on the right side."""
    price = max(price, Decimal(200))
    snapped = snap(price, exchange, up=up)

    assert is_price(snapped, exchange)
    assert snapped >= price if up else snapped <= price
    assert snap(snapped, exchange, up=up) == snapped
