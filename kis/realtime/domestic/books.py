"""Order books of NXT and of both venues, and of the single-price session that has ended."""

from __future__ import annotations

from kis.domestic.codes import QuoteVenue
from kis.realtime.books import BookColumns
from kis.realtime.record import record
from kis.units import Shares, Won
from kis.wire import field


@record
class PooledBookColumns(BookColumns):
    """The columns of `BookColumns`, followed by the mid prices (중간가) of both venues."""

    deal_code: str | None = field("STCK_DEAL_CLS_CODE", "주식 매매 구분 코드", default=None)
    """No longer used, as KIS documents it."""
    krx_mid_price: Won | None = field("KMID_PRC", "KRX 중간가", default=None)
    krx_mid_size: Shares | None = field("KMID_TOTAL_RSQN", "KRX 중간가잔량합계수량", default=None)
    krx_mid_side: str | None = field("KMID_CLS_CODE", "KRX 중간가 매수매도 구분", default=None)
    nxt_mid_price: Won | None = field("NMID_PRC", "NXT 중간가", default=None)
    nxt_mid_size: Shares | None = field("NMID_TOTAL_RSQN", "NXT 중간가잔량합계수량", default=None)
    nxt_mid_side: str | None = field("NMID_CLS_CODE", "NXT 중간가 매수매도 구분", default=None)


class NxtOrderBook(PooledBookColumns):
    """국내주식 실시간호가 (NXT): H0NXASP0."""

    __slots__ = ()
    venue = QuoteVenue.NXT


@record
class UnifiedOrderBook(PooledBookColumns):
    """국내주식 실시간호가 (통합): H0UNASP0, the sizes of both venues added. Rows had 65 columns until 2026-09-11."""

    expected_venue_code: str | None = field("ANTC_EXCH_CLS_CODE", "예상체결 거래소 구분", default=None)
    """1 KRX, 2 NXT."""
    venue = QuoteVenue.BOTH


class AfterHoursBook(BookColumns):
    """국내주식 시간외 실시간호가 (KRX): H0STOAA0.

    시간외단일가 ended on 2026-09-11, so this has had no market since 2026-09-14: nothing comes. The portal's table
    lists nine levels, its published frame has ten.
    """

    __slots__ = ()
