"""The well-known domestic names that come with the package, for use before a master file is loaded."""

from functools import cache
from importlib.resources import files

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.index import SymbolIndex
from kis.symbols.instrument import Instrument

_KINDS = {
    "P": (Market.KOSPI, Board.STOCK),
    "Q": (Market.KOSDAQ, Board.STOCK),
    "F": (Market.KOSPI, Board.FUND),
}


@cache
def well_known() -> SymbolIndex:
    """Return the shipped list: large and middle caps by market value (2026), then popular ETFs and a few ETNs.

    Stocks are marked as traded at NXT and funds as not, which holds for most of them; ask the broker where it matters.
    """
    text = files("kis.symbols").joinpath("well_known.tsv").read_text(encoding="utf-8")
    return SymbolIndex(_instrument(*line.split("\t")) for line in text.splitlines())


def _instrument(code: str, kind: str, name: str, aliases: str = "") -> Instrument:
    """Read one row: code, kind (P KOSPI stock, Q KOSDAQ stock, F fund), name, aliases with commas between."""
    market, board = _KINDS[kind]
    others = tuple(aliases.split(",")) if aliases else ()
    return Instrument(code, name, market, board, nxt=board is Board.STOCK, aliases=others)
