"""What the channels of futures and options tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from kis.derivatives.hours import HOURS, Session
from kis.market.ticks import Board
from kis.realtime import derivatives
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.events import BookChanged
from kis.simulator.server.rows.contracts import ContractRows, book_of, expected_of
from kis.simulator.server.shows.show import MarketEvent, Show, books, trades

_INDEX_FUTURES = frozenset({Board.INDEX_FUTURE, Board.MINI_FUTURE})
_INDEX_OPTIONS = frozenset({Board.INDEX_OPTION})
_STOCK_FUTURES = frozenset({Board.STOCK_FUTURE})

_ENTRY = timedelta(minutes=15)
"""Orders are gathered so long before a session opens."""

Keys = Callable[[MarketEvent], Iterable[str]]


def shows(broker: Broker) -> tuple[Show, ...]:
    """Return them. Commodities and options on stocks are not listed, so their channels say nothing."""
    tick = ContractRows(broker).tick
    day, night = _when(broker, Session.DAY), _when(broker, Session.NIGHT)
    return (
        trades(derivatives.FUTURES_TRADES, day(_INDEX_FUTURES), tick),
        trades(derivatives.OPTION_TRADES, day(_INDEX_OPTIONS), tick),
        trades(derivatives.STOCK_FUTURES_TRADES, day(_STOCK_FUTURES), tick),
        trades(derivatives.NIGHT_FUTURES_TRADES, night(_INDEX_FUTURES), tick),
        trades(derivatives.NIGHT_OPTION_TRADES, night(_INDEX_OPTIONS), tick),
        books(derivatives.FUTURES_BOOK, day(_INDEX_FUTURES), book_of),
        books(derivatives.OPTION_BOOK, day(_INDEX_OPTIONS), book_of),
        books(derivatives.STOCK_FUTURES_BOOK, day(_STOCK_FUTURES), book_of),
        books(derivatives.NIGHT_FUTURES_BOOK, night(_INDEX_FUTURES), book_of),
        books(derivatives.NIGHT_OPTION_BOOK, night(_INDEX_OPTIONS), book_of),
        books(derivatives.STOCK_FUTURES_EXPECTED, _gathering(day(_STOCK_FUTURES)), expected_of),
        books(derivatives.NIGHT_OPTION_EXPECTED, _gathering(night(_INDEX_OPTIONS)), expected_of),
    )


def _when(broker: Broker, session: Session) -> Callable[[frozenset[Board]], Keys]:
    """Return what makes keys of the events of a session; where every market is always open, both sessions run."""

    def runs(event: MarketEvent) -> bool:
        if broker.always_open:
            return True
        early = _ENTRY if isinstance(event, BookChanged) and event.expected is not None else timedelta()
        night = HOURS.session_at(event.time + early, calendar=broker.calendar) is Session.NIGHT
        return night is (session is Session.NIGHT)

    def of(boards: frozenset[Board]) -> Keys:
        def keys(event: MarketEvent) -> Iterable[str]:
            listing = event.quote.listing
            mine = isinstance(listing, ContractListing) and listing.board in boards and runs(event)
            return (event.quote.symbol,) if mine else ()

        return keys

    return of


def _gathering(keys: Keys) -> Keys:
    return lambda event: keys(event) if isinstance(event, BookChanged) and event.expected is not None else ()
