"""How much of the past a chart shows, as it is typed and as buttons carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.charts.values import Unit
from bot.i18n import later, say

STEPS = (1, 3, 5, 10, 15, 30, 60)
"""Minutes of one bar."""
MOST = 200
"""Bars of a chart; more cannot be told apart on a phone."""
FEWEST = 5
SESSION = 390
"""Minutes of a day's regular session."""
_CODE = re.compile(r"([mdwM])([1-9]\d{0,2})x([1-9]\d?)(?:@(\d{8}))?", re.ASCII)
_TYPED = re.compile(r"(\d{1,3})?(분|일|주|달|개월|월|년|m|d|w|mo|y)(봉)?")
_WORDS = {"minute": "분", "day": "일", "daily": "일", "week": "주", "weekly": "주", "month": "월", "monthly": "월"}
_SAME = {"m": "분", "d": "일", "w": "주", "mo": "달", "개월": "달", "y": "년"}
_UNITS = {"일": Unit.DAY, "주": Unit.WEEK, "월": Unit.MONTH, "달": Unit.MONTH}
_KINDS = {Unit.DAY: later("일봉"), Unit.WEEK: later("주봉"), Unit.MONTH: later("월봉")}


@dataclass(frozen=True, slots=True)
class Span:
    """`count` bars of a unit; of minutes a bar spans `step`, and they may be those of a past `day`."""

    unit: Unit
    count: int = 80
    step: int = 1
    day: date | None = None

    @property
    def code(self) -> str:
        """As a button carries it: `d66x1`, `m78x5@20261125`."""
        return f"{self.unit.value}{self.count}x{self.step}" + (f"@{self.day:%Y%m%d}" if self.day else "")

    @property
    def kind(self) -> str:
        """일봉, 5분봉, `11-25 5분봉`."""
        bars = say("{step}분봉", step=self.step) if self.unit is Unit.MINUTE else say(_KINDS[self.unit])
        return f"{self.day:%m-%d} {bars}" if self.day else bars

    @classmethod
    def parse(cls, code: str) -> Self | None:
        """Read a button; None for what we do not write."""
        found = _CODE.fullmatch(code)
        if found is None:
            return None
        try:
            day = date.fromisoformat(found[4]) if found[4] else None
        except ValueError:
            return None
        span = cls(Unit(found[1]), int(found[2]), int(found[3]), day)
        steps = STEPS if span.unit is Unit.MINUTE else (1,)
        fits = FEWEST <= span.count <= MOST and span.step in steps
        return span if fits and (day is None or span.unit is Unit.MINUTE) else None

    @classmethod
    def read(cls, word: str) -> Self | None:
        """Read what is typed: `일봉`, `5분`, `3달`, `1년`; None for other words and for what is out of reach."""
        found = _TYPED.fullmatch(_WORDS.get(word.lower(), word.lower()))
        if found is None:
            return None
        number, unit = int(found[1] or 0), _SAME.get(found[2], found[2])
        if not number or found[3]:
            return cls._bars(number, unit)
        match unit:
            case "분":
                return cls._bars(number, unit)
            case "일":
                return cls.of_days(number)
            case "주":
                return cls.of_days(5 * number)
            case "달" | "월":
                return cls.of_days(21 * number)
            case _:
                return cls.of_days(252 * number)

    @classmethod
    def of_past(cls, step: int, day: date) -> Self:
        """A past day in minutes: all of it, or its last ones where they are too many to be told apart."""
        return cls(Unit.MINUTE, max(min(SESSION // step, MOST), FEWEST), step, day)

    @classmethod
    def _bars(cls, number: int, unit: str) -> Self | None:
        """A unit of bars, with a number only where it says how many minutes a bar has."""
        if unit == "분":
            return cls(Unit.MINUTE, step=number or 1) if (number or 1) in STEPS else None
        return cls(_UNITS[unit], 60 if _UNITS[unit] is Unit.MONTH else 80) if unit in _UNITS and not number else None

    @classmethod
    def of_days(cls, days: int) -> Self | None:
        """So many trading days, in bars that are few enough to be seen."""
        for unit, length in ((Unit.DAY, 1), (Unit.WEEK, 5), (Unit.MONTH, 21)):
            if (count := days // length) <= 130:
                return cls(unit, max(count, FEWEST))
        return None
