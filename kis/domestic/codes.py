"""Codes of domestic stocks, by their meaning.

KIS adds codes without notice, and one new code in one row must not hide a whole list of orders. So a `Code` that is
read keeps a value it does not know, as a member without a name of its own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

_SHAPE = re.compile("[0-9A-Z]{1,2}")


class Code(StrEnum):
    """A code which answers carry; unknown values are kept as sent if they look like a code."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not (isinstance(value, str) and _SHAPE.fullmatch(value)):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = f"UNKNOWN_{value}"
        unknown._value_ = value
        return unknown

    @property
    def known(self) -> bool:
        """Whether the value is one of the documented ones."""
        return self.value in type(self)._value2member_map_


class Side(Code):
    """매도매수구분 (SLL_BUY_DVSN_CD)."""

    SELL = "01"
    BUY = "02"


class OrderType(Code):
    """주문구분 (ORD_DVSN).

    KRX takes all but 27-29, NXT none of 01, 02, 05-07 and 41-47, paper 00-04 only. 27-29 and 41-47 exist since
    2026-09-14; 07 ended on 2026-09-11. Which session takes what: `kis.market.sessions.takes`.
    """

    LIMIT = "00"
    MARKET = "01"
    CONDITIONAL_LIMIT = "02"
    """조건부지정가: turns to market in the closing auction."""
    BEST = "03"
    """최유리지정가: limit at the best price of the other side."""
    OWN_BEST = "04"
    """최우선지정가: limit at the best price of the own side."""
    PRE_OPEN = "05"
    """장전 시간외: at the previous close."""
    POST_CLOSE = "06"
    """장후 시간외: at the close."""
    SINGLE_PRICE = "07"
    """시간외 단일가."""
    LIMIT_IOC = "11"
    LIMIT_FOK = "12"
    MARKET_IOC = "13"
    MARKET_FOK = "14"
    BEST_IOC = "15"
    BEST_FOK = "16"
    MID = "21"
    """중간가."""
    STOP_LIMIT = "22"
    """스톱지정가: needs a condition price."""
    MID_IOC = "23"
    MID_FOK = "24"
    GTP_LIMIT = "27"
    """NXT pre-market only, cancelled at 08:50; so are the next two."""
    GTP_BEST = "28"
    GTP_OWN_BEST = "29"
    AFTER_LIMIT = "41"
    """KRX after-market only; so are the next six."""
    AFTER_LIMIT_IOC = "42"
    AFTER_LIMIT_FOK = "43"
    AFTER_BEST = "44"
    AFTER_BEST_IOC = "45"
    AFTER_BEST_FOK = "46"
    AFTER_OWN_BEST = "47"

    @property
    def needs_price(self) -> bool:
        """Whether a price must be named; the others travel with price 0."""
        return self in _PRICED


_PRICED = frozenset(
    {
        OrderType.LIMIT,
        OrderType.CONDITIONAL_LIMIT,
        OrderType.SINGLE_PRICE,
        OrderType.LIMIT_IOC,
        OrderType.LIMIT_FOK,
        OrderType.STOP_LIMIT,
        OrderType.GTP_LIMIT,
        OrderType.AFTER_LIMIT,
        OrderType.AFTER_LIMIT_IOC,
        OrderType.AFTER_LIMIT_FOK,
    }
)


class SellType(StrEnum):
    """매도유형 (SLL_TYPE)."""

    ORDINARY = "01"
    DISCRETIONARY = "02"
    BORROWED = "05"


class Sign(Code):
    """전일 대비 부호."""

    UPPER_LIMIT = "1"
    UP = "2"
    UNCHANGED = "3"
    LOWER_LIMIT = "4"
    DOWN = "5"


class Period(StrEnum):
    """What one candle spans (FID_PERIOD_DIV_CODE)."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    YEAR = "Y"

    def begin(self, day: date) -> date:
        """Return the first day of the calendar which the candle that holds `day` spans."""
        match self:
            case Period.DAY:
                return day
            case Period.WEEK:
                return day - timedelta(days=day.weekday())
            case Period.MONTH:
                return day.replace(day=1)
            case Period.YEAR:
                return day.replace(month=1, day=1)


class Prices(StrEnum):
    """Adjusted for splits and the like or not (FID_ORG_ADJ_PRC of the period chart).

    KIS's daily price list (inquire-daily-price) uses the same two digits the other way round.
    """

    ADJUSTED = "0"
    RAW = "1"


class QuoteVenue(StrEnum):
    """Whose market is shown (FID_COND_MRKT_DIV_CODE). Paper knows KRX only."""

    KRX = "J"
    NXT = "NX"
    BOTH = "UN"


class VenueFilter(StrEnum):
    """Whose orders are listed (EXCG_ID_DVSN_CD of inquiries). Paper knows KRX only."""

    KRX = "KRX"
    NXT = "NXT"
    SOR = "SOR"
    ALL = "ALL"


class SideFilter(StrEnum):
    """Whose side is listed (SLL_BUY_DVSN_CD of inquiries)."""

    ALL = "00"
    SELL = "01"
    BUY = "02"


class OneDigitSide(StrEnum):
    """Whose side is listed, in the list of amendable orders (INQR_DVSN_2)."""

    ALL = "0"
    SELL = "1"
    BUY = "2"


class Sorting(StrEnum):
    """Row order of the list of amendable orders (INQR_DVSN_1)."""

    BY_ORDER = "0"
    BY_SYMBOL = "1"


class FillFilter(StrEnum):
    """체결구분 (CCLD_DVSN)."""

    ALL = "00"
    FILLED = "01"
    UNFILLED = "02"


class Sequence(StrEnum):
    """Row order of the daily order list (INQR_DVSN)."""

    NEWEST_FIRST = "00"
    OLDEST_FIRST = "01"


class Funding(StrEnum):
    """How orders were paid for (INQR_DVSN_3)."""

    ALL = "00"
    CASH = "01"
    CREDIT = "02"
    COLLATERAL = "03"
    SHORT = "04"
    LENT = "05"
    OWN_LOAN = "06"
    MARKET_LOAN = "07"


class BalanceRows(StrEnum):
    """What one row of the balance stands for (INQR_DVSN).

    The real gateway has refused BY_STOCK since 2026-02-10.
    """

    BY_LOAN_DATE = "01"
    BY_STOCK = "02"


class ValuedAt(StrEnum):
    """Which price values the holdings (AFHR_FLPR_YN).

    Until 2026-09-13 COMBINED (Y) meant the after-hours single price (시간외단일가).
    """

    KRX_CLOSE = "N"
    NXT = "X"
    COMBINED = "Y"


class YesterdaysTrades(StrEnum):
    """전일매매 포함 여부 (PRCS_DVSN)."""

    INCLUDED = "00"
    LEFT_OUT = "01"
