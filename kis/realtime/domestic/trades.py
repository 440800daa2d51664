"""Trades of NXT and of both venues, expected matches, and the single-price session that has ended."""

from __future__ import annotations

from kis.domestic.codes import QuoteVenue, Sign
from kis.realtime.record import record
from kis.realtime.ticks import Tick, TradeColumns
from kis.units import Percent, Shares, Won
from kis.wire import field


class NxtTick(Tick):
    """국내주식 실시간체결가 (NXT): H0NXCNT0. The columns of KRX; NXT trades only listed symbols."""

    __slots__ = ()
    venue = QuoteVenue.NXT


class UnifiedTick(Tick):
    """국내주식 실시간체결가 (통합): H0UNCNT0. Trades of KRX and NXT in one stream; the row does not tell which."""

    __slots__ = ()
    venue = QuoteVenue.BOTH


@record
class AuctionColumns(TradeColumns):
    """The columns of `TradeColumns` under the titles of the pages about single prices."""

    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일대비구분", default=None)
    change_rate: Percent | None = field("PRDY_CTRT", "등락율", default=None)
    open: Won | None = field("STCK_OPRC", "시가", default=None)
    high: Won | None = field("STCK_HGPR", "고가", default=None)
    low: Won | None = field("STCK_LWPR", "저가", default=None)
    ask: Won | None = field("ASKP1", "매도호가", default=None)
    bid: Won | None = field("BIDP1", "매수호가", default=None)
    volume: Shares = field("CNTG_VOL", "거래량")


@record
class ExpectedTick(AuctionColumns):
    """국내주식 실시간예상체결 (KRX): H0STANC0.

    Where the auction would match now: `price` and `volume` are no trade. Sent before the open, in the closing auction
    and during a VI, as `time_code` tells.
    """

    time_code: str | None = field("HOUR_CLS_CODE", "시간구분코드", default=None)
    random_end_code: str | None = field("MRKT_TRTM_CLS_CODE", "임의종료구분코드", default=None)
    """0 장중, A 장후 예상, B 장전 예상, C 9시 이후 예상가 또는 VI 발동, D 시간외단일가 예상."""

    venue = QuoteVenue.KRX


@record
class NxtExpectedTick(ExpectedTick):
    """국내주식 실시간예상체결 (NXT): H0NXANC0."""

    vi_reference_price: Won | None = field("VI_STND_PRC", "VI 상태값", default=None)
    venue = QuoteVenue.NXT


class UnifiedExpectedTick(NxtExpectedTick):
    """국내주식 실시간예상체결 (통합): H0UNANC0."""

    __slots__ = ()
    venue = QuoteVenue.BOTH


class AfterHoursTick(AuctionColumns):
    """국내주식 시간외 실시간체결가 (KRX): H0STOUP0.

    시간외단일가 ended on 2026-09-11, so this has had no market since 2026-09-14: nothing comes. Trades of the KRX
    after-market (16:00-20:00) come as `Tick`.
    """

    __slots__ = ()


class AfterHoursExpectedTick(AuctionColumns):
    """국내주식 시간외 실시간예상체결 (KRX): H0STOAC0. Without a market since 2026-09-14, as `AfterHoursTick`."""

    __slots__ = ()
