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


def columns(tr_id: str) -> list[tuple[str, str]]:
    """Wire name and Korean title of each documented column, in order."""
    channels = _load("realtime.json")["channels"]
    channel = next(channel for channel in channels if channel["tr_id"]["real"] == tr_id)
    return [(column["name"], column["name_ko"]) for column in channel["fields"]]
