"""Instruments of master files and of the shipped list as one, in the order of importance."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kis.market.fees import Market
from kis.symbols.instrument import Instrument


def arranged(
    listed: Iterable[Instrument], shipped: Iterable[Instrument], covered: Collection[Market]
) -> list[Instrument]:
    """Return what is listed, well-known names first, then by market value, then as given.

    `covered` are the markets whose file was read: a shipped name that is not listed there is gone, and other markets
    keep their shipped names. What the files do not tell, aliases and NXT, comes from the shipped list.
    """
    known = {(instrument.market, instrument.code): instrument for instrument in shipped}
    found: dict[tuple[Market, str], Instrument] = {}
    rest = []
    for instrument in listed:
        key = instrument.market, instrument.code
        if key in known:
            found[key] = _told_more(instrument, known[key])
        else:
            rest.append(instrument)
    kept = [found.get(key, instrument) for key, instrument in known.items() if key in found or key[0] not in covered]
    rest.sort(key=lambda instrument: -(instrument.market_cap or 0))
    return kept + rest


def _told_more(listed: Instrument, shipped: Instrument) -> Instrument:
    words = dict.fromkeys((*shipped.aliases, shipped.name))
    words.pop(listed.name, None)
    return replace(listed, nxt=shipped.nxt, aliases=tuple(words), english=listed.english or shipped.english)
