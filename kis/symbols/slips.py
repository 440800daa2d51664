"""Finding what was meant when it was mistyped: up to two keys wrong, missing or too many.

A key that differs from the query in at most k strokes has one of its own k + 1 pieces unharmed in the query, at most k
places away from where the key has it (Li et al., Pass-Join, 2011). So keys are kept by length, sorted once by each
piece, and a few dozen binary searches find the few that may be meant. Of those, most lack too many parts of the query
(each slip spoils one of its pieces and two of its pairs), and the rest is compared in full.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest

_SHORTEST = 4
_TWO_SLIPS = 8
"""Strokes from which on two slips are borne; below it one is."""

_MOST_SHARING = 400
"""Keys of one length that are looked at for one piece, those that matter most: thousands of options share theirs."""

_MOST_COMPARED = 40
"""Keys that are compared in full, those most alike."""


class Slips:
    """Keys as strokes (see `strokes`), apart by their length."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        rows: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for typed, owner in keys:
            rows[len(typed)].append((typed, owner))
        self._widths = {width: _Width(width, same) for width, same in rows.items() if width >= _SHORTEST - 1}

    def find(self, typed: str) -> list[int]:
        """Return the owners of keys that these strokes may have been meant for, the fewest slips first."""
        if len(typed) < _SHORTEST:
            return []
        most = 2 if len(typed) >= _TWO_SLIPS else 1
        pieces = [typed[start:end] for start, end in _cuts(len(typed), most + 3)]
        pairs = [typed[at : at + 2] for at in range(len(typed) - 1)]
        alike = []
        for key, owner in self._sharing(typed, most):
            if sum([piece in key for piece in pieces]) >= len(pieces) - most:
                shared = sum([pair in key for pair in pairs])
                if shared >= len(pairs) - 2 * most:
                    alike.append((-shared, owner, key))
        compared = ((distance(typed, key, most), owner) for _, owner, key in nsmallest(_MOST_COMPARED, alike))
        return [owner for slips, owner in sorted(compared) if slips <= most]

    def _sharing(self, typed: str, most: int) -> Iterator[tuple[str, int]]:
        for width in range(len(typed) - most, len(typed) + most + 1):
            if width in self._widths:
                yield from self._widths[width].sharing(typed, most)


class _Width:
    """Keys of one length as one text, and their line numbers in the order of each piece."""

    def __init__(self, width: int, keys: Iterable[tuple[str, int]]) -> None:
        self._width = width
        self._owners = array("L")
        lines = []
        for key, owner in keys:
            lines.append(key)
            self._owners.append(owner)
        self._text = "".join(lines)
        self._orders = {
            (start, end): array("L", sorted(range(len(lines)), key=[line[start:end] for line in lines].__getitem__))
            for most in (1, 2)
            if _reached(width, most)
            for start, end in _cuts(width, most + 1)
        }

    def sharing(self, typed: str, most: int) -> Iterator[tuple[str, int]]:
        """Yield each key, with its owner, that has one of its pieces near the same place of the strokes."""
        lines: set[int] = set()
        for start, end in _cuts(self._width, most + 1):
            near = range(max(start - most, 0), min(start + most, len(typed) - (end - start)) + 1)
            for piece in {typed[place : place + end - start] for place in near}:
                lines.update(self._having(piece, start, end))
        for line in lines:
            yield self._text[line * self._width : (line + 1) * self._width], self._owners[line]

    def _having(self, piece: str, start: int, end: int) -> Iterator[int]:
        def of(line: int) -> str:
            return self._text[line * self._width + start : line * self._width + end]

        order = self._orders[start, end]
        first = bisect_left(order, piece, key=of)
        for place in range(first, min(first + _MOST_SHARING, len(order))):
            if of(order[place]) != piece:
                break
            yield order[place]


def distance(one: str, other: str, most: int) -> int:
    """Return in how many keys two words differ, `most` + 1 where it is more; a swap of neighbours is two.

    What both begin and end with makes no difference; of the rest only the band of the table is filled that can stay
    within `most`.
    """
    beyond = most + 1
    one, other = _without_common_ends(one, other)
    if abs(len(one) - len(other)) > most:
        return beyond
    if not one or not other:
        return len(one) + len(other)
    above = [*range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        first, last = max(row - most, 1), min(row + most, len(other))
        here = [beyond] * len(above)
        left = here[first - 1] = row if first == 1 else beyond
        least = left
        for column in range(first, last + 1):
            best = above[column - 1] if letter == other[column - 1] else above[column - 1] + 1
            best = min(best, above[column] + 1, left + 1)
            least = min(least, best)
            left = here[column] = best
        if least > most:
            return beyond
        above = here
    return above[-1] if above[-1] <= most else beyond


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start, end, shorter = 0, 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _cuts(length: int, count: int) -> list[tuple[int, int]]:
    places = [length * piece // count for piece in range(count + 1)]
    return list(itertools.pairwise(places))


def _reached(width: int, most: int) -> bool:
    """Whether any query of so many slips comes to keys of this length."""
    return width + 2 >= _TWO_SLIPS if most == 2 else width - 1 < _TWO_SLIPS
