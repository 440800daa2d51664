"""One table for all measurements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Row:
    """One measurement: what, the figure, the bar it is held against, and whether it holds (None: for information)."""

    what: str
    measured: str
    bar: str = ""
    met: bool | None = None

    @classmethod
    def at_most(cls, what: str, measured: float, bar: float, unit: str = "x") -> Row:
        return cls(what, f"{measured:.2f} {unit}", f"<= {bar:g} {unit}", measured <= bar)

    @classmethod
    def at_least(cls, what: str, measured: float, bar: float, unit: str = "x") -> Row:
        return cls(what, f"{measured:.2f} {unit}", f">= {bar:g} {unit}", measured >= bar)


_HEAD = ("what", "measured", "bar", "")
_MARKS = {True: "ok", False: "MISSED", None: ""}


def table(rows: Iterable[Row]) -> str:
    """Return the rows as aligned text."""
    return aligned([_HEAD, *((row.what, row.measured, row.bar, _MARKS[row.met]) for row in rows)])


def aligned(cells: Sequence[Sequence[str]]) -> str:
    """Return a head and rows in columns, with a line below the head."""
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
