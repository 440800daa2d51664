"""국내주식 실시간체결가 (KRX): H0STCNT0. Those of other venues: `kis.realtime.domestic`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Self

from kis.codec import MISSING, clock_time
from kis.domestic.codes import QuoteVenue, Sign
from kis.realtime.record import Record, make, record
from kis.units import Percent, Shares, Won
from kis.wire import field


@record
class TradeColumns(Record):
    """The columns with which every row about the trading of a stock begins. `time` is KST wall time, see `moment`."""

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권 단축 종목코드")
    time: dt.time = field("STCK_CNTG_HOUR", "주식 체결 시간")
    price: Won = field("STCK_PRPR", "주식 현재가")
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일 대비 부호", default=None)
    change: Won | None = field("PRDY_VRSS", "전일 대비", default=None)
    """Signed as sent (-100), which many REST fields are not."""
    change_rate: Percent | None = field("PRDY_CTRT", "전일 대비율", default=None)
    average_price: Decimal | None = field("WGHN_AVRG_STCK_PRC", "가중 평균 주식 가격", default=None)
    open: Won | None = field("STCK_OPRC", "주식 시가", default=None)
    high: Won | None = field("STCK_HGPR", "주식 최고가", default=None)
    low: Won | None = field("STCK_LWPR", "주식 최저가", default=None)
    ask: Won | None = field("ASKP1", "매도호가1", default=None)
    bid: Won | None = field("BIDP1", "매수호가1", default=None)
    volume: Shares = field("CNTG_VOL", "체결 거래량")
    day_volume: Shares | None = field("ACML_VOL", "누적 거래량", default=None)
    day_value: Won | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
    sell_count: int | None = field("SELN_CNTG_CSNU", "매도 체결 건수", default=None)
    buy_count: int | None = field("SHNU_CNTG_CSNU", "매수 체결 건수", default=None)
    net_buy_count: int | None = field("NTBY_CNTG_CSNU", "순매수 체결 건수", default=None)
    strength: Percent | None = field("CTTR", "체결강도", default=None)
    """Buying volume in percent of selling volume."""
    sell_volume: Shares | None = field("SELN_CNTG_SMTN", "총 매도 수량", default=None)
    buy_volume: Shares | None = field("SHNU_CNTG_SMTN", "총 매수 수량", default=None)
    aggressor: str | None = field("CCLD_DVSN", "체결구분", aliases=("CNTG_CLS_CODE",), default=None)
    """1 매수 체결, 3 장전, 5 매도 체결. CNTG_CLS_CODE on all pages but KRX's."""
    buy_ratio: Decimal | None = field("SHNU_RATE", "매수비율", default=None)
    """A fraction, 0.39 for 39 %."""
    volume_rate: Percent | None = field("PRDY_VOL_VRSS_ACML_VOL_RATE", "전일 거래량 대비 등락율", default=None)
    open_time: dt.time | None = field("OPRC_HOUR", "시가 시간", default=None)
    open_sign: Sign | None = field("OPRC_VRSS_PRPR_SIGN", "시가대비구분", default=None)
    change_from_open: Won | None = field("OPRC_VRSS_PRPR", "시가대비", default=None)
    high_time: dt.time | None = field("HGPR_HOUR", "최고가 시간", default=None)
    high_sign: Sign | None = field("HGPR_VRSS_PRPR_SIGN", "고가대비구분", default=None)
    change_from_high: Won | None = field("HGPR_VRSS_PRPR", "고가대비", default=None)
    low_time: dt.time | None = field("LWPR_HOUR", "최저가 시간", default=None)
    low_sign: Sign | None = field("LWPR_VRSS_PRPR_SIGN", "저가대비구분", default=None)
    change_from_low: Won | None = field("LWPR_VRSS_PRPR", "저가대비", default=None)
    date: dt.date | None = field("BSOP_DATE", "영업 일자", default=None)
    operation_code: str | None = field("NEW_MKOP_CLS_CODE", "신 장운영 구분 코드", default=None)
    """Two characters: 1 장개시전 2 장중 3 장종료후 4 시간외단일가, then 0 보통 1 종가 2 대량 3 바스켓 7 정리매매."""
    halted: bool | None = field("TRHT_YN", "거래정지 여부", default=None)
    ask_size: Shares | None = field("ASKP_RSQN1", "매도호가 잔량1", default=None)
    bid_size: Shares | None = field("BIDP_RSQN1", "매수호가 잔량1", default=None)
    total_ask_size: Shares | None = field("TOTAL_ASKP_RSQN", "총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("TOTAL_BIDP_RSQN", "총 매수호가 잔량", default=None)
    turnover_rate: Percent | None = field("VOL_TNRT", "거래량 회전율", default=None)
    yesterday_volume_by_now: Shares | None = field("PRDY_SMNS_HOUR_ACML_VOL", "전일 동시간 누적 거래량", default=None)
    yesterday_volume_by_now_rate: Percent | None = field(
        "PRDY_SMNS_HOUR_ACML_VOL_RATE", "전일 동시간 누적 거래량 비율", default=None
    )


@record
class Tick(TradeColumns):
    """One trade (체결). `time` is KST wall time; its day is `date`, as no session crosses midnight.

    KIS appended MARKET_CLS_CODE on 2026-09-14; rows recorded before have 46 columns.
    """

    time_code: str | None = field("HOUR_CLS_CODE", "시간 구분 코드", default=None)
    """0 장중, A 장후 예상, B 장전 예상, C 9시 이후 예상가 또는 VI 발동, D 시간외단일가 예상."""
    random_end_code: str | None = field("MRKT_TRTM_CLS_CODE", "임의종료구분코드", default=None)
    vi_reference_price: Won | None = field("VI_STND_PRC", "정적VI발동기준가", default=None)
    market_code: str | None = field("MARKET_CLS_CODE", "장 구분 코드", default=None)
    """1 프리, 2 정규, 3 애프터, 5 종가."""

    venue = QuoteVenue.KRX
    """Whose trades these are; the row does not tell."""

    @classmethod
    def read(cls, row: str) -> Self:
        """Read one row as any record is read, but by the short way, as every trade of the market passes here.

        The columns needed at once stand at the front, so only these are cut off. What the short way does not take
        (blanks, "70000.00") is left to the tolerant one.
        """
        head = row.split("^", _FRONT)
        symbol = head[0].strip()
        try:
            if symbol not in MISSING:
                return make(cls, (row, symbol, clock_time(head[1]), int(head[2]), int(head[12])))
        except (ValueError, IndexError):
            pass
        return cls._read_tolerantly(row)


_FRONT = 13
