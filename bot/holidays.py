"""휴장: which days the exchanges are closed, by KIS where it tells, else by the calendars shipped with `kis`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from bot.i18n import later
from kis.domestic.info import CalendarDay
from kis.domestic.market_rows import MarketDays
from kis.errors import KisError, NotOffered
from kis.market.holidays import CALENDAR, Calendar
from kis.market.overseas_holidays import CALENDARS, EARLY_CLOSES
from kis.market.overseas_sessions import local_day
from kis.overseas.codes import Country, Exchange
from kis.overseas.stock import SettlementDay

if TYPE_CHECKING:
    from bot.connection import Connection
    from kis import Kis

AHEAD = timedelta(days=120)
"""How far the calendars are read."""
AT_HOME, ABROAD = 6, 3
"""How many days are shown."""
UNNAMED = later("휴장일")
EXCHANGES = {
    Country.US: Exchange.NASDAQ,
    Country.HONG_KONG: Exchange.HONG_KONG,
    Country.CHINA: Exchange.SHANGHAI,
    Country.JAPAN: Exchange.TOKYO,
    Country.VIETNAM: Exchange.HO_CHI_MINH,
}
T = TypeVar("T")

_listed: WeakKeyDictionary[Kis, tuple[date, Sequence[CalendarDay]]] = WeakKeyDictionary()
"""국내휴장일 of the day: KIS asks for one such call a day."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A weekday without trading, and why."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days to come. `told_until` is the last day that KIS itself has told at home; None in paper.

    `futures`, `settlements` and `night_ledger` are None or empty where KIS does not tell.
    """

    today: date
    open_today: bool
    at_home: Sequence[Closed]
    abroad: Mapping[Country, Sequence[Closed]]
    early: Sequence[date]
    told_until: date | None
    futures: MarketDays | None
    settlements: Sequence[SettlementDay]
    night_ledger: bool | None


async def upcoming(connection: Connection) -> Holidays:
    """Look at the days to come. Raises what `kis` raises, but for what paper does not have."""
    kis, today = connection.kis, connection.now().date()
    told, futures, settlements, night = await asyncio.gather(
        _if_offered(_at_home(connection.kis, today)),
        _if_offered(kis.domestic.market.days()),
        _if_offered(kis.overseas.info.settlement_days(day=today)),
        _night(kis),
    )
    known = told or ()
    calendar = CALENDAR.with_overrides(
        open=[row.date for row in known if row.open], closed=[row.date for row in known if not row.open]
    )
    until = max((row.date for row in known), default=None)
    abroad = {country: closed(CALENDARS[country], _there(country, connection), ABROAD) for country in EXCHANGES}
    early = [day for day in sorted(EARLY_CLOSES) if today <= day <= today + AHEAD]
    return Holidays(
        today, calendar.is_trading_day(today), closed(calendar, today, AT_HOME), abroad, early, until, futures,
        settlements or (), night,
    )  # fmt: skip


def closed(calendar: Calendar, since: date, most: int) -> list[Closed]:
    """The next weekdays without trading; weekends are no news."""
    days = (since + timedelta(days=ahead) for ahead in range(AHEAD.days))
    found = (day for day in days if day.weekday() < 5 and not calendar.is_trading_day(day))
    return [Closed(day, calendar.holidays.get(day, UNNAMED)) for day, _ in zip(found, range(most), strict=False)]


def _there(country: Country, connection: Connection) -> date:
    return local_day(EXCHANGES[country], connection.now())


async def _at_home(kis: Kis, today: date) -> Sequence[CalendarDay]:
    day, rows = _listed.get(kis, (None, ()))
    if day != today:
        rows = await kis.domestic.info.holidays(start=today)
        _listed[kis] = today, rows
    return rows


async def _night(kis: Kis) -> bool | None:
    """KIS no longer documents this call, so nothing depends on it."""
    try:
        return (await kis.overseas.info.ledger()).night
    except KisError:
        return None


async def _if_offered(asked: Awaitable[T]) -> T | None:
    try:
        return await asked
    except NotOffered:
        return None
