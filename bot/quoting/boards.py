"""The market as a whole: rankings, indices, headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.i18n import later
from bot.names import Directory
from kis.domestic.market_codes import ChangeOrder
from kis.domestic.market_rows import News
from kis.domestic.rank_rows import ChangeRank, MarketCapRank, StrengthRank, VolumeRank
from kis.market.fees import Market
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection


class Rank(StrEnum):
    """By what stocks are ranked."""

    VOLUME = "volume"
    RISE = "rise"
    FALL = "fall"
    MARKET_CAP = "cap"
    STRENGTH = "strength"


RANKS = {
    Rank.VOLUME: later("거래량"),
    Rank.RISE: later("상승"),
    Rank.FALL: later("하락"),
    Rank.MARKET_CAP: later("시가총액"),
    Rank.STRENGTH: later("체결강도"),
}
Ranked = VolumeRank | ChangeRank | MarketCapRank | StrengthRank

INDICES = (
    Instrument("0001", "코스피", Market.INDEX),
    Instrument("1001", "코스닥", Market.INDEX),
    Instrument("2001", "코스피200", Market.INDEX),
    Instrument("SPX", "S&P 500", Market.INDEX, currency="USD"),
    Instrument(".DJI", "다우존스", Market.INDEX, currency="USD"),
    Instrument("COMP", "나스닥 종합", Market.INDEX, currency="USD"),
)
"""Symbols that KIS's documents name; a directory may know more of them."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first of the market."""

    rank: Rank
    rows: Sequence[Ranked]
    at: datetime


@dataclass(frozen=True, slots=True)
class Headlines:
    """The newest ones, of one stock or of all."""

    instrument: Instrument | None
    rows: Sequence[News]
    at: datetime


async def ranking(connection: Connection, rank: Rank) -> Ranking:
    """Ask who is first. Raises `NotOffered` in paper."""
    ask = connection.kis.domestic.ranks
    rows: Sequence[Ranked]
    if rank is Rank.VOLUME:
        rows = await ask.volume()
    elif rank is Rank.MARKET_CAP:
        rows = await ask.market_cap()
    elif rank is Rank.STRENGTH:
        rows = await ask.strength()
    else:
        rows = await ask.change(order=ChangeOrder.RISE if rank is Rank.RISE else ChangeOrder.FALL)
    return Ranking(rank, rows, connection.now())


async def headlines(connection: Connection, instrument: Instrument | None) -> Headlines:
    """Ask for the newest titles of news and disclosures (공시). Raises `NotOffered` in paper."""
    rows = await connection.kis.domestic.market.news(symbol=instrument.code if instrument else "")
    return Headlines(instrument, rows, connection.now())


def indices(symbols: Directory) -> Sequence[Instrument]:
    """The indices that are shown together, as the directory knows them."""
    return [symbols.by_code(each.code, Market.INDEX) or each for each in INDICES]
