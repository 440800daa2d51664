"""Output blocks as KIS sends them, before any message reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kis.errors import MalformedMessage


def says(block: object) -> bool:
    """Whether KIS filled a block, or any value in it; not if all is blank."""
    if isinstance(block, Mapping):
        return any(map(says, block.values()))
    if isinstance(block, list):
        return any(map(says, block))
    return bool(str("" if block is None else block).strip())


def rows_of(block: object, what: str) -> list[Mapping[str, Any]]:
    """The objects in a block that is a list of them, one of them, a table by column or nothing; empty ones left out.

    Raises `MalformedMessage`, naming `what`, if it is none of these.
    """
    if isinstance(block, Mapping):
        block = _by_row(block) if block and all(isinstance(value, list) for value in block.values()) else [block]
    if block is None or block == "":
        return []
    if not isinstance(block, Iterable) or isinstance(block, str):
        raise MalformedMessage(f"{what}: 목록이어야 하는 자리에 다른 값이 왔어요.")
    return [_row(row, what) for row in block if row]


def _by_row(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """KIS's published balance of derivatives lists its columns."""
    if len({len(column) for column in table.values()}) != 1:
        raise MalformedMessage("열의 길이가 서로 달라요.")
    return [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]


def _row(row: object, what: str) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise MalformedMessage(f"{what}: 객체여야 하는 자리에 다른 값이 왔어요.")
    return row
