"""`python -m tests.reach`: for every API the chat commands that reach it, and a test that ran them now.

Nothing is listed by hand: the tests of the commands run, and what the bot asks of KIS meanwhile is noted with the
command it was asked for (`tests.bot.reaching`). An API that no command reached has an empty row. A star marks the 37
of KIS's list.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Generator, Mapping

import pytest

from tests.apis import Api, every_api
from tests.benchmarks.table import aligned
from tests.bot.reaching import Reached, recording
from tests.mission import MISSION

_TESTS = ("tests/bot/test_reach.py", "tests/bot/commands")
Found = Mapping[str, Mapping[str, str]]
"""By address of an API: the commands that reached it, each with the first test that ran it."""


class Noted:
    """A pytest plugin that keeps what each test that passed has reached."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, str]] = defaultdict(dict)
        self._reached: Reached = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, bool, bool]:
        """Note what is asked during a test, its fixtures included."""
        with recording() as self._reached:
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep it once the test has passed."""
        if report.when == "call" and report.passed:
            for address, command in sorted(self._reached):
                self.found[address].setdefault(command, report.nodeid.removeprefix("tests/bot/"))


def line(api: Api, found: Found) -> tuple[str, ...]:
    """Star, Korean title, address, commands, and the test that ran the first of them; the last two may be empty."""
    commands = found.get(api.address, {})
    first = next(iter(commands.values()), "")
    return "★" if api.address in MISSION else "", api.title, api.address, ", ".join(commands), first


def main() -> int:
    """Run the tests of the commands and print the table; 1 if a test failed or an API is reached by no command."""
    noted = Noted()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", *_TESTS], plugins=[noted])
    rows = [line(api, noted.found) for api in every_api()]
    sys.stdout.write(aligned([("", "API", "address", "commands", "test"), *rows]) + "\n")
    empty = [row for row in rows if not row[3]]
    starred = sum(bool(row[0]) for row in empty)
    sys.stdout.write(f"{len(rows)} APIs, {len(empty)} with no command, {starred} of them among the {len(MISSION)}\n")
    return int(code) or int(bool(empty))


if __name__ == "__main__":
    sys.exit(main())
