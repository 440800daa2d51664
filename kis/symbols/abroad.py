"""Markets abroad: what every instrument of one has in common.

The codes are those of `kis.overseas.codes.Exchange`, named here once more so that a list of names needs no more of KIS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kis.market.fees import Market
from kis.market.ticks import Board


class Abroad(NamedTuple):
    """A market abroad: its code in quotes (EXCD), currency, ticks, decimals of a price, and lot where all have one.

    Constituents of TOPIX 500 have finer ticks (`Board.JAPAN_LARGE`), of which no list is at hand.
    """

    quote_code: str
    currency: str
    board: Board
    decimals: int
    lot: int | None


ABROAD: Mapping[Market, Abroad] = {
    Market.NASDAQ: Abroad("NAS", "USD", Board.US, 2, 1),
    Market.NYSE: Abroad("NYS", "USD", Board.US, 2, 1),
    Market.AMEX: Abroad("AMS", "USD", Board.US, 2, 1),
    Market.HKEX: Abroad("HKS", "HKD", Board.HONG_KONG, 3, None),
    Market.SSE: Abroad("SHS", "CNY", Board.SHANGHAI, 2, 100),
    Market.SZSE: Abroad("SZS", "CNY", Board.SHANGHAI, 2, 100),
    Market.TSE: Abroad("TSE", "JPY", Board.JAPAN, 1, 100),
    Market.HNX: Abroad("HNX", "VND", Board.HANOI, 0, 100),
    Market.HSX: Abroad("HSX", "VND", Board.HOCHIMINH, 0, 100),
}
MARKETS: Mapping[str, Market] = {abroad.quote_code: market for market, abroad in ABROAD.items()}
"""Each market by its quote code."""
