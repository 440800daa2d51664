"""The order book of a stock: answer of 주식현재가 호가/예상체결."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message, series


@dataclass(frozen=True, slots=True)
class Level:
    """One price of the book, and what waits there."""

    price: Won
    size: Shares


@message
class Ladder:
    """호가 10단계 (output1). Level 1 is the best; KIS fills levels that do not exist with price 0."""

    time: dt.time | None = field("aspr_acpt_hour", "호가 접수 시간", default=None)
    ask_prices: tuple[Won | None, ...] = series("askp{n}", "매도호가{n}", 10)
    bid_prices: tuple[Won | None, ...] = series("bidp{n}", "매수호가{n}", 10)
    ask_sizes: tuple[Shares | None, ...] = series("askp_rsqn{n}", "매도호가 잔량{n}", 10)
    bid_sizes: tuple[Shares | None, ...] = series("bidp_rsqn{n}", "매수호가 잔량{n}", 10)
    ask_size_changes: tuple[Shares | None, ...] = series("askp_rsqn_icdc{n}", "매도호가 잔량 증감{n}", 10)
    bid_size_changes: tuple[Shares | None, ...] = series("bidp_rsqn_icdc{n}", "매수호가 잔량 증감{n}", 10)
    total_ask_size: Shares | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    total_ask_size_change: Shares | None = field("total_askp_rsqn_icdc", "총 매도호가 잔량 증감", default=None)
    total_bid_size_change: Shares | None = field("total_bidp_rsqn_icdc", "총 매수호가 잔량 증감", default=None)
    after_hours_ask_change: Shares | None = field("ovtm_total_askp_icdc", "시간외 총 매도호가 증감", default=None)
    after_hours_bid_change: Shares | None = field("ovtm_total_bidp_icdc", "시간외 총 매수호가 증감", default=None)
    after_hours_ask_total: Shares | None = field("ovtm_total_askp_rsqn", "시간외 총 매도호가 잔량", default=None)
    after_hours_bid_total: Shares | None = field("ovtm_total_bidp_rsqn", "시간외 총 매수호가 잔량", default=None)
    net_bid: Shares | None = field("ntby_aspr_rsqn", "순매수 호가 잔량", default=None)
    """Bids less asks."""
    session_code: str | None = field("new_mkop_cls_code", "신 장운영 구분 코드", default=None)
    """First digit: 0 보통, 1 장개시전, 2 장중, 3 장종료후, 4 시간외단일가, 7 일반Buy-in, 8 당일Buy-in."""

    @property
    def asks(self) -> tuple[Level, ...]:
        """Offers to sell, cheapest first, without empty levels."""
        return levels(self.ask_prices, self.ask_sizes)

    @property
    def bids(self) -> tuple[Level, ...]:
        """Offers to buy, dearest first, without empty levels."""
        return levels(self.bid_prices, self.bid_sizes)


@message
class ExpectedMatch:
    """예상체결 (output2). The expected fields are 0 outside auctions."""

    session_code: str | None = field("antc_mkop_cls_code", "예상 장운영 구분 코드", default=None)
    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    reference_price: Won | None = field("stck_sdpr", "주식 기준가", default=None)
    expected_price: Won | None = field("antc_cnpr", "예상 체결가", default=None)
    expected_change_sign: Sign | None = field("antc_cntg_vrss_sign", "예상 체결 대비 부호", default=None)
    expected_change: Won | None = field("antc_cntg_vrss", "예상 체결 대비", default=None)
    expected_change_rate: Percent | None = field("antc_cntg_prdy_ctrt", "예상 체결 전일 대비율", default=None)
    expected_volume: Shares | None = field("antc_vol", "예상 거래량", default=None)
    symbol: str | None = field("stck_shrn_iscd", "주식 단축 종목코드", default=None)
    vi_code: str | None = field("vi_cls_code", "VI적용구분코드", default=None)


@message
class OrderBook:
    """주식현재가 호가/예상체결 응답."""

    ladder: Ladder = block("output1", "호가")
    expected: ExpectedMatch | None = block("output2", "예상체결")


def levels(prices: tuple[Won | None, ...], sizes: tuple[Shares | None, ...]) -> tuple[Level, ...]:
    """Put prices and quantities of a side together, without empty levels."""
    pairs = zip(prices, sizes, strict=True)
    return tuple(Level(price, size or Shares(0)) for price, size in pairs if price)
