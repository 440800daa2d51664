"""The well-known names that come with the package, for use before a master file is loaded."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.abroad import ABROAD, MARKETS
from kis.symbols.index import SymbolIndex
from kis.symbols.instrument import Instrument

_DOMESTIC = {
    "P": (Market.KOSPI, Board.STOCK),
    "Q": (Market.KOSDAQ, Board.STOCK),
    "F": (Market.KOSPI, Board.FUND),
}
_INDEX = "IDX"


@cache
def well_known() -> SymbolIndex:
    """Return the shipped list: domestic names by market value (2026), popular funds, indices, then those abroad.

    Domestic stocks are marked as traded at NXT and funds as not, which holds for most of them; ask the broker where
    it matters. `only(DOMESTIC)` leaves what a domestic order may name.
    """
    text = files("kis.symbols").joinpath("well_known.tsv").read_text(encoding="utf-8")
    return SymbolIndex(_instrument(*line.split("\t")) for line in text.splitlines())


def _instrument(code: str, kind: str, name: str, aliases: str = "", english: str = "") -> Instrument:
    """Read one row: code, kind, name, aliases with commas between, English name.

    Kinds are P KOSPI stock, Q KOSDAQ stock, F fund, IDX index, and the quote codes of exchanges (NAS, HKS ...).
    """
    others = tuple(aliases.split(",")) if aliases else ()
    if kind in _DOMESTIC:
        market, board = _DOMESTIC[kind]
        return Instrument(code, name, market, board, nxt=board is Board.STOCK, aliases=others, english=english)
    if kind == _INDEX:
        return Instrument(code, name, Market.INDEX, aliases=others, english=english, decimals=2)
    market = MARKETS[kind]
    _, currency, board, decimals, lot = ABROAD[market]
    return Instrument(
        code, name, market, board, aliases=others, english=english, currency=currency, lot=lot, decimals=decimals
    )
