"""The order book of a contract: answer of 선물옵션 시세호가."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Contracts, Percent
from kis.wire import block, field, message, series


@dataclass(frozen=True, slots=True)
class Level:
    """One price of the book, and what waits there."""

    price: Decimal
    size: Contracts


@message
class BookSummary:
    """계약 요약 (output1)."""

    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Decimal | None = field("futs_prpr", "선물 현재가", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Decimal | None = field("futs_prdy_vrss", "선물 전일 대비", default=None)
    change_rate: Percent | None = field("futs_prdy_ctrt", "선물 전일 대비율", default=None)
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    previous_close: Decimal | None = field("futs_prdy_clpr", "선물 전일 종가", default=None)
    symbol: str | None = field("futs_shrn_iscd", "선물 단축 종목코드", default=None)


@message
class Ladder:
    """호가 5단계 (output2). Level 1 is the best; KIS fills levels that do not exist with price 0."""

    ask_prices: tuple[Decimal | None, ...] = series("futs_askp{n}", "선물 매도호가{n}", 5)
    bid_prices: tuple[Decimal | None, ...] = series("futs_bidp{n}", "선물 매수호가{n}", 5)
    ask_sizes: tuple[Contracts | None, ...] = series("askp_rsqn{n}", "매도호가 잔량{n}", 5)
    bid_sizes: tuple[Contracts | None, ...] = series("bidp_rsqn{n}", "매수호가 잔량{n}", 5)
    ask_counts: tuple[int | None, ...] = series("askp_csnu{n}", "매도호가 건수{n}", 5)
    bid_counts: tuple[int | None, ...] = series("bidp_csnu{n}", "매수호가 건수{n}", 5)
    total_ask_size: Contracts | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    total_ask_count: int | None = field("total_askp_csnu", "총 매도호가 건수", default=None)
    total_bid_count: int | None = field("total_bidp_csnu", "총 매수호가 건수", default=None)
    time: dt.time | None = field("aspr_acpt_hour", "호가 접수 시간", default=None)

    @property
    def asks(self) -> tuple[Level, ...]:
        """Offers to sell, cheapest first, without empty levels."""
        return _levels(self.ask_prices, self.ask_sizes)

    @property
    def bids(self) -> tuple[Level, ...]:
        """Offers to buy, dearest first, without empty levels."""
        return _levels(self.bid_prices, self.bid_sizes)


@message
class OrderBook:
    """선물옵션 시세호가 응답."""

    summary: BookSummary | None = block("output1", "계약 요약")
    ladder: Ladder = block("output2", "호가")


def _levels(prices: tuple[Decimal | None, ...], sizes: tuple[Contracts | None, ...]) -> tuple[Level, ...]:
    pairs = zip(prices, sizes, strict=True)
    return tuple(Level(price, size or Contracts(0)) for price, size in pairs if price)
