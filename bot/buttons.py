"""Buttons: what the user presses, and what a press means.

A `Button` is what hangs under a message; a `Press` is a button's meaning as a type. A press travels as
`prefix:value:value` within Telegram's 64 bytes of callback data.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

LIMIT = 64
"""Telegram's bound on callback data, in bytes."""
MOST = 2**63 - 1
"""The largest number a column holds."""


class Style(StrEnum):
    """Telegram's button colours. In Korea red buys and blue sells."""

    RED = "danger"
    GREEN = "success"
    BLUE = "primary"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its text and what it does (callback data, a link, or a Mini App's address)."""

    text: str
    data: str | None = None
    url: str | None = None
    app: str | None = None
    style: Style | None = None


Rows = tuple[tuple[Button, ...], ...]
"""An inline keyboard, row by row."""


def pack(rows: Rows) -> list[list[dict[str, str]]]:
    """Write a keyboard as JSON values; the opposite of `unpack`."""
    return [[{k: v for k, v in dataclasses.asdict(button).items() if v is not None} for button in row] for row in rows]


def unpack(rows: list[list[dict[str, Any]]]) -> Rows:
    """Read a keyboard from JSON values."""
    return tuple(
        tuple(Button(**{**button, "style": Style(button["style"]) if "style" in button else None}) for button in row)
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Press:
    """Base of all presses. A subclass names its `prefix` and has fields of `int` or `str` only."""

    prefix: ClassVar[str]
    registry: ClassVar[dict[str, type[Press]]] = {}

    def __init_subclass__(cls) -> None:
        # slots=True makes each class twice; the second, final one takes the place of the first.
        Press.registry[cls.prefix] = cls

    @property
    def data(self) -> str:
        """The press as callback data."""
        values = (str(getattr(self, field.name)) for field in dataclasses.fields(self))
        return ":".join((self.prefix, *values))

    @classmethod
    def parse(cls, data: str) -> Press:
        """Read callback data; `Stale` if it is not as we write it (an older version's, or forged)."""
        prefix, *values = data.split(":")
        press = cls.registry.get(prefix, Stale)._of(values)
        return press if press is not None and press.data == data else Stale()

    @classmethod
    def _of(cls, values: list[str]) -> Self | None:
        fields = dataclasses.fields(cls)
        if len(fields) != len(values):
            return None
        try:
            read = [int(v) if f.type in ("int", int) else v for f, v in zip(fields, values, strict=True)]
        except ValueError:
            return None
        return None if any(isinstance(value, int) and abs(value) > MOST for value in read) else cls(*read)

    @property
    def fits(self) -> bool:
        """Whether a button can carry it."""
        return len(self.data.encode()) <= LIMIT

    def button(self, text: str, style: Style | None = None) -> Button:
        """A button that means this press."""
        if not self.fits:
            raise ValueError(f"{self.prefix}: over {LIMIT} bytes of callback data")
        return Button(text, data=self.data, style=style)


@dataclass(frozen=True, slots=True)
class Stale(Press):
    """Callback data nobody knows (any more)."""

    prefix: ClassVar[str] = "stale"
