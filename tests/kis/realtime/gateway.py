"""A small gateway over a real websocket, which answers as the real one and misbehaves on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from kis.credentials import Environment
from kis.market.clock import host_time
from kis.realtime import Channel, Timing
from kis.realtime.control import Ack, Action, Code, Ping, Request, read_request, write_ack, write_ping
from kis.realtime.frames import parse
from kis.realtime.record import Record
from tests.kis.realtime.rows import SECRET

QUICK = Timing(
    opening=2.0,
    answer=0.5,
    register=2.0,
    spacing=0.0,
    silence=5.0,
    closing=0.1,
    key_in_use=0.2,
    retry=0.05,
    back_off=(0.01, 0.02),
    jitter=0.0,
)


class Gateway:
    """Counts what it is asked; the attributes say how it behaves next."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.pongs: list[str] = []
        self.paths: list[str] = []
        self.connections: list[ServerConnection] = []
        self.arrived = asyncio.Event()
        self._requested = asyncio.Condition()
        self.mute = False
        """Reads and says nothing."""
        self.codes: dict[str, list[str]] = {}
        """By tr_key: codes to refuse the next requests with."""
        self.greeting: list[str] = []
        """Texts for the next connections, one each, at once after they open."""
        self.port = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def socket(self) -> ServerConnection:
        """The newest connection."""
        return self.connections[-1]

    def asked(self, action: Action = Action.REGISTER) -> list[tuple[str, str]]:
        return [(request.tr_id, request.key) for request in self.requests if request.action is action]

    async def requested(self, count: int) -> None:
        """Wait until so many requests have come."""
        async with self._requested:
            await self._requested.wait_for(lambda: len(self.requests) >= count)

    async def send(self, channel: Channel, *rows: Record, sealed: bool = False) -> None:
        secret = SECRET if sealed else None
        await self.socket.send(channel.write(rows, environment=Environment.REAL, secret=secret))

    async def ping(self) -> str:
        text = write_ping(host_time())
        await self.socket.send(text)
        return text

    async def serve(self, socket: ServerConnection) -> None:
        self.connections.append(socket)
        self.paths.append(socket.request.path if socket.request else "")
        self.arrived.set()
        try:
            if self.greeting:
                await socket.send(self.greeting.pop(0))
            async for text in socket:
                assert isinstance(text, str)
                await self._take(socket, text)
        except ConnectionClosed:
            return

    async def _take(self, socket: ServerConnection, text: str) -> None:
        if '"tr_type"' not in text:
            assert isinstance(parse(text), Ping)
            self.pongs.append(text)
            return
        request = read_request(text)
        async with self._requested:
            self.requests.append(request)
            self._requested.notify_all()
        if not self.mute:
            await socket.send(write_ack(self._answer(request)))

    def _answer(self, request: Request) -> Ack:
        refusals = self.codes.get(request.key)
        if refusals:
            return Ack(request.tr_id, request.key, False, refusals.pop(0), "SCRIPTED REFUSAL")
        if request.action is Action.UNREGISTER:
            return Ack(request.tr_id, request.key, True, Code.UNREGISTERED, "UNSUBSCRIBE SUCCESS")
        return Ack(request.tr_id, request.key, True, Code.REGISTERED, "SUBSCRIBE SUCCESS", SECRET)


@asynccontextmanager
async def gateway() -> AsyncIterator[Gateway]:
    made = Gateway()
    async with serve(made.serve, "127.0.0.1", 0, compression=None, close_timeout=0.1) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made
