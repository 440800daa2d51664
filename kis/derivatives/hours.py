"""When futures and options are traded: by day, and since June 2025 at night on KRX's own market. Times are KST."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from kis.market.clock import KST
from kis.market.holidays import CALENDAR, Calendar, SpecialHours

_USUAL = SpecialHours("보통")


class Session(Enum):
    """A session of derivatives, by Korean name."""

    DAY = "주간"
    NIGHT = "야간"


@dataclass(frozen=True, slots=True)
class Hours:
    """The timetable; a value, since KRX moves it without telling KIS's clients."""

    day_open: time = time(8, 45)
    day_close: time = time(15, 45)
    last_day_close: time = time(15, 20)
    """When a contract that expires that day stops."""
    night_open: time = time(18, 0)
    night_close: time = time(6, 0)
    """On the next morning."""

    def by_day(self, day: date, *, last: bool = False, calendar: Calendar = CALENDAR) -> tuple[datetime, datetime]:
        """Return when the session by day begins and ends; `last` for a contract that expires then.

        On the day of the exam (수능) and the first trading day of a year it begins later, as that of stocks does.
        """
        special = calendar.special_hours(day) or _USUAL
        close = self.last_day_close if last else self.day_close
        begin, end = (datetime.combine(day, clock, KST) for clock in (self.day_open, close))
        return begin + special.opens_later, end + special.closes_later

    def session_at(
        self, moment: datetime, *, expires: date | None = None, calendar: Calendar = CALENDAR
    ) -> Session | None:
        """Return the session that runs at a moment, None between them; `expires` is a contract's last trading day.

        A night begins on the evening of a trading day, whether or not the next day is one. A contract has no night
        after its last day.
        """
        now = moment.astimezone(KST)
        day, clock = now.date(), now.time()
        if expires is not None and day > expires:
            return None
        if calendar.is_trading_day(day):
            begin, end = self.by_day(day, last=day == expires, calendar=calendar)
            if begin <= now < end:
                return Session.DAY
            if clock >= self.night_open and day != expires:
                return Session.NIGHT
        evening_before = calendar.is_trading_day(day - timedelta(days=1))
        return Session.NIGHT if clock < self.night_close and evening_before else None


HOURS = Hours()


def trading_day(moment: datetime, hours: Hours = HOURS, calendar: Calendar = CALENDAR) -> date:
    """Return the day that trades of a moment belong to: those of a night belong to the next trading day."""
    now = moment.astimezone(KST)
    if calendar.is_trading_day(now.date()) and now.time() < hours.night_open:
        return now.date()
    return calendar.next_trading_day(now.date())
