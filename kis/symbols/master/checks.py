"""A new master file held against what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from kis.errors import MalformedMessage
from kis.symbols.master.files import MasterFile, Parsed


@dataclass(frozen=True, slots=True)
class Demands:
    """What a new file must keep to be taken in place of the last good one; shares between 0 and 1."""

    shrinks: float = 0.05
    """How much of the last good file's rows may be missing."""
    broken: float = 0.02
    """How many of its lines may be unreadable."""
    least: float = 1.0
    """How much of `MasterFile.least` it must have; 0 takes any file that is not empty."""


def check(file: MasterFile, parsed: Parsed, last: int | None, demands: Demands) -> None:
    """Raise `MalformedMessage` for a file that cannot be whole; `last` is how many rows the last good one had."""
    rows = len(parsed.instruments)
    if rows < max(1, file.least * demands.least):
        raise MalformedMessage(f"{file.title} 종목 파일에 종목이 {rows:,}개뿐이에요.")
    if parsed.broken > demands.broken * (rows + parsed.broken):
        raise MalformedMessage(f"{file.title} 종목 파일에서 {parsed.broken:,}줄을 읽지 못했어요.")
    if last is not None and rows < last * (1 - demands.shrinks):
        raise MalformedMessage(f"{file.title} 종목 파일이 {last:,}개에서 {rows:,}개로 줄었어요.")
