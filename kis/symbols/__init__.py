"""Finding an instrument (종목) by code, name, part of the name, alias, 초성 or what was nearly typed.

`well_known()` is the list within the package. All that KIS's master files list is in `kis.symbols.live.Symbols`.
"""

from kis.symbols.index import Ambiguous, SymbolIndex
from kis.symbols.instrument import Contract, Instrument, MarketWarning
from kis.symbols.shipped import well_known

__all__ = ["Ambiguous", "Contract", "Instrument", "MarketWarning", "SymbolIndex", "well_known"]
