"""What the channels of overseas stocks tell. Free feeds, late at KIS outside the US, are not late here."""

from __future__ import annotations

from collections.abc import Iterable

from kis.market.overseas_sessions import Session, window_at
from kis.overseas.codes import Country
from kis.realtime import overseas
from kis.realtime.overseas import overseas_key
from kis.simulator.broker import Broker
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.rows.overseas import book_of, tick_of
from kis.simulator.server.shows.show import MarketEvent, Show


def shows(broker: Broker) -> tuple[Show, ...]:
    """Return them. Books of Asia come in full on R keys, and with their best level alone on D keys."""
    keys = Keys(broker)
    return (
        Show(overseas.TRADES, (TradePrinted,), keys.of, tick_of),
        Show(overseas.BOOK, (BookChanged,), keys.full, lambda event, key: book_of(overseas.BOOK.row, event, key)),
        Show(
            overseas.DELAYED_BOOK,
            (BookChanged,),
            keys.delayed,
            lambda event, key: book_of(overseas.DELAYED_BOOK.row, event, key),
        ),
    )


class Keys:
    """By which keys an event is heard: those of the exchange, by Korean day those of the US daytime market."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def of(self, event: MarketEvent) -> Iterable[str]:
        """Every key, free or ordered."""
        listing = event.quote.listing
        return self._keys(listing, event) if isinstance(listing, OverseasListing) else ()

    def full(self, event: BookChanged) -> Iterable[str]:
        """Those of the book of ten levels, which is free in the US alone."""
        return [key for key in self.of(event) if key.startswith("R") or _is_american(event)]

    def delayed(self, event: BookChanged) -> Iterable[str]:
        """Those of the free book of Asia."""
        return [key for key in self.of(event) if key.startswith("D") and not _is_american(event)]

    def _keys(self, listing: OverseasListing, event: MarketEvent) -> list[str]:
        exchange, daytime = listing.exchange, listing.exchange.daytime
        keys = [overseas_key(listing.code, exchange, realtime=ordered) for ordered in (False, True)]
        by_day = [] if daytime is None else [overseas_key(listing.code, daytime)]
        if self._broker.always_open:
            return keys + by_day
        window = window_at(exchange, event.time)
        return by_day if window is not None and window.session is Session.DAYTIME else keys


def _is_american(event: MarketEvent) -> bool:
    listing = event.quote.listing
    return isinstance(listing, OverseasListing) and listing.exchange.country is Country.US
