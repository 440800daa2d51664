"""How a line of a master file is cut into columns.

Files are cp949. Lines are cut as BYTES, since a Korean letter takes two of them, and a name may end within a letter.
Columns are declared where they are used, those alone that are needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_ENCODING = "cp949"
_CUT_LETTER = "\ufffd"
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")


class BrokenLine(ValueError):
    """A line that is not what the file is made of."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by KIS's name and Korean title: a byte offset and a width, or its number in a separated file."""

    wire: str
    title: str
    place: int
    width: int = 0


class Fixed:
    """Lines of a fixed width in bytes. Longer lines are read too: KIS adds columns at the end."""

    def __init__(self, width: int, **columns: Column) -> None:
        self.columns: Mapping[str, Column] = columns
        self.width = width
        self._needed = max(column.place + column.width for column in columns.values())
        self._cuts = [(name, column.place, column.place + column.width) for name, column in columns.items()]

    def read(self, line: bytes) -> dict[str, str]:
        """Return the columns as text without padding. Raises `BrokenLine` for one that is too short."""
        if len(line) < self._needed:
            raise BrokenLine(f"{len(line)} bytes, at least {self._needed} expected")
        return {name: text_of(line[start:end]) for name, start, end in self._cuts}

    def write(self, values: Mapping[str, str]) -> bytes:
        """Return a line with these columns, texts cut to their width; what is not declared is blank."""
        line = bytearray(b" " * self.width)
        for name, column in self.columns.items():
            cell = values.get(name, "").encode(_ENCODING, "replace")[: column.width]
            line[column.place : column.place + column.width] = cell.ljust(column.width)
        return bytes(line)


class Separated:
    """Lines of columns with a separator between, none of which begins a Korean letter's second byte."""

    def __init__(self, separator: bytes, count: int, **columns: Column) -> None:
        self.columns: Mapping[str, Column] = columns
        self.count = count
        self.separator = separator
        self._needed = max(column.place for column in columns.values()) + 1

    def read(self, line: bytes) -> dict[str, str]:
        """Return the columns as text without padding. Raises `BrokenLine` for a line with too few."""
        cells = line.split(self.separator)
        if len(cells) < self._needed:
            raise BrokenLine(f"{len(cells)} columns, at least {self._needed} expected")
        return {name: text_of(cells[column.place]) for name, column in self.columns.items()}

    def write(self, values: Mapping[str, str]) -> bytes:
        """Return a line with these columns; what is not declared is empty."""
        cells = [b""] * self.count
        for name, column in self.columns.items():
            cells[column.place] = values.get(name, "").encode(_ENCODING, "replace")
        return self.separator.join(cells)


def text_of(cell: bytes) -> str:
    """Return a cell as text without padding, and without a letter that was cut in two."""
    return cell.decode(_ENCODING, "replace").rstrip(_CUT_LETTER).strip(" \x00")


def number(text: str) -> Decimal | None:
    """Return a number; None for a blank and for what is none."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def whole(text: str) -> int | None:
    """Return a whole number; None for a blank and for what is none."""
    found = number(text)
    return None if found is None else int(found)


def day(text: str) -> date | None:
    """Return a date written YYYYMMDD; None for a blank and for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == 8 and text.isascii() and text.isdigit() else None
    except ValueError:
        return None
