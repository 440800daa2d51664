"""Trades and books of overseas stocks, as rows of HDFSCNT0, HDFSASP0 and HDFSASP1."""

from __future__ import annotations

from typing import TypeVar
from zoneinfo import ZoneInfo

from kis.market.clock import KST
from kis.market.overseas_sessions import Session, local_day, window_at
from kis.realtime.overseas import OverseasTick
from kis.realtime.record import Record
from kis.simulator.book import Level
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.domestic.quotes import ten
from kis.simulator.server.rows.line import line

R = TypeVar("R", bound=Record)

_SESSIONS = {Session.PRE: "2", Session.AFTER: "3"}


def tick_of(event: TradePrinted, key: str) -> OverseasTick:
    """Return a trade under the key it was registered by."""
    listing, quote = listing_of(event), event.quote
    window = window_at(listing.exchange, event.time)
    ask, bid = (levels[0] if levels else Level(0, 0) for levels in (event.book.asks, event.book.bids))
    price = listing.board.decimal
    wire = _stamp(event, key) | {
        "TYMD": f"{local_day(listing.exchange, event.time):%Y%m%d}",
        "OPEN": price(quote.open),
        "HIGH": price(quote.high),
        "LOW": price(quote.low),
        "LAST": price(event.price),
        "SIGN": quote.sign_of(event.price),
        "DIFF": price(abs(event.price - quote.reference)),
        "RATE": f"{quote.rate:+}",
        "PBID": price(bid.price),
        "PASK": price(ask.price),
        "VBID": bid.size,
        "VASK": ask.size,
        "EVOL": event.volume,
        "TVOL": quote.volume,
        "TAMT": int(price(quote.value)),
        "BIVL": quote.sell_volume,
        "ASVL": quote.buy_volume,
        "STRN": quote.strength,
        "MTYP": _SESSIONS.get(window.session, "1") if window else "1",
    }
    return line(OverseasTick, wire)


def book_of(row: type[R], event: BookChanged, key: str) -> R:
    """Return the book under the key it was registered by; a row of one level has the best."""
    price = listing_of(event).board.decimal
    wire = _stamp(event, key) | {
        "BVOL": event.book.total_bids,
        "AVOL": event.book.total_asks,
        "BDVL": event.bid_change,
        "ADVL": event.ask_change,
    }
    for side, levels in (("BID", event.book.bids), ("ASK", event.book.asks)):
        for level, (units, size) in enumerate(zip(*ten(levels), strict=True), start=1):
            wire |= {f"P{side}{level}": price(units), f"V{side}{level}": size, f"D{side}{level}": 0}
    return line(row, wire)


def listing_of(event: TradePrinted | BookChanged) -> OverseasListing:
    """Return what was traded."""
    listing = event.quote.listing
    assert isinstance(listing, OverseasListing)  # noqa: S101 - the shows of this market see nothing else
    return listing


def _stamp(event: TradePrinted | BookChanged, key: str) -> dict[str, object]:
    """Return whose row it is, and when it was at the exchange and in Korea."""
    listing = listing_of(event)
    there, here = event.time.astimezone(ZoneInfo(listing.exchange.country.timezone)), event.time.astimezone(KST)
    return {
        "RSYM": key,
        "SYMB": listing.code,
        "ZDIV": listing.board.decimals,
        "XYMD": f"{there:%Y%m%d}",
        "XHMS": f"{there:%H%M%S}",
        "KYMD": f"{here:%Y%m%d}",
        "KHMS": f"{here:%H%M%S}",
    }
