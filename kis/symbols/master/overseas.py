"""해외 종목: one file for each exchange, all of the same columns."""

from __future__ import annotations

from collections.abc import Mapping

from kis.market.fees import Market
from kis.symbols.abroad import ABROAD, MARKETS
from kis.symbols.instrument import Instrument
from kis.symbols.master.layout import BrokenLine, Column, Separated, number, whole

STOCKS = Separated(
    b"\t",
    24,
    exchange=Column("excd", "거래소 코드", 2),
    code=Column("symb", "심볼", 4),
    name=Column("knam", "한글명", 6),
    english=Column("enam", "영문명", 7),
    kind=Column("stis", "1 지수, 2 주식, 3 ETP, 4 워런트", 8),
    currency=Column("curr", "통화", 9),
    decimals=Column("zdiv", "소수점 자리", 10),
    reference=Column("base", "기준가", 12),
    lot=Column("bnit", "매수 주문단위", 13),
)

_INDEX = "1"


def stock(row: Mapping[str, str]) -> Instrument:
    """Read a row; where the Korean name is blank the English one serves."""
    if (market := MARKETS.get(row["exchange"])) is None:
        raise BrokenLine(f"no such exchange: {row['exchange']!r}")
    return Instrument(
        row["code"],
        row["name"] or row["english"],
        Market.INDEX if row["kind"] == _INDEX else market,
        ABROAD[market].board,
        english=row["english"],
        currency=row["currency"] or ABROAD[market].currency,
        lot=whole(row["lot"]) or 1,
        decimals=whole(row["decimals"]) or 0,
        reference=number(row["reference"]),
    )
