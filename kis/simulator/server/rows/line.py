"""One row of any channel, from its columns by wire name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from kis.realtime.record import Record

R = TypeVar("R", bound=Record)


def line(cls: type[R], wire: Mapping[str, object], missing: str = "") -> R:
    """Return the row; a column that `wire` does not name is `missing`."""
    return cls.read("^".join(str(wire.get(key, missing)) for key in cls.keys))
