"""Everything an instrument may be called, in the forms that are searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kis.symbols.hangul import fold
from kis.symbols.instrument import Instrument
from kis.symbols.lines import Lines, Names
from kis.symbols.slips import Slips
from kis.symbols.strokes import strokes

_BRANDS = {
    "KODEX": "코덱스", "TIGER": "타이거", "RISE": "라이즈", "ACE": "에이스", "SOL": "솔", "PLUS": "플러스",
    "KIWOOM": "키움", "HANARO": "하나로", "KOSEF": "코세프", "ARIRANG": "아리랑", "TIMEFOLIO": "타임폴리오",
}  # fmt: skip
"""Brands of funds, and how they are read."""


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
    names = dict.fromkeys(fold(word) for word in (known.name, *known.aliases, known.english, *_read_aloud(known.name)))
    names.pop("", None)
    if code := fold(known.code):
        yield code, True
    for name in names:
        yield name, False


def _read_aloud(name: str) -> Iterator[str]:
    """Yield the name with its brand in Hangul: 코덱스 레버리지."""
    brand, blank, rest = name.partition(" ")
    if blank and (read := _BRANDS.get(brand)) is not None:
        yield f"{read} {rest}"
