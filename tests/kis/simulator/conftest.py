"""A simulator on free ports, and plain clients of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from kis.credentials import Environment
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator

from .server.plain import Plain, plain

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """No limits, and a clock that stands at 10:00 on a trading day."""
    async with Simulator.serve(limits=NO_LIMITS, now=MONDAY_MORNING, speed=0) as simulator:
        yield simulator


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[Plain]:
    """The first owner's paper account."""
    async with plain(simulator) as client:
        yield client


@pytest.fixture
async def real(simulator: Simulator) -> AsyncIterator[Plain]:
    """The first owner's real account."""
    async with plain(simulator, Environment.REAL) as client:
        yield client
