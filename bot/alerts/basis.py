"""What an answer of KIS tells of an instrument's day, as rules ask for it."""

from __future__ import annotations

from datetime import datetime

from bot.alerts.rules import Basis
from bot.connection import Connection
from bot.errors import NotFound
from bot.i18n import say
from bot.money import Figure
from bot.quotes import Quote
from bot.quoting.asking import look
from bot.quoting.assets import Asset
from bot.quoting.sights import Sight
from bot.storage.columns import plain
from kis import Environment
from kis.derivatives.contracts import market_of
from kis.derivatives.hours import HOURS, Session
from kis.domestic.codes import QuoteVenue
from kis.domestic.watchlist_rows import WatchedPrice
from kis.market.sessions import Session as KrxSession
from kis.market.sessions import Venue, session_at
from kis.market.ticks import Board
from kis.overseas.codes import Exchange
from kis.overseas.price import WatchedPrice as WatchedAbroad
from kis.symbols import Instrument


async def now(connection: Connection, instrument: Instrument) -> Basis:
    """Ask for one instrument. Raises what `kis` raises; `NotFound` where KIS knows no price."""
    asset = Asset.of(instrument)
    if asset in (Asset.STOCK, Asset.FUND):
        return await at_home(connection, instrument, venue_at(connection, instrument))
    if asset is Asset.CONTRACT and by_night(connection, instrument):
        return await _at_night(connection, instrument)
    exchange = instrument.exchange
    if exchange is not None and connection.environment is Environment.PAPER:
        return await _abroad_in_paper(connection, instrument, exchange)
    return basis_of_sight(await look(connection, instrument))


async def newest(connection: Connection, instrument: Instrument) -> Basis:
    """What is known already where that is the newest, as of a stock that is followed live; else as `now`."""
    if Asset.of(instrument) in (Asset.STOCK, Asset.FUND) and venue_at(connection, instrument) is QuoteVenue.KRX:
        return basis_of(await connection.price(instrument.code))
    return await now(connection, instrument)


async def at_home(connection: Connection, instrument: Instrument, venue: QuoteVenue) -> Basis:
    """Ask for a domestic stock or fund as a venue sees it. Raises what `kis` raises; `NotFound` for no price."""
    answer = await connection.kis.domestic.quotes.price(symbol=instrument.code, venue=venue)
    return basis_of(Quote.of(instrument.code, answer, connection.now()))


def venue_at(connection: Connection, instrument: Instrument) -> QuoteVenue:
    """KRX in its own session; before and after it both venues, where NXT lists the stock."""
    return venue_of(connection, instrument) if is_off_hours(connection.now()) else QuoteVenue.KRX


def venue_of(connection: Connection, instrument: Instrument) -> QuoteVenue:
    """Where a stock may trade at all; paper knows KRX alone."""
    return QuoteVenue.BOTH if connection.environment is Environment.REAL and instrument.nxt else QuoteVenue.KRX


def is_off_hours(at: datetime) -> bool:
    """Whether KRX's own session does not run."""
    return session_at(Venue.KRX, at) not in (KrxSession.REGULAR, KrxSession.CLOSING_AUCTION)


def by_night(connection: Connection, instrument: Instrument) -> bool:
    """Whether a contract trades in the session by night now; paper and contracts on stocks have none."""
    real = connection.environment is Environment.REAL
    return real and instrument.board is not Board.STOCK_FUTURE and HOURS.session_at(connection.now()) is Session.NIGHT


def basis_of(quote: Quote) -> Basis:
    """What a quote tells."""
    reference = quote.reference or quote.price - quote.change
    return _basis(quote.price, reference, quote.high, quote.low, quote.volume, in_vi=quote.in_vi)


def basis_of_sight(sight: Sight) -> Basis:
    """What was seen of an instrument of any market."""
    return _basis(sight.price, sight.price - sight.change, sight.high, sight.low, sight.volume)


def basis_of_row(row: WatchedPrice) -> Basis:
    """What a row of many prices tells; nothing of a VI."""
    price = row.price or 0
    return _basis(price, row.reference_price or price - (row.change or 0), row.high, row.low, row.volume)


def basis_of_abroad(row: WatchedAbroad) -> Basis:
    """What a row of many overseas prices tells."""
    price = row.price or 0
    return _basis(price, row.previous_close or price - (row.change or 0), row.high, row.low, row.volume)


async def _at_night(connection: Connection, instrument: Instrument) -> Basis:
    market = market_of(instrument.code, night=True)
    told = (await connection.kis.derivatives.quotes.price(symbol=instrument.code, market=market)).contract
    if not told.price:
        raise NotFound(say("{name}의 시세가 지금은 없어요.", name=instrument.name))
    return _basis(told.price, told.price - (told.change or 0), told.high, told.low, told.volume)


async def _abroad_in_paper(connection: Connection, instrument: Instrument, exchange: Exchange) -> Basis:
    """Without the rate of the won, which a card shows; paper does not tell the day's high and low."""
    told = await connection.kis.overseas.quotes.price(symbol=instrument.code, exchange=exchange)
    if not told.price:
        raise NotFound(say("{name}의 시세가 지금은 없어요.", name=instrument.name))
    return _basis(told.price, told.previous_close or told.price - (told.change or 0), None, None, told.volume)


def _basis(
    price: Figure,
    reference: Figure,
    high: Figure | None,
    low: Figure | None,
    volume: int | None,
    *,
    in_vi: bool = False,
) -> Basis:
    return Basis(
        plain(price), plain(reference), plain(high or price), plain(low or price), day_volume=volume or 0, in_vi=in_vi
    )
