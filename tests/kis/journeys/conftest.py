"""A broker of one's own, on a Monday at 10:00."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """No limits, real sockets, and a clock that stands until it is turned."""
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
    async with Simulator.serve(limits=NO_LIMITS, now=monday, speed=0) as simulator:
        yield simulator
