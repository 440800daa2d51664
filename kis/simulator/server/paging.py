"""Answers in pages: `tr_cont` and the two CTX_AREA values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kis.simulator.server.refusing import invalid_field

MORE = "M"
LAST = "D"
"""`tr_cont` of an answer; KIS also writes F for the first page of several and E for the last."""

_CONDITIONS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: `start` and at most `size` rows; `suffix` of CTX_AREA_FK/NK (100, 200 or "").

    KIS pads both values with blanks to the suffix's width (20 without one).
    """

    suffix: str
    start: int
    size: int

    @classmethod
    def asked(cls, suffix: str, size: int, tr_cont: str, params: Mapping[str, str]) -> Page:
        """Read the place from a request: a next page needs `tr_cont: N` and the value that came with the last one.

        Raises `Denied` if that value is none of ours.
        """
        place = params.get(f"ctx_area_nk{suffix}", "").strip()
        if tr_cont.strip().upper() != "N" or not place:
            return cls(suffix, 0, size)
        digits = place.rstrip("^")
        if not digits.isdecimal():
            raise invalid_field(f"CTX_AREA_NK{suffix}")
        return cls(suffix, int(digits), size)

    def cut(self, blocks: dict[str, Any], params: Mapping[str, str]) -> tuple[dict[str, Any], str]:
        """Return the blocks with the first list cut to this page and the CTX_AREA values added, and `tr_cont`."""
        key = next((key for key, block in blocks.items() if isinstance(block, list)), None)
        rows = blocks[key] if key is not None else []
        end = self.start + self.size
        more = len(rows) > end
        if key is not None:
            blocks = {**blocks, key: rows[self.start : end]}
        place = f"{end:010d}^" if more else ""
        return {**self._areas(params, place), **blocks}, MORE if more else LAST

    def _areas(self, params: Mapping[str, str], place: str) -> dict[str, str]:
        """The conditions are echoed as KIS does, joined by `^`; only the place is read again."""
        width = int(self.suffix or 20)
        said = [value for key, value in params.items() if not key.startswith("ctx_area_")][:_CONDITIONS]
        conditions = "".join(f"{value}^" for value in said)
        return {
            f"ctx_area_fk{self.suffix}": conditions[:width].ljust(width),
            f"ctx_area_nk{self.suffix}": place.ljust(width),
        }
