"""Trades of a stock today: answers of 주식현재가 체결 and 당일시간대별체결."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


@message
class Trade:
    """체결 한 건 (주식현재가 체결 output). The last 30; the time has no date and is today's KST."""

    time: dt.time = field("stck_cntg_hour", "주식 체결 시간")
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    """Against the previous close; signed."""
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    volume: Shares = field("cntg_vol", "체결 거래량")
    strength: Percent | None = field("tday_rltv", "당일 체결강도", default=None)
    """Buying volume in percent of selling volume (체결강도)."""
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)


@message
class TradeSummary:
    """종목 요약 (당일시간대별체결 output1)."""

    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    market_name: str | None = field("rprs_mrkt_kor_name", "대표 시장 한글 명", default=None)


@message
class TimedTrade:
    """체결 한 건 (당일시간대별체결 output2)."""

    time: dt.time = field("stck_cntg_hour", "주식 체결 시간")
    price: Won = field("stck_prpr", "주식 현재가", aliases=("stck_pbpr",))
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    strength: Percent | None = field("tday_rltv", "당일 체결강도", default=None)
    day_volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    """Traded that day up to and with this trade."""
    volume: Shares | None = field("cnqn", "체결량", default=None)


@message
class TimedTrades:
    """주식현재가 당일시간대별체결 응답. Newest trade first."""

    summary: TradeSummary | None = block("output1", "종목 요약")
    trades: tuple[TimedTrade, ...] = block("output2", "체결", needs="stck_prpr")
