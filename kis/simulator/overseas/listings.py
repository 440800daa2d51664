"""The overseas symbols that are traded in the simulator. Prices and share counts are plausible, not true."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kis.market.ticks import Board
from kis.overseas.codes import Country, Currency, Exchange
from kis.overseas.ticks import board
from kis.simulator.listing import Crowd, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class OverseasListing(Listing):
    """One symbol of one exchange: `english` is its name abroad, `kind` 01 for a stock and 03 for an ETF."""

    exchange: Exchange
    english: str
    isin: str
    industry: str
    kind: str = "01"

    @property
    def currency(self) -> Currency:
        """In what it is traded."""
        return self.exchange.currency

    @property
    def realtime_key(self) -> str:
        """Its key in quotes and realtime channels, such as DNASAAPL."""
        return f"D{self.exchange.quote_code}{self.code}"


# code, Korean name, English name, price, listed shares, ISIN, industry
_TABLE: dict[Exchange, tuple[tuple[str, str, str, str, int, str, str], ...]] = {
    Exchange.NASDAQ: (
        ("AAPL", "애플", "APPLE INC", "268.50", 14_840_000_000, "US0378331005", "기술 하드웨어"),
        ("MSFT", "마이크로소프트", "MICROSOFT CORP", "507.30", 7_433_000_000, "US5949181045", "소프트웨어"),
        ("NVDA", "엔비디아", "NVIDIA CORP", "186.40", 24_300_000_000, "US67066G1040", "반도체"),
        ("AMZN", "아마존닷컴", "AMAZON.COM INC", "227.80", 10_660_000_000, "US0231351067", "유통"),
        ("GOOGL", "알파벳 A", "ALPHABET INC-CL A", "291.70", 5_820_000_000, "US02079K3059", "인터넷"),
        ("META", "메타 플랫폼스(페이스북)", "META PLATFORMS INC", "612.40", 2_180_000_000, "US30303M1027", "인터넷"),
        ("TSLA", "테슬라", "TESLA INC", "402.60", 3_326_000_000, "US88160R1014", "자동차"),
        ("AVGO", "브로드컴", "BROADCOM INC", "348.20", 4_722_000_000, "US11135F1012", "반도체"),
        ("NFLX", "넷플릭스", "NETFLIX INC", "110.35", 4_237_000_000, "US64110L1061", "미디어"),
        ("INTC", "인텔", "INTEL CORP", "34.72", 4_770_000_000, "US4581401001", "반도체"),
        ("SNDL", "SNDL", "SNDL INC", "1.86", 257_000_000, "CA83307B1013", "제약"),
    ),
    Exchange.NYSE: (
        ("KO", "코카콜라", "COCA-COLA CO", "71.15", 4_302_000_000, "US1912161007", "음료"),
        ("JPM", "JP모간체이스", "JPMORGAN CHASE & CO", "309.40", 2_722_000_000, "US46625H1005", "은행"),
        ("V", "비자", "VISA INC-CLASS A", "331.90", 1_690_000_000, "US92826C8394", "금융 서비스"),
        ("DIS", "월트디즈니", "WALT DISNEY CO", "105.80", 1_785_000_000, "US2546871060", "미디어"),
        ("BA", "보잉", "BOEING CO", "195.60", 760_000_000, "US0970231058", "항공우주"),
        ("F", "포드모터", "FORD MOTOR CO", "13.05", 3_913_000_000, "US3453708600", "자동차"),
    ),
    Exchange.AMEX: (
        ("SPY", "SPDR S&P 500 ETF", "SPDR S&P 500 ETF TRUST", "668.10", 1_020_000_000, "US78462F1030", "ETF"),
        ("SOXL", "DIREXION 반도체 3X", "DIREXION SEMI BULL 3X", "41.25", 340_000_000, "US25459W4583", "ETF"),
        ("GLD", "SPDR 금 ETF", "SPDR GOLD SHARES", "378.20", 390_000_000, "US78463V1070", "ETF"),
    ),
    Exchange.HONG_KONG: (
        ("00700", "텐센트", "TENCENT HOLDINGS LTD", "621.500", 9_160_000_000, "KYG875721634", "인터넷"),
        ("09988", "알리바바 그룹", "ALIBABA GROUP HOLDING LTD", "153.300", 19_080_000_000, "KYG017191142", "유통"),
        ("01810", "샤오미", "XIAOMI CORP-CLASS B", "41.520", 26_000_000_000, "KYG9830T1067", "기술 하드웨어"),
        ("00005", "HSBC", "HSBC HOLDINGS PLC", "110.700", 17_200_000_000, "GB0005405286", "은행"),
    ),
    Exchange.TOKYO: (
        ("7203", "토요타자동차", "TOYOTA MOTOR CORP", "3105", 15_795_000_000, "JP3633400001", "자동차"),
        ("6758", "소니그룹", "SONY GROUP CORP", "4390", 6_149_000_000, "JP3435000009", "전자"),
        ("9984", "소프트뱅크그룹", "SOFTBANK GROUP CORP", "19250", 1_470_000_000, "JP3436100006", "통신"),
    ),
    Exchange.SHANGHAI: (
        ("600519", "귀주모태주", "KWEICHOW MOUTAI CO LTD-A", "1452.30", 1_252_000_000, "CNE0000018R8", "음료"),
        ("601318", "중국평안보험", "PING AN INSURANCE GROUP-A", "58.40", 10_660_000_000, "CNE000001R84", "보험"),
    ),
    Exchange.SHENZHEN: (("300750", "CATL", "CONTEMPORARY AMPEREX-A", "388.60", 4_400_000_000, "CNE100003662", "전지"),),
    Exchange.HANOI: (
        ("SHS", "사이공하노이증권", "SAIGON-HANOI SECURITIES", "21500", 894_000_000, "VN000000SHS9", "증권"),
    ),
    Exchange.HO_CHI_MINH: (
        ("VNM", "비나밀크", "VIETNAM DAIRY PRODUCTS", "60500", 2_090_000_000, "VN000000VNM8", "식품"),
    ),
}
_LOTS = {"00700": 100, "09988": 100, "01810": 200, "00005": 400}
_LIMITS = {
    Exchange.SHANGHAI: 10,
    Exchange.SHENZHEN: 20,
    Exchange.TOKYO: 20,
    Exchange.HANOI: 10,
    Exchange.HO_CHI_MINH: 7,
}
_LEVEL = {
    Currency.USD: (4_000, 45_000),
    Currency.HKD: (30_000, 400_000),
    Currency.CNY: (30_000, 400_000),
    Currency.JPY: (600_000, 9_000_000),
    Currency.VND: (100_000_000, 900_000_000),
}
"""Money at one level of the book, in the currency."""


def _crowd(exchange: Exchange, table: Board) -> Crowd:
    low, high = (int(Decimal(money).scaleb(table.decimals)) for money in _LEVEL[exchange.currency])
    return Crowd(money=(low, high), least=20 if exchange.country is Country.US else 1, turnover=(0.001, 0.006))


def _lot(code: str, exchange: Exchange) -> int:
    return 1 if exchange.country is Country.US else _LOTS.get(code, 100)


def _listing(exchange: Exchange, row: tuple[str, str, str, str, int, str, str]) -> OverseasListing:
    code, name, english, price, shares, isin, industry = row
    table = board(exchange, large=exchange is Exchange.TOKYO)
    return OverseasListing(
        code=code,
        name=name,
        board=table,
        reference=table.units(Decimal(price)),
        shares=shares,
        venue=exchange.value,
        lot=_lot(code, exchange),
        limit_percent=_LIMITS.get(exchange),
        crowd=_crowd(exchange, table),
        exchange=exchange,
        english=english,
        isin=isin,
        industry=industry,
        kind="03" if industry == "ETF" else "01",
    )


LISTINGS: dict[str, OverseasListing] = {
    row[0]: _listing(exchange, row) for exchange, rows in _TABLE.items() for row in rows
}
