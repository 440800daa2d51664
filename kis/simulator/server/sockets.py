"""The websocket: connections in, frames out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from random import Random

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from kis.realtime.channels import TRADES
from kis.realtime.cipher import Secret
from kis.realtime.control import write_ping
from kis.simulator.server.registrar import Registrar
from kis.simulator.server.session import Session

_MAX_MESSAGE = 65_536
_HEX = "0123456789abcdef"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_GARBAGE = f"0|{TRADES.real}|002|005930^^이건|프레임이^아니에요"


class Sockets:
    """Answers on any path. `now` is the market clock, `ping_every` seconds between two PINGPONGs."""

    def __init__(self, registrar: Registrar, *, seed: int, now: Callable[[], datetime], ping_every: float) -> None:
        self._registrar = registrar
        self._random = Random(f"{seed}:sockets")  # noqa: S311 - no secret: it travels in the clear
        self._now = now
        self._ping_every = ping_every
        self._count = 0
        self._refuse_until = 0.0

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port (port 0 picks a free one)."""
        self._time = asyncio.get_running_loop().time
        self._server: Server = await serve(
            self._serve,
            host,
            port,
            process_request=self._greet,
            compression=None,
            ping_interval=None,
            close_timeout=1,
            max_size=_MAX_MESSAGE,
            server_header="KIS-simulator",
        )
        self._pings = asyncio.create_task(self._ping())
        found: int = next(iter(self._server.sockets)).getsockname()[1]
        return found

    async def close(self) -> None:
        """Stop listening and close what is open."""
        self._pings.cancel()
        self._server.close()
        await self._server.wait_closed()

    # Bad days on request

    def drop(self, hts_id: str | None) -> None:
        """Cut connections."""
        for session in self._registrar.of(hts_id):
            session.drop()

    def silence(self, hts_id: str | None, seconds: float) -> None:
        """Let connections stand but say nothing."""
        for session in self._registrar.of(hts_id):
            session.mute(seconds)

    def refuse(self, seconds: float) -> None:
        """Take no new connections for a while."""
        self._refuse_until = self._time() + seconds

    def garbage(self, hts_id: str | None) -> None:
        """Send a frame that cannot be read."""
        for session in self._registrar.of(hts_id):
            session.say(_GARBAGE)

    def repeat(self, hts_id: str | None) -> None:
        """Send the last notice of each connection again."""
        for session in self._registrar.of(hts_id):
            if session.last_notice:
                session.say(session.last_notice)

    def reset(self) -> None:
        """Cut all connections and refuse none."""
        self.drop(None)
        self._refuse_until = 0.0

    # Connections

    def _greet(self, socket: ServerConnection, _request: Request) -> Response | None:
        if self._time() < self._refuse_until:
            return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "")
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        self._count += 1
        session = Session(self._count, socket, self._secret(), self._time)
        self._registrar.enter(session)
        writing = asyncio.create_task(session.write())
        try:
            async for message in socket:
                text = message if isinstance(message, str) else message.decode("utf-8", "replace")
                if not self._registrar.take(session, text):
                    await session.close()
        except (ConnectionClosed, TimeoutError):
            pass
        finally:
            writing.cancel()
            self._registrar.leave(session)

    def _secret(self) -> Secret:
        """Return the key and IV of a connection, of the shape KIS sends: 32 letters, 16 hex digits."""
        return Secret("".join(self._random.choices(_LETTERS, k=32)), "".join(self._random.choices(_HEX, k=16)))

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(self._ping_every)
            text = write_ping(self._now())
            for session in self._registrar.of(None):
                session.say(text)
