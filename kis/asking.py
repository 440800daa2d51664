"""What a caller without a type checker gives: made right where it is clear, refused where it is not.

Codes may be given as KIS's texts (`order_type="00"`), numbers and dates as they travel; money in floats is refused,
since a float is not the price that was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from kis.errors import BadRequest
from kis.wire import Column, Scalar, Series, columns


def settled(request: object, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values for a request message, each of the type its field declares.

    Raises `BadRequest` for what cannot be one; nothing has left then. Names the message lacks are left to Python.
    """
    table = {column.name: column for column in columns(request)} if isinstance(request, type) else {}
    return {name: _settled(table.get(name), value) for name, value in given.items()}


def _settled(column: Column | None, value: Any) -> Any:
    if isinstance(column, Scalar):
        return _one(column, value)
    if isinstance(column, Series) and isinstance(value, tuple | list):
        return tuple(_one(column, each) for each in value)
    return value


def _one(column: Scalar | Series, value: Any) -> Any:
    kind = column.value.kind
    if value is None or isinstance(value, Enum):
        return value
    if isinstance(value, float):
        instead = _INSTEAD.get(kind, "")
        raise BadRequest(f"{column.title}: 실수(float)는 값이 달라질 수 있어 쓸 수 없어요. {instead}".strip())
    if kind is str and not isinstance(value, str):
        raise BadRequest(f"{column.title}: 숫자로는 앞의 0이 사라져요. 글자로 넣어 주세요.")
    if kind in _AS_GIVEN and isinstance(value, kind):
        return value
    return _parsed(column, str(value))


_INSTEAD = {int: "정수로 넣어 주세요.", Decimal: "Decimal로 넣어 주세요."}
_AS_GIVEN = (str, bool, date, time)


def _parsed(column: Scalar | Series, text: str) -> Any:
    """Enums read codes they do not know; such a code is none to ask with."""
    try:
        made = column.value.parse(text)
    except (ValueError, InvalidOperation, KeyError):
        made = None
    if made is None or (isinstance(made, Enum) and made not in tuple(type(made))):
        raise BadRequest(f"{column.title}: 쓸 수 없는 값이에요 ({text}).")
    return made
