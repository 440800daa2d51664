"""Contract months of KRX derivatives: when a month ends, and which future is nearest."""

from __future__ import annotations

from datetime import date, timedelta

from kis.market.holidays import CALENDAR, Calendar

_THURSDAY = 3
_QUARTERS = (3, 6, 9, 12)


def last_trading_day(year: int, month: int, calendar: Calendar = CALENDAR) -> date:
    """Return the last trading day of a contract month (최종거래일): its second Thursday, or the trading day before."""
    first = date(year, month, 1)
    second_thursday = first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7)
    if calendar.is_trading_day(second_thursday):
        return second_thursday
    return calendar.previous_trading_day(second_thursday)


def nearest_quarter(today: date, calendar: Calendar = CALENDAR) -> date:
    """Return the last trading day of the nearest index future (최근월물); on that day it is still the nearest."""
    months = ((year, month) for year in (today.year, today.year + 1) for month in _QUARTERS)
    ends = (last_trading_day(year, month, calendar) for year, month in months)
    return next(end for end in ends if end >= today)


def future_code(product: str, year: int, month: int) -> str:
    """Return the short code of an index future in the form of 2026: `A01612` is KOSPI200 (`01`) of December 2026.

    For use where no master file is at hand. KIS may change the form again; the master file is the truth.
    """
    return f"A{product}{year % 10}{month:02}"
