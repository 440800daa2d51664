"""An index of instruments that answers while a user waits, also over every listed name.

All keys stand in one long text, a line for each name or alias, in the order of importance. Searching it is one scan
at the speed of `str.find`, which takes a fraction of a millisecond over 30,000 names, and the first hits are the most
important ones. A second text of the same shape holds the initials, so that a position in one is a position in the
other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kis.symbols.hangul import fold, has_initials, initials, same_syllables
from kis.symbols.instrument import Instrument

_LONGEST = 100
"""Characters of a query that are looked at all; no name is as long."""

_CODE_PART = 3
"""Fewest characters that are taken for the beginning of a code."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several instruments fit; the likeliest first."""

    candidates: tuple[Instrument, ...]


class _Lines:
    """Keys of instruments as one text, with the way back from a position to the instrument."""

    def __init__(self, keys: Iterable[tuple[str, Instrument]]) -> None:
        self.owners: list[Instrument] = []
        self.starts: list[int] = []
        lines: list[str] = []
        position = 1
        for key, owner in keys:
            self.owners.append(owner)
            self.starts.append(position)
            lines.append(key)
            position += len(key) + 1
        self.text = "\n" + "\n".join(lines) + "\n"
        self.initials = initials(self.text)

    def find(self, query: str, *, prefix: bool = False, whole: bool = False) -> Iterator[Instrument]:
        """Yield the owner of each match in order: of whole lines, of beginnings of lines, or of any part."""
        by_initials = has_initials(query)
        haystack = self.initials if by_initials else self.text
        before, after = "\n" if prefix or whole else "", "\n" if whole else ""
        needle = before + (initials(query) if by_initials else query) + after
        position = haystack.find(needle)
        while position >= 0:
            start = position + len(before)
            if not by_initials or same_syllables(query, self.text[start : start + len(query)]):
                yield self.owners[bisect_right(self.starts, start) - 1]
            position = haystack.find(needle, position + 1)


class SymbolIndex:
    """Instruments by code, name, alias and 초성; the order they are given in is their importance."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        known = tuple(instruments)
        self._by_code = {instrument.code: instrument for instrument in known}
        self._codes = _Lines((fold(instrument.code), instrument) for instrument in known)
        self._names = _Lines(
            (key, instrument)
            for instrument in known
            for key in dict.fromkeys(map(fold, (instrument.name, *instrument.aliases)))
        )

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._by_code.values())

    def by_code(self, code: str) -> Instrument | None:
        """Return the instrument of exactly this code, in capitals, without the A that some tools put before it."""
        code = code.strip().upper()
        return self._by_code.get(code) or self._by_code.get(code.removeprefix("A") if len(code) == 7 else "")

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """Return what the text may mean, best first: exact, beginning, then any part; [] for nothing.

        Blanks, case and punctuation do not count, and lone consonants stand for syllables (`ㅅㅅㅈㅈ`, `삼ㅅ전자`).
        """
        found: dict[str, Instrument] = {}
        for instrument in self._ranked(text):
            found.setdefault(instrument.code, instrument)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """Return the one instrument that is meant, the candidates where it is not clear, or None.

        A code, a name or an alias in full is clear although other names may begin with it (삼성전자, 삼성전자우).
        Initials are clear only where nothing else fits.
        """
        query = _query(text)
        if (by_code := self.by_code(text)) is not None or not query:
            return by_code
        if not has_initials(query):
            exact = {instrument.code: instrument for instrument in self._names.find(query, whole=True)}
            if len(exact) == 1:
                return next(iter(exact.values()))
        candidates = tuple(self.search(text))
        return candidates[0] if len(candidates) == 1 else (Ambiguous(candidates) if candidates else None)

    def _ranked(self, text: str) -> Iterator[Instrument]:
        query = _query(text)
        if not query:
            return
        if (by_code := self.by_code(text)) is not None:
            yield by_code
        yield from self._names.find(query, whole=True)
        yield from self._names.find(query, prefix=True)
        if len(query) >= _CODE_PART:
            yield from self._codes.find(query, prefix=True)
        yield from self._names.find(query)


def _query(text: str) -> str:
    return fold(text) if len(text) <= _LONGEST else ""
