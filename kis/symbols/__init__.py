"""Finding an instrument (종목) by code, name, part of the name, alias or 초성."""

from kis.symbols.index import Ambiguous, SymbolIndex
from kis.symbols.instrument import Instrument
from kis.symbols.shipped import well_known

__all__ = ["Ambiguous", "Instrument", "SymbolIndex", "well_known"]
