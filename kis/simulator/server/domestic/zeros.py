"""Fields the simulator knows nothing of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from kis.wire import Block, Scalar, Series, columns

M = TypeVar("M")
_ZEROS: dict[type, dict[str, Any]] = {}


def with_zeros(cls: type[M], **known: Any) -> M:
    """Make a message of what is known; other numbers are 0, as KIS writes them, and other texts blank."""
    if cls not in _ZEROS:
        _ZEROS[cls] = {column.name: _zero(column) for column in columns(cls) if not isinstance(column, Block)}
    return cls(**{**_ZEROS[cls], **known})


def _zero(column: Scalar | Series) -> Any:
    try:
        parsed = column.value.parse("0")
    except (ValueError, KeyError):
        parsed = None
    zero = parsed if type(parsed) in (int, Decimal) else None
    return zero if isinstance(column, Scalar) else (zero,) * len(column.keys)
