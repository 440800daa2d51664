"""Rows of overseas quotes: how far a price moved stands without its direction, which another field tells."""

from __future__ import annotations

from kis.domestic.codes import Sign
from kis.units import Amount

_FALLEN = frozenset({Sign.DOWN, Sign.LOWER_LIMIT})


class Moved:
    """A row with KIS's `diff` and `sign`."""

    absolute_change: Amount | None
    change_sign: Sign | None

    @property
    def change(self) -> Amount | None:
        """Against the previous close, signed."""
        if self.absolute_change is None:
            return None
        size = abs(self.absolute_change)
        return Amount(-size if self.change_sign in _FALLEN else size)
