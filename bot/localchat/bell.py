"""Wake-up for many waiters at once."""

import asyncio


class Bell:
    """Everyone who listens hears the next ring; nobody hears an earlier one."""

    def __init__(self) -> None:
        self._next: asyncio.Future[None] | None = None

    def ring(self) -> None:
        waiting, self._next = self._next, None
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def heard(self, timeout: float) -> None:  # noqa: ASYNC109  the long poll's own seconds
        """Return at the next ring, or after `timeout` seconds."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        await asyncio.wait([self._next], timeout=max(timeout, 0))
