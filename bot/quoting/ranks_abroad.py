"""Stocks of one exchange abroad, by rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.money import Figure
from bot.names import key_of
from bot.quoting.ranked import Row
from kis.overseas.codes import Exchange
from kis.overseas.ranked import Found
from kis.overseas.ranks import Direction
from kis.symbols import Instrument
from kis.symbols.abroad import ABROAD
from kis.units import Amount

if TYPE_CHECKING:
    from bot.connection import Connection

EOK = Decimal(100_000)
"""Thousands of a hundred million (억): KIS tells market values in thousands."""
_MARKETS = {Exchange.of(abroad.quote_code): market for market, abroad in ABROAD.items()}


async def volume(connection: Connection, exchange: Exchange) -> Sequence[Row]:
    """By what was traded today. Raises `NotOffered` in paper."""
    found = (await connection.kis.overseas.ranks.volume(exchange=exchange)).stocks
    return [_row(exchange, one.symbol, one.name, one.price, one.change_rate, one.volume) for one in found]


async def risen(connection: Connection, exchange: Exchange) -> Sequence[Row]:
    """Those that rose most. Raises `NotOffered` in paper."""
    return await _moved(connection, exchange, Direction.RISEN)


async def fallen(connection: Connection, exchange: Exchange) -> Sequence[Row]:
    """Those that fell most. Raises `NotOffered` in paper."""
    return await _moved(connection, exchange, Direction.FALLEN)


async def market_cap(connection: Connection, exchange: Exchange) -> Sequence[Row]:
    """The dearest companies: what 조건검색 answers without a condition, in paper too."""
    found = (await connection.kis.overseas.ranks.search(exchange=exchange)).stocks
    return [found_row(exchange, one) for one in found]


def found_row(exchange: Exchange, one: Found) -> Row:
    """A stock that 조건검색 found, with the company's market value."""
    worth = None if one.market_cap is None else one.market_cap / EOK
    return _row(exchange, one.symbol, one.name, one.price, one.change_rate, worth)


async def _moved(connection: Connection, exchange: Exchange, direction: Direction) -> Sequence[Row]:
    found = (await connection.kis.overseas.ranks.rate(exchange=exchange, direction=direction)).stocks
    return [_row(exchange, one.symbol, one.name, one.price, one.change_rate) for one in found]


def _row(
    exchange: Exchange,
    symbol: str,
    name: str | None,
    price: Amount | None,
    rate: Decimal | None,
    measure: Figure | None = None,
) -> Row:
    listed = Instrument(symbol, name or symbol, _MARKETS[exchange], currency=exchange.currency)
    return Row(key_of(listed), listed.name, price, rate, measure, exchange.currency)
