"""Asking KIS for a price, by what the instrument is and by what the environment offers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from bot.errors import NotFound
from bot.i18n import say
from bot.money import Figure
from bot.quoting.assets import Asset
from bot.quoting.sights import AbroadFacts, Facts, FundFacts, Sight
from kis import Environment
from kis.derivatives.codes import Market
from kis.domestic.etf_rows import EtfPrice
from kis.errors import KisError
from kis.market.fees import Market as Listed
from kis.market.ticks import Board
from kis.overseas.codes import Country, Exchange
from kis.overseas.price import PriceDetail
from kis.overseas.quote_queries import IndexKind
from kis.symbols import Instrument
from kis.units import Percent

if TYPE_CHECKING:
    from bot.connection import Connection

SPAN = timedelta(days=10)
"""A chart of so many days has a trading day in it, and with it the summary of now."""
DOLLAR = "FX@KRW"
"""Won for a dollar, the one rate whose symbol KIS documents."""


async def look(connection: Connection, instrument: Instrument) -> Sight:
    """Ask what an instrument costs now. Raises what `kis` raises; `NotFound` where KIS knows no price."""
    return await _ASKED[Asset.of(instrument)](connection, instrument)


def shown_at(instrument: Instrument) -> Market:
    """Where a contract is quoted, by what the master file says of it: codes have changed their form before."""
    option = instrument.market is Listed.OPTION
    if instrument.board is Board.STOCK_FUTURE:
        return Market.STOCK_OPTIONS if option else Market.STOCK_FUTURES
    return Market.INDEX_OPTIONS if option else Market.INDEX_FUTURES


class _Told(Protocol):
    """What every answer about a price has."""

    @property
    def price(self) -> Figure | None: ...
    @property
    def change(self) -> Figure | None: ...


async def _stock(connection: Connection, instrument: Instrument) -> Sight:
    return Sight.of_quote(instrument, await connection.price(instrument.code))


async def _fund(connection: Connection, instrument: Instrument) -> Sight:
    quote, etf = await asyncio.gather(connection.price(instrument.code), _etf(connection, instrument))
    return Sight.of_quote(instrument, quote, FundFacts(quote, etf))


async def _etf(connection: Connection, instrument: Instrument) -> EtfPrice | None:
    """The NAV is worth having, and no reason to go without the price."""
    if _paper(connection):
        return None
    try:
        return await connection.kis.domestic.etf.price(symbol=instrument.code)
    except KisError:
        return None


async def _warrant(connection: Connection, instrument: Instrument) -> Sight:
    told = await connection.kis.domestic.elw.price(symbol=instrument.code)
    return _seen(connection, instrument, told, told, told.change_rate, (told.open, told.high, told.low), told.volume)


async def _index(connection: Connection, instrument: Instrument) -> Sight:
    indices, code = connection.kis.domestic.indices, instrument.code
    if not _paper(connection):
        told = await indices.price(index=code)
        day = told.open, told.high, told.low
        return _seen(connection, instrument, told, told, told.change_rate, day, told.volume)
    today = connection.now().date()
    summary = (await indices.chart(index=code, start=today - SPAN, end=today)).summary
    if summary is None:
        raise _unknown(instrument)
    day_so_far = summary.open, summary.high, summary.low
    return _seen(connection, instrument, summary, summary, summary.change_rate, day_so_far, summary.volume)


async def _index_abroad(connection: Connection, instrument: Instrument) -> Sight:
    today = connection.now().date()
    asked = connection.kis.overseas.quotes.index_chart(symbol=instrument.code, start=today - SPAN, end=today)
    told = (await asked).summary
    if told is None:
        raise _unknown(instrument)
    return _seen(connection, instrument, told, told, told.change_rate, (told.open, told.high, told.low), told.volume)


async def _contract(connection: Connection, instrument: Instrument) -> Sight:
    asked = connection.kis.derivatives.quotes.price(symbol=instrument.code, market=shown_at(instrument))
    told = (await asked).contract
    return _seen(connection, instrument, told, told, told.change_rate, (told.open, told.high, told.low), told.volume)


async def _abroad(connection: Connection, instrument: Instrument) -> Sight:
    exchange = instrument.exchange
    if exchange is None:
        raise _unknown(instrument)
    late = exchange.country is not Country.US
    if not _paper(connection):
        told = await connection.kis.overseas.quotes.detail(symbol=instrument.code, exchange=exchange)
        facts = AbroadFacts(late, told.exchange_rate, told.price_in_won, told.high_52w, told.low_52w)
        day = told.open, told.high, told.low
        return _seen(connection, instrument, told, facts, _rate(told), day, told.volume)
    price, rate = await asyncio.gather(
        connection.kis.overseas.quotes.price(symbol=instrument.code, exchange=exchange), _dollar(connection, exchange)
    )
    in_won = None if rate is None or price.price is None else rate * price.price
    facts = AbroadFacts(late, rate, in_won)
    return _seen(connection, instrument, price, facts, price.change_rate, (None, None, None), price.volume)


async def _dollar(connection: Connection, exchange: Exchange) -> Decimal | None:
    if exchange.country is not Country.US:
        return None
    today = connection.now().date()
    try:
        asked = connection.kis.overseas.quotes.index_chart(
            symbol=DOLLAR, kind=IndexKind.CURRENCY, start=today - SPAN, end=today
        )
        told = (await asked).summary
    except KisError:
        return None
    return None if told is None else told.price


def _rate(told: PriceDetail) -> Percent | None:
    """KIS tells the rate in won alone."""
    if told.change is None or not told.previous_close:
        return None
    return Percent((100 * told.change / told.previous_close).quantize(Decimal("0.01")))


def _seen(
    connection: Connection,
    instrument: Instrument,
    told: _Told,
    facts: Facts,
    rate: Percent | None,
    day: tuple[Figure | None, Figure | None, Figure | None],
    volume: int | None,
) -> Sight:
    """A price of zero, or none, is how KIS answers for what it does not know."""
    if not told.price:
        raise _unknown(instrument)
    opened, high, low = day
    return Sight(
        instrument=instrument,
        price=told.price,
        change=told.change or 0,
        rate=rate or Percent(Decimal(0)),
        open=opened or None,
        high=high or None,
        low=low or None,
        volume=volume,
        at=connection.now(),
        facts=facts,
    )


def _unknown(instrument: Instrument) -> NotFound:
    return NotFound(say("{name}의 시세가 지금은 없어요.", name=instrument.name))


def _paper(connection: Connection) -> bool:
    return connection.environment is Environment.PAPER


_ASKED: Mapping[Asset, Callable[[Connection, Instrument], Awaitable[Sight]]] = {
    Asset.STOCK: _stock,
    Asset.FUND: _fund,
    Asset.WARRANT: _warrant,
    Asset.INDEX: _index,
    Asset.CONTRACT: _contract,
    Asset.ABROAD: _abroad,
    Asset.INDEX_ABROAD: _index_abroad,
}
