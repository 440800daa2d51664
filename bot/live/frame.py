"""One state of a live view, as a value: what is shown, and how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from bot.channel_table import Place
from bot.live.wish import Wish
from bot.quoting.books import Book
from bot.quoting.sights import Sight
from kis import Environment
from kis.realtime import Record


class State(Enum):
    """How what is shown has come."""

    LIVE = "live"
    AGAIN = "again"
    """The connection was made anew, and nothing has come on it yet."""
    LOST = "lost"
    ASKED = "asked"
    """There is no slot, so it is asked for."""


class End(Enum):
    """Why a live view is over."""

    TIME = "time"
    STOPPED = "stopped"
    OTHER = "other"
    """Another one took its place."""
    CLOSING = "closing"
    """The bot stops."""
    GONE = "gone"
    """The account was disconnected, or connected anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`row` is the newest that came; until one does what KIS told when asked (`known`). `at` is of when it is (KST).

    `until` is when it ends by itself, `end` why it has ended.
    """

    wish: Wish
    place: Place
    environment: Environment
    state: State
    row: Record | None
    at: time | None
    known: Sight | Book | None
    until: datetime
    end: End | None = None
