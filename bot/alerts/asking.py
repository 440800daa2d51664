"""Asking for the prices that alerts wait for: many in one call where KIS has such a call, else one by one."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from enum import Enum

from bot.alerts.basis import basis_of_abroad, basis_of_row, is_off_hours, now
from bot.alerts.rules import Basis
from bot.connection import Connection
from bot.errors import NotFound
from bot.names import key_of
from bot.quoting.assets import Asset
from kis import Environment
from kis.domestic.codes import QuoteVenue
from kis.errors import Rejected
from kis.symbols import Instrument

log = logging.getLogger(__name__)

ALONE = {Environment.REAL: 3, Environment.PAPER: 1}
"""Calls for a single instrument in one turn: a third of what the slowest rate permits."""
_AT_HOME = frozenset({Asset.STOCK, Asset.FUND, Asset.INDEX})


class Way(Enum):
    """How an instrument is asked for; the value is how many one call takes, 0 where `ALONE` tells."""

    AT_HOME = 30
    ABROAD = 10
    ALONE = 0


Asked = tuple[Instrument, Way]


def way_of(instrument: Instrument, environment: Environment) -> Way:
    """Paper has no calls for many."""
    asset = Asset.of(instrument)
    if environment is Environment.PAPER or asset not in (*_AT_HOME, Asset.ABROAD):
        return Way.ALONE
    return Way.ABROAD if asset is Asset.ABROAD else Way.AT_HOME


async def ask(connection: Connection, due: Sequence[Asked]) -> dict[str, Basis]:
    """What is known of each by key; what KIS knows nothing of is left out. Raises what `kis` raises for an outage."""
    by_way = {way: [each for each, its in due if its is way] for way in Way}
    found: dict[str, Basis] = {}
    if at_home := by_way[Way.AT_HOME]:
        found |= await _at_home(connection, at_home)
    if abroad := by_way[Way.ABROAD]:
        found |= await _abroad(connection, abroad)
    for each in by_way[Way.ALONE]:
        try:
            found[key_of(each)] = await now(connection, each)
        except (NotFound, Rejected) as error:
            log.warning("%s: %s의 시세를 묻지 못했어요: %s", connection.account_hint, each.code, error)
    return found


async def _at_home(connection: Connection, instruments: Sequence[Instrument]) -> Mapping[str, Basis]:
    """Before and after KRX's own session the prices are those of both venues."""
    venue = QuoteVenue.BOTH if is_off_hours(connection.now()) else QuoteVenue.KRX
    rows = await connection.kis.domestic.watchlists.multi([each.code for each in instruments], venue=venue)
    return {row.symbol: basis_of_row(row) for row in rows if row.price}


async def _abroad(connection: Connection, instruments: Sequence[Instrument]) -> Mapping[str, Basis]:
    asked = [(each.exchange, each.code) for each in instruments if each.exchange is not None]
    keys = {(each.exchange.quote_code, each.code): key_of(each) for each in instruments if each.exchange is not None}
    rows = await connection.kis.overseas.quotes.watch(asked)
    named = ((keys.get((row.quote_code or "", row.symbol)), row) for row in rows)
    return {key: basis_of_abroad(row) for key, row in named if key is not None and row.price}
