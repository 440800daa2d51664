"""Which realtime channel tells what: kind of instrument × where and when it trades × what is to be told.

The whole of what KIS has, as one declared table. Who follows a market picks the place of the moment (`bot.channels`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

from kis.realtime import derivatives, domestic, overseas
from kis.realtime.channel import Channel


class Kind(StrEnum):
    """What is to be told."""

    TRADES = "trades"
    BOOK = "book"
    EXPECTED = "expected"
    """예상체결: where an auction would match now."""
    PROGRAM = "program"
    MEMBERS = "members"
    NAV = "nav"
    STATUS = "status"
    """장운영정보: VI, halts, sessions that begin and end."""


class Family(Enum):
    """Kinds of instruments that have channels of their own."""

    STOCK = "stock"
    FUND = "fund"
    WARRANT = "warrant"
    INDEX = "index"
    INDEX_FUTURE = "index future"
    INDEX_OPTION = "index option"
    STOCK_FUTURE = "stock future"
    STOCK_OPTION = "stock option"
    COMMODITY = "commodity future"
    US = "us"
    ASIA = "asia"


class Place(StrEnum):
    """Where, and where that matters in which session, an instrument is heard. The value travels in buttons."""

    KRX = "krx"
    KRX_AUCTION = "auction"
    """KRX gathers orders for one price: before the open, at the close."""
    KRX_AFTER = "after"
    """시간외. Without a market since 2026-09-14: KIS has the channels still, and sends nothing there."""
    NXT = "nxt"
    BOTH = "both"
    """통합: KRX and NXT together."""
    BOTH_AUCTION = "both-auction"
    DAY = "day"
    DAY_AUCTION = "day-auction"
    NIGHT = "night"
    NIGHT_AUCTION = "night-auction"
    FREE = "free"
    """Overseas: what costs nothing, fifteen minutes late outside the US."""
    PAID = "paid"
    """Overseas: what has to be ordered from KIS."""
    DAYTIME = "daytime"
    """The US by Korean day (주간거래)."""


Told = Mapping[Kind, Channel[Any]]

_KRX: Told = {
    Kind.TRADES: domestic.TRADES,
    Kind.BOOK: domestic.BOOK,
    Kind.EXPECTED: domestic.EXPECTED,
    Kind.PROGRAM: domestic.PROGRAM,
    Kind.MEMBERS: domestic.MEMBERS,
    Kind.STATUS: domestic.STATUS,
}
_AFTER: Told = {
    **_KRX,
    Kind.TRADES: domestic.AFTER_HOURS_TRADES,
    Kind.BOOK: domestic.AFTER_HOURS_BOOK,
    Kind.EXPECTED: domestic.AFTER_HOURS_EXPECTED,
}
_NXT: Told = {
    Kind.TRADES: domestic.NXT_TRADES,
    Kind.BOOK: domestic.NXT_BOOK,
    Kind.EXPECTED: domestic.NXT_EXPECTED,
    Kind.PROGRAM: domestic.NXT_PROGRAM,
    Kind.MEMBERS: domestic.NXT_MEMBERS,
    Kind.STATUS: domestic.NXT_STATUS,
}
_BOTH: Told = {
    Kind.TRADES: domestic.UNIFIED_TRADES,
    Kind.BOOK: domestic.UNIFIED_BOOK,
    Kind.EXPECTED: domestic.UNIFIED_EXPECTED,
    Kind.PROGRAM: domestic.UNIFIED_PROGRAM,
    Kind.MEMBERS: domestic.UNIFIED_MEMBERS,
    Kind.STATUS: domestic.UNIFIED_STATUS,
}
_NAV: Told = {Kind.NAV: domestic.ETF_NAV}
_WARRANT: Told = {
    Kind.TRADES: domestic.ELW_TRADES,
    Kind.BOOK: domestic.ELW_BOOK,
    Kind.EXPECTED: domestic.ELW_EXPECTED,
}
_INDEX: Told = {
    Kind.TRADES: domestic.INDEX_TRADES,
    Kind.EXPECTED: domestic.INDEX_EXPECTED,
    Kind.PROGRAM: domestic.INDEX_PROGRAM,
}
_STOCK_FUTURE: Told = {
    Kind.TRADES: derivatives.STOCK_FUTURES_TRADES,
    Kind.BOOK: derivatives.STOCK_FUTURES_BOOK,
    Kind.EXPECTED: derivatives.STOCK_FUTURES_EXPECTED,
}
_STOCK_OPTION: Told = {
    Kind.TRADES: derivatives.STOCK_OPTION_TRADES,
    Kind.BOOK: derivatives.STOCK_OPTION_BOOK,
    Kind.EXPECTED: derivatives.STOCK_OPTION_EXPECTED,
}
_NIGHT_OPTION: Told = {
    Kind.TRADES: derivatives.NIGHT_OPTION_TRADES,
    Kind.BOOK: derivatives.NIGHT_OPTION_BOOK,
    Kind.EXPECTED: derivatives.NIGHT_OPTION_EXPECTED,
}
_FULL: Told = {Kind.TRADES: overseas.TRADES, Kind.BOOK: overseas.BOOK}


def _auction(told: Told) -> Told:
    """In an auction nothing trades: what it would match is the price of the moment."""
    return {**told, Kind.TRADES: told[Kind.EXPECTED]}


TABLE: Mapping[Family, Mapping[Place, Told]] = {
    Family.STOCK: {
        Place.KRX: _KRX,
        Place.KRX_AUCTION: _auction(_KRX),
        Place.KRX_AFTER: _AFTER,
        Place.NXT: _NXT,
        Place.BOTH: _BOTH,
        Place.BOTH_AUCTION: _auction(_BOTH),
    },
    Family.FUND: {
        Place.KRX: {**_KRX, **_NAV},
        Place.KRX_AUCTION: {**_auction(_KRX), **_NAV},
        Place.KRX_AFTER: {**_AFTER, **_NAV},
        Place.BOTH: {**_BOTH, **_NAV},
    },
    Family.WARRANT: {Place.KRX: _WARRANT, Place.KRX_AUCTION: _auction(_WARRANT)},
    Family.INDEX: {Place.KRX: _INDEX, Place.KRX_AUCTION: _auction(_INDEX)},
    Family.INDEX_FUTURE: {
        Place.DAY: {Kind.TRADES: derivatives.FUTURES_TRADES, Kind.BOOK: derivatives.FUTURES_BOOK},
        Place.NIGHT: {Kind.TRADES: derivatives.NIGHT_FUTURES_TRADES, Kind.BOOK: derivatives.NIGHT_FUTURES_BOOK},
    },
    Family.INDEX_OPTION: {
        Place.DAY: {Kind.TRADES: derivatives.OPTION_TRADES, Kind.BOOK: derivatives.OPTION_BOOK},
        Place.NIGHT: _NIGHT_OPTION,
        Place.NIGHT_AUCTION: _auction(_NIGHT_OPTION),
    },
    Family.STOCK_FUTURE: {Place.DAY: _STOCK_FUTURE, Place.DAY_AUCTION: _auction(_STOCK_FUTURE)},
    Family.STOCK_OPTION: {Place.DAY: _STOCK_OPTION, Place.DAY_AUCTION: _auction(_STOCK_OPTION)},
    Family.COMMODITY: {
        Place.DAY: {Kind.TRADES: derivatives.COMMODITY_FUTURES_TRADES, Kind.BOOK: derivatives.COMMODITY_FUTURES_BOOK}
    },
    Family.US: {Place.FREE: _FULL, Place.PAID: _FULL, Place.DAYTIME: _FULL},
    Family.ASIA: {
        Place.FREE: {Kind.TRADES: overseas.TRADES, Kind.BOOK: overseas.DELAYED_BOOK},
        Place.PAID: _FULL,
    },
}
"""What is not here has no such channel."""
