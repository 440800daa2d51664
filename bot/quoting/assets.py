"""What an instrument is to somebody who looks at its price: each is asked for and shown in its own way."""

from __future__ import annotations

from enum import Enum

from bot.money import POINTS, WON
from kis.credentials import Environment
from kis.market.fees import OVERSEAS, Market
from kis.market.ticks import Board
from kis.symbols import Instrument


class Asset(Enum):
    """The kinds that KIS quotes apart from each other."""

    STOCK = "stock"
    FUND = "fund"
    """ETF, ETN."""
    WARRANT = "warrant"
    """ELW."""
    INDEX = "index"
    CONTRACT = "contract"
    """Futures, spreads and options."""
    ABROAD = "abroad"
    INDEX_ABROAD = "index abroad"

    @classmethod
    def of(cls, instrument: Instrument) -> Asset:
        """Tell what an instrument is."""
        if instrument.market in OVERSEAS:
            return cls.ABROAD
        if instrument.market is Market.INDEX:
            return cls.INDEX if instrument.currency == WON else cls.INDEX_ABROAD
        if instrument.market in (Market.FUTURE, Market.OPTION):
            return cls.CONTRACT
        if instrument.market is Market.ELW:
            return cls.WARRANT
        return cls.FUND if instrument.board is Board.FUND else cls.STOCK

    def has_book(self, environment: Environment) -> bool:
        """Whether KIS shows its order book there."""
        return self not in BOOKLESS and (self is not Asset.ABROAD or environment is Environment.REAL)


BOOKLESS = frozenset({Asset.INDEX, Asset.INDEX_ABROAD})
"""What nobody can bid for."""
_WHOLE = frozenset({WON, "JPY", "VND"})


def places_of(instrument: Instrument) -> int:
    """How many decimals its prices usually have."""
    return 0 if unit_of(instrument) in _WHOLE else 2


def unit_of(instrument: Instrument) -> str:
    """The currency that its prices are in; points for indices and for contracts on them."""
    asset = Asset.of(instrument)
    in_points = asset in (Asset.INDEX, Asset.INDEX_ABROAD) or (
        asset is Asset.CONTRACT and instrument.board is not Board.STOCK_FUTURE
    )
    return POINTS if in_points else instrument.currency
