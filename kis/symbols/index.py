"""An index of instruments that answers while a user waits, also over every listed name of every market."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kis.market.fees import Market
from kis.symbols.hangul import fold, has_initials
from kis.symbols.instrument import Instrument
from kis.symbols.keys import Keys
from kis.symbols.lines import Fit
from kis.symbols.strokes import strokes

_LONGEST = 100
"""Characters of a query that are looked at all; no name is as long."""

_CODE_PART = 3
"""Fewest characters that are taken for the beginning of a code."""

_TYPED_PART = 5
"""Fewest strokes that are looked for within names; shorter ones are in too many by chance."""

_WITH_A = 7
"""Characters of a six-character code with an A before it."""

_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several instruments fit; the likeliest first."""

    candidates: tuple[Instrument, ...]


class SymbolIndex:
    """Instruments by code, name, alias, 초성 and what was nearly typed; the order given is their importance.

    The keys to search by are made when they are first needed; `warm` makes them ahead of time.
    """

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._known = tuple(instruments)
        self._by_code: defaultdict[str, list[Instrument]] = defaultdict(list)
        for instrument in self._known:
            self._by_code[instrument.code].append(instrument)
        self._narrowed: dict[frozenset[Market], SymbolIndex] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._known)

    def warm(self) -> None:
        """Make the keys now: some tenths of a second over 30,000 names, best in a thread."""
        _ = self._keys

    def only(self, markets: Collection[Market]) -> SymbolIndex:
        """Return an index of these markets alone; the same one each time."""
        wanted = frozenset(markets)
        if wanted not in self._narrowed:
            self._narrowed[wanted] = SymbolIndex(known for known in self._known if known.market in wanted)
        return self._narrowed[wanted]

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """Return the instrument of exactly this code, in capitals, without the A that some tools put before it.

        Markets share codes (000660 is SK하이닉스, and a stock of Shenzhen): without `market` the most important.
        """
        code = code.strip().upper()
        found = self._by_code.get(code) or self._by_code.get(code.removeprefix("A") if len(code) == 7 else "") or []
        return next((known for known in found if market is None or known.market is market), None)

    def search(self, text: str, limit: int = 10, markets: Collection[Market] | None = None) -> list[Instrument]:
        """Return what the text may mean, best first; [] for nothing.

        Code, name, alias, beginning, then any part; where nothing fits, the same with the keyboard at the other
        language (`tkatjdwjswk`), and then names that are one or two slips away. Blanks, case and punctuation do not
        count, and lone consonants stand for syllables (`ㅅㅅㅈㅈ`, `삼ㅅ전자`).
        """
        if markets is not None:
            return self.only(markets).search(text, limit)
        query = _query(text)
        if not query:
            return []
        typed = strokes(query)
        return (
            self._first(limit, self._fitting(query))
            or self._first(limit, self._on_the_other_keyboard(typed))
            or self._first(limit, self._keys.slips.find(typed))
        )

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """Return the one instrument that is meant, the candidates where it is not clear, or None.

        A code, a name or an alias in full is clear although other names may begin with it (삼성전자, 삼성전자우).
        Initials are clear only where nothing else fits. A slip is never taken for what it may mean.
        """
        query = _query(text)
        if not query:
            return None
        exact = self._first(2, self._in_full(query))
        if len(exact) == 1 and not has_initials(query):
            return exact[0]
        candidates = tuple(self._first(_CANDIDATES, self._fitting(query)))
        return candidates[0] if len(candidates) == 1 else (Ambiguous(candidates) if candidates else None)

    def _first(self, limit: int, ranks: Iterable[int]) -> list[Instrument]:
        different: dict[int, None] = {}
        for rank in ranks:
            different[rank] = None
            if len(different) >= limit:
                break
        return [self._known[rank] for rank in different]

    def _in_full(self, query: str, *, named: bool = True) -> Iterator[int]:
        """Whom the query means as a whole word; not `named` where no name can contain it."""
        yield from self._keys.in_full(query) if named else self._keys.codes.in_full(query)
        if len(query) == _WITH_A and query.startswith("a"):
            yield from self._keys.codes.in_full(query[1:])

    def _fitting(self, query: str) -> Iterator[int]:
        names = self._keys.names if self._keys.names.hold(query) else None
        yield from self._in_full(query, named=names is not None)
        if names:
            yield from names.find(query, Fit.WHOLE) if has_initials(query) else ()
            yield from names.find(query, Fit.BEGINNING)
        if len(query) >= _CODE_PART:
            yield from self._keys.codes.find(query, Fit.BEGINNING)
        if names:
            yield from names.find(query, Fit.PART)

    def _on_the_other_keyboard(self, typed: str) -> Iterator[int]:
        keys = self._keys.typed
        if keys.hold(typed):
            for fit in Fit if len(typed) >= _TYPED_PART else (Fit.WHOLE, Fit.BEGINNING):
                yield from keys.find(typed, fit)

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self._known)


def _query(text: str) -> str:
    return fold(text) if len(text) <= _LONGEST else ""
