"""The days of a reservation as they stand in a line: `내일`, `12-01`, `12-31까지` or `~12-31`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bot.errors import UserError
from bot.i18n import say
from bot.markets.booked import Reserve
from bot.typed import typed_line

_NEAR = {"오늘": 0, "내일": 1, "모레": 2}
_UNTIL = re.compile(r"~(.+)|(.+)까지")
_DATE = re.compile(r"(?:(\d{4})-)?(\d{1,2})(?:-|/|월)(\d{1,2})일?", re.ASCII)
_CODE = re.compile(r"([=~])(\d{4}-\d{2}-\d{2})", re.ASCII)
NEXT = "+"
EXAMPLE = "예약 매수 삼성전자 10 70000 ~12-31"


def dated(words: Iterable[str], today: date) -> tuple[str, Reserve]:
    """Take the day out of a line; returns the rest. Raises `UserError` for a day that is none, or more than one."""
    rest, found = [], []
    for word in words:
        if (reserve := _read(word, today)) is None:
            rest.append(word)
        else:
            found.append(reserve)
    if len(found) > 1:
        raise UserError(say("날짜는 하나만 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    return " ".join(rest), next(iter(found), Reserve())


def code(reserve: Reserve | None) -> str:
    """As it travels in a button; blank is no reservation."""
    if reserve is None:
        return ""
    if reserve.until is not None:
        return f"~{reserve.until}"
    return NEXT if reserve.day is None else f"={reserve.day}"


def from_code(text: str) -> Reserve | None:
    """Read it back; what nobody writes so (forged) is the next day: it must never become an order of now."""
    if not text:
        return None
    found = _CODE.fullmatch(text)
    try:
        day = date.fromisoformat(found[2]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        return Reserve()
    return Reserve(until=day) if found[1] == "~" else Reserve(day=day)


def _read(word: str, today: date) -> Reserve | None:
    until = _UNTIL.fullmatch(word)
    plain = word if until is None else until[1] or until[2]
    if plain in _NEAR:
        day = today + timedelta(days=_NEAR[plain])
    elif (written := _DATE.fullmatch(plain)) is not None:
        day = _day(written, today, word)
    else:
        return None
    return Reserve(day=day) if until is None else Reserve(until=day)


def _day(written: re.Match[str], today: date, word: str) -> date:
    """A day without a year is the next one of that name."""
    year, month, day = (int(part) if part else 0 for part in written.groups())
    try:
        found = date(year or today.year, month, day)
        return found.replace(year=today.year + 1) if not year and found < today else found
    except ValueError:
        raise UserError(
            say(
                "「{word}」는 없는 날짜예요. 이렇게 적어 주세요: {example}", word=word[:20], example=typed_line(EXAMPLE)
            )
        ) from None
