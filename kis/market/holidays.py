"""The trading calendar of the Korean exchanges (KRX and NXT keep the same days).

The table covers 2025-2027. What it cannot know (a holiday decreed at short notice, a later year) comes from KIS
chk-holiday (CTCA0903R) or from the operator, as overrides. Outside the table every weekday counts as a trading day
until an override says otherwise; `covers` tells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

_TABLE = """
2025-01-01 신정
2025-01-27 임시공휴일
2025-01-28 설날 연휴
2025-01-29 설날
2025-01-30 설날 연휴
2025-03-03 삼일절 대체공휴일
2025-05-01 근로자의 날
2025-05-05 어린이날
2025-05-06 대체공휴일
2025-06-03 대통령 선거일
2025-06-06 현충일
2025-08-15 광복절
2025-10-03 개천절
2025-10-06 추석
2025-10-07 추석 연휴
2025-10-08 추석 대체공휴일
2025-10-09 한글날
2025-12-25 성탄절
2025-12-31 연말 휴장일
2026-01-01 신정
2026-02-16 설날 연휴
2026-02-17 설날
2026-02-18 설날 연휴
2026-03-02 삼일절 대체공휴일
2026-05-01 노동절
2026-05-05 어린이날
2026-05-25 부처님오신날 대체공휴일
2026-06-03 지방선거일
2026-07-17 제헌절
2026-08-17 광복절 대체공휴일
2026-09-24 추석 연휴
2026-09-25 추석
2026-10-05 개천절 대체공휴일
2026-10-09 한글날
2026-12-25 성탄절
2026-12-31 연말 휴장일
2027-01-01 신정
2027-02-08 설날 연휴
2027-02-09 설날 대체공휴일
2027-03-01 삼일절
2027-05-03 노동절 대체공휴일
2027-05-05 어린이날
2027-05-13 부처님오신날
2027-07-19 제헌절 대체공휴일
2027-08-16 광복절 대체공휴일
2027-09-14 추석 연휴
2027-09-15 추석
2027-09-16 추석 연휴
2027-10-04 개천절 대체공휴일
2027-10-11 한글날 대체공휴일
2027-12-27 성탄절 대체공휴일
2027-12-31 연말 휴장일
"""

_HOUR = timedelta(hours=1)
_SEARCH_DAYS = 60


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """How a day differs from the usual timetable: its name, how much later it opens and how much later it closes."""

    name: str
    opens_later: timedelta = timedelta(0)
    closes_later: timedelta = timedelta(0)


EXAM_DAY = SpecialHours("수능일", opens_later=_HOUR, closes_later=_HOUR)
FIRST_DAY = SpecialHours("새해 첫 거래일", opens_later=_HOUR)
"""Opens at 10:00 and closes as usual (seen 2026-01-02)."""


def _days() -> Mapping[date, str]:
    rows = (line.split(maxsplit=1) for line in _TABLE.split("\n") if line)
    return MappingProxyType({date.fromisoformat(day): name for day, name in rows})


@dataclass(frozen=True)
class Calendar:
    """Which days are traded and with what hours. A value: `with_overrides` returns another calendar."""

    holidays: Mapping[date, str] = field(default_factory=_days)
    """Days without trading, by Korean name; weekends need no entry."""
    opened: frozenset[date] = frozenset()
    """Days that are traded whatever the table says."""
    special: Mapping[date, SpecialHours] = field(
        default_factory=lambda: MappingProxyType({date(2025, 11, 13): EXAM_DAY, date(2026, 11, 19): EXAM_DAY})
    )
    """Days with other hours. The exam day of 2027 had not been announced when this was written."""

    def with_overrides(
        self,
        *,
        open: Iterable[date] = (),  # noqa: A002 - the word of the trade, and keyword only
        closed: Iterable[date] = (),
        special: Mapping[date, SpecialHours] | None = None,
    ) -> "Calendar":
        """Return this calendar with days opened, closed or given other hours; the newest word on a day wins."""
        opened, shut = frozenset(open), frozenset(closed)
        if both := opened & shut:
            raise ValueError(f"both open and closed: {min(both)}")
        holidays = {day: name for day, name in self.holidays.items() if day not in opened}
        holidays.update({day: self.holidays.get(day, "휴장일") for day in shut})
        return replace(
            self, holidays=holidays, opened=(self.opened | opened) - shut, special={**self.special, **(special or {})}
        )

    def covers(self, day: date) -> bool:
        """Tell whether the table knows the holidays of that year."""
        return any(day.year == known.year for known in self.holidays)

    def is_trading_day(self, day: date) -> bool:
        """Tell whether the exchanges trade on that day (KST)."""
        return day in self.opened or (day.weekday() < 5 and day not in self.holidays)

    def holiday_name(self, day: date) -> str | None:
        """Return why a day is not traded (`설날`, `주말`); None on a trading day."""
        if self.is_trading_day(day):
            return None
        return self.holidays.get(day, "주말")

    def previous_trading_day(self, day: date) -> date:
        """Return the last trading day before `day`; LookupError if there is none within two months."""
        return self._seek(day, -1)

    def next_trading_day(self, day: date) -> date:
        """Return the first trading day after `day`; LookupError if there is none within two months."""
        return self._seek(day, 1)

    def special_hours(self, day: date) -> SpecialHours | None:
        """Return how the hours of a trading day differ (수능일, 새해 첫 거래일); None on an ordinary day."""
        if day in self.special:
            return self.special[day]
        first = self._seek(date(day.year, 1, 1) - timedelta(days=1), 1)
        return FIRST_DAY if day == first else None

    def _seek(self, day: date, direction: int) -> date:
        for distance in range(1, _SEARCH_DAYS + 1):
            candidate = day + timedelta(days=direction * distance)
            if self.is_trading_day(candidate):
                return candidate
        raise LookupError(f"no trading day within {_SEARCH_DAYS} days of {day}")


CALENDAR = Calendar()
"""The calendar as shipped, without overrides."""
