"""장운영정보: tells what begins and ends to those who registered it, symbol by symbol. A VI is told by the feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from kis.market.sessions import Session, Venue, Window, timetable
from kis.market.ticks import Board
from kis.realtime.channel import Channel
from kis.realtime.domestic import NXT_STATUS, STATUS, UNIFIED_STATUS
from kis.simulator.broker import Broker
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.server.feed import Feed
from kis.simulator.server.rows.status import status_of


class Codes(NamedTuple):
    """장운영구분코드 and 예상장운영구분코드."""

    operation: str
    expected: str | None = None


_FIRST: Mapping[Session, Codes] = {Session.OPENING_ENTRY: Codes("110", "311")}
"""Said when a session is the first of its day."""
_BEGINS: Mapping[Session, Codes] = {
    Session.PRE_CLOSE_PRICE: Codes("130"),
    Session.REGULAR: Codes("112", "112"),
    Session.CLOSING_AUCTION: Codes("121", "121"),
    Session.POST_CLOSE_PRICE: Codes("140"),
    Session.NXT_MAIN: Codes("112"),
}
_ENDS: Mapping[Session, Codes] = {
    Session.PRE_CLOSE_PRICE: Codes("139"),
    Session.CLOSING_AUCTION: Codes("129", "129"),
    Session.POST_CLOSE_PRICE: Codes("149"),
    Session.NXT_MAIN: Codes("129"),
}
"""KIS documents no code for the pre-market and after-markets of 2026."""
_LONGEST = timedelta(days=1)


class Herald:
    """Looks at the clock. Whoever is registered when something begins or ends hears of it once."""

    def __init__(self, broker: Broker, feed: Feed) -> None:
        self._broker = broker
        self._feed = feed
        self._seen = broker.clock.now()

    def look(self) -> None:
        """Tell what began or ended since the last look; of a clock set far ahead the last day alone."""
        now = self._broker.clock.now()
        after, self._seen = max(self._seen, now - _LONGEST), now
        if self._broker.always_open or now <= after:
            return
        for _, venue, codes in sorted(self._between(after, now), key=lambda said: said[0]):
            for channel in _CHANNELS[venue]:
                self._say(channel, codes)

    def _between(self, after: datetime, until: datetime) -> Iterator[tuple[datetime, Venue, Codes]]:
        for day in sorted({after.date(), until.date()}):
            for venue in (Venue.KRX, Venue.NXT):
                windows = timetable(venue, day, self._broker.calendar)
                for window in windows:
                    said = _said(window, first=window is windows[0])
                    yield from ((at, venue, codes) for at, codes in said if after < at <= until)

    def _say(self, channel: Channel[Any], codes: Codes) -> None:
        for symbol in self._feed.registered(channel):
            listing = self._broker.listing(symbol)
            if listing is not None and _concerns(channel, listing):
                row = status_of(channel.row, symbol, operation=codes.operation, expected=codes.expected)
                self._feed.show(channel, symbol, [row])


def _said(window: Window, *, first: bool) -> list[tuple[datetime, Codes]]:
    begins = _FIRST.get(window.session) if first else None
    begins = begins or _BEGINS.get(window.session)
    ends = _ENDS.get(window.session)
    return [(at, codes) for at, codes in ((window.start, begins), (window.end, ends)) if codes is not None]


def _concerns(channel: Channel[Any], listing: DomesticListing) -> bool:
    return channel is not NXT_STATUS or (listing.nxt and listing.board is Board.STOCK)


_CHANNELS: Mapping[Venue, tuple[Channel[Any], ...]] = {
    Venue.KRX: (STATUS, UNIFIED_STATUS),
    Venue.NXT: (NXT_STATUS, UNIFIED_STATUS),
}
