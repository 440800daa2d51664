"""What clients sent, in order, without their secrets."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from kis.simulator.server.http import Request

_KEPT = 50_000
_SECRETS = frozenset({"appsecret", "secretkey", "token", "access_token", "approval_key", "personalseckey"})
_HEADERS = ("tr_id", "tr_cont", "custtype", "gt_uid", "hashkey")


@dataclass(slots=True)
class Entry:
    """One REST call or websocket message; `outcome` is added when it was answered."""

    number: int
    what: Mapping[str, Any]
    outcome: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it flat, as `GET /_sim/journal` shows it."""
        return {"n": self.number, **self.what, **self.outcome}


class Journal:
    """The newest 50,000 entries, and all of them as JSON lines in `file` if there is one.

    A line is written when a message is got, and another one, `{"n": …, "status": …}`, when it was answered.
    """

    def __init__(self, now: Callable[[], datetime], file: Path | None = None) -> None:
        self._now = now
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._file: TextIO | None = file.open("a", encoding="utf-8", errors="replace") if file else None
        self._count = 0

    def call(self, request: Request) -> Entry:
        """Note a REST call."""
        headers = {name: request.headers[name] for name in _HEADERS if request.headers.get(name)}
        sent = request.query if request.method == "GET" and request.query else request.json
        return self._note(
            {
                "kind": "rest",
                "method": request.method,
                "path": request.path,
                **headers,
                "app_key": shortened(_app_key(request)),
                "sent": masked(sent),
            }
        )

    def message(self, session: int, app_key: str, message: object) -> Entry:
        """Note a websocket message of connection `session`; `message` is its JSON, or None if it was none."""
        return self._note(
            {"kind": "ws", "session": session, "app_key": shortened(app_key), "sent": masked(message)},
        )

    def answered(self, entry: Entry, **outcome: Any) -> None:
        """Add how a call ended: `status`, `msg_cd`, or `cut`."""
        entry.outcome.update(outcome)
        self._write({"n": entry.number, **outcome})

    def entries(self) -> list[dict[str, Any]]:
        """Return everything kept, oldest first."""
        return [entry.as_json() for entry in self._entries]

    def clear(self) -> None:
        """Forget; the file keeps what it has."""
        self._entries.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _note(self, what: dict[str, Any]) -> Entry:
        self._count += 1
        entry = Entry(self._count, {"at": self._now().isoformat(timespec="milliseconds"), **what})
        self._entries.append(entry)
        self._write(entry.as_json())
        return entry

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()


def shortened(app_key: str) -> str:
    """Return enough of an app key to tell two apart."""
    return f"{app_key[:6]}…" if app_key else ""


def masked(value: object) -> object:
    """Return JSON with secrets replaced by `***` and app keys shortened, at any depth."""
    if isinstance(value, Mapping):
        return {key: _masked_value(str(key).lower(), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner) for inner in value]
    return value


def _masked_value(key: str, value: object) -> object:
    if key in _SECRETS:
        return "***"
    if key == "appkey":
        return shortened(str(value))
    return masked(value)


def _app_key(request: Request) -> str:
    in_body = request.json.get("appkey") if isinstance(request.json, dict) else None
    return request.headers.get("appkey") or str(in_body or "")
