"""Which realtime channel tells of an instrument now: by what it is, by the environment and by the hour.

One table for all who follow a market live (alerts, watchlists, live views). Paper tells of domestic stocks and funds
alone; indices abroad are told by nobody. Free overseas prices are real time for the US, fifteen minutes late elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.channel_table import TABLE, Family, Kind, Place
from bot.quoting.assets import Asset
from kis import Environment
from kis.derivatives import hours
from kis.derivatives.contracts import ContractCode, specification
from kis.market import overseas_sessions
from kis.market.fees import Market
from kis.market.sessions import Session, Venue, session_at
from kis.market.ticks import Board
from kis.overseas.codes import Country
from kis.realtime.channel import Channel
from kis.realtime.overseas import overseas_key
from kis.symbols import Instrument

__all__ = ["Kind", "Place", "Wire", "family_of", "is_late", "lively", "place_of", "wire", "wire_at"]

ENTRY = timedelta(minutes=15)
"""Orders for contracts are gathered so long before a session opens."""
_AUCTIONS = frozenset({Session.OPENING_ENTRY, Session.PRE_CLOSE_PRICE, Session.CLOSING_AUCTION})
_AFTER_HOURS = frozenset({Session.POST_CLOSE_ENTRY, Session.POST_CLOSE_PRICE})
_PLAIN = {
    Place.KRX_AUCTION: Place.KRX,
    Place.KRX_AFTER: Place.KRX,
    Place.BOTH_AUCTION: Place.BOTH,
    Place.DAY_AUCTION: Place.DAY,
    Place.NIGHT_AUCTION: Place.NIGHT,
    Place.NIGHT: Place.DAY,
}
"""What takes the place of a session that a family does not have."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What is registered at the gateway: a channel, and what the instrument is called on it."""

    channel: Channel[Any]
    key: str

    @property
    def heard_as(self) -> tuple[type, str]:
        """By what its rows are recognised: their type, and the name of the instrument in them."""
        return self.channel.row, self.key


def wire(instrument: Instrument, environment: Environment, at: datetime, kind: Kind = Kind.TRADES) -> Wire | None:
    """Where an instrument's trades, or its book, are told live at a moment (KST); None where they are not."""
    family = family_of(instrument)
    if family is None:
        return None
    chosen = wire_at(instrument, place_of(instrument, environment, at), kind)
    if chosen is None or (environment is Environment.PAPER and chosen.channel.paper is None):
        return None
    return chosen


def wire_at(instrument: Instrument, place: Place, kind: Kind) -> Wire | None:
    """What is registered for an instrument at a place; None where nothing tells of it there."""
    family = family_of(instrument)
    channel = None if family is None else TABLE[family].get(place, {}).get(kind)
    return None if channel is None else Wire(channel, _key(instrument, place))


def is_late(instrument: Instrument) -> bool:
    """Whether what KIS tells of it for nothing is fifteen minutes old."""
    exchange = instrument.exchange
    return exchange is not None and exchange.country is not Country.US


def family_of(instrument: Instrument) -> Family | None:
    """Which channels an instrument has; None for what nobody tells live."""
    match Asset.of(instrument):
        case Asset.CONTRACT:
            return _contract_family(instrument)
        case Asset.ABROAD:
            return Family.ASIA if is_late(instrument) else Family.US
        case asset:
            return _FAMILIES.get(asset)


def place_of(instrument: Instrument, environment: Environment, at: datetime) -> Place:
    """Where an instrument trades at a moment, or traded last."""
    match Asset.of(instrument):
        case Asset.CONTRACT:
            night = hours.HOURS.session_at(at) is hours.Session.NIGHT
            return _held(instrument, Place.NIGHT if night else Place.DAY)
        case Asset.ABROAD:
            return _abroad(instrument, at)
        case Asset.STOCK if environment is Environment.REAL and instrument.nxt and _beside(at):
            return Place.BOTH
        case _:
            return Place.KRX


def lively(instrument: Instrument, environment: Environment, at: datetime, wanted: Place | None = None) -> Place:
    """Where most is to be seen of an instrument at a moment: an auction's expected price, where nothing trades.

    What is `wanted` is kept to, in its session of now.
    """
    place = wanted or place_of(instrument, environment, at)
    if environment is Environment.PAPER:
        return place
    if Asset.of(instrument) is Asset.CONTRACT:
        return place if wanted else _held(instrument, _gathering(at) or place)
    if place not in (Place.KRX, Place.BOTH):
        return place
    session = session_at(Venue.KRX, at, board=instrument.board)
    if session in _AUCTIONS:
        return _held(instrument, Place.BOTH_AUCTION if wanted is Place.BOTH else Place.KRX_AUCTION)
    if session in _AFTER_HOURS and place is Place.KRX:
        return _held(instrument, Place.KRX_AFTER)
    return place


def _held(instrument: Instrument, place: Place) -> Place:
    """The place itself, or what its family has instead."""
    family = family_of(instrument)
    while family is not None and place not in TABLE[family]:
        place = _PLAIN[place]
    return place


def _gathering(at: datetime) -> Place | None:
    """Where orders for a contract's next session are gathered now."""
    if hours.HOURS.session_at(at) is not None:
        return None
    coming = hours.HOURS.session_at(at + ENTRY)
    return {hours.Session.DAY: Place.DAY_AUCTION, hours.Session.NIGHT: Place.NIGHT_AUCTION, None: None}[coming]


def _beside(at: datetime) -> bool:
    """Whether NXT trades while KRX's regular session does not run."""
    if session_at(Venue.KRX, at) in (Session.REGULAR, Session.CLOSING_AUCTION):
        return False
    return session_at(Venue.NXT, at) is not Session.CLOSED


def _contract_family(instrument: Instrument) -> Family:
    option = instrument.market is Market.OPTION
    if instrument.board is Board.STOCK_FUTURE:
        return Family.STOCK_OPTION if option else Family.STOCK_FUTURE
    if option:
        return Family.INDEX_OPTION
    return Family.INDEX_FUTURE if _is_known(instrument.code) else Family.COMMODITY


def _is_known(code: str) -> bool:
    """Whether a future is on an index; gold, bonds and currencies have specifications that are not known here."""
    try:
        specification(ContractCode.parse(code))
    except LookupError:
        return False
    except ValueError:
        return True
    return True


def _abroad(instrument: Instrument, at: datetime) -> Place:
    exchange = instrument.exchange
    if exchange is None or exchange.daytime is None:
        return Place.FREE
    window = overseas_sessions.window_at(exchange, at)
    by_day = window is not None and window.session is overseas_sessions.Session.DAYTIME
    return Place.DAYTIME if by_day else Place.FREE


def _key(instrument: Instrument, place: Place) -> str:
    exchange = instrument.exchange
    if exchange is None:
        return instrument.code
    market = exchange.daytime if place is Place.DAYTIME and exchange.daytime is not None else exchange
    return overseas_key(instrument.code, market, realtime=place is Place.PAID)


_FAMILIES = {
    Asset.STOCK: Family.STOCK,
    Asset.FUND: Family.FUND,
    Asset.WARRANT: Family.WARRANT,
    Asset.INDEX: Family.INDEX,
}
