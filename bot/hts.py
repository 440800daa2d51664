"""What a user keeps in HTS: groups of watched stocks, and screens (조건검색) with the stocks that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import StaleButton
from bot.names import Directory
from bot.quoting.ranked import Row
from kis.domestic.watchlist_rows import Screen, WatchedStock, Watchlist
from kis.market.fees import DOMESTIC
from kis.overseas.codes import Exchange
from kis.symbols import Instrument
from kis.symbols.abroad import ABROAD

if TYPE_CHECKING:
    from bot.connection import Connection

_MARKETS = {Exchange.of(abroad.quote_code): market for market, abroad in ABROAD.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of HTS and what of it the directory knows; `unknown` are the names of the others."""

    name: str
    instruments: Sequence[Instrument]
    unknown: Sequence[str]


@dataclass(frozen=True, slots=True)
class Screened:
    """The stocks that fit a screen now, a hundred at most."""

    screen: Screen
    rows: Sequence[Row]
    at: datetime


async def groups(connection: Connection) -> Sequence[Watchlist]:
    """Ask for the user's groups. Raises `NotOffered` in paper."""
    return await connection.kis.domestic.watchlists.groups(hts_id=connection.credentials.hts_id)


async def group(connection: Connection, symbols: Directory, code: str) -> Group:
    """Ask for the stocks of a group. Raises `StaleButton` for a code that is none of the user's groups."""
    found = next((each for each in await groups(connection) if each.code == code), None)
    if found is None:
        raise StaleButton
    told = await connection.kis.domestic.watchlists.stocks(hts_id=connection.credentials.hts_id, code=code)
    read = [(each, _known(symbols, each)) for each in told.stocks]
    known = [instrument for _, instrument in read if instrument is not None]
    return Group(found.name.strip(), known, [each.name or each.symbol for each, one in read if one is None])


async def screens(connection: Connection) -> Sequence[Screen]:
    """Ask for the screens that the user saved on the server. Raises `NotOffered` in paper."""
    return await connection.kis.domestic.screens.titles(hts_id=connection.credentials.hts_id)


async def screened(connection: Connection, number: str) -> Screened:
    """Ask what fits a screen now. Raises `StaleButton` for a number that is none of the user's screens."""
    screen = next((each for each in await screens(connection) if each.number == number), None)
    if screen is None:
        raise StaleButton
    asked = connection.kis.domestic.screens.results(hts_id=connection.credentials.hts_id, number=number)
    rows = [
        Row(each.symbol, each.name or each.symbol, each.price, each.change_rate, each.volume) for each in await asked
    ]
    return Screened(screen, rows, connection.now())


def _known(symbols: Directory, stock: WatchedStock) -> Instrument | None:
    """The instrument of a row: HTS groups hold stocks of every market."""
    market = _MARKETS.get(Exchange.of(stock.exchange_code or ""))
    if market is not None:
        return symbols.by_code(stock.symbol, market)
    found = symbols.by_code(stock.symbol)
    return found if found is not None and found.market in DOMESTIC else None
