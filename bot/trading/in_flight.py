"""Orders whose answer is awaited.

KIS announces a fill before the answer to the order has told its number. Whoever meets a number that nobody knows waits
for the orders in flight first, and only then takes it for an order placed elsewhere.
"""

from __future__ import annotations

import asyncio
from types import TracebackType


class InFlight:
    """Entered (`async with`, once in a task) from before an order leaves until its answer is kept."""

    def __init__(self) -> None:
        self._answers: dict[asyncio.Task[object] | None, asyncio.Future[None]] = {}

    async def __aenter__(self) -> None:
        self._answers[asyncio.current_task()] = asyncio.get_running_loop().create_future()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answers.pop(asyncio.current_task()).set_result(None)

    def __bool__(self) -> bool:
        return bool(self._answers)

    async def settled(self, seconds: float) -> bool:
        """Wait at most so many seconds for the orders in flight now; later ones are not waited for."""
        if not self:
            return True
        _, late = await asyncio.wait(list(self._answers.values()), timeout=seconds)
        return not late
