"""What the channels of domestic stocks, funds and indices tell."""

from __future__ import annotations

from collections.abc import Iterable

from kis.market.ticks import Board
from kis.realtime import domestic
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES
from kis.simulator.domestic.listings import DomesticListing, ElwListing
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.server.rows.elw import WarrantRows
from kis.simulator.server.rows.flows import members_of, nav_of, program_of
from kis.simulator.server.rows.indices import IndexRows
from kis.simulator.server.rows.status import interruption_of
from kis.simulator.server.rows.stocks import book_of, expected_of, tick_of
from kis.simulator.server.shows.show import MarketEvent, Show, books, halts, trades


def shows(broker: Broker) -> tuple[Show, ...]:
    """Return them in the order in which what happened at once goes out: trades before books."""
    rows, warrants = IndexRows(broker), WarrantRows(broker)
    return (
        trades(domestic.TRADES, _stock, tick_of),
        trades(domestic.NXT_TRADES, _nxt, tick_of),
        trades(domestic.UNIFIED_TRADES, _stock, tick_of),
        books(domestic.BOOK, _stock, book_of),
        books(domestic.NXT_BOOK, _nxt, book_of),
        books(domestic.UNIFIED_BOOK, _stock, book_of),
        books(domestic.EXPECTED, _gathering, expected_of),
        books(domestic.UNIFIED_EXPECTED, _gathering, expected_of),
        trades(domestic.PROGRAM, _stock, program_of),
        trades(domestic.NXT_PROGRAM, _nxt, program_of),
        trades(domestic.UNIFIED_PROGRAM, _stock, program_of),
        trades(domestic.MEMBERS, _stock, members_of),
        trades(domestic.NXT_MEMBERS, _nxt, members_of),
        trades(domestic.UNIFIED_MEMBERS, _stock, members_of),
        trades(domestic.ETF_NAV, _fund, nav_of),
        halts(domestic.STATUS, _stock, interruption_of),
        halts(domestic.NXT_STATUS, _nxt, interruption_of),
        halts(domestic.UNIFIED_STATUS, _stock, interruption_of),
        Show(domestic.INDEX_TRADES, (TradePrinted,), _indices, rows.tick, latest=True),
        Show(domestic.INDEX_EXPECTED, (BookChanged,), _gathering_indices, rows.expected, latest=True),
        Show(domestic.INDEX_PROGRAM, (TradePrinted,), _indices, rows.program, latest=True),
        Show(domestic.ELW_TRADES, (TradePrinted,), _warrant, warrants.tick),
        Show(domestic.ELW_BOOK, (BookChanged,), _warrant, warrants.book),
        Show(domestic.ELW_EXPECTED, (BookChanged,), _gathering_warrant, warrants.expected),
    )


def _stock(event: MarketEvent) -> Iterable[str]:
    """Stocks and funds; warrants have channels of their own."""
    listing = event.quote.listing
    return (event.quote.symbol,) if isinstance(listing, DomesticListing) and not isinstance(listing, ElwListing) else ()


def _warrant(event: MarketEvent) -> Iterable[str]:
    return (event.quote.symbol,) if isinstance(event.quote.listing, ElwListing) else ()


def _gathering_warrant(event: BookChanged) -> Iterable[str]:
    return () if event.expected is None else _warrant(event)


def _nxt(event: MarketEvent) -> Iterable[str]:
    listing = event.quote.listing
    return (event.quote.symbol,) if isinstance(listing, DomesticListing) and listing.nxt else ()


def _fund(event: MarketEvent) -> Iterable[str]:
    return _stock(event) if event.quote.listing.board is Board.FUND else ()


def _gathering(event: BookChanged) -> Iterable[str]:
    return () if event.expected is None else _stock(event)


def _indices(event: MarketEvent) -> Iterable[str]:
    listing = event.quote.listing
    return [index.code for index in INDICES.values() if listing in index.members]


def _gathering_indices(event: BookChanged) -> Iterable[str]:
    return () if event.expected is None else _indices(event)
