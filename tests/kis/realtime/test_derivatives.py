"""Rows of futures and options."""

from __future__ import annotations

from decimal import Decimal

from kis.realtime import NoticeKind
from kis.realtime.derivatives import DerivativeNotice, NightFuturesBook, OptionTick, StockOptionBook
from kis.units import Contracts


def test_fill_price_has_two_implied_decimals() -> None:
    """A notice writes 784.00 points, or won, as 000078400; what was sent stays."""
    fill = DerivativeNotice(
        number="0000001666",
        symbol="A01612",
        stated_quantity=Contracts(2),
        stated_price="000078405",
        stated_order_price="000078500",
        refusal="0",
        step="2",
    )

    assert (fill.kind, fill.filled, fill.fill_price) == (NoticeKind.FILLED, 2, Decimal("784.05"))
    assert (fill.order_price, fill.stated_price) == (Decimal("785.00"), "000078405")


def test_levels_beyond_the_fifth_stand_behind_the_totals() -> None:
    """A stock option's book is sent in two halves, and read as one."""
    row = StockOptionBook.read("^".join(["211V05059", "091509", *map(str, range(2, 68))]))

    assert row.asks == tuple(map(Decimal, [2, 3, 4, 5, 6, 38, 39, 40, 41, 42]))
    assert row.bid_sizes == (27, 28, 29, 30, 31, 63, 64, 65, 66, 67)
    assert (row.total_ask_count, row.total_bid_size_change) == (32, 37)


def test_greeks_that_are_no_number_are_missing() -> None:
    """KIS writes nan where an option has no greeks: a missing value, never a zero."""
    values = ["1"] * len(OptionTick.keys)
    values[OptionTick.keys.index("DELTA")] = "nan"
    values[OptionTick.keys.index("HTS_THPR")] = "-nan"
    seen = OptionTick.read("^".join(values))

    assert (seen.delta, seen.theoretical_price, seen.gamma) == (None, None, 1)


def test_columns_without_a_name_are_kept() -> None:
    """Rows of the night book had eight columns that no table names."""
    values = ["1"] * len(NightFuturesBook.keys)

    assert NightFuturesBook.read("^".join([*values, *"12345678"])).extra == list("12345678")
