"""Master files and the shipped list as one."""

from __future__ import annotations

from dataclasses import replace

from kis.market.fees import Market
from kis.symbols.arranging import arranged
from kis.symbols.instrument import Instrument

LARGE = Instrument("000001", "큰회사", Market.KOSPI, market_cap=900)
SMALL = Instrument("000002", "작은회사", Market.KOSPI, market_cap=1)
FUND = Instrument("000003", "펀드", Market.KOSPI)
KNOWN = Instrument("000004", "옛이름", Market.KOSPI, nxt=True, aliases=("별명",), english="KNOWN")
ABROAD = Instrument("000004", "다른 나라", Market.SZSE)


def test_known_names_come_first_then_the_large() -> None:
    """Importance is the shipped order, then market value, then the order of the file."""
    listed = [FUND, SMALL, replace(KNOWN, aliases=()), LARGE]

    assert [found.code for found in arranged(listed, [KNOWN], {Market.KOSPI})] == [
        "000004",
        "000001",
        "000002",
        "000003",
    ]


def test_renamed_stock_is_found_by_its_former_name() -> None:
    """The file has the name of today; aliases, NXT and the English name come from the shipped list."""
    today = Instrument("000004", "새이름", Market.KOSPI, market_cap=5)

    assert arranged([today], [KNOWN], {Market.KOSPI}) == [
        replace(today, nxt=True, aliases=("별명", "옛이름"), english="KNOWN")
    ]


def test_shipped_names_of_a_market_without_a_file_stay() -> None:
    """What a file that was read does not list is gone; what no file was read of is still the shipped one."""
    assert arranged([LARGE], [KNOWN, ABROAD], {Market.KOSPI}) == [ABROAD, LARGE]
    assert arranged([], [KNOWN, ABROAD], set()) == [KNOWN, ABROAD]
