"""The list that comes with the package."""

import re
import subprocess
import sys
from datetime import date

import pytest

from kis.market.fees import DOMESTIC, OVERSEAS, Market
from kis.market.ticks import Board
from kis.overseas.codes import Exchange
from kis.symbols import Ambiguous, Instrument, SymbolIndex, well_known
from kis.symbols.abroad import ABROAD
from kis.symbols.hangul import fold
from kis.symbols.near import near_futures

CODES = {
    **dict.fromkeys(DOMESTIC, r"[0-9A-Z]{6}|Q[0-9]{6}"),
    Market.INDEX: r"[0-9]{4}",
    **dict.fromkeys((Market.NASDAQ, Market.NYSE, Market.AMEX), r"[A-Z]{1,5}(/[A-Z])?"),
    Market.HKEX: r"[0-9]{5}",
    Market.TSE: r"[0-9]{4}",
    Market.SSE: r"6[0-9]{5}",
    Market.SZSE: r"[03][0-9]{5}",
}


def test_list_is_large_enough_and_each_row_is_whole() -> None:
    """Several hundred instruments at home and some two hundred abroad, with the codes of their markets."""
    assert len(well_known().only(DOMESTIC)) > 350
    assert len(well_known().only(OVERSEAS)) > 200
    for instrument in well_known():
        assert re.fullmatch(CODES[instrument.market], instrument.code), instrument
        assert instrument.name == instrument.name.strip() != ""
        assert "" not in instrument.aliases


@pytest.mark.parametrize("markets", [DOMESTIC, OVERSEAS, {Market.INDEX}], ids=["domestic", "overseas", "indices"])
def test_words_lead_to_one_instrument(markets: frozenset[Market]) -> None:
    """No code, name or alias is given to two instruments, so each resolves to its own."""
    index = well_known().only(markets)
    for instrument in index:
        for word in (instrument.code, instrument.name, *instrument.aliases):
            assert index.resolve(word) == instrument, word


def test_ticker_that_is_a_korean_name_is_unclear() -> None:
    """GS is a holding in Seoul and a bank in New York: over all markets the user must say which."""
    assert isinstance(well_known().resolve("GS"), Ambiguous)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("애플", "AAPL"),
        ("apple", "AAPL"),
        ("구글", "GOOGL"),
        ("메타", "META"),
        ("마소", "MSFT"),
        ("ㅇㅂㄷㅇ", "NVDA"),
        ("버크셔", "BRK/B"),
        ("텐센트", "00700"),
        ("도요타", "7203"),
        ("마오타이", "600519"),
        ("엔비디어", "NVDA"),
        ("코스피", "0001"),
        ("kospi200", "2001"),
    ],
)
def test_names_abroad_and_indices(text: str, code: str) -> None:
    """What people call them in Korea leads to the code that orders and quotes take."""
    markets = OVERSEAS | {Market.INDEX}

    assert well_known().search(text, markets=markets)[0].code == code


def test_facts_of_a_market_abroad() -> None:
    """Exchange, currency, ticks and lot come with the market; a lot that only the master file knows is left open."""
    index = well_known()
    apple, tencent, toyota = index.by_code("AAPL"), index.by_code("00700"), index.by_code("7203")

    assert apple is not None
    assert (apple.exchange, apple.currency, apple.board, apple.lot) == (Exchange.NASDAQ, "USD", Board.US, 1)
    assert tencent is not None
    assert (tencent.exchange, tencent.currency, tencent.lot) == (Exchange.HONG_KONG, "HKD", None)
    assert toyota is not None
    assert (toyota.exchange, toyota.lot) == (Exchange.TOKYO, 100)


@pytest.mark.parametrize("market", sorted(OVERSEAS))
def test_markets_abroad_agree_with_the_exchanges(market: Market) -> None:
    """Codes, currencies and decimals are those of `kis.overseas`."""
    exchange = Instrument("X", "X", market).exchange

    assert exchange is not None
    assert exchange.quote_code == ABROAD[market].quote_code
    assert exchange.currency == ABROAD[market].currency
    assert exchange.price_decimals == ABROAD[market].decimals


@pytest.mark.parametrize(
    ("today", "code", "expires"),
    [
        pytest.param(date(2026, 11, 27), "A01612", date(2026, 12, 10), id="within a quarter"),
        pytest.param(date(2026, 12, 10), "A01612", date(2026, 12, 10), id="on its last day"),
        pytest.param(date(2026, 12, 11), "A01703", date(2027, 3, 11), id="the day after, over the year"),
    ],
)
def test_nearest_future_is_made_by_rule(today: date, code: str, expires: date) -> None:
    """The nearest KOSPI200 future ends on the second Thursday of March, June, September or December."""
    future, mini, *_ = near_futures(today)

    assert future.contract is not None
    assert (future.code, future.contract.expires, future.contract.multiplier) == (code, expires, 250_000)
    assert (mini.code[:3], mini.contract is not None) == ("A05", True)
    assert SymbolIndex([future, mini]).resolve("지수선물") == future


def test_kinds_of_instruments() -> None:
    """Market and tick table come with the row."""
    samsung = well_known().by_code("005930")
    alteogen = well_known().by_code("196170")
    kodex = well_known().by_code("069500")

    assert samsung == Instrument(
        "005930", "삼성전자", Market.KOSPI, nxt=True, aliases=("삼전",), english="Samsung Electronics"
    )
    assert alteogen is not None
    assert alteogen.market is Market.KOSDAQ
    assert kodex is not None
    assert (kodex.board, kodex.nxt) == (Board.FUND, False)


def test_funds_are_known_by_their_brand() -> None:
    """A stock filed as a fund would be offered with the wrong tick and without tax, and the other way round."""
    brands = ("KODEX ", "TIGER ", "ACE ", "RISE ", "PLUS ", "SOL ", "TIME ", "KIWOOM ")
    for instrument in well_known().only(DOMESTIC):
        is_fund = instrument.name.startswith(brands) or " ETN" in instrument.name
        assert is_fund == (instrument.board is Board.FUND), instrument


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """Importing the package builds no index."""
    script = "import kis.symbols as s; print(s.well_known.cache_info().currsize)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)  # noqa: S603

    assert result.stdout.strip() == "0"


def test_keys_are_folded_once_and_for_all() -> None:
    """Folding a folded key changes nothing, so names and queries meet."""
    for instrument in well_known():
        assert fold(fold(instrument.name)) == fold(instrument.name)
