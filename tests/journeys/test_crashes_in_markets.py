"""Killed with SIGKILL around orders that are no cash orders at home."""

from __future__ import annotations

from pathlib import Path

from tests.journeys import invariants
from tests.journeys.crashes_in_markets import played

OURS = {"credit_sent", "option_answered", "abroad_told"}
"""A kill and a start take seconds: each market once here. `python -m tests.crash_matrix` plays every boundary."""


async def test_killed_and_started_again(tmp_path: Path) -> None:
    """At each boundary the process dies and comes back, and every invariant holds."""
    found = await played(tmp_path, OURS.__contains__)
    print(invariants.table(found))

    assert found.keys() == OURS
    assert all(all(row.values()) for row in found.values()), invariants.table(found)
