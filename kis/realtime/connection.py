"""One websocket to the gateway: requests and their answers, keys, and texts in and out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from kis.realtime.cipher import Secret
from kis.realtime.control import Ack, Action, Request, write_request
from kis.realtime.registry import Name

_LARGEST_MESSAGE = 4 * 1024 * 1024
_QUEUE = (4096, 1024)
"""Messages waiting to be taken: where reading from the network pauses, and where it goes on."""

_UNREADABLE_REQUEST = "OPSP8990"
_quiet = logging.getLogger("kis.realtime.websocket")
_quiet.setLevel(logging.WARNING)
"""At DEBUG websockets logs every message, the approval key in it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a stream waits for what, in seconds."""

    opening: float = 10.0
    answer: float = 5.0
    """For the answer to one registration; a connection that stays silent is given up."""
    register: float = 15.0
    """For a caller of `register`, with others before it in the line."""
    spacing: float = 0.05
    """Between two requests; the gateway drops faster bursts."""
    silence: float = 90.0
    """Without any frame, PINGPONG included, the connection counts as dead."""
    closing: float = 0.5
    steady: float = 30.0
    """A connection that lasted so long was a good one: the next pause is the shortest again."""
    key_in_use: float = 30.0
    """After OPSP8996: another session holds the app key."""
    retry: float = 30.0
    """Before a registration that failed for a passing reason is tried again."""
    back_off: tuple[float, ...] = field(default=(1.0, 2.0, 5.0, 10.0, 30.0))
    jitter: float = 0.3
    """Up to this part of a pause is added to it, so that clients do not come back all at once."""


class Connection:
    """An open websocket and what was agreed on it; nothing of it outlives it."""

    def __init__(self, socket: ClientConnection, approval_key: str, timing: Timing) -> None:
        self.socket = socket
        self.secrets: dict[str, Secret] = {}
        self.given_up = ""
        """Why this side closed it, if it did."""
        self._approval_key = approval_key
        self._timing = timing
        self._asked: tuple[Name, asyncio.Future[Ack]] | None = None

    async def request(self, action: Action, name: Name) -> Ack:
        """Send one request and wait for its answer; one at a time.

        Raises TimeoutError, or ConnectionClosed of websockets.
        """
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._asked = (name, answer)
        try:
            async with asyncio.timeout(self._timing.answer):
                await self.socket.send(write_request(Request(action, name.tr_id, name.key, self._approval_key)))
                return await answer
        finally:
            self._asked = None

    async def give_up(self, reason: str) -> None:
        """Close from this side; whoever reads the socket sees the end."""
        self.given_up = reason
        await self.socket.close()

    def answered(self, ack: Ack) -> None:
        """Take an answer read from the socket; one to nothing asked is passed over.

        A request the gateway could not even read is answered without its names.
        """
        if ack.secret is not None:
            self.secrets[ack.tr_id] = ack.secret
        if self._asked is None:
            return
        name, answer = self._asked
        ours = name == (ack.tr_id, ack.key) or ack.code >= _UNREADABLE_REQUEST
        if ours and not answer.done():
            answer.set_result(ack)


@asynccontextmanager
async def opened(url: str, approval_key: str, timing: Timing) -> AsyncIterator[Connection]:
    """Connect, and close within `timing.closing`.

    Protocol pings are off because the gateway does not reliably answer them; it asks by PINGPONG itself.
    Raises OSError, TimeoutError or WebSocketException.
    """
    socket = await connect(
        url if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/tryitout",
        logger=_quiet,
        compression=None,
        proxy=None,
        user_agent_header=None,
        open_timeout=timing.opening,
        close_timeout=timing.closing,
        ping_interval=None,
        max_size=_LARGEST_MESSAGE,
        max_queue=_QUEUE,
    )
    try:
        yield Connection(socket, approval_key, timing)
    finally:
        await socket.close()
