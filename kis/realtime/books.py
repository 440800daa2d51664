"""국내주식 실시간호가 (KRX): H0STASP0. Those of other venues: `kis.realtime.domestic`."""

from __future__ import annotations

import datetime as dt
from typing import Self

from kis.codec import MISSING, Value, clock_time
from kis.domestic.codes import QuoteVenue, Sign
from kis.realtime.record import Record, make, record
from kis.units import Percent, Shares, Won
from kis.wire import field, series

LEVELS = 10


@record
class BookColumns(Record):
    """Ten levels of each side, best first; price 0 where a level is empty.

    `time` is KST wall time; the row carries no date, see `moment`.
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

    @property
    def best_ask(self) -> Won:
        """The cheapest offer; 0 where there is none."""
        return self._price_at(3)

    @property
    def best_bid(self) -> Won:
        """The dearest bid; 0 where there is none."""
        return self._price_at(13)

    def _price_at(self, place: int) -> Won:
        row: str = self[0]
        texts = row.split("^", place + 1)
        price: Won = _PRICE.read(texts[place] if place < len(texts) else None)
        return price


_PRICE = Value.of(Won, "best price")


@record
class OrderBook(BookColumns):
    """The order book (호가) of KRX.

    Rows had 59 columns until 2025, 62 (the mid price appended without notice) until 2026-09-11, and have 63 since
    2026-09-14.
    """

    deal_code: str | None = field("STCK_DEAL_CLS_CODE", "주식 매매 구분 코드", default=None)
    """No longer used, as KIS documents it."""
    mid_price: Won | None = field("MID_PRC", "중간가", default=None)
    mid_size: Shares | None = field("MIDP_TOTAL_RSQN", "중간가 잔량 합계", default=None)
    mid_side: str | None = field("MIDP_CLS_CODE", "중간가 매수매도 구분", default=None)
    market_code: str | None = field("MARKET_CLS_CODE", "장 구분 코드", default=None)
    """1 프리, 2 정규, 3 애프터, 5 종가."""

    venue = QuoteVenue.KRX
    """Whose book this is; the row does not tell."""

    @classmethod
    def read(cls, row: str) -> Self:
        """Read one row as any record is read, but cut off only its first two columns."""
        head = row.split("^", 2)
        symbol = head[0].strip()
        try:
            if symbol not in MISSING:
                return make(cls, (row, symbol, clock_time(head[1])))
        except (ValueError, IndexError):
            pass
        return cls._read_tolerantly(row)
