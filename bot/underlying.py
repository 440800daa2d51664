"""선물, 옵션, ELW by what underlies them: `코스피200`, `삼성전자`. Their own names are too short or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.names import Directory
from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument
from kis.symbols.hangul import fold

WAYS = {Market.FUTURE: ("선물",), Market.OPTION: ("콜", "풋"), Market.ELW: ("콜", "풋")}
"""What stands behind the underlying in the names that the files know."""
_SPELLINGS = (("코스피", "KOSPI"), ("코스닥", "KOSDAQ"), ("KOSPI", "코스피"), ("KOSDAQ", "코스닥"))
_STRUCK = re.compile(r"(.+?)\s*(콜|풋|\b(?:call|put|c|p))\s*([0-9]+(?:\.[0-9]+)?)", re.IGNORECASE)
_SIDES = {"c": "콜", "p": "풋"}
_STRIKES = 400
"""Options of one index and side that are looked through for a strike."""
_CANDIDATES = 10


class Derived:
    """A `Directory` of one kind of contract, in which the name of a stock or an index means what is written on it.

    Nothing but a contract of the kind is ever meant: `선물 매수 삼성전자` must not buy shares.
    """

    def __init__(self, names: Directory, market: Market) -> None:
        self._names = names
        self._market = market

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """See `Directory`."""
        return self._names.by_code(code, market or self._market)

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """See `Directory`."""
        found = self.resolve(text)
        return list(found.candidates[:limit]) if isinstance(found, Ambiguous) else [found] if found else []

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """See `Directory`."""
        plain = self._names.resolve(text)
        if isinstance(plain, Instrument) and plain.market is self._market:
            return plain
        written = [text, *([plain.name] if isinstance(plain, Instrument) else ())]
        found = dict.fromkeys(each for name in written for each in self._written_on(name))
        candidates = tuple(found)[:_CANDIDATES]
        return candidates[0] if len(candidates) == 1 else Ambiguous(candidates) if candidates else None

    def _written_on(self, name: str) -> Iterator[Instrument]:
        for spelled in _spellings(name):
            if (struck := _STRUCK.fullmatch(spelled)) is not None:
                yield from self._struck(
                    f"{struck[1]} {_SIDES.get(struck[2][0].lower(), struck[2])}", Decimal(struck[3])
                )
            for way in (*(f"{spelled} {word}" for word in WAYS[self._market]), spelled):
                yield from self._mine(self._names.resolve(way))

    def _mine(self, found: Instrument | Ambiguous | None) -> Iterator[Instrument]:
        each = found.candidates if isinstance(found, Ambiguous) else (found,)
        yield from (one for one in each if one is not None and one.market is self._market)

    def _struck(self, side: str, strike: Decimal) -> Iterator[Instrument]:
        """Options of a strike, the nearest month first: the files' names have the month before it."""
        begins = fold(side)
        for one in self._names.search(side, _STRIKES):
            if one.contract and one.contract.strike == strike and any(fold(a).startswith(begins) for a in one.aliases):
                yield from self._mine(one)


def _spellings(name: str) -> Iterator[str]:
    yield name
    yield from (name.upper().replace(one, other) for one, other in _SPELLINGS if one in name.upper())
