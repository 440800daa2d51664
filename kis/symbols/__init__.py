"""Finding an instrument (종목) by code, name, part of the name, alias, 초성 or what was nearly typed."""

from kis.symbols.index import Ambiguous, SymbolIndex
from kis.symbols.instrument import Contract, ContractKind, Instrument, MarketWarning
from kis.symbols.shipped import well_known

__all__ = ["Ambiguous", "Contract", "ContractKind", "Instrument", "MarketWarning", "SymbolIndex", "well_known"]
