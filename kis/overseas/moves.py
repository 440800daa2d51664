"""Rows of overseas quotes: how far a price moved stands without its direction, which another field tells."""

from __future__ import annotations

from kis.domestic.codes import Sign
from kis.units import Amount

_FALLEN = frozenset({Sign.DOWN, Sign.LOWER_LIMIT})
_RISEN = frozenset({Sign.UP, Sign.UPPER_LIMIT})


class Moved:
    """A row with KIS's `diff` and `sign`."""

    absolute_change: Amount | None
    change_sign: Sign | None

    @property
    def change(self) -> Amount | None:
        """Against the previous close, signed; as sent where the sign says neither up nor down."""
        if self.absolute_change is None:
            return None
        size = abs(self.absolute_change)
        if self.change_sign in _FALLEN:
            return Amount(-size)
        return Amount(size) if self.change_sign in _RISEN else self.absolute_change
