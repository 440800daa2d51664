"""What happens in the chats, told live to pages and to those who wait."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .bell import Bell

Json = dict[str, Any]

BACKLOG = 1_000


class Feed:
    """Numbers every change and hands it to each listener; a listener that falls behind is cut off."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.closed = False
        self._seq = 0
        self._listeners: set[asyncio.Queue[Json | None]] = set()

    def next_seq(self) -> int:
        self._seq += 1
        return self._seq

    @property
    def listening(self) -> bool:
        return bool(self._listeners)

    def tell(self, kind: str, data: Json) -> None:
        """Send `{"kind": …, …data}` to every page and wake those who wait."""
        for queue in tuple(self._listeners):
            if queue.qsize() >= BACKLOG:
                self._listeners.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait({"kind": kind, **data})
        self.bell.ring()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Json | None]]:
        """Yield a queue of changes; None in it means the end."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        if self.closed:
            queue.put_nowait(None)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        self.closed = True
        for queue in self._listeners:
            queue.put_nowait(None)
        self.bell.ring()
