"""An account that looks at a market which stands still: the simulator and a client, without the bot around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.connection import Connection
from kis import Environment, Kis, Pace
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.halts import HaltRules

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=KST)
"""A Tuesday."""


@asynccontextmanager
async def standing(
    environment: Environment, vi: HaltRules | None = None
) -> AsyncIterator[tuple[Simulator, Connection]]:
    """Nothing moves unless it is told to, and nothing is interrupted but by the rules of `vi`."""
    async with (
        Simulator.serve(now=MORNING, speed=0, limits=NO_LIMITS, vi=vi) as simulator,
        Kis(simulator.credentials(environment), origins=simulator.origins, pace=Pace(100)) as kis,
    ):
        yield simulator, Connection(1, 1, kis, kis.stream())
