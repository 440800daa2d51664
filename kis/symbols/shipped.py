"""The well-known names that come with the package, for use before a master file is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.abroad import BOARDS, EXCHANGES
from kis.symbols.index import SymbolIndex
from kis.symbols.instrument import Contract, ContractKind, Instrument
from kis.symbols.months import future_code, nearest_quarter

_DOMESTIC = {
    "P": (Market.KOSPI, Board.STOCK),
    "Q": (Market.KOSDAQ, Board.STOCK),
    "F": (Market.KOSPI, Board.FUND),
}
_INDEX = "IDX"
_OVERSEAS: Mapping[str, Market] = {exchange.quote_code: market for market, exchange in EXCHANGES.items()}
_LOTS: Mapping[Market, int | None] = {
    Market.HKEX: None,
    **dict.fromkeys((Market.TSE, Market.SSE, Market.SZSE, Market.HNX, Market.HSX), 100),
}
_FUTURES = (
    ("01", "코스피200 선물", Board.INDEX_FUTURE, 250_000, ("KOSPI200 선물", "지수선물", "선물 최근월물")),
    ("05", "미니 코스피200 선물", Board.MINI_FUTURE, 50_000, ("미니선물", "미니 코스피200")),
)


@cache
def well_known() -> SymbolIndex:
    """Return the shipped list: domestic names by market value (2026), popular funds, indices, then those abroad.

    Domestic stocks are marked as traded at NXT and funds as not, which holds for most of them; ask the broker where
    it matters. `only(DOMESTIC)` leaves what a domestic order may name.
    """
    text = files("kis.symbols").joinpath("well_known.tsv").read_text(encoding="utf-8")
    return SymbolIndex(_instrument(*line.split("\t")) for line in text.splitlines())


def nearest_futures(today: date) -> list[Instrument]:
    """Return the nearest KOSPI200 future and its mini (최근월물), made by rule, since a month cannot be shipped.

    The month is the nearest of March, June, September and December whose last trading day, the second Thursday, is
    not over; the code is `A`, product, last digit of the year, month (`A01612`). The master file knows better.
    """
    expires = nearest_quarter(today)
    month = f"{expires:%Y%m}"
    return [
        Instrument(
            future_code(product, expires.year, expires.month),
            f"{name} {month}",
            Market.FUTURE,
            board,
            aliases=(name, *aliases),
            decimals=2,
            contract=Contract(
                ContractKind.FUTURE, "2001", "KOSPI200", month, expires, multiplier=multiplier, nearest=True
            ),
        )
        for product, name, board, multiplier, aliases in _FUTURES
    ]


def _instrument(code: str, kind: str, name: str, aliases: str = "", english: str = "") -> Instrument:
    """Read one row: code, kind, name, aliases with commas between, English name.

    Kinds are P KOSPI stock, Q KOSDAQ stock, F fund, IDX index, and the quote codes of exchanges (NAS, HKS ...).
    """
    others = tuple(aliases.split(",")) if aliases else ()
    if kind in _DOMESTIC:
        market, board = _DOMESTIC[kind]
        return Instrument(code, name, market, board, nxt=board is Board.STOCK, aliases=others)
    if kind == _INDEX:
        return Instrument(code, name, Market.INDEX, aliases=others, english=english, decimals=2)
    market = _OVERSEAS[kind]
    return Instrument(
        code,
        name,
        market,
        BOARDS[market],
        aliases=others,
        english=english,
        currency=EXCHANGES[market].currency,
        lot=_LOTS.get(market, 1),
        decimals=EXCHANGES[market].price_decimals,
    )
