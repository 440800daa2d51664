"""Questions about ETFs and ETNs. Portal: [국내주식] 기본시세, ETF/ETN."""

from __future__ import annotations

from kis.domestic.etf_rows import EtfComponents, EtfOrderBook, EtfPrice, NavTrend
from kis.endpoint import Group, quote
from kis.paging import HEADER_ONLY
from kis.shapes import body, output
from kis.wire import field, message

ETF_QUOTATIONS = "/uapi/etfetn/v1/quotations"
_INSTEAD = "주식현재가 시세(quotes.price)를 쓰세요."


@message
class EtfPriceQuery:
    """ETF/ETN 현재가 요청."""

    symbol: str = field("fid_input_iscd", "입력 종목코드")
    market: str = field("fid_cond_mrkt_div_code", "조건 시장 분류 코드", default="J")


@message
class EtfQuery:
    """ETF 현재가 호가, NAV 비교추이 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="J")


@message
class EtfComponentsQuery(EtfQuery):
    """ETF 구성종목시세 요청."""

    screen: str = field("FID_COND_SCR_DIV_CODE", "조건화면분류코드", default="11216")


class Etf(Group):
    """ETF와 ETN. Real only."""

    price = quote(
        "ETF/ETN 현재가",
        f"{ETF_QUOTATIONS}/inquire-price",
        "FHPST02400000",
        EtfPriceQuery,
        output(EtfPrice),
        paper=False,
        instead=_INSTEAD,
    )
    """ETF/ETN 현재가 (FHPST02400000, 모의 없음)."""
    order_book = quote(
        "ETF 현재가 호가",
        f"{ETF_QUOTATIONS}/inquire-asking-price",
        "FHPST02400200",
        EtfQuery,
        output(EtfOrderBook),
        paper=False,
        pages=HEADER_ONLY,
        instead="주식현재가 호가(quotes.order_book)를 쓰세요.",
    )
    """ETF 현재가 호가 (FHPST02400200, 모의 없음)."""
    components = quote(
        "ETF 구성종목시세",
        f"{ETF_QUOTATIONS}/inquire-component-stock-price",
        "FHKST121600C0",
        EtfComponentsQuery,
        body(EtfComponents),
        paper=False,
        instead=_INSTEAD,
    )
    """ETF 구성종목시세 (FHKST121600C0, 모의 없음)."""
    nav = quote(
        "NAV 비교추이(종목)",
        f"{ETF_QUOTATIONS}/nav-comparison-trend",
        "FHPST02440000",
        EtfQuery,
        body(NavTrend),
        paper=False,
        instead=_INSTEAD,
    )
    """NAV 비교추이(종목) (FHPST02440000, 모의 없음)."""
