"""One websocket connection: what it registered, and what waits to be sent to it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from kis.realtime.cipher import Secret
from kis.simulator.accounts import AccountInfo

_MARKET_BOUND = 10_000
_URGENT_BOUND = 10_000
_PATIENCE = 30.0
"""Seconds a client may take to read one frame before it is dropped."""


class Session:
    """A connection. Answers and notices wait without loss and go first; market data beyond the bound drops its oldest.

    `info` is whose app key the first registration brought; `secret` is the key and IV every answer tells.
    """

    def __init__(self, number: int, socket: ServerConnection, secret: Secret, now: Callable[[], float]) -> None:
        self.number = number
        self.secret = secret
        self.info: AccountInfo | None = None
        self.registered: set[tuple[str, str]] = set()
        self.last_notice = ""
        self._socket = socket
        self._now = now
        self._urgent: deque[str] = deque()
        self._market: deque[str] = deque(maxlen=_MARKET_BOUND)
        self._wake = asyncio.Event()
        self._mute_until = 0.0

    def say(self, text: str) -> None:
        """Send an answer, a PINGPONG or a notice; a client that lets thousands of them pile up is dropped."""
        if len(self._urgent) >= _URGENT_BOUND:
            self.drop()
        else:
            self._urgent.append(text)
            self._wake.set()

    def notify(self, text: str) -> None:
        """Send a notice, and remember it to be repeated."""
        self.last_notice = text
        self.say(text)

    def show(self, text: str) -> None:
        """Send market data."""
        self._market.append(text)
        self._wake.set()

    def mute(self, seconds: float) -> None:
        """Stay connected but send nothing for a while; what would have been sent is lost."""
        self._mute_until = self._now() + seconds

    def drop(self) -> None:
        """Cut the connection without a close frame."""
        self._socket.transport.abort()

    async def close(self) -> None:
        """Send what waits, then close the connection."""
        await self._flush()
        await self._socket.close()

    async def write(self) -> None:
        """Send what waits, as long as the connection lasts."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._flush()
        except ConnectionClosed:
            pass
        except TimeoutError:
            self.drop()

    async def _flush(self) -> None:
        while waiting := self._urgent or self._market:
            text = waiting.popleft()
            if self._now() >= self._mute_until:
                async with asyncio.timeout(_PATIENCE):
                    await self._socket.send(text)
