"""Recorded and documented frames, read from the contract kept beside the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "kis"
_HERE = (_FOLDER / "realtime.json").exists()

needs_portal = pytest.mark.skipif(not _HERE, reason="the KIS contract (../shared/kis/realtime.json) is not here")


def _load(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text("utf-8")) if _HERE else None


def frames(*tr_ids: str) -> list[Mapping[str, Any]]:
    """The sample frames of these TR ids; none where the contract is missing."""
    found = _load("samples/realtime_frames.json") or {"frames": []}
    return [frame for frame in found["frames"] if not tr_ids or frame["tr_id"] in tr_ids]


def control(name: str) -> str:
    """The text of a sample control message."""
    found: list[Mapping[str, str]] = _load("samples/realtime_control.json")["messages"]
    return next(message["text"] for message in found if message["name"] == name)


def channels() -> dict[str, Mapping[str, Any]]:
    """Every documented channel by its real TR id; none where the contract is missing."""
    found = _load("realtime.json") or {"channels": []}
    return {channel["tr_id"]["real"]: channel for channel in found["channels"]}


def columns(tr_id: str) -> list[tuple[str, str]]:
    """Wire name and Korean title of each documented column, in order. Pages differ in capitals and in blanks."""
    return [(column["name"].upper(), bare(column["name_ko"])) for column in channels()[tr_id]["fields"]]


def bare(title: str) -> str:
    """A title without its blanks."""
    return title.replace(" ", "")


def widths() -> list[tuple[str, int]]:
    """TR id and number of columns, for each width a channel is documented or was seen with."""
    return [
        (tr_id, width)
        for tr_id, channel in channels().items()
        for width in sorted({v["fields"] for v in channel.get("field_count_variants", ())} | {channel["field_count"]})
    ]
