"""Candles of overseas stocks, indices and currencies: answers of 기간별시세, 분봉조회 and 종목/지수/환율기간별시세."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.market.clock import KST
from kis.overseas.moves import Moved
from kis.units import Amount, Percent, Shares
from kis.wire import block, field, message


@message
class CandleHead:
    """종목 (해외주식 기간별시세 output1)."""

    realtime_key: str = field("rsym", "실시간조회종목코드")
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    count: int | None = field("nrec", "레코드 수", default=None)


@message
class Candle(Moved):
    """봉 하나 (해외주식 기간별시세 output2). That of today grows while its market is open."""

    date: dt.date = field("xymd", "일자(YYYYMMDD)")
    """At the exchange."""
    close: Amount = field("clos", "종가")
    change_sign: Sign | None = field("sign", "대비기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    open: Amount = field("open", "시가")
    high: Amount = field("high", "고가")
    low: Amount = field("low", "저가")
    volume: Shares | None = field("tvol", "거래량", default=None)
    value: Amount | None = field("tamt", "거래대금", default=None)
    bid: Amount | None = field("pbid", "매수호가", default=None)
    bid_size: Shares | None = field("vbid", "매수호가잔량", default=None)
    ask: Amount | None = field("pask", "매도호가", default=None)
    ask_size: Shares | None = field("vask", "매도호가잔량", default=None)


@message
class MinuteHead:
    """종목과 거래시간 (해외주식분봉조회 output1)."""

    realtime_key: str | None = field("rsym", "실시간종목코드", default=None)
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    opens: dt.time | None = field("stim", "장시작현지시간", default=None)
    """Local time."""
    closes: dt.time | None = field("etim", "장종료현지시간", default=None)
    opens_kst: dt.time | None = field("sktm", "장시작한국시간", default=None)
    closes_kst: dt.time | None = field("ektm", "장종료한국시간", default=None)
    next_code: str | None = field("next", "다음가능여부", default=None)
    """1 while earlier minutes can be asked for."""
    more_code: str | None = field("more", "추가데이타여부", default=None)
    count: int | None = field("nrec", "레코드갯수", default=None)


@message
class Minute:
    """분봉 하나 (해외주식분봉조회 output2)."""

    trading_date: dt.date | None = field("tymd", "현지영업일자", default=None)
    """At the exchange."""
    local_date: dt.date = field("xymd", "현지기준일자")
    local_time: dt.time = field("xhms", "현지기준시간")
    date: dt.date = field("kymd", "한국기준일자")
    """KST, as is `time`."""
    time: dt.time = field("khms", "한국기준시간")
    open: Amount = field("open", "시가")
    high: Amount = field("high", "고가")
    low: Amount = field("low", "저가")
    close: Amount = field("last", "종가")
    volume: Shares | None = field("evol", "체결량", default=None)
    value: Amount | None = field("eamt", "체결대금", default=None)

    @property
    def local(self) -> dt.datetime:
        """When the minute began at the exchange, a wall time without zone."""
        return dt.datetime.combine(self.local_date, self.local_time)

    @property
    def at(self) -> dt.datetime:
        """When the minute began, KST."""
        return dt.datetime.combine(self.date, self.time, KST)


@message
class IndexSummary:
    """요약 (해외주식 종목/지수/환율기간별시세 output1)."""

    change: Amount | None = field("ovrs_nmix_prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    previous_close: Amount | None = field("ovrs_nmix_prdy_clpr", "전일 종가", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Amount | None = field("ovrs_nmix_prpr", "현재가", default=None)
    symbol: str | None = field("stck_shrn_iscd", "단축 종목코드", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    open: Amount | None = field("ovrs_prod_oprc", "시가", default=None)
    high: Amount | None = field("ovrs_prod_hgpr", "최고가", default=None)
    low: Amount | None = field("ovrs_prod_lwpr", "최저가", default=None)


@message
class IndexCandle:
    """봉 하나 (해외주식 종목/지수/환율기간별시세 output2)."""

    date: dt.date = field("stck_bsop_date", "영업 일자")
    close: Amount = field("ovrs_nmix_prpr", "현재가")
    open: Amount | None = field("ovrs_nmix_oprc", "시가", default=None)
    high: Amount | None = field("ovrs_nmix_hgpr", "최고가", default=None)
    low: Amount | None = field("ovrs_nmix_lwpr", "최저가", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    modified: bool | None = field("mod_yn", "변경 여부", default=None)


@message
class Chart:
    """해외주식 기간별시세 응답. Newest candle first, 100 at most; `Quotes.candles` gets more."""

    head: CandleHead | None = block("output1", "종목")
    candles: tuple[Candle, ...] = block("output2", "봉", needs="clos")


@message
class MinuteChart:
    """해외주식분봉조회 응답. Newest minute first, 120 at most; `Quotes.minutes` gets more."""

    head: MinuteHead | None = block("output1", "종목과 거래시간")
    minutes: tuple[Minute, ...] = block("output2", "분봉", needs="last")


@message
class IndexChart:
    """해외주식 종목/지수/환율기간별시세 응답. Newest candle first."""

    summary: IndexSummary | None = block("output1", "요약")
    candles: tuple[IndexCandle, ...] = block("output2", "봉", needs="stck_bsop_date")
