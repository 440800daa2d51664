"""국내주식 실시간호가 (KRX): H0STASP0."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.realtime.record import Record, record
from kis.units import Percent, Shares, Won
from kis.wire import field, series

LEVELS = 10


@record
class OrderBook(Record):
    """Ten levels of each side, best first; price 0 where a level is empty.

    `time` is KST wall time; the row carries no date, see `moment`. Rows had 59 columns until 2025, 62 (the mid price
    appended without notice) until 2026-09-11, and have 63 since 2026-09-14.
    """

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권 단축 종목코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    time_code: str | None = field("HOUR_CLS_CODE", "시간 구분 코드", default=None)
    """0 장중, A 장후 예상, B 장전 예상, C 9시 이후 예상가 또는 VI 발동, D 시간외단일가 예상."""
    asks: tuple[Won, ...] = series("ASKP{n}", "매도호가{n}", LEVELS)
    bids: tuple[Won, ...] = series("BIDP{n}", "매수호가{n}", LEVELS)
    ask_sizes: tuple[Shares, ...] = series("ASKP_RSQN{n}", "매도호가 잔량{n}", LEVELS)
    bid_sizes: tuple[Shares, ...] = series("BIDP_RSQN{n}", "매수호가 잔량{n}", LEVELS)
    total_ask_size: Shares | None = field("TOTAL_ASKP_RSQN", "총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("TOTAL_BIDP_RSQN", "총 매수호가 잔량", default=None)
    after_hours_ask_size: Shares | None = field("OVTM_TOTAL_ASKP_RSQN", "시간외 총 매도호가 잔량", default=None)
    after_hours_bid_size: Shares | None = field("OVTM_TOTAL_BIDP_RSQN", "시간외 총 매수호가 잔량", default=None)
    expected_price: Won | None = field("ANTC_CNPR", "예상 체결가", default=None)
    """Where the auction would match now; 0 outside auctions."""
    expected_quantity: Shares | None = field("ANTC_CNQN", "예상 체결량", default=None)
    expected_volume: Shares | None = field("ANTC_VOL", "예상 거래량", default=None)
    expected_change: Won | None = field("ANTC_CNTG_VRSS", "예상 체결 대비", default=None)
    expected_sign: Sign | None = field("ANTC_CNTG_VRSS_SIGN", "예상 체결 대비 부호", default=None)
    expected_change_rate: Percent | None = field("ANTC_CNTG_PRDY_CTRT", "예상 체결 전일 대비율", default=None)
    day_volume: Shares | None = field("ACML_VOL", "누적 거래량", default=None)
    total_ask_size_change: Shares | None = field("TOTAL_ASKP_RSQN_ICDC", "총 매도호가 잔량 증감", default=None)
    total_bid_size_change: Shares | None = field("TOTAL_BIDP_RSQN_ICDC", "총 매수호가 잔량 증감", default=None)
    after_hours_ask_size_change: Shares | None = field("OVTM_TOTAL_ASKP_ICDC", "시간외 총 매도호가 증감", default=None)
    after_hours_bid_size_change: Shares | None = field("OVTM_TOTAL_BIDP_ICDC", "시간외 총 매수호가 증감", default=None)
    deal_code: str | None = field("STCK_DEAL_CLS_CODE", "주식 매매 구분 코드", default=None)
    """No longer used, as KIS documents it."""
    mid_price: Won | None = field("MID_PRC", "중간가", default=None)
    mid_size: Shares | None = field("MIDP_TOTAL_RSQN", "중간가 잔량 합계", default=None)
    mid_side: str | None = field("MIDP_CLS_CODE", "중간가 매수매도 구분", default=None)
    market_code: str | None = field("MARKET_CLS_CODE", "장 구분 코드", default=None)
    """1 프리, 2 정규, 3 애프터, 5 종가."""
