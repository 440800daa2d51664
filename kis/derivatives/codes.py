"""Codes of domestic futures and options, by their meaning."""

from __future__ import annotations

from enum import StrEnum

from kis.domestic.codes import Code


class PriceType(Code):
    """호가유형 (NMPR_TYPE_CD)."""

    LIMIT = "01"
    MARKET = "02"
    CONDITIONAL_LIMIT = "03"
    """조건부지정가: turns to market in the closing auction."""
    BEST = "04"
    """최유리지정가: limit at the best price of the other side."""


class Condition(Code):
    """한국거래소 호가조건 (KRX_NMPR_CNDT_CD)."""

    NONE = "0"
    IOC = "3"
    """Fill what can be filled now, cancel the rest."""
    FOK = "4"
    """Fill all of it now or none."""


class OrderType(Code):
    """주문구분 (ORD_DVSN_CD). Price type and condition, which KIS asks for beside it, follow from it."""

    LIMIT = "01"
    MARKET = "02"
    CONDITIONAL_LIMIT = "03"
    BEST = "04"
    LIMIT_IOC = "10"
    LIMIT_FOK = "11"
    MARKET_IOC = "12"
    MARKET_FOK = "13"
    BEST_IOC = "14"
    BEST_FOK = "15"

    @property
    def needs_price(self) -> bool:
        """Whether a price must be named; the others travel with price 0."""
        return self.price_type in (PriceType.LIMIT, PriceType.CONDITIONAL_LIMIT)

    @property
    def price_type(self) -> PriceType:
        """호가유형 of the type; LIMIT for a type that is not known here."""
        return _PARTS.get(self, _LIMIT)[0]

    @property
    def condition(self) -> Condition:
        """호가조건 of the type."""
        return _PARTS.get(self, _LIMIT)[1]


_LIMIT = (PriceType.LIMIT, Condition.NONE)
_PARTS = {
    OrderType.LIMIT: _LIMIT,
    OrderType.MARKET: (PriceType.MARKET, Condition.NONE),
    OrderType.CONDITIONAL_LIMIT: (PriceType.CONDITIONAL_LIMIT, Condition.NONE),
    OrderType.BEST: (PriceType.BEST, Condition.NONE),
    OrderType.LIMIT_IOC: (PriceType.LIMIT, Condition.IOC),
    OrderType.LIMIT_FOK: (PriceType.LIMIT, Condition.FOK),
    OrderType.MARKET_IOC: (PriceType.MARKET, Condition.IOC),
    OrderType.MARKET_FOK: (PriceType.MARKET, Condition.FOK),
    OrderType.BEST_IOC: (PriceType.BEST, Condition.IOC),
    OrderType.BEST_FOK: (PriceType.BEST, Condition.FOK),
}


class NightItem(Code):
    """선물옵션종목구분 (FUOP_ITEM_DVSN_CD), which amendments and cancellations name at night."""

    FUTURE = "01"
    CALL = "02"
    PUT = "03"
    SPREAD = "04"


class Market(StrEnum):
    """Whose contract is shown (FID_COND_MRKT_DIV_CODE)."""

    INDEX_FUTURES = "F"
    INDEX_OPTIONS = "O"
    STOCK_FUTURES = "JF"
    STOCK_OPTIONS = "JO"
    COMMODITY_FUTURES = "CF"
    """Gold, bonds and currencies."""
    NIGHT_FUTURES = "CM"
    NIGHT_OPTIONS = "EU"


class BoardProduct(StrEnum):
    """Whose board is shown (FID_COND_MRKT_CLS_CODE)."""

    KOSPI200 = ""
    MINI_KOSPI200 = "MKI"
    WEEKLY_MONDAY = "WKM"
    WEEKLY_THURSDAY = "WKI"
    KOSDAQ150 = "KQI"


class Margin(StrEnum):
    """Which margin counts (MGNA_DVSN)."""

    INITIAL = "01"
    """개시 증거금."""
    MAINTENANCE = "02"
    """유지 증거금."""


class ValuedFrom(StrEnum):
    """From which price the profit of a position is counted (EXCC_STAT_CD)."""

    SETTLEMENT = "1"
    """정산가격: the last daily settlement."""
    PURCHASE = "2"
    """본정산: the price paid."""


class Sorting(StrEnum):
    """Row order of the order list (SORT_SQN)."""

    OLDEST_FIRST = "AS"
    NEWEST_FIRST = "DS"


class NightKind(StrEnum):
    """Whose orders are listed at night (FUOP_DVSN_CD)."""

    ALL = ""
    FUTURES = "01"
    OPTIONS = "02"


class Interval(StrEnum):
    """What one candle of a day's chart spans (FID_HOUR_CLS_CODE), in seconds."""

    HALF_MINUTE = "30"
    MINUTE = "60"
