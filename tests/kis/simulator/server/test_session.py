"""A client that reads too slowly."""

from __future__ import annotations

import asyncio

from kis.realtime.cipher import Secret
from kis.simulator.server.session import Session


class Stuck:
    """A socket whose client reads nothing until the gate opens; `enough` is set when it has read `goal` messages."""

    def __init__(self, goal: int = 0) -> None:
        self.transport = self
        self.goal = goal
        self.enough = asyncio.Event()
        self.sent: list[str] = []
        self.cut = False
        self.gate = asyncio.Event()

    def abort(self) -> None:
        """As a transport."""
        self.cut = True

    async def send(self, text: str) -> None:
        """Waits until the gate opens."""
        await self.gate.wait()
        self.sent.append(text)
        if len(self.sent) == self.goal:
            self.enough.set()


async def test_a_slow_client_loses_old_market_data_and_no_notice() -> None:
    """Bounded: the oldest ticks go first, notices stay and go before them."""
    stuck = Stuck(goal=10_001)
    session = Session(1, stuck, Secret("k" * 32, "i" * 16), asyncio.get_running_loop().time)
    writing = asyncio.create_task(session.write())
    for number in range(10_005):
        session.show(f"tick {number}")
    session.notify("notice")
    stuck.gate.set()
    await asyncio.wait_for(stuck.enough.wait(), 5)
    writing.cancel()

    assert stuck.sent[0] == "notice"
    assert (stuck.sent[1], stuck.sent[-1]) == ("tick 5", "tick 10004")
    assert not stuck.cut


async def test_a_client_too_slow_for_its_notices_is_dropped() -> None:
    """Rather than let memory grow."""
    stuck = Stuck()
    session = Session(1, stuck, Secret("k" * 32, "i" * 16), asyncio.get_running_loop().time)

    for number in range(10_001):
        session.notify(f"notice {number}")

    assert stuck.cut
