"""Codes of overseas stocks, by their meaning: exchanges with all the names KIS has for each, currencies, order types.

One exchange has one code in orders and accounts (NASD), another in quotes and realtime keys (NAS), a third in product
queries (512). A request names the `Exchange`; the right code travels.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from kis.domestic.codes import Code, Side


class Currency(StrEnum):
    """통화 (TR_CRCY_CD)."""

    USD = "USD"
    HKD = "HKD"
    CNY = "CNY"
    JPY = "JPY"
    VND = "VND"

    @property
    def decimals(self) -> int:
        """Places after the point in which money of the currency is counted."""
        return 0 if self in (Currency.JPY, Currency.VND) else 2


class Country(StrEnum):
    """국가 (NATN_CD), with its two letters in `abbreviation`."""

    US = "840"
    HONG_KONG = "344"
    CHINA = "156"
    JAPAN = "392"
    VIETNAM = "704"

    @property
    def abbreviation(self) -> str:
        """US, HK, CN, JP or VN."""
        return _COUNTRIES[self][0]

    @property
    def currency(self) -> Currency:
        """In what its stocks are traded."""
        return _COUNTRIES[self][1]

    @property
    def korean_name(self) -> str:
        """Such as 미국."""
        return _COUNTRIES[self][2]

    @property
    def timezone(self) -> str:
        """Name of the zone (tz database) in which its exchanges keep their hours."""
        return _COUNTRIES[self][3]


_COUNTRIES: dict[Country, tuple[str, Currency, str, str]] = {
    Country.US: ("US", Currency.USD, "미국", "America/New_York"),
    Country.HONG_KONG: ("HK", Currency.HKD, "홍콩", "Asia/Hong_Kong"),
    Country.CHINA: ("CN", Currency.CNY, "중국", "Asia/Shanghai"),
    Country.JAPAN: ("JP", Currency.JPY, "일본", "Asia/Tokyo"),
    Country.VIETNAM: ("VN", Currency.VND, "베트남", "Asia/Ho_Chi_Minh"),
}


class Exchange(StrEnum):
    """해외거래소 (OVRS_EXCG_CD): the code of orders and accounts is the value, the others are attributes."""

    NASDAQ = "NASD"
    NYSE = "NYSE"
    AMEX = "AMEX"
    HONG_KONG = "SEHK"
    SHANGHAI = "SHAA"
    SHENZHEN = "SZAA"
    TOKYO = "TKSE"
    HANOI = "HASE"
    HO_CHI_MINH = "VNSE"

    @classmethod
    def _missing_(cls, value: object) -> Exchange | None:
        """Some inquiries of a real account write NAS for Nasdaq without the rest of the US."""
        return cls.NASDAQ if value == "NAS" else None

    @property
    def quote_code(self) -> str:
        """EXCD of quotes and realtime keys, such as NAS."""
        return _EXCHANGES[self].quote_code

    @property
    def product_type(self) -> str:
        """PRDT_TYPE_CD, such as 512."""
        return _EXCHANGES[self].product_type

    @property
    def market_code(self) -> str:
        """TR_MKET_CD within its country, such as 01."""
        return _EXCHANGES[self].market_code

    @property
    def country(self) -> Country:
        """Where it is."""
        return _EXCHANGES[self].country

    @property
    def currency(self) -> Currency:
        """In what its stocks are traded."""
        return self.country.currency

    @property
    def korean_name(self) -> str:
        """Such as 나스닥."""
        return _EXCHANGES[self].korean_name

    @property
    def price_decimals(self) -> int:
        """Places after the point of an ordinary price; US prices below one dollar have four."""
        return _EXCHANGES[self].price_decimals

    @property
    def daytime(self) -> DaytimeMarket | None:
        """The daytime market of its stocks (미국 주간거래), None outside the US."""
        return DaytimeMarket[self.name] if self.country is Country.US else None

    @classmethod
    def of(cls, code: str) -> Exchange | None:
        """Find an exchange by any of its codes (NASD, NAS, BAQ, 512); None if no exchange has it."""
        return _BY_CODE.get(code.strip().upper())


class DaytimeMarket(StrEnum):
    """미국 주간거래 시장 (EXCD): where US stocks trade by day in Korea."""

    NASDAQ = "BAQ"
    NYSE = "BAY"
    AMEX = "BAA"

    @property
    def quote_code(self) -> str:
        """EXCD of quotes and realtime keys."""
        return self.value

    @property
    def exchange(self) -> Exchange:
        """The exchange of its stocks."""
        return Exchange[self.name]


QuotedAt = Exchange | DaytimeMarket
"""What a quote may name; travels as EXCD."""


class _Facts(NamedTuple):
    quote_code: str
    product_type: str
    market_code: str
    country: Country
    korean_name: str
    price_decimals: int


_EXCHANGES: dict[Exchange, _Facts] = {
    Exchange.NASDAQ: _Facts("NAS", "512", "01", Country.US, "나스닥", 2),
    Exchange.NYSE: _Facts("NYS", "513", "02", Country.US, "뉴욕", 2),
    Exchange.AMEX: _Facts("AMS", "529", "05", Country.US, "아멕스", 2),
    Exchange.HONG_KONG: _Facts("HKS", "501", "01", Country.HONG_KONG, "홍콩", 3),
    Exchange.SHANGHAI: _Facts("SHS", "551", "01", Country.CHINA, "상해", 2),
    Exchange.SHENZHEN: _Facts("SZS", "552", "02", Country.CHINA, "심천", 2),
    Exchange.TOKYO: _Facts("TSE", "515", "01", Country.JAPAN, "도쿄", 1),
    Exchange.HANOI: _Facts("HNX", "507", "01", Country.VIETNAM, "하노이", 0),
    Exchange.HO_CHI_MINH: _Facts("HSX", "508", "02", Country.VIETNAM, "호치민", 0),
}
US = tuple(exchange for exchange in Exchange if exchange.country is Country.US)
"""NASDAQ, NYSE, AMEX."""
ASIA = tuple(exchange for exchange in Exchange if exchange.country is not Country.US)

_BY_CODE = {
    **{code: exchange for exchange in Exchange for code in (exchange, exchange.quote_code, exchange.product_type)},
    **{market.value: market.exchange for market in DaytimeMarket},
}


class OrderType(Code):
    """주문구분 (ORD_DVSN). There is no plain market order; `order_types` tells what an exchange takes."""

    LIMIT = "00"
    """지정가."""
    MARKET_ON_OPEN = "31"
    """MOO, 장개시 시장가: sells in the US."""
    LIMIT_ON_OPEN = "32"
    """LOO, 장개시 지정가: US."""
    MARKET_ON_CLOSE = "33"
    """MOC, 장마감 시장가: sells in the US."""
    LIMIT_ON_CLOSE = "34"
    """LOC, 장마감 지정가: US."""
    TWAP = "35"
    """시간가중 분할: US, over a span of time; cannot be amended."""
    VWAP = "36"
    """거래량가중 분할: US, as TWAP."""
    ODD_LOT = "50"
    """단주지정가: sells in Hong Kong below one lot."""

    @property
    def needs_price(self) -> bool:
        """Whether a price must be named; MOO and MOC travel with price 0."""
        return self not in (OrderType.MARKET_ON_OPEN, OrderType.MARKET_ON_CLOSE)

    @property
    def is_split(self) -> bool:
        """Whether the order is worked in parts over a span of time."""
        return self in (OrderType.TWAP, OrderType.VWAP)


_LIMIT_ONLY = frozenset({OrderType.LIMIT})
_US_BUY = _LIMIT_ONLY | {OrderType.LIMIT_ON_OPEN, OrderType.LIMIT_ON_CLOSE, OrderType.TWAP, OrderType.VWAP}
_US_SELL = _US_BUY | {OrderType.MARKET_ON_OPEN, OrderType.MARKET_ON_CLOSE}
_US_RESERVED = _LIMIT_ONLY | {OrderType.TWAP, OrderType.VWAP}


def order_types(exchange: Exchange, side: Side, *, paper: bool = False, reserved: bool = False) -> frozenset[OrderType]:
    """Return what an exchange takes from a side; paper takes limit orders alone, so do reservations in Asia."""
    if paper:
        return _LIMIT_ONLY
    if exchange.country is Country.US and reserved:
        return _US_RESERVED | ({OrderType.MARKET_ON_OPEN} if side is Side.SELL else frozenset())
    if exchange.country is Country.US:
        return _US_SELL if side is Side.SELL else _US_BUY
    if exchange is Exchange.HONG_KONG and side is Side.SELL and not reserved:
        return _LIMIT_ONLY | {OrderType.ODD_LOT}
    return _LIMIT_ONLY


def amendable(exchange: Exchange) -> bool:
    """Tell whether the exchange amends orders; China and Vietnam only cancel."""
    return exchange.country not in (Country.CHINA, Country.VIETNAM)
