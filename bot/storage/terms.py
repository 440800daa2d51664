"""The terms of an order (주문 조건) in every market: which market it is for, how it is priced and paid."""

from __future__ import annotations

from enum import StrEnum

from bot.i18n import say
from bot.money import WON as WON
from bot.money import Figure as Figure
from kis.domestic.codes import Code


class Segment(StrEnum):
    """Which family of markets, with calls, accounts and order numbers of its own."""

    DOMESTIC = "domestic"
    """국내주식: stocks, funds, ELW."""
    OVERSEAS = "overseas"
    """해외주식."""
    DERIVATIVES = "derivatives"
    """국내선물옵션."""
    RESERVED = "reserved"
    """국내주식 예약주문: sent by KIS before the open of a day to come."""
    RESERVED_ABROAD = "reserved_abroad"
    """해외주식 예약주문."""

    @property
    def home(self) -> Segment:
        """Where what is reserved becomes an order; any other is its own."""
        return _HOMES.get(self, self)

    @property
    def is_reserved(self) -> bool:
        """Whether it is of reservations."""
        return self in _HOMES

    @property
    def unit(self) -> str:
        """What is counted: shares or contracts."""
        return say("계약") if self is Segment.DERIVATIVES else say("주")


_HOMES = {Segment.RESERVED: Segment.DOMESTIC, Segment.RESERVED_ABROAD: Segment.OVERSEAS}


class Funding(StrEnum):
    """With what an order is paid."""

    CASH = "cash"
    """현금."""
    CREDIT = "credit"
    """신용: a loan from the broker (자기융자)."""
    MARKET_CREDIT = "market_credit"
    """신용: a loan from 한국증권금융 (유통융자), which can only be paid back here."""

    @property
    def word(self) -> str:
        """What stands before 매수 and 매도."""
        return "" if self is Funding.CASH else say("신용")


class OrderType(Code):
    """주문 유형. The values are KIS's codes for domestic stocks and, from 31 to 36 and 50, for overseas stocks, which
    do not collide; each market translates its own. A code that is not known here is kept.
    """

    LIMIT = "00"
    MARKET = "01"
    CONDITIONAL_LIMIT = "02"
    BEST = "03"
    OWN_BEST = "04"
    PRE_OPEN = "05"
    POST_CLOSE = "06"
    LIMIT_IOC = "11"
    LIMIT_FOK = "12"
    MARKET_IOC = "13"
    MARKET_FOK = "14"
    BEST_IOC = "15"
    BEST_FOK = "16"
    MID = "21"
    STOP_LIMIT = "22"
    MID_IOC = "23"
    MID_FOK = "24"
    MARKET_ON_OPEN = "31"
    LIMIT_ON_OPEN = "32"
    MARKET_ON_CLOSE = "33"
    LIMIT_ON_CLOSE = "34"
    TWAP = "35"
    VWAP = "36"
    AFTER_LIMIT = "41"
    AFTER_LIMIT_IOC = "42"
    AFTER_LIMIT_FOK = "43"
    AFTER_BEST = "44"
    AFTER_BEST_IOC = "45"
    AFTER_BEST_FOK = "46"
    AFTER_OWN_BEST = "47"
    ODD_LOT = "50"

    @property
    def needs_price(self) -> bool:
        """Whether a price must be named."""
        return self in _PRICED


_PRICED = frozenset(
    {
        OrderType.LIMIT,
        OrderType.CONDITIONAL_LIMIT,
        OrderType.LIMIT_IOC,
        OrderType.LIMIT_FOK,
        OrderType.STOP_LIMIT,
        OrderType.LIMIT_ON_OPEN,
        OrderType.LIMIT_ON_CLOSE,
        OrderType.TWAP,
        OrderType.VWAP,
        OrderType.AFTER_LIMIT,
        OrderType.AFTER_LIMIT_IOC,
        OrderType.AFTER_LIMIT_FOK,
        OrderType.ODD_LOT,
    }
)
