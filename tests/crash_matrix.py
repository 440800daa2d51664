"""Prints the crash matrix: `python -m tests.crash_matrix`. A boundary where the bot was killed, and what held then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import crashes_in_markets, crashes_of_reservations, test_crashes, test_crashes_of_changes
from tests.journeys.invariants import table
from tests.journeys.test_crashes_of_changes import played


def main() -> None:
    """Play every scene and print the cells."""
    with TemporaryDirectory() as parent:
        one, other, third, fourth = (Path(parent, name) for name in ("orders", "changes", "markets", "reservations"))
        for folder in (one, other, third, fourth):
            folder.mkdir()
        found = asyncio.run(played(one, test_crashes.SCENES))
        found |= asyncio.run(played(other, test_crashes_of_changes.SCENES))
        found |= asyncio.run(crashes_in_markets.played(third))
        found |= asyncio.run(crashes_of_reservations.played(fourth))
    print(table(found))


if __name__ == "__main__":
    main()
