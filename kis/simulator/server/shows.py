"""Which events make rows of which channels of market data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kis.market.ticks import Board
from kis.realtime import domestic
from kis.realtime.channel import Channel
from kis.realtime.record import Record
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.server.rows.flows import members_of, nav_of, program_of
from kis.simulator.server.rows.stocks import book_of, expected_of, tick_of

MarketEvent = TradePrinted | BookChanged


@dataclass(frozen=True, slots=True)
class Show:
    """What one channel tells: of which events, under which keys (one of them may be registered), as which row."""

    channel: Channel[Any]
    event: type[MarketEvent]
    row_of: Callable[[Any], Record]
    keys: Callable[[Any], Iterable[str]]

    def keys_of(self, event: MarketEvent) -> Iterable[str]:
        """Return the keys under which the channel tells an event; none if it does not."""
        return self.keys(event) if isinstance(event, self.event) else ()


def _stock(event: MarketEvent) -> Iterable[str]:
    return (event.symbol,) if isinstance(event.quote.listing, DomesticListing) else ()


def _nxt(event: MarketEvent) -> Iterable[str]:
    listing = event.quote.listing
    return (event.symbol,) if isinstance(listing, DomesticListing) and listing.nxt else ()


def _fund(event: MarketEvent) -> Iterable[str]:
    return _stock(event) if event.quote.listing.board is Board.FUND else ()


def _gathering(event: BookChanged) -> Iterable[str]:
    return () if event.expected is None else _stock(event)


def _trades(channel: Channel[Any], row_of: Callable[[Any, Any], Record], keys: Callable[[Any], Iterable[str]]) -> Show:
    return Show(channel, TradePrinted, partial(row_of, channel.row), keys)


def _books(channel: Channel[Any], row_of: Callable[[Any, Any], Record], keys: Callable[[Any], Iterable[str]]) -> Show:
    return Show(channel, BookChanged, partial(row_of, channel.row), keys)


DOMESTIC = (
    _trades(domestic.TRADES, tick_of, _stock),
    _trades(domestic.NXT_TRADES, tick_of, _nxt),
    _trades(domestic.UNIFIED_TRADES, tick_of, _stock),
    _books(domestic.BOOK, book_of, _stock),
    _books(domestic.NXT_BOOK, book_of, _nxt),
    _books(domestic.UNIFIED_BOOK, book_of, _stock),
    _books(domestic.EXPECTED, expected_of, _gathering),
    _books(domestic.UNIFIED_EXPECTED, expected_of, _gathering),
    _trades(domestic.PROGRAM, program_of, _stock),
    _trades(domestic.NXT_PROGRAM, program_of, _nxt),
    _trades(domestic.UNIFIED_PROGRAM, program_of, _stock),
    _trades(domestic.MEMBERS, members_of, _stock),
    _trades(domestic.NXT_MEMBERS, members_of, _nxt),
    _trades(domestic.UNIFIED_MEMBERS, members_of, _stock),
    Show(domestic.ETF_NAV, TradePrinted, nav_of, _fund),
)

SHOWS = DOMESTIC
"""In the order in which what happened at once goes out: trades before books."""
