"""From an alert's row to its instrument, and back: rows name it by its key, its market and its unit."""

from __future__ import annotations

from dataclasses import replace

from bot import markets
from bot.money import WON
from bot.names import Directory, by_key
from bot.quoting.boards import INDICES
from bot.storage.tables import Alert
from bot.storage.terms import Segment
from kis.market.fees import OVERSEAS, Market
from kis.market.ticks import Board
from kis.symbols import Instrument

KRX = "KRX"
_SEGMENTS = dict.fromkeys(OVERSEAS, Segment.OVERSEAS) | dict.fromkeys(
    (Market.FUTURE, Market.OPTION), Segment.DERIVATIVES
)


def segment_of(instrument: Instrument) -> Segment:
    """Which family of markets it is of; indices count as domestic."""
    return _SEGMENTS.get(instrument.market, Segment.DOMESTIC)


def venue_of(instrument: Instrument) -> str:
    """Where it is listed, as rows tell: KRX for domestic stocks and funds."""
    return KRX if instrument.market in (Market.KOSPI, Market.KOSDAQ, Market.KONEX) else instrument.market.value


def instrument_of(symbols: Directory, alert: Alert) -> Instrument:
    """What an alert waits for; what no list knows (any more) is made up of what its row tells."""
    found = by_key(symbols, alert.symbol)
    if found is not None and venue_of(found) == alert.venue:
        return found
    code = alert.symbol.partition("@")[0]
    if alert.segment is Segment.DERIVATIVES and (contract := markets.contract(code)) is not None:
        return replace(contract, name=alert.name)
    if alert.venue == Market.INDEX:
        return next((each for each in INDICES if each.code == code), Instrument(code, alert.name, Market.INDEX))
    market = Market.KOSPI if alert.venue == KRX else Market(alert.venue)
    board = Board.FUND if market is Market.ELW else Board.STOCK
    currency = alert.currency if alert.segment is Segment.OVERSEAS else WON
    return Instrument(code, alert.name, market, board, currency=currency)
