"""Fields the simulator knows nothing of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from kis.wire import Scalar, columns

M = TypeVar("M")
_ZEROS: dict[type, dict[str, int | Decimal | None]] = {}


def with_zeros(cls: type[M], **known: Any) -> M:
    """Make a message of what is known; other numbers are 0, as KIS writes them, and other texts blank."""
    if cls not in _ZEROS:
        _ZEROS[cls] = {column.name: _zero(column) for column in columns(cls) if isinstance(column, Scalar)}
    return cls(**{**_ZEROS[cls], **known})


def _zero(column: Scalar) -> int | Decimal | None:
    try:
        zero = column.value.parse("0")
    except (ValueError, KeyError):
        return None
    return zero if type(zero) in (int, Decimal) else None
