"""Every listed name, kept up to date: from KIS's master files, from the copies on disk, or from the shipped list."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kis.errors import KisError
from kis.market.clock import MarketClock, host_time
from kis.market.fees import Market
from kis.symbols.arranging import arranged
from kis.symbols.index import Ambiguous, SymbolIndex
from kis.symbols.instrument import Instrument
from kis.symbols.master.checks import Demands, check
from kis.symbols.master.due import READY, due
from kis.symbols.master.files import FILES, ORIGIN, MasterFile, Parsed, parse
from kis.symbols.master.store import Kept, Store
from kis.symbols.near import near_futures
from kis.symbols.shipped import well_known

if TYPE_CHECKING:
    from kis.transport import Timeouts, Transport

log = logging.getLogger(__name__)

_AT_ONCE = 4
_PATIENCE = 60.0
"""Seconds for one file, of which the largest has some megabytes."""

_AGAIN = timedelta(minutes=10)


class Source(StrEnum):
    """Where names come from."""

    SHIPPED = "shipped"
    """The list within the package: some hundred well-known names."""
    CACHED = "cached"
    """Master files loaded earlier."""
    DOWNLOADED = "downloaded"
    """Master files loaded by this process."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A master file in use: where it came from and when KIS had it so (KST)."""

    source: Source
    as_of: datetime
    parsed: Parsed


class Symbols:
    """Instruments of all markets, searchable at once and better with time.

        symbols = Symbols("~/.cache/kis/master")
        await symbols.load()                      # what is on disk
        if symbols.due():
            await symbols.refresh()               # what KIS has, once a business day
        symbols.search("삼성")

    Until then the shipped list answers. Files that were refused are in `refusals`, and the last good copy stays.
    `ready` is when KIS is expected to have made the files of a day. `origin`, `files` and `demands` are for other hosts
    and smaller worlds. Nothing is loaded unless asked for.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        origin: str = ORIGIN,
        files: Sequence[MasterFile] = FILES,
        demands: Demands | None = None,
        timeouts: Timeouts | None = None,
        ready: time = READY,
        now: Callable[[], datetime] = host_time,
    ) -> None:
        self._store = Store(Path(folder).expanduser())
        self._origin = origin
        self._files = files
        self._demands = demands or Demands()
        self._timeouts = timeouts
        self._ready = ready
        self._now = now
        self._index = well_known()
        self._loaded: dict[str, Loaded] = {}
        self._refusals: dict[str, KisError] = {}
        self._tried: dict[str, datetime] = {}
        self._turn = asyncio.Lock()

    @property
    def index(self) -> SymbolIndex:
        """The index of the moment; a refresh puts another in its place."""
        return self._index

    @property
    def source(self) -> Source:
        """The best of where names come from; `loaded` tells it for each file."""
        sources = {loaded.source for loaded in self._loaded.values()}
        return max(sources, key=list(Source).index, default=Source.SHIPPED)

    @property
    def as_of(self) -> datetime | None:
        """How old the oldest file in use is (KST); None for the shipped list."""
        return min((loaded.as_of for loaded in self._loaded.values()), default=None)

    @property
    def loaded(self) -> Mapping[str, Loaded]:
        """The master files in use, by name."""
        return self._loaded

    @property
    def refusals(self) -> Mapping[str, KisError]:
        """Why a file could not be renewed the last time, by name; empty when all is well."""
        return self._refusals

    def search(self, text: str, limit: int = 10, markets: Collection[Market] | None = None) -> list[Instrument]:
        """See `SymbolIndex.search`."""
        return self._index.search(text, limit, markets)

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """See `SymbolIndex.resolve`."""
        return self._index.resolve(text)

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """See `SymbolIndex.by_code`."""
        return self._index.by_code(code, market)

    def due(self, now: datetime | None = None) -> bool:
        """Tell whether a file is out of date and was not tried for ten minutes."""
        return bool(self._due(now or self._now()))

    async def load(self) -> None:
        """Take the copies on disk. One that cannot be read is as good as none."""
        async with self._turn:
            for file in self._files:
                if (found := await asyncio.to_thread(self._kept, file)) is not None:
                    self._loaded[file.name] = found
            await self._build()

    async def refresh(self) -> None:
        """Load from KIS what is out of date; raises nothing for a file that fails, see `refusals`."""
        from kis.transport import Timeouts, Transport

        async with self._turn:
            transport = Transport(self._origin, MarketClock(), self._timeouts or Timeouts(read=_PATIENCE))
            places = asyncio.Semaphore(_AT_ONCE)
            try:
                renewals = (self._renew(transport, file, places) for file in self._due(self._now()))
                renewed = any(await asyncio.gather(*renewals))
            finally:
                await transport.aclose()
            if renewed:
                await self._build()

    def _due(self, now: datetime) -> list[MasterFile]:
        return [file for file in self._files if self._is_due(file.name, now)]

    def _is_due(self, name: str, now: datetime) -> bool:
        tried = self._tried.get(name)
        waiting = tried is not None and tried <= now < tried + _AGAIN
        loaded = self._loaded.get(name)
        return not waiting and due(loaded.as_of if loaded else None, now, ready=self._ready)

    def _kept(self, file: MasterFile) -> Loaded | None:
        kept = self._store.load(file.name)
        if kept is None or not (parsed := parse(file, kept.data)).instruments:
            return None
        return Loaded(Source.CACHED, kept.loaded, parsed)

    async def _renew(self, transport: Transport, file: MasterFile, places: asyncio.Semaphore) -> bool:
        from kis.symbols.master.fetch import download

        now = self._tried[file.name] = self._now()
        try:
            async with places:
                data = await download(transport, file)
            self._loaded[file.name] = await asyncio.to_thread(self._accept, file, Kept(data, now))
            self._refusals.pop(file.name, None)
        except KisError as error:
            self._refusals[file.name] = error
            smaller_world = not self._demands.least
            level = logging.INFO if smaller_world else logging.WARNING
            log.log(level, "종목 파일을 새로 받지 못했어요 (%s): %s", file.name, error)
            return False
        return True

    def _accept(self, file: MasterFile, kept: Kept) -> Loaded:
        """Check a new file and keep it. A disk that is full does not make it less good."""
        parsed = parse(file, kept.data)
        last = self._loaded.get(file.name)
        check(file, parsed, len(last.parsed.instruments) if last else None, self._demands)
        try:
            self._store.save(file.name, kept)
        except OSError as error:
            log.warning("종목 파일을 저장하지 못했어요 (%s): %s", file.name, error)
        return Loaded(Source.DOWNLOADED, kept.loaded, parsed)

    async def _build(self) -> None:
        self._index = await asyncio.to_thread(self._arranged)

    def _arranged(self) -> SymbolIndex:
        read = [file for file in self._files if file.name in self._loaded]
        covered = frozenset(market for file in read for market in file.markets)
        listed = [found for file in read for found in self._loaded[file.name].parsed.instruments]
        shipped = [*well_known(), *near_futures(self._now().date())]
        index = SymbolIndex(arranged(listed, shipped, covered))
        index.warm()
        return index
