"""What a stream tells its reader besides rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from kis.realtime.record import Record


@dataclass(frozen=True, slots=True)
class Opened:
    """Connected, and every registration has been answered.

    Unless it is the first time there was a gap: notices sent meanwhile are never sent again, so orders and balance
    are to be read by REST now. Rows that arrive from here on are complete.
    """

    first: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is gone; the stream tries again by itself unless it is `final`."""

    reason: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An order notice came that could not be read: what it said is to be asked by REST.

    Frames of other channels that cannot be read are only counted.
    """

    tr_id: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A registration that held before was refused after a reconnect and is given up."""

    tr_id: str
    key: str = field(repr=False)
    """As registered: of notices the HTS id, so it shows in no log."""
    reason: str


Event = Record | Opened | Lost | Unreadable | Dropped
