"""Finding an instrument (종목) by code, name, part of the name, alias, 초성 or what was nearly typed.

`well_known()` is the list within the package, `Symbols` all that KIS's master files list.
"""

from __future__ import annotations

from kis.symbols.index import Ambiguous, SymbolIndex
from kis.symbols.instrument import Contract, ContractKind, Instrument, MarketWarning
from kis.symbols.shipped import nearest_futures, well_known
from kis.symbols.symbols import Source, Symbols

__all__ = [
    "Ambiguous",
    "Contract",
    "ContractKind",
    "Instrument",
    "MarketWarning",
    "Source",
    "SymbolIndex",
    "Symbols",
    "nearest_futures",
    "well_known",
]
