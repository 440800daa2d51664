"""`python -m tests.apis`: every API, and whether client and simulator have it, each yes backed by tests that ran now.

A test says by `covers` which side it proves; which API is its parameter `endpoint` or `channel`, or is named in the
mark. A star marks the 37 of KIS's list.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kis.catalogue import catalogue
from kis.endpoint import Endpoint
from kis.realtime import CHANNELS
from kis.realtime.channels import Channel
from tests.benchmarks.table import aligned
from tests.mission import MISSION, OAUTH

SIDES = ("client", "simulator")
_TESTS = ("tests/kis",)


@dataclass(frozen=True, slots=True)
class Api:
    """One API: its address (a path or a channel's TR id), Korean title, and the names under which tests count it."""

    address: str
    title: str
    names: tuple[str, ...]


def every_api() -> list[Api]:
    """OAuth, then the calls of each market, then the realtime channels. Calls of one path are one API, as at KIS."""
    known = catalogue()
    by_path: dict[str, list[str]] = {}
    for path, endpoint in known.items():
        by_path.setdefault(endpoint.path, []).append(path)
    return [
        *(Api(path, title, (path,)) for path, title in OAUTH.items()),
        *(
            Api(path, MISSION.get(path, known[calls[0]].title), tuple(known[call].name for call in calls))
            for path, calls in by_path.items()
        ),
        *(Api(channel.real, channel.title, (channel.real,)) for channel in CHANNELS),
    ]


class Passed:
    """A pytest plugin that counts, for each API and side, the tests that passed."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Note with the test what it proves."""
        item.user_properties += [("covers", (side, api)) for side, api in _covered(item)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count it once it has passed."""
        if report.when == "call" and report.passed:
            self.counts.update(what for name, what in report.user_properties if name == "covers")  # type: ignore[misc]


def _covered(item: pytest.Item) -> Iterator[tuple[str, str]]:
    for mark in item.iter_markers("covers"):
        side, *named = mark.args
        for api in named or _parameters(item):
            yield side, api


def _parameters(item: pytest.Item) -> Iterator[str]:
    callspec = getattr(item, "callspec", None)
    for value in callspec.params.values() if callspec else ():
        if isinstance(value, Endpoint):
            yield value.name
        elif isinstance(value, Channel):
            yield value.real


def line(api: Api, counts: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """Star, Korean title, address, calls, and for each side a yes with its number of tests, or a no.

    A side has an API when each of its calls has passed a test.
    """
    passed = {side: [counts[side, name] for name in api.names] for side in SIDES}
    marks = (f"yes ({sum(each)})" if all(each) else "NO" for each in passed.values())
    return "★" if api.address in MISSION else "", api.title, api.address, str(len(api.names)), *marks


def main() -> int:
    """Run the tests that cover an API and print the table; 1 if a test failed or an API has a no."""
    passed = Passed()
    code = pytest.main(["-q", "-m", "covers", "-p", "no:cacheprovider", "--no-header", *_TESTS], plugins=[passed])
    rows = [line(api, passed.counts) for api in every_api()]
    sys.stdout.write(aligned([("", "API", "address", "calls", *SIDES), *rows]) + "\n")
    starred, short = (sum(word in row for row in rows) for word in ("★", "NO"))
    sys.stdout.write(f"{len(rows)} APIs, {starred} of the {len(MISSION)}; {short} with a no\n")
    return int(code) or int(short > 0 or starred < len(MISSION))


if __name__ == "__main__":
    sys.exit(main())
