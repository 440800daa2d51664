"""Which realtime channel tells of an instrument now: by what it is, by the environment and by the hour.

One table for all who follow a market live (alerts, watchlists, live views). Paper tells of domestic stocks and funds
alone; indices abroad are told by nobody. Free overseas prices are real time for the US, fifteen minutes late elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from bot.quoting.assets import Asset
from kis import Environment
from kis.derivatives import hours
from kis.market import overseas_sessions
from kis.market.fees import Market
from kis.market.sessions import Session, Venue, session_at
from kis.market.ticks import Board
from kis.overseas.codes import Country
from kis.realtime import derivatives, domestic, overseas
from kis.realtime.channel import Channel
from kis.realtime.overseas import overseas_key
from kis.symbols import Instrument


class Kind(Enum):
    """What is to be told."""

    TRADES = "trades"
    BOOK = "book"


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
    """Where an instrument is told live at a moment (KST); None where it is not."""
    chosen = _WIRES[Asset.of(instrument)](instrument, environment, at, kind)
    if chosen is None or (environment is Environment.PAPER and chosen.channel.paper is None):
        return None
    return chosen


def is_late(instrument: Instrument) -> bool:
    """Whether what KIS tells of it for nothing is fifteen minutes old."""
    exchange = instrument.exchange
    return exchange is not None and exchange.country is not Country.US


def _stock(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    """KRX in its own session; before and after it NXT trades too, where it lists the stock."""
    both = environment is Environment.REAL and instrument.nxt and _beside(at)
    channel = _STOCKS[kind, both]
    return Wire(channel, instrument.code)


def _beside(at: datetime) -> bool:
    """Whether NXT trades while KRX's regular session does not run."""
    if session_at(Venue.KRX, at) in (Session.REGULAR, Session.CLOSING_AUCTION):
        return False
    return session_at(Venue.NXT, at) is not Session.CLOSED


def _warrant(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    return Wire(domestic.ELW_TRADES if kind is Kind.TRADES else domestic.ELW_BOOK, instrument.code)


def _index(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    return Wire(domestic.INDEX_TRADES, instrument.code) if kind is Kind.TRADES else None


def _nowhere(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    return None


def _contract(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    option = instrument.market is Market.OPTION
    by_night = instrument.board is not Board.STOCK_FUTURE and hours.HOURS.session_at(at) is hours.Session.NIGHT
    family = "night" if by_night else "stock" if instrument.board is Board.STOCK_FUTURE else "index"
    return Wire(_CONTRACTS[kind, family, option], instrument.code)


def _abroad(instrument: Instrument, environment: Environment, at: datetime, kind: Kind) -> Wire | None:
    exchange = instrument.exchange
    if exchange is None:
        return None
    if exchange.country is not Country.US:
        channel = overseas.TRADES if kind is Kind.TRADES else overseas.DELAYED_BOOK
        return Wire(channel, overseas_key(instrument.code, exchange))
    window = overseas_sessions.window_at(exchange, at)
    by_day = window is not None and window.session is overseas_sessions.Session.DAYTIME
    market = exchange.daytime if by_day and exchange.daytime is not None else exchange
    return Wire(overseas.TRADES if kind is Kind.TRADES else overseas.BOOK, overseas_key(instrument.code, market))


_STOCKS: Mapping[tuple[Kind, bool], Channel[Any]] = {
    (Kind.TRADES, False): domestic.TRADES,
    (Kind.TRADES, True): domestic.UNIFIED_TRADES,
    (Kind.BOOK, False): domestic.BOOK,
    (Kind.BOOK, True): domestic.UNIFIED_BOOK,
}
_CONTRACTS: Mapping[tuple[Kind, str, bool], Channel[Any]] = {
    (Kind.TRADES, "index", False): derivatives.FUTURES_TRADES,
    (Kind.TRADES, "index", True): derivatives.OPTION_TRADES,
    (Kind.TRADES, "stock", False): derivatives.STOCK_FUTURES_TRADES,
    (Kind.TRADES, "stock", True): derivatives.STOCK_OPTION_TRADES,
    (Kind.TRADES, "night", False): derivatives.NIGHT_FUTURES_TRADES,
    (Kind.TRADES, "night", True): derivatives.NIGHT_OPTION_TRADES,
    (Kind.BOOK, "index", False): derivatives.FUTURES_BOOK,
    (Kind.BOOK, "index", True): derivatives.OPTION_BOOK,
    (Kind.BOOK, "stock", False): derivatives.STOCK_FUTURES_BOOK,
    (Kind.BOOK, "stock", True): derivatives.STOCK_OPTION_BOOK,
    (Kind.BOOK, "night", False): derivatives.NIGHT_FUTURES_BOOK,
    (Kind.BOOK, "night", True): derivatives.NIGHT_OPTION_BOOK,
}
_WIRES: Mapping[Asset, Callable[[Instrument, Environment, datetime, Kind], Wire | None]] = {
    Asset.STOCK: _stock,
    Asset.FUND: _stock,
    Asset.WARRANT: _warrant,
    Asset.INDEX: _index,
    Asset.CONTRACT: _contract,
    Asset.ABROAD: _abroad,
    Asset.INDEX_ABROAD: _nowhere,
}
