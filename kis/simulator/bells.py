"""The moments at which something happens by the clock, from one look at it to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

_A_DAY = timedelta(days=1)
_LIVED_THROUGH = timedelta(days=31)


class Bells:
    """The bells of a timetable, day by day; `of_day` is asked once for each."""

    def __init__(self, of_day: Callable[[date], list[datetime]]) -> None:
        self._of_day = of_day
        self._known: dict[date, list[datetime]] = {}

    def between(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] at which a session or a day begins or ends, in order.

        A clock set far ahead skips the days between: the first day is ended and the last ones are lived through.
        """
        found: list[datetime] = []
        day = after.date()
        while day <= until.date():
            if day not in self._known:
                self._known[day] = self._of_day(day)
            found += [moment for moment in self._known[day] if after < moment <= until]
            day = max(day + _A_DAY, until.date() - _LIVED_THROUGH)
        return found
