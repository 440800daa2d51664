"""Candles of a stock by the minute: answers of 주식당일분봉조회 and 주식일별분봉조회."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence

from kis.domestic.codes import Sign
from kis.errors import MalformedMessage
from kis.market.clock import KST
from kis.paging import MOST_PAGES
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


@message
class MinuteSummary:
    """종목 요약 (분봉 output1)."""

    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won | None = field("stck_prpr", "주식 현재가", default=None)


@message
class Minute:
    """분봉 하나 (분봉 output2). `time` is the KST wall time at which the minute begins."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    time: dt.time = field("stck_cntg_hour", "주식 체결 시간")
    close: Won = field("stck_prpr", "주식 현재가")
    open: Won = field("stck_oprc", "주식 시가")
    high: Won = field("stck_hgpr", "주식 최고가")
    low: Won = field("stck_lwpr", "주식 최저가")
    volume: Shares = field("cntg_vol", "체결 거래량")
    """Of the minute. Until the first trade of a minute KIS shows the volume of the minute before."""
    day_value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    """Traded that day up to and with this minute."""

    @property
    def at(self) -> dt.datetime:
        """When the minute begins, in KST."""
        return dt.datetime.combine(self.date, self.time, KST)


@message
class MinuteChart:
    """주식당일분봉조회 (30 at most), 주식일별분봉조회 (120 at most) 응답. Newest minute first."""

    summary: MinuteSummary | None = block("output1", "종목 요약")
    minutes: tuple[Minute, ...] = block("output2", "분봉", needs="stck_prpr")


async def walk_minutes(
    ask: Callable[[dt.time], Awaitable[Sequence[Minute]]], *, since: dt.time, until: dt.time
) -> tuple[Minute, ...]:
    """Ask for the minutes at or before a time until `since` is reached. Newest first, one day only.

    Before the first minute of the day KIS goes on with the last ones of the day before and may stamp them with the
    day asked: minutes that do not fall are where the day ends.
    Raises `MalformedMessage` if an answer repeats one before.
    """
    found: list[Minute] = []
    for _ in range(MOST_PAGES):
        rows = await ask(until)
        if rows and rows[0] in found:
            raise MalformedMessage("분봉 조회가 앞으로 나아가지 않아요.")
        fresh = _falling(rows, found)
        found += fresh
        if not fresh or len(fresh) < len(rows) or fresh[-1].time <= since:
            return tuple(row for row in found if row.time >= since)
        until = _minute_before(fresh[-1].time)
    raise MalformedMessage(f"분봉 조회가 {MOST_PAGES}번을 넘었어요.")


def _falling(rows: Sequence[Minute], found: Sequence[Minute]) -> list[Minute]:
    """The rows up to the first that is not before the row before it, or of another day."""
    last = found[-1] if found else None
    fresh: list[Minute] = []
    for row in rows:
        if last is not None and (row.date != last.date or row.time >= last.time):
            break
        fresh.append(row)
        last = row
    return fresh


def _minute_before(time: dt.time) -> dt.time:
    """The last second before the minute, which stays within the day."""
    moment = dt.datetime.combine(dt.date.min, time.replace(second=0)) + dt.timedelta(days=1, seconds=-1)
    return moment.time()
