"""Watchlists (관심종목) and screens (조건검색) that a user keeps in HTS, and the prices of many stocks at once."""

from __future__ import annotations

from collections.abc import Sequence

from kis.domestic.codes import QuoteVenue
from kis.domestic.quotes import QUOTATIONS
from kis.domestic.watchlist_rows import Screen, ScreenedStock, WatchedPrice, Watchlist, WatchlistStocks
from kis.endpoint import Group, quote
from kis.shapes import body, outputs
from kis.wire import field, message, series

MOST_SYMBOLS = 30
"""In one answer of `Watchlists.prices`."""
_INDEX, _INDEX_DIGITS = "U", 4
_INSTEAD = "관심종목과 조건검색은 실전 계좌로 조회하세요."


@message
class WatchedPricesQuery:
    """관심종목(멀티종목) 시세조회 요청: thirty places, None where one is not used. See `Watchlists.multi`."""

    symbols: tuple[str | None, ...] = series("FID_INPUT_ISCD_{n}", "입력 종목코드{n}", MOST_SYMBOLS)
    markets: tuple[str | None, ...] = series("FID_COND_MRKT_DIV_CODE_{n}", "조건 시장 분류 코드{n}", MOST_SYMBOLS)
    """A `QuoteVenue`, or U for an index."""


@message
class WatchlistsQuery:
    """관심종목 그룹조회 요청."""

    hts_id: str = field("USER_ID", "사용자 ID", private=True)
    kind: str = field("TYPE", "관심종목구분코드", default="1")
    etc_code: str = field("FID_ETC_CLS_CODE", "기타 구분 코드", default="00")


@message
class WatchlistQuery:
    """관심종목 그룹별 종목조회 요청."""

    hts_id: str = field("USER_ID", "사용자 ID", private=True)
    code: str = field("INTER_GRP_CODE", "관심 그룹 코드")
    """Three digits, of `Watchlist.code`."""
    kind: str = field("TYPE", "관심종목구분코드", default="1")
    etc_code: str = field("FID_ETC_CLS_CODE", "기타 구분 코드", default="4")
    rank: str = field("DATA_RANK", "데이터 순위", default="")
    name: str = field("INTER_GRP_NAME", "관심 그룹 명", default="")
    stock_name: str = field("HTS_KOR_ISNM", "HTS 한글 종목명", default="")
    entry_code: str = field("CNTG_CLS_CODE", "체결 구분 코드", default="")


@message
class ScreensQuery:
    """종목조건검색 목록조회 요청."""

    hts_id: str = field("user_id", "사용자 HTS ID", private=True)


@message
class ScreenQuery:
    """종목조건검색조회 요청."""

    hts_id: str = field("user_id", "사용자 HTS ID", private=True)
    number: str = field("seq", "사용자조건 키값")
    """Of `Screen.number`."""


class Watchlists(Group):
    """관심종목. Real only."""

    prices = quote(
        "관심종목(멀티종목) 시세조회",
        f"{QUOTATIONS}/intstock-multprice",
        "FHKST11300006",
        WatchedPricesQuery,
        outputs(WatchedPrice),
        paper=False,
        instead="주식현재가 시세(quotes.price)를 하나씩 쓰세요.",
    )
    """관심종목(멀티종목) 시세조회 (FHKST11300006, 모의 없음)."""
    groups = quote(
        "관심종목 그룹조회",
        f"{QUOTATIONS}/intstock-grouplist",
        "HHKCM113004C7",
        WatchlistsQuery,
        outputs(Watchlist, "output2"),
        paper=False,
        instead=_INSTEAD,
    )
    """관심종목 그룹조회 (HHKCM113004C7, 모의 없음)."""
    stocks = quote(
        "관심종목 그룹별 종목조회",
        f"{QUOTATIONS}/intstock-stocklist-by-group",
        "HHKCM113004C6",
        WatchlistQuery,
        body(WatchlistStocks),
        paper=False,
        instead=_INSTEAD,
    )
    """관심종목 그룹별 종목조회 (HHKCM113004C6, 모의 없음)."""

    async def multi(self, symbols: Sequence[str], *, venue: QuoteVenue = QuoteVenue.KRX) -> tuple[WatchedPrice, ...]:
        """Return the prices of any number of stocks and indices in the order asked, thirty to a call."""
        found: list[WatchedPrice] = []
        for start in range(0, len(symbols), MOST_SYMBOLS):
            some = symbols[start : start + MOST_SYMBOLS]
            rest = (None,) * (MOST_SYMBOLS - len(some))
            markets = tuple(_INDEX if len(symbol) == _INDEX_DIGITS else venue.value for symbol in some)
            found += await self.prices(symbols=(*some, *rest), markets=markets + rest)
        return tuple(found)


class Screens(Group):
    """조건검색. Real only."""

    titles = quote(
        "종목조건검색 목록조회",
        f"{QUOTATIONS}/psearch-title",
        "HHKST03900300",
        ScreensQuery,
        outputs(Screen, "output2"),
        paper=False,
        instead=_INSTEAD,
    )
    """종목조건검색 목록조회 (HHKST03900300, 모의 없음)."""
    results = quote(
        "종목조건검색조회",
        f"{QUOTATIONS}/psearch-result",
        "HHKST03900400",
        ScreenQuery,
        outputs(ScreenedStock, "output2", needs="price"),
        paper=False,
        instead=_INSTEAD,
    )
    """종목조건검색조회 (HHKST03900400, 모의 없음)."""
