"""Questions about overseas stocks, settlement days and news. Portal: [해외주식] 기본시세, 시세분석. Real only."""

from __future__ import annotations

import datetime as dt

from kis.endpoint import Endpoint, Group, Kind, quote
from kis.overseas.codes import Exchange
from kis.overseas.quotes import QUOTATIONS
from kis.overseas.stock import NewsTitle, SettlementDay, StockInfo
from kis.shapes import output, outputs
from kis.wire import field, message


@message
class StockInfoQuery:
    """해외주식 상품기본정보 요청."""

    exchange: Exchange = field("PRDT_TYPE_CD", "상품유형코드", code="product_type")
    symbol: str = field("PDNO", "상품번호")


@message
class SettlementQuery:
    """해외결제일자조회 요청."""

    day: dt.date = field("TRAD_DT", "기준일자")


@message
class NewsQuery:
    """해외뉴스종합(제목) 요청. Blanks ask for all, newest first."""

    kind: str = field("INFO_GB", "뉴스구분", default="")
    class_code: str = field("CLASS_CD", "중분류", default="")
    country: str = field("NATION_CD", "국가코드", default="")
    """CN, HK or US."""
    exchange_code: str = field("EXCHANGE_CD", "거래소코드", default="")
    symbol: str = field("SYMB", "종목코드", default="")
    date: str = field("DATA_DT", "조회일자", default="")
    """YYYYMMDD."""
    time: str = field("DATA_TM", "조회시간", default="")
    """HHMMSS."""
    key: str = field("CTS", "다음키", default="")
    """The `news_key` of the last row, to go on."""


@message
class LedgerQuery:
    """해외주식 주야간원장구분조회 요청: nothing."""


@message
class Ledger:
    """해외주식 주야간원장구분조회 응답 (output)."""

    night: bool = field("PSBL_YN", "가능여부")
    """Whether the ledger of the night is in use; not by day."""


class Info(Group):
    """해외주식 종목정보."""

    stock_info = quote(
        "해외주식 상품기본정보",
        f"{QUOTATIONS}/search-info",
        "CTPF1702R",
        StockInfoQuery,
        output(StockInfo),
        paper=False,
        instead="종목 이름은 내장 종목표를 쓰세요.",
    )
    """해외주식 상품기본정보 (CTPF1702R, 모의 없음)."""
    settlement_days = quote(
        "해외결제일자조회",
        "/uapi/overseas-stock/v1/quotations/countries-holiday",
        "CTOS5011R",
        SettlementQuery,
        outputs(SettlementDay, needs="prdt_type_cd"),
        paper=False,
        pages="",
        instead="내장 휴장일표(kis.market.overseas_sessions)를 쓰세요.",
    )
    """해외결제일자조회 (CTOS5011R, 모의 없음)."""
    news = quote(
        "해외뉴스종합(제목)",
        f"{QUOTATIONS}/news-title",
        "HHPSTH60100C1",
        NewsQuery,
        outputs(NewsTitle, "outblock1", needs="news_key"),
        paper=False,
        instead="모의투자에는 해외 뉴스가 없어요.",
    )
    """해외뉴스종합(제목) (HHPSTH60100C1, 모의 없음)."""
    ledger = Endpoint(
        Kind.QUOTE,
        "해외주식 주야간원장구분조회",
        "/uapi/overseas-stock/v1/trading/dayornight",
        "JTTT3010R",
        "VTTT3010R",
        LedgerQuery,
        output(Ledger),
    )
    """해외주식 주야간원장구분조회 (JTTT3010R, 모의 VTTT3010R). KIS no longer documents it; old clients ask it."""
