"""Everything an instrument may be called, in the forms that are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kis.symbols.hangul import fold
from kis.symbols.instrument import Instrument
from kis.symbols.lines import Lines, Names
from kis.symbols.slips import Slips
from kis.symbols.strokes import strokes

_CODE, _NAME, _OTHER = range(3)


class Keys:
    """Folded words of instruments; an instrument is meant by its rank, the place it is given in."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        words = [(key, kind, rank) for rank, known in enumerate(instruments) for key, kind in _words(known)]
        self._full: dict[str, list[tuple[int, int]]] = {}
        for key, kind, rank in words:
            self._full.setdefault(key, []).append((kind, rank))
        names = [(key, rank) for key, kind, rank in words if kind != _CODE]
        self.codes = Lines((key, rank) for key, kind, rank in words if kind == _CODE)
        self.names = Names(names)
        typed = [(strokes(key), rank) for key, kind, rank in words if kind != _CODE or key.isalpha()]
        self.typed = Lines(typed)
        self.slips = Slips(typed)

    def in_full(self, query: str) -> list[int]:
        """Return whom a whole word means: by code before name, by name before alias."""
        return [rank for _, rank in sorted(self._full.get(query, ()))]


def _words(known: Instrument) -> Iterator[tuple[str, int]]:
    """Yield each word of an instrument once, folded, and what kind of word it is."""
    kinds = {fold(word): _OTHER for word in (*known.aliases, known.english)}
    kinds |= {fold(known.name): _NAME}
    kinds.pop("", None)
    if code := fold(known.code):
        yield code, _CODE
    yield from kinds.items()
