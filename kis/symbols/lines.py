"""Many keys as one long text, so that looking through them all is one scan at the speed of `str.find`."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from heapq import merge

from kis.symbols.hangul import has_initials, has_syllables, initials, initials_pattern, is_korean, longest_syllables


class Fit(Enum):
    """How a query fits a line: what stands before and after it. In the order of how good an answer it makes."""

    WHOLE = ("\n", "\n")
    BEGINNING = ("\n", "")
    PART = ("", "")


class Lines:
    """Keys, a line for each, in ascending order of their owners' ranks; a position leads back to the rank."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        self._owners = array("I")
        self._starts = array("I")
        lines: list[str] = []
        position = 1
        for key, owner in keys:
            self._owners.append(owner)
            self._starts.append(position)
            lines.append(key)
            position += len(key) + 1
        self._text = "\n".join(["", *lines, ""])

    def find(self, query: str, fit: Fit) -> Iterator[int]:
        """Yield the owner of each line that the query fits so, in order."""
        return self._owning(_positions(self._text, query, fit))

    def in_full(self, query: str) -> Iterator[int]:
        """Yield the owner of each line that the query is, letter by letter."""
        return self._owning(_positions(self._text, query, Fit.WHOLE))

    def hold(self, query: str) -> bool:
        """Tell whether any line can contain the query, which is one scan."""
        return query in self._text

    def _owning(self, positions: Iterator[int]) -> Iterator[int]:
        for position in positions:
            yield self._owners[bisect_right(self._starts, position) - 1]


class KoreanLines(Lines):
    """Lines with their 초성: a second text of the same shape holds the initials, so that positions agree."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        super().__init__(keys)
        self._initials = initials(self._text)

    def hold(self, query: str) -> bool:
        """As `Lines.hold`; the initials alone are looked at where the query has some."""
        return initials(query) in self._initials if has_initials(query) else super().hold(query)

    def find(self, query: str, fit: Fit) -> Iterator[int]:
        """As `Lines.find`; lone consonants of the query stand for any syllable they begin."""
        if not has_initials(query):
            return super().find(query, fit)
        if not has_syllables(query):
            return self._owning(_positions(self._initials, query, fit))
        return self._owning(self._mixed(query, fit))

    def _mixed(self, query: str, fit: Fit) -> Iterator[int]:
        """Yield where syllables and initials fit: each place of the syllables, and there the rest."""
        before, after = fit.value
        pattern = re.compile(before + initials_pattern(query) + after)
        text, wanted = (self._initials, initials(query)) if len(query) > 2 else (self._text, longest_syllables(query))
        ahead = len(before) + (0 if len(query) > 2 else query.index(wanted))
        for position in _positions(text, wanted, Fit.PART):
            if position >= ahead and pattern.match(self._text, position - ahead):
                yield position - ahead + len(before)


class Names:
    """Keys of names, the Korean ones apart from the rest, since a Korean query cannot be in a Latin name."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        known = list(keys)
        self._korean = KoreanLines(pair for pair in known if is_korean(pair[0]))
        self._others = Lines(pair for pair in known if not is_korean(pair[0]))

    def hold(self, query: str) -> bool:
        """As `Lines.hold`, for either."""
        return self._korean.hold(query) or (not is_korean(query) and self._others.hold(query))

    def in_full(self, query: str) -> Iterator[int]:
        """As `Lines.in_full`, for whichever it can be in."""
        return (self._korean if is_korean(query) else self._others).in_full(query)

    def find(self, query: str, fit: Fit) -> Iterator[int]:
        """As `Lines.find`, over both."""
        korean = self._korean.find(query, fit)
        return korean if is_korean(query) else merge(korean, self._others.find(query, fit))


def _positions(text: str, query: str, fit: Fit) -> Iterator[int]:
    before, after = fit.value
    needle = before + query + after
    position = text.find(needle)
    while position >= 0:
        yield position + len(before)
        position = text.find(needle, position + 1)
