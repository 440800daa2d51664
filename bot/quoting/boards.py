"""The market as a whole: indices and headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bot.names import Directory
from kis.market.fees import Market
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection


INDICES = (
    Instrument("0001", "코스피", Market.INDEX),
    Instrument("1001", "코스닥", Market.INDEX),
    Instrument("2001", "코스피200", Market.INDEX),
    Instrument("SPX", "S&P 500", Market.INDEX, currency="USD"),
    Instrument(".DJI", "다우존스", Market.INDEX, currency="USD"),
    Instrument("COMP", "나스닥 종합", Market.INDEX, currency="USD"),
)
"""Symbols that KIS's documents name; a directory may know more of them."""


ABROAD = "abroad"
"""Whose news are wanted where they are those of no instrument but of all markets abroad."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One title. Times are KST."""

    text: str
    source: str
    date: date | None
    time: time | None


@dataclass(frozen=True, slots=True)
class Headlines:
    """The newest ones: of one instrument, of all at home, or of all `abroad`."""

    instrument: Instrument | None
    rows: Sequence[Headline]
    at: datetime
    abroad: bool = False


async def headlines(connection: Connection, instrument: Instrument | None, *, abroad: bool = False) -> Headlines:
    """Ask for the newest titles of news and disclosures (공시). Raises `NotOffered` in paper."""
    foreign = abroad or (instrument is not None and instrument.exchange is not None)
    symbol = instrument.code if instrument else ""
    rows = await (_abroad(connection, symbol) if foreign else _at_home(connection, symbol))
    return Headlines(instrument, rows, connection.now(), foreign)


async def _at_home(connection: Connection, symbol: str) -> Sequence[Headline]:
    found = await connection.kis.domestic.market.news(symbol=symbol)
    return [Headline(each.headline, each.source or "", each.date, each.time) for each in found]


async def _abroad(connection: Connection, symbol: str) -> Sequence[Headline]:
    found = await connection.kis.overseas.info.news(symbol=symbol)
    return [Headline(each.title, each.source or "", each.date, each.time) for each in found if each.title]


def indices(symbols: Directory) -> Sequence[Instrument]:
    """The indices that are shown together, as the directory knows them."""
    return [symbols.by_code(each.code, Market.INDEX) or each for each in INDICES]
