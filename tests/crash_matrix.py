"""Prints the crash matrix: `python -m tests.crash_matrix`. A boundary where the bot was killed, and what held then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import crashes_in_markets, test_crashes, test_crashes_of_changes
from tests.journeys.invariants import table
from tests.journeys.test_crashes_of_changes import played


def main() -> None:
    """Play every scene and print the cells."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other, TemporaryDirectory() as third:
        found = asyncio.run(played(Path(one), test_crashes.SCENES))
        found |= asyncio.run(played(Path(other), test_crashes_of_changes.SCENES))
        found |= asyncio.run(crashes_in_markets.played(Path(third)))
    print(table(found))


if __name__ == "__main__":
    main()
