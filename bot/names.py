"""The names users may type: every listed stock of KRX from KIS's master files, until then those of the shipped list."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from bot.settings import Settings
from kis.market.fees import DOMESTIC
from kis.symbols import Ambiguous, Instrument, SymbolIndex, well_known

if TYPE_CHECKING:
    from kis.symbols.live import Symbols

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between looks whether the files of the day are there."""
NAMED = ("kospi_code.mst", "kosdaq_code.mst")


class Directory(Protocol):
    """From what a user types to an instrument."""

    def by_code(self, code: str) -> Instrument | None:
        """Return the instrument of exactly this code."""

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """Return what the text may mean, best first."""

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """Return the one that is meant, several where it is not clear, None for nothing."""


class Names:
    """The directory of the moment. Without an origin the shipped list is all there is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._symbols: Symbols | None = None

    @property
    def index(self) -> SymbolIndex:
        """Domestic instruments alone: nothing else can be ordered here."""
        return (self._symbols.index if self._symbols else well_known()).only(DOMESTIC)

    def by_code(self, code: str) -> Instrument | None:
        """See `Directory`."""
        return self.index.by_code(code)

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """See `Directory`."""
        return self.index.search(text, limit)

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """See `Directory`."""
        return self.index.resolve(text)

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
        from kis.symbols.master.files import FILES

        files = [file for file in FILES if file.name in NAMED]
        return Symbols(self._settings.master_folder, origin=self._settings.master_origin, files=files)
