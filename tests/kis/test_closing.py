"""The end of a client: what goes on without its caller is ended before the client is."""

from __future__ import annotations

import asyncio

import pytest

from kis import Kis
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.server.faults import read_fault
from kis.tokenstore import MemoryTokens


async def leave(simulator: Simulator, store: MemoryTokens) -> None:
    """Ask for a price, which needs a token first, go away, and close the client."""
    async with Kis(simulator.credentials(), origins=simulator.origins, tokens=store) as kis:
        asking = asyncio.create_task(kis.domestic.quotes.price(symbol="005930"))
        while not kis._tokens.running:  # noqa: ASYNC110 - begun when the caller has come so far
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.wait([asking])


def renewals() -> list[asyncio.Task[object]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == "kis-token"]


async def test_a_renewal_is_ended_first() -> None:
    """KIS has counted the token: it is kept before the store may be closed."""
    store = MemoryTokens()
    async with Simulator.serve(limits=NO_LIMITS) as simulator:
        await leave(simulator, store)

        assert renewals() == []
        assert await store.load(simulator.credentials().key_id) is not None


async def test_a_renewal_that_hangs_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it for ever, and nothing asks the store afterwards."""
    monkeypatch.setattr("kis.tokens.GRACE", 0.05)
    async with Simulator.serve(limits=NO_LIMITS) as simulator:
        simulator.faults.add(read_fault({"do": "delay", "path": "tokenP", "seconds": 3}))
        async with asyncio.timeout(2):
            await leave(simulator, MemoryTokens())

        assert renewals() == []
