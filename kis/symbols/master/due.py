"""When a master file is to be loaded anew."""

from __future__ import annotations

from datetime import datetime, time

from kis.market.clock import KST
from kis.market.holidays import CALENDAR, Calendar

READY = time(7, 30)
"""When the files of a business day are expected to be made (KST). KIS names no hour."""


def last_made(now: datetime, *, ready: time = READY, calendar: Calendar = CALENDAR) -> datetime:
    """Return when the newest files were made: on this trading day or the one before."""
    now = now.astimezone(KST)
    made = datetime.combine(now.date(), ready, KST)
    if calendar.is_trading_day(now.date()) and made <= now:
        return made
    return datetime.combine(calendar.previous_trading_day(now.date()), ready, KST)


def due(loaded: datetime | None, now: datetime, *, ready: time = READY, calendar: Calendar = CALENDAR) -> bool:
    """Tell whether a file loaded then is out of date now, once a business day; one from the future is."""
    return loaded is None or not last_made(now, ready=ready, calendar=calendar) <= loaded <= now
