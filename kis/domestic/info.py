"""Questions about stocks and trading days. Portal: [국내주식] 종목정보."""

from __future__ import annotations

import datetime as dt

from kis.domestic.quotes import QUOTATIONS
from kis.domestic.stock import ProductInfo, StockInfo
from kis.endpoint import Group, quote
from kis.shapes import output, outputs
from kis.wire import field, message


@message
class StockInfoQuery:
    """주식기본조회, 상품기본조회 요청."""

    symbol: str = field("PDNO", "상품번호")
    """Six characters; ETN seven, with a leading Q."""
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="300")
    """300 is stock, ETF, ETN and ELW."""


@message
class HolidayQuery:
    """국내휴장일조회 요청. KIS asks for one such call a day at most."""

    start: dt.date = field("BASS_DT", "기준일자")


@message
class CalendarDay:
    """하루 (국내휴장일조회 output)."""

    date: dt.date = field("bass_dt", "기준일자")
    weekday: str | None = field("wday_dvsn_cd", "요일구분코드", default=None)
    """01 Sunday to 07 Saturday."""
    business: bool | None = field("bzdy_yn", "영업일여부", default=None)
    """Banks and brokers work."""
    trading: bool | None = field("tr_day_yn", "거래일여부", default=None)
    open: bool = field("opnd_yn", "개장일여부")
    """Whether orders are possible: the one to go by."""
    settlement: bool | None = field("sttl_day_yn", "결제일여부", default=None)


class Info(Group):
    """국내주식 종목정보. Real only."""

    stock_info = quote(
        "주식기본조회",
        f"{QUOTATIONS}/search-stock-info",
        "CTPF1002R",
        StockInfoQuery,
        output(StockInfo),
        paper=False,
        instead="종목 이름은 내장 종목표를 쓰세요.",
    )
    """주식기본조회 (CTPF1002R, 모의 없음)."""
    product_info = quote(
        "상품기본조회",
        f"{QUOTATIONS}/search-info",
        "CTPF1604R",
        StockInfoQuery,
        output(ProductInfo),
        paper=False,
        instead="종목 이름은 내장 종목표를 쓰세요.",
    )
    """상품기본조회 (CTPF1604R, 모의 없음)."""
    holidays = quote(
        "국내휴장일조회",
        f"{QUOTATIONS}/chk-holiday",
        "CTCA0903R",
        HolidayQuery,
        outputs(CalendarDay, needs="bass_dt"),
        paper=False,
        pages="",
        instead="내장 휴장일표를 쓰세요.",
    )
    """국내휴장일조회 (CTCA0903R, 모의 없음)."""
