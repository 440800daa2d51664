"""Key pads: digits that are pressed and never written.

A pad's buttons carry random ids, so what Telegram sends back says nothing about the digit; which id is which, and what
was entered, is in this process's memory for a minute at most, for a bounded number of pads, one for each user.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from bot.buttons import Press
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.outbox import utc_now

if TYPE_CHECKING:
    from bot.chat import Chat

LIFE = timedelta(seconds=60)
MOST = 256
LONGEST = 8
DIGITS = "0123456789"
BACK, ENTER, STOP = "back", "enter", "stop"
LATE = later("시간이 지난 숫자판이에요. 처음부터 다시 해 주세요.")

Done = Callable[["Chat", "Pad", str], Awaitable[None]]
"""What is done with what was entered."""


@dataclass(frozen=True, slots=True)
class PadPress(Press):
    """A key of a pad, by the pad's and the key's random ids."""

    prefix: ClassVar[str] = "pad"
    pad: str
    key: str


@dataclass(slots=True, eq=False)
class Pad:
    """One pad: whose, on which message, until when, what for. What was entered stays out of the repr."""

    user_id: int
    ask: str
    """What the user reads above the dots."""
    warning: str
    """What was wrong the last time."""
    ends: datetime
    done: Done = field(repr=False)
    ref: int | None = None
    """The outbox row of its message: a press on another one does not count."""
    id: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)
    keys: dict[str, str] = field(default_factory=lambda: _keys(), repr=False)
    """Meanings by random id, in the order in which they are shown."""
    entered: list[str] = field(default_factory=list, repr=False)

    def press(self, key: str) -> str:
        """Take a key and return its meaning. Raises `StaleButton` for an id that is none of the pad's."""
        meaning = self.keys.get(key)
        if meaning is None:
            raise StaleButton
        if meaning == BACK:
            del self.entered[-1:]
        elif meaning in DIGITS and len(self.entered) < LONGEST:
            self.entered.append(meaning)
        return meaning


class Pads:
    """The pads that are open."""

    def __init__(self, *, now: Callable[[], datetime] = utc_now) -> None:
        self._now = now
        self._open: OrderedDict[int, Pad] = OrderedDict()

    def open(self, user_id: int, ask: str, done: Done, warning: str = "") -> Pad:
        """A new pad; the user's earlier one is void, and so is the oldest where there are too many."""
        self.close(user_id)
        pad = self._open[user_id] = Pad(user_id, ask, warning, self._now() + LIFE, done)
        while len(self._open) > MOST:
            self.close(next(iter(self._open)))
        return pad

    def of(self, user_id: int) -> Pad | None:
        """The user's open pad."""
        pad = self._open.get(user_id)
        return pad if pad is not None and self._now() < pad.ends else None

    def find(self, user_id: int, pad_id: str, ref: int | None) -> Pad:
        """The pad that was pressed. Raises `UserError` if it is not this user's, on this message, in time."""
        pad = self.of(user_id)
        if pad is None or not secrets.compare_digest(pad.id.encode(), pad_id.encode()):
            raise UserError(say(LATE))
        if ref is None or pad.ref != ref:
            raise StaleButton
        return pad

    def hand_in(self, user_id: int, pad_id: str, keys: Sequence[str]) -> Pad:
        """Press digits all at once, as a page does; the pad gets another id, so that they are handed in once.

        Raises `UserError` if it is not this user's open pad.
        """
        pad = self.of(user_id)
        if pad is None or not secrets.compare_digest(pad.id.encode(), pad_id.encode()):
            raise UserError(say(LATE))
        meanings = [pad.keys.get(key, "") for key in keys]
        if not all(meaning in tuple(DIGITS) for meaning in meanings) or len(meanings) > LONGEST:
            raise StaleButton
        pad.id = secrets.token_hex(8)
        pad.entered[:] = meanings
        return pad

    def close(self, user_id: int) -> Pad | None:
        """Forget the user's pad and all that was entered on it; returns it if there was one."""
        pad = self._open.pop(user_id, None)
        if pad is not None:
            pad.entered.clear()
        return pad

    def is_open(self, pad: Pad) -> bool:
        """Whether the pad still counts."""
        return self.of(pad.user_id) is pad

    def expired(self) -> list[Pad]:
        """Forget the pads whose time is over; returns them."""
        late = [pad for pad in self._open.values() if self._now() >= pad.ends]
        for pad in late:
            self.close(pad.user_id)
        return late


def _keys() -> dict[str, str]:
    """Ten digits in random order around the two keys of the last row, each under a random id."""
    digits = list(DIGITS)
    secrets.SystemRandom().shuffle(digits)
    meanings = [*digits[:9], BACK, digits[9], ENTER, STOP]
    ids: dict[str, str] = {}
    for meaning in meanings:
        key = secrets.token_hex(4)
        while key in ids:
            key = secrets.token_hex(4)
        ids[key] = meaning
    return ids
