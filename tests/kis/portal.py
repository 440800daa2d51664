"""What KIS documents, read from the contract kept beside the project; tests that need it are skipped without it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kis.client import Kis

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "kis"

needs_portal = pytest.mark.skipif(
    not (FOLDER / "rest.json").exists(), reason="the KIS contract (../shared/kis/rest.json) is not here"
)


Action = str | Mapping[Any, str]
"""A name in the TR table of an API; or one for each value that chooses between them."""
Asked = Mapping[str, Any] | Callable[[Kis], Awaitable[Mapping[str, Any]]]
"""The fields of a request; made by a function where they name an order that must be placed first."""


@dataclass(frozen=True)
class Documented:
    """One call as the portal documents it: an API, and which of its TR ids."""

    api: Mapping[str, Any]
    action: Action

    def table(self, environment: str) -> str | Mapping[Any, str] | None:
        """The TR ids in the form in which an endpoint declares them."""
        known: Mapping[str, str] = self.api["tr_id"][environment]
        if isinstance(self.action, str):
            return known.get(self.action)
        return {case: known[name] for case, name in self.action.items() if name in known} or None

    @property
    def request(self) -> dict[str, bool]:
        """Key to whether KIS demands it; what the engine adds (account, page keys) left out."""
        added = {"CANO", "ACNT_PRDT_CD"} | set(self.api["pagination"].get("ctx_request", ()))
        rows = [row for row in self.api["request"] if row["name"] not in added]
        return {name: row["required"] and name == row["name"] for row in rows for name in _spelt_out(row["name"])}

    def rows(self, environment: str) -> int | None:
        """How many rows a page holds in an environment, None where it is not told."""
        paging = self.api["pagination"]
        found: int | None = paging.get("max_rows", {}).get(environment) if paging["style"] == "tr_cont" else None
        return found

    @property
    def blocks(self) -> Mapping[str, Mapping[str, Any]]:
        """Output blocks by key: `kind` and `fields`. One sheet sets a dash before each name; the answer has none."""
        found: Mapping[str, Mapping[str, Any]] = self.api["response"]["output_blocks"]
        return {
            key: {**content, "fields": [_undashed(row) for row in content["fields"]]} for key, content in found.items()
        }


def _undashed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "name": row["name"].removeprefix("-")}


def _spelt_out(name: str) -> list[str]:
    """Keys written as a range, `EXCD_01 ~ 10`, one by one; of those only as many are sent as there are rows."""
    first, tilde, last = name.partition(" ~ ")
    if not tilde:
        return [name]
    stem, _, number = first.rpartition("_")
    return [f"{stem}_{n:02}" for n in range(int(number), int(last) + 1)]


def documented(api: str, action: Action) -> Documented:
    """Look a call up by the API's id and the action's name in its TR table."""
    return Documented(_apis()[api], action)


def code_table(name: str) -> Mapping[str, Any]:
    """A table of codes that several calls share, what is said of each code by code."""
    table: Mapping[str, Any] = _contract()["code_tables"][name]
    found: Mapping[str, Any] = table.get("codes", table)
    return found


def answer(api: str) -> dict[str, Any]:
    """KIS's published example of an answer; rows that its print cut off are left out."""
    kept = json.loads((FOLDER / "samples" / "rest" / f"{api}.json").read_text("utf-8"))
    found: dict[str, Any] = kept["body"]
    if "repaired" not in kept["provenance"]:
        return found
    return {key: _whole(block) if isinstance(block, list) else block for key, block in found.items()}


def _whole(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[:-1] if len(rows) > 1 and len(rows[-1]) < len(rows[-2]) else rows


def in_list() -> list[Mapping[str, Any]]:
    """The REST APIs of KIS's list."""
    return [api for api in _contract()["apis"] if api["in_mission_list"]]


@cache
def _contract() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "rest.json").read_text("utf-8"))
    return found


@cache
def _apis() -> dict[str, Mapping[str, Any]]:
    return {api["id"]: api for api in _contract()["apis"]}
