"""Order books of futures and options, best first; price 0 where a level is empty.

Index and commodity products show five levels, stock futures and options ten.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.realtime.record import Record, record
from kis.units import Contracts
from kis.wire import field, series

NEAR_LEVELS = 5
LEVELS = 10
_LEVEL_NAMES = ("OPTN_ASKP", "OPTN_BIDP", "ASKP_CSNU", "BIDP_CSNU", "ASKP_RSQN", "BIDP_RSQN")
_TOTALS = tuple(f"TOTAL_{side}P_{what}" for what in ("CSNU", "RSQN", "RSQN_ICDC") for side in ("ASK", "BID"))


@record
class FuturesBook(Record):
    """지수선물 실시간호가: H0IFASP0."""

    symbol: str = field("FUTS_SHRN_ISCD", "선물 단축 종목코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    asks: tuple[Decimal, ...] = series("FUTS_ASKP{n}", "선물 매도호가{n}", NEAR_LEVELS)
    bids: tuple[Decimal, ...] = series("FUTS_BIDP{n}", "선물 매수호가{n}", NEAR_LEVELS)
    ask_counts: tuple[int | None, ...] = series("ASKP_CSNU{n}", "매도호가 건수{n}", NEAR_LEVELS)
    """Orders at each price."""
    bid_counts: tuple[int | None, ...] = series("BIDP_CSNU{n}", "매수호가 건수{n}", NEAR_LEVELS)
    ask_sizes: tuple[Contracts, ...] = series("ASKP_RSQN{n}", "매도호가 잔량{n}", NEAR_LEVELS)
    bid_sizes: tuple[Contracts, ...] = series("BIDP_RSQN{n}", "매수호가 잔량{n}", NEAR_LEVELS)
    total_ask_count: int | None = field("TOTAL_ASKP_CSNU", "총 매도호가 건수", default=None)
    total_bid_count: int | None = field("TOTAL_BIDP_CSNU", "총 매수호가 건수", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총 매수호가 잔량", default=None)
    total_ask_size_change: Contracts | None = field("TOTAL_ASKP_RSQN_ICDC", "총 매도호가 잔량 증감", default=None)
    total_bid_size_change: Contracts | None = field("TOTAL_BIDP_RSQN_ICDC", "총 매수호가 잔량 증감", default=None)


class CommodityFuturesBook(FuturesBook):
    """상품선물 실시간호가: H0CFASP0."""

    __slots__ = ()


class NightFuturesBook(FuturesBook):
    """KRX야간선물 실시간호가: H0MFASP0. Rows of 2024 had eight more columns, which no table names (`extra`)."""

    __slots__ = ()


@record
class OptionBook(Record):
    """지수옵션 실시간호가: H0IOASP0."""

    symbol: str = field("OPTN_SHRN_ISCD", "옵션 단축 종목코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    asks: tuple[Decimal, ...] = series("OPTN_ASKP{n}", "옵션 매도호가{n}", NEAR_LEVELS)
    bids: tuple[Decimal, ...] = series("OPTN_BIDP{n}", "옵션 매수호가{n}", NEAR_LEVELS)
    ask_counts: tuple[int | None, ...] = series("ASKP_CSNU{n}", "매도호가 건수{n}", NEAR_LEVELS)
    """Orders at each price."""
    bid_counts: tuple[int | None, ...] = series("BIDP_CSNU{n}", "매수호가 건수{n}", NEAR_LEVELS)
    ask_sizes: tuple[Contracts, ...] = series("ASKP_RSQN{n}", "매도호가 잔량{n}", NEAR_LEVELS)
    bid_sizes: tuple[Contracts, ...] = series("BIDP_RSQN{n}", "매수호가 잔량{n}", NEAR_LEVELS)
    total_ask_count: int | None = field("TOTAL_ASKP_CSNU", "총 매도호가 건수", default=None)
    total_bid_count: int | None = field("TOTAL_BIDP_CSNU", "총 매수호가 건수", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총 매수호가 잔량", default=None)
    total_ask_size_change: Contracts | None = field("TOTAL_ASKP_RSQN_ICDC", "총 매도호가 잔량 증감", default=None)
    total_bid_size_change: Contracts | None = field("TOTAL_BIDP_RSQN_ICDC", "총 매수호가 잔량 증감", default=None)


class NightOptionBook(OptionBook):
    """KRX야간옵션 실시간호가: H0EUASP0."""

    __slots__ = ()


@record
class StockFuturesBook(Record):
    """주식선물 실시간호가: H0ZFASP0."""

    symbol: str = field("FUTS_SHRN_ISCD", "선물단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    asks: tuple[Decimal, ...] = series("ASKP{n}", "매도호가{n}", LEVELS)
    bids: tuple[Decimal, ...] = series("BIDP{n}", "매수호가{n}", LEVELS)
    ask_counts: tuple[int | None, ...] = series("ASKP_CSNU{n}", "매도호가건수{n}", LEVELS)
    """Orders at each price."""
    bid_counts: tuple[int | None, ...] = series("BIDP_CSNU{n}", "매수호가건수{n}", LEVELS)
    ask_sizes: tuple[Contracts, ...] = series("ASKP_RSQN{n}", "매도호가잔량{n}", LEVELS)
    bid_sizes: tuple[Contracts, ...] = series("BIDP_RSQN{n}", "매수호가잔량{n}", LEVELS)
    total_ask_count: int | None = field("TOTAL_ASKP_CSNU", "총매도호가건수", default=None)
    total_bid_count: int | None = field("TOTAL_BIDP_CSNU", "총매수호가건수", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총매도호가잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총매수호가잔량", default=None)
    total_ask_size_change: Contracts | None = field("TOTAL_ASKP_RSQN_ICDC", "총매도호가잔량증감", default=None)
    total_bid_size_change: Contracts | None = field("TOTAL_BIDP_RSQN_ICDC", "총매수호가잔량증감", default=None)


@record
class StockOptionBook(Record):
    """주식옵션 실시간호가: H0ZOASP0. On the wire the first five levels and the totals come before levels 6 to 10."""

    symbol: str = field("OPTN_SHRN_ISCD", "옵션단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    asks: tuple[Decimal, ...] = series("OPTN_ASKP{n}", "옵션매도호가{n}", LEVELS)
    bids: tuple[Decimal, ...] = series("OPTN_BIDP{n}", "옵션매수호가{n}", LEVELS)
    ask_counts: tuple[int | None, ...] = series("ASKP_CSNU{n}", "매도호가건수{n}", LEVELS)
    """Orders at each price."""
    bid_counts: tuple[int | None, ...] = series("BIDP_CSNU{n}", "매수호가건수{n}", LEVELS)
    ask_sizes: tuple[Contracts, ...] = series("ASKP_RSQN{n}", "매도호가잔량{n}", LEVELS)
    bid_sizes: tuple[Contracts, ...] = series("BIDP_RSQN{n}", "매수호가잔량{n}", LEVELS)
    total_ask_count: int | None = field("TOTAL_ASKP_CSNU", "총매도호가건수", default=None)
    total_bid_count: int | None = field("TOTAL_BIDP_CSNU", "총매수호가건수", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총매도호가잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총매수호가잔량", default=None)
    total_ask_size_change: Contracts | None = field("TOTAL_ASKP_RSQN_ICDC", "총매도호가잔량증감", default=None)
    total_bid_size_change: Contracts | None = field("TOTAL_BIDP_RSQN_ICDC", "총매수호가잔량증감", default=None)

    wire_order = (
        *(f"{name}{level}" for name in _LEVEL_NAMES for level in range(1, 6)),
        *_TOTALS,
        *(f"{name}{level}" for name in _LEVEL_NAMES for level in range(6, 11)),
    )
