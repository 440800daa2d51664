"""The names users may type: all that KIS's master files list, in every market; until they are there the shipped list.

An instrument travels in buttons and rows as its key: the code alone at home, `AAPL@NASDAQ` abroad, for Shenzhen has a
000660 too.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from bot.settings import Settings
from kis.credentials import MASTER_FILES
from kis.market.clock import KST
from kis.market.fees import OVERSEAS, Market
from kis.symbols import Ambiguous, Instrument, SymbolIndex, well_known
from kis.symbols.near import near_futures

if TYPE_CHECKING:
    from kis.symbols.live import Symbols

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between looks whether the files of the day are there."""
_APART = "@"


@lru_cache(maxsize=1)
def _futures(today: date) -> SymbolIndex:
    return SymbolIndex(near_futures(today))


class Directory(Protocol):
    """From what a user types to an instrument."""

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """Return the instrument of exactly this code, the most important one where no market is named."""

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """Return what the text may mean, best first."""

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """Return the one that is meant, several where it is not clear, None for nothing."""


def key_of(instrument: Instrument) -> str:
    """What names this very instrument in a button."""
    abroad = instrument.market in OVERSEAS
    return f"{instrument.code}{_APART}{instrument.market}" if abroad else instrument.code


def by_key(symbols: Directory, key: str) -> Instrument | None:
    """The instrument of a key."""
    code, _, market = key.partition(_APART)
    if market not in OVERSEAS:
        return None if market else symbols.by_code(code)
    return symbols.by_code(code, Market(market))


class Names:
    """The directory of the moment. Without an origin the shipped list is all there is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._symbols: Symbols | None = None

    @property
    def index(self) -> SymbolIndex:
        """All that is known now."""
        return self._symbols.index if self._symbols else well_known()

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """See `Directory`."""
        return self.index.by_code(code, market) or self._near.by_code(code, market)

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """See `Directory`."""
        return self.index.search(text, limit) or self._near.search(text, limit)

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """See `Directory`."""
        return self.index.resolve(text) or self._near.resolve(text)

    @property
    def _near(self) -> SymbolIndex:
        """The nearest index futures, for the minute in which the files are not there yet."""
        return _futures(datetime.now(KST).date())

    async def keep_fresh(self, every: float = EVERY) -> None:
        """Take the copies on disk, then those of each business day. What fails is tried again later."""
        if not self._settings.master_origin:
            return
        self._symbols = symbols = self._opened()
        await symbols.load()
        while True:
            if symbols.due():
                await symbols.refresh()
                log.info("종목 %d개를 알고 있어요 (%s).", len(self.index), symbols.source)
            await asyncio.sleep(every)

    def _opened(self) -> Symbols:
        """Its modules are loaded only here, so that nobody waits for them at the start."""
        from kis.symbols.live import Symbols
        from kis.symbols.master.checks import Demands

        origin = self._settings.master_origin
        demands = None if origin == MASTER_FILES else Demands(least=0)
        return Symbols(self._settings.master_folder, origin=origin, demands=demands)
