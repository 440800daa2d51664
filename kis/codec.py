"""How one value travels: KIS's text to Python and back, chosen by the annotation."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Literal, Union, get_args, get_origin

from kis.errors import MalformedMessage

MISSING = frozenset({"", "(null)", "nan", "-nan"})
"""What KIS writes where it has no value."""
_MOST_DIGITS = 30
_MOST = 2**63 - 1
"""Whole numbers beyond are no money and no quantity of anything, and no database keeps them."""


@dataclass(frozen=True, slots=True)
class Value:
    """One text value: `parse` and `show` by type, `optional` where a blank is allowed."""

    where: str
    parse: Callable[[str], Any]
    show: Callable[[Any], str]
    optional: bool
    kind: Any = str
    """The type under the unit."""

    @classmethod
    def of(cls, hint: Any, where: str, code: str = "value") -> Value:
        """Make the codec of an annotation; `code` names the attribute of an enum that travels."""
        base, optional = unwrap(hint)
        parse, show = _codec(base) if code == "value" else _coded(base, code)
        return cls(where, parse, show, optional, base)

    def read(self, raw: Any) -> Any:
        text = "" if raw is None else str(raw).strip()
        if text in MISSING:
            return self._absent()
        try:
            value = self.parse(text)
        except (ValueError, InvalidOperation, KeyError):
            # Python's own error quotes the value, which may be an account or a balance.
            raise MalformedMessage(f"{self.where}: 읽을 수 없는 값이에요.") from None
        return self._absent() if value is None else value

    def read_all(self, raw: Sequence[str]) -> tuple[Any, ...]:
        """Read many texts of the same kind."""
        if self.parse is _whole:
            try:
                found = tuple(map(int, raw))
            except ValueError:
                found = ()
            if found and min(found) >= -_MOST and max(found) <= _MOST:
                return found
        return tuple(map(self.read, raw))

    def _absent(self) -> Any:
        if self.optional:
            return None
        if self.parse is str:
            return ""
        raise MalformedMessage(f"{self.where}: 값이 비어 있어요.")


def is_union(hint: Any) -> bool:
    """Whether a hint is `X | Y`; with a NewType in it Python spells it `Union[X, Y]`."""
    return get_origin(hint) in (Union, types.UnionType)


def unwrap(hint: Any) -> tuple[Any, bool]:
    """Return the type under `| None` and NewType, and whether None is allowed."""
    optional = is_union(hint) and type(None) in get_args(hint)
    if optional:
        hint = reduce(or_, (arg for arg in get_args(hint) if arg is not type(None)))
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return hint, optional


def _codec(base: Any) -> tuple[Callable[[str], Any], Callable[[Any], str]]:
    if isinstance(base, type) and issubclass(base, Enum):
        return base, lambda value: str(value.value)
    if get_origin(base) is Literal:
        return {text: text for text in get_args(base)}.__getitem__, str
    return _CODECS[base]


def _coded(base: Any, code: str) -> tuple[Callable[[str], Any], Callable[[Any], str]]:
    """An enum, or a union of enums, that travels by another code than its value."""
    enums = get_args(base) if is_union(base) else (base,)
    members = {str(getattr(member, code)): member for enum in enums for member in enum}
    return members.__getitem__, lambda value: str(getattr(value, code))


def _whole(text: str) -> int:
    """KIS writes whole numbers as "0000070000", "+100", "-100" and sometimes "70000.00"."""
    try:
        whole = int(text)
    except ValueError:
        number = decimal_number(text)
        if number != number.to_integral_value():
            raise ValueError("not a whole number") from None
        whole = int(number)
    if abs(whole) > _MOST:
        raise ValueError("not a number of anything")
    return whole


def decimal_number(text: str) -> Decimal:
    """Read a decimal number. Refused are infinities, and exponents that would take all memory when written out.

    Raises ValueError or InvalidOperation.
    """
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("not a number")
    return number


def _yes(text: str) -> bool:
    return {"Y": True, "N": False, "1": True, "0": False}[text.upper()]


@lru_cache(maxsize=4096)
def clock_time(text: str) -> time:
    """HHMMSS. Remembered, because a second of realtime trading repeats the same text thousands of times."""
    if not text.isdigit():
        raise ValueError("not a time")
    return datetime.strptime(text.zfill(6), "%H%M%S").time()  # noqa: DTZ007 - KIS writes a KST wall time without a date


def _day(text: str) -> date | None:
    """YYYYMMDD; only zeros is KIS's way of saying none, the year 0 a client's of asking for all there is."""
    if text.startswith("0000") and text.strip("0"):
        return date.min
    return datetime.strptime(text, "%Y%m%d").date() if text.strip("0") else None  # noqa: DTZ007 - a date has no zone


_CODECS: dict[Any, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    str: (str, str),
    int: (_whole, str),
    Decimal: (decimal_number, lambda value: format(value, "f")),
    bool: (_yes, lambda value: "Y" if value else "N"),
    date: (_day, lambda value: value.strftime("%Y%m%d")),
    time: (clock_time, lambda value: value.strftime("%H%M%S")),
}
