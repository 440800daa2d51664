"""Everything an instrument may be called, in the forms that are searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kis.symbols.hangul import fold
from kis.symbols.instrument import Instrument
from kis.symbols.lines import Lines, Names
from kis.symbols.slips import Slips
from kis.symbols.strokes import strokes


class Keys:
    """Folded words of instruments; an instrument is meant by its rank, the place it is given in."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self._instruments = instruments
        words = [(key, is_code, rank) for rank, known in enumerate(instruments) for key, is_code in _words(known)]
        self.codes = Lines((key, rank) for key, is_code, rank in words if is_code)
        self.names = Names((key, rank) for key, is_code, rank in words if not is_code)
        typed = [(strokes(key), rank) for key, is_code, rank in words if not is_code or key.isalpha()]
        self.typed = Lines(typed)
        self.slips = Slips(typed)

    def in_full(self, query: str) -> list[int]:
        """Return whom a whole word means: by code before name, by name before alias."""
        named = sorted(self.names.in_full(query), key=lambda rank: fold(self._instruments[rank].name) != query)
        return [*self.codes.in_full(query), *named]


def _words(known: Instrument) -> Iterator[tuple[str, bool]]:
    """Yield each word of an instrument once, folded, and whether it is its code."""
    names = dict.fromkeys(fold(word) for word in (known.name, *known.aliases, known.english))
    names.pop("", None)
    if code := fold(known.code):
        yield code, True
    for name in names:
        yield name, False
