"""From an answer to text: tables with Korean titles for people, JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_type_hints

from kis.endpoint import Endpoint
from kis.units import Contracts, MillionWon, Percent, Points, Shares, ThousandWon, Units, Won
from kis.wire import Block, Column, columns, extra

UNITS: Mapping[Any, str] = {
    Won: "원",
    Shares: "주",
    Units: "주",
    Percent: "%",
    Contracts: "계약",
    Points: "p",
    ThousandWon: "천원",
    MillionWon: "백만원",
}
_WIDEST_TABLE = 9
"""Columns of a list shown beside each other; a list of more is shown row by row with `--all`."""


def as_json(reply: Any) -> str:
    """Return the answer with its English names; decimals as text, so that no digit is lost."""
    return json.dumps(_plain(reply), ensure_ascii=False, indent=2)


def as_text(reply: Any, *, every: bool = False) -> str:
    """Return the answer as tables; fields without a value are left out. `every` shows all columns of lists."""
    if isinstance(reply, tuple):
        return _list(reply, every)
    table = columns(type(reply))
    plain = [column for column in table if not isinstance(column, Block)]
    inner = [(column.title or column.name, getattr(reply, column.name)) for column in table if column not in plain]
    blocks = [f"[{title}]\n{as_text(block, every=every)}" for title, block in inner if block is not None]
    return "\n\n".join([_object(reply, plain)] * bool(plain) + blocks)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {**named, **extra(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _object(row: Any, table: Sequence[Column]) -> str:
    units = _units(type(row))
    shown = [(_title(column), column.name, _shown(getattr(row, column.name), units[column.name])) for column in table]
    shown += [("", key, str(value)) for key, value in extra(row).items()]
    filled = [each for each in shown if each[2]]
    return _aligned(filled) if filled else "(값 없음)"


def _list(rows: Sequence[Any], every: bool) -> str:
    if not rows:
        return "(없음)"
    table = [column for column in columns(type(rows[0])) if any(_shown(getattr(row, column.name)) for row in rows)]
    cut = table if every else table[:_WIDEST_TABLE]
    units = _units(type(rows[0]))
    lines = [[_title(column) for column in cut], [column.name for column in cut]]
    lines += [[_shown(getattr(row, column.name), units[column.name]) for column in cut] for row in rows]
    more = len(table) - len(cut)
    return _aligned(lines) + (f"\n(항목 {more}개 더: --all)" if more else "")


def _title(column: Column) -> str:
    """Numbered titles stand for the whole series."""
    return column.title.replace("{n}", "")


def _shown(value: Any, unit: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(_shown(each, unit) or "-" for each in value) if any(each is not None for each in value) else ""
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, int | Decimal):
        return f"{value:,}{unit}"
    return f"{value.value}({value.name})" if isinstance(value, Enum) else str(value)


def _units(cls: type) -> Mapping[str, str]:
    """The unit of each field, by its type; nothing for plain numbers and texts."""
    return {name: _unit(hint) for name, hint in get_type_hints(cls).items()}


def _unit(hint: Any) -> str:
    parts = (hint, *get_args(hint))
    return next((UNITS[part] for part in parts if part in UNITS), "")


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(_width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    """Columns on a screen: Korean letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def listing(known: Mapping[str, Endpoint[..., Any]]) -> str:
    """Return all calls by market and group: name, Korean title, whether paper has it."""
    lines: list[str] = []
    group = ""
    for path, endpoint in known.items():
        here, _, name = path.rpartition(".")
        if here != group:
            lines.append(f"\n{here}" if lines else here)
            group = here
        lines.append(f"  {name}{' ' * max(1, 26 - len(name))}{endpoint.summary}")
    return "\n".join(lines)
