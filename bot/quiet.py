"""조용한 시간: the part of each day (KST) in which what can wait does wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.tables import Preference
from kis.market.clock import KST

DAY = 24 * 60
_TIME = r"(\d{1,2})(?::(\d{2})|시(?:\s*(\d{1,2})분)?)?"
_HOURS = re.compile(rf"{_TIME}\s*(?:-|~|–|부터|에서)\s*{_TIME}\s*(?:까지)?")


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one minute of the day to another, over midnight where the end is not after the start."""

    start: int
    end: int

    def end_of(self, now: datetime) -> datetime | None:
        """When the quiet ends that holds now; None if none does."""
        local = now.astimezone(KST)
        minute = local.hour * 60 + local.minute
        if (minute - self.start) % DAY >= (self.end - self.start) % DAY:
            return None
        return local.replace(second=0, microsecond=0) + timedelta(minutes=(self.end - minute) % DAY)


def read(text: str) -> Quiet | None:
    """`22:00-07:00`, `22-7`, `22시부터 7시 30분까지`; None for what is no such span."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        return None
    start, end = (_minute(*found.groups(default="0")[first : first + 3]) for first in (0, 3))
    return None if start is None or end is None or start == end else Quiet(start, end)


def quiet_of(preference: Preference) -> Quiet | None:
    """A reader's quiet hours."""
    if preference.quiet_from is None or preference.quiet_until is None:
        return None
    return Quiet(preference.quiet_from, preference.quiet_until)


def quiet_until(preference: Preference, now: datetime) -> datetime | None:
    """When the quiet ends that a reader has now; None if there is none."""
    quiet = quiet_of(preference)
    return None if quiet is None else quiet.end_of(now)


def _minute(hour: str, colon: str, spelt: str) -> int | None:
    minute = int(hour) * 60 + (int(colon) or int(spelt))
    fits = int(hour) < 24 or minute == DAY
    return minute % DAY if fits and int(colon) < 60 and int(spelt) < 60 else None
