"""Questions about trading after hours (시간외 단일가), which gave way to the KRX after-market on 2026-09-14."""

from __future__ import annotations

from kis.domestic.overtime_rows import OvertimeBook, OvertimeDays, OvertimePrice, OvertimeTrades
from kis.domestic.quotes import QUOTATIONS
from kis.endpoint import Group, quote
from kis.shapes import body, output
from kis.wire import field, message

_INSTEAD = "시간외일자별주가(overtime.days)를 쓰세요."


@message
class OvertimeQuery:
    """국내주식 시간외현재가, 시간외호가, 시간외일자별주가 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="J")


@message
class OvertimeTradesQuery(OvertimeQuery):
    """주식현재가 시간외시간별체결 요청."""

    hours: str = field("FID_HOUR_CLS_CODE", "시간 구분 코드", default="1")
    """1 시간외, the only one there is."""


class Overtime(Group):
    """국내주식 시간외."""

    price = quote(
        "국내주식 시간외현재가",
        f"{QUOTATIONS}/inquire-overtime-price",
        "FHPST02300000",
        OvertimeQuery,
        output(OvertimePrice),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 시간외현재가 (FHPST02300000, 모의 없음)."""
    order_book = quote(
        "국내주식 시간외호가",
        f"{QUOTATIONS}/inquire-overtime-asking-price",
        "FHPST02300400",
        OvertimeQuery,
        output(OvertimeBook, "output", "output1"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 시간외호가 (FHPST02300400, 모의 없음)."""
    days = quote(
        "주식현재가 시간외일자별주가",
        f"{QUOTATIONS}/inquire-daily-overtimeprice",
        "FHPST02320000",
        OvertimeQuery,
        body(OvertimeDays),
    )
    """주식현재가 시간외일자별주가 (FHPST02320000)."""
    trades = quote(
        "주식현재가 시간외시간별체결",
        f"{QUOTATIONS}/inquire-time-overtimeconclusion",
        "FHPST02310000",
        OvertimeTradesQuery,
        body(OvertimeTrades),
    )
    """주식현재가 시간외시간별체결 (FHPST02310000)."""
