"""Markets abroad, as orders name them and with the ticks they have."""

from __future__ import annotations

from collections.abc import Mapping

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.overseas.codes import Exchange

EXCHANGES: Mapping[Market, Exchange] = {
    Market.NASDAQ: Exchange.NASDAQ,
    Market.NYSE: Exchange.NYSE,
    Market.AMEX: Exchange.AMEX,
    Market.HKEX: Exchange.HONG_KONG,
    Market.TSE: Exchange.TOKYO,
    Market.SSE: Exchange.SHANGHAI,
    Market.SZSE: Exchange.SHENZHEN,
    Market.HNX: Exchange.HANOI,
    Market.HSX: Exchange.HO_CHI_MINH,
}
MARKETS: Mapping[Exchange, Market] = {exchange: market for market, exchange in EXCHANGES.items()}

BOARDS: Mapping[Market, Board] = {
    **dict.fromkeys((Market.NASDAQ, Market.NYSE, Market.AMEX), Board.US),
    Market.HKEX: Board.HONG_KONG,
    Market.TSE: Board.JAPAN,
    **dict.fromkeys((Market.SSE, Market.SZSE), Board.SHANGHAI),
    Market.HNX: Board.HANOI,
    Market.HSX: Board.HOCHIMINH,
}
"""Constituents of TOPIX 500 have finer ticks (`Board.JAPAN_LARGE`), of which no list is shipped."""
