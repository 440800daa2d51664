"""Trading calendars of the overseas exchanges: days without trading, and US days that close early.

The tables cover 2025-2027; days of 2027 in China and Vietnam are those expected, not yet decreed. What they cannot know
(storms, days of mourning, later years) comes from KIS (해외결제일자조회) or from the operator, as overrides.

Sources: NYSE, HKEX, JPX and SSE trading calendars, Vietnamese public holidays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kis.market.holidays import Calendar
from kis.overseas.codes import Country

_US = {
    "새해 첫날": "20250101 20260101 20270101",
    "국가 애도의 날": "20250109",
    "마틴 루서 킹 데이": "20250120 20260119 20270118",
    "대통령의 날": "20250217 20260216 20270215",
    "성금요일": "20250418 20260403 20270326",
    "메모리얼 데이": "20250526 20260525 20270531",
    "준틴스 데이": "20250619 20260619 20270618",
    "독립기념일": "20250704 20260703 20270705",
    "노동절": "20250901 20260907 20270906",
    "추수감사절": "20251127 20261126 20271125",
    "성탄절": "20251225 20261225 20271224",
}
_HONG_KONG = """
2025 0101 0129 0130 0131 0404 0418 0421 0501 0505 0701 1001 1007 1029 1225 1226
2026 0101 0217 0218 0219 0403 0406 0407 0501 0525 0619 0701 1001 1019 1225
2027 0101 0208 0209 0326 0329 0405 0513 0609 0701 0916 1001 1008 1227
"""
_JAPAN = """
2025 0101 0102 0103 0113 0211 0224 0320 0429 0505 0506 0721 0811 0915 0923 1013 1103 1124 1231
2026 0101 0102 0112 0211 0223 0320 0429 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123 1231
2027 0101 0111 0211 0223 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123 1231
"""
_CHINA = """
2025 0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008
2026 0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007
2027 0101 0205 0208 0209 0210 0405 0503 0504 0609 0915 1001 1004 1005
"""
_VIETNAM = """
2025 0101 0127 0128 0129 0130 0131 0407 0430 0501 0502 0901 0902
2026 0101 0216 0217 0218 0219 0220 0427 0430 0501 0831 0901 0902 1124
2027 0101 0204 0205 0208 0209 0210 0416 0430 0503 0902 0903 1124
"""
EARLY_CLOSES = frozenset(
    {
        date(2025, 7, 3),
        date(2025, 11, 28),
        date(2025, 12, 24),
        date(2026, 11, 27),
        date(2026, 12, 24),
        date(2027, 11, 26),
    }
)
"""US days whose regular session ends at 13:00 New York time."""


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _by_year(table: str) -> dict[date, str]:
    lines = (line.split() for line in table.split("\n") if line)
    return {_day(year + day): "휴장일" for year, *days in lines for day in days}


def _calendar(holidays: dict[date, str]) -> Calendar:
    return Calendar(holidays=MappingProxyType(holidays), special=MappingProxyType({}))


CALENDARS: Mapping[Country, Calendar] = MappingProxyType(
    {
        Country.US: _calendar({_day(day): name for name, days in _US.items() for day in days.split()}),
        Country.HONG_KONG: _calendar(_by_year(_HONG_KONG)),
        Country.CHINA: _calendar(_by_year(_CHINA)),
        Country.JAPAN: _calendar(_by_year(_JAPAN)),
        Country.VIETNAM: _calendar(_by_year(_VIETNAM)),
    }
)
"""The calendars as shipped, by the days of the exchange. Their `special_hours` know Korea alone."""
