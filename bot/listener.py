"""HTTP servers in this process: uvicorn without its signal handlers."""

import asyncio
import socket
import time
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Scope

SHUTDOWN_SECONDS = 2
KEEP_ALIVE = 75
"""Seconds that an idle connection stays open: longer than clients keep theirs, so that none closes under a request."""


class Listener:
    """Serves one ASGI application on one address."""

    def __init__(self, server: uvicorn.Server, port: int) -> None:
        self._server = server
        self.port = port

    @classmethod
    async def open(cls, app: ASGIApp, host: str, port: int) -> "Listener":
        """Listen at once; raises OSError if the port is in use."""
        listening = _bind(host, port)
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=KEEP_ALIVE,
        )
        config.load()
        server = uvicorn.Server(config)
        # `Server.serve` takes over SIGINT and SIGTERM, which belong to the program that starts us.
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listening])
        return cls(server, listening.getsockname()[1])

    async def close(self) -> None:
        """Take no more, let answers that are on their way leave, cut what is left after two seconds.

        `Server.shutdown` would do, but it always sleeps for 0.1 s, which every test would pay.
        """
        for listening in self._server.servers:
            listening.close()
        connections = self._server.server_state.connections
        for connection in tuple(connections):
            connection.shutdown()
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        while connections and time.monotonic() < deadline:  # noqa: ASYNC110  uvicorn tells only by this set
            await asyncio.sleep(0.002)
        for connection in tuple(connections):
            _abort(connection)
        for task in tuple(self._server.server_state.tasks):
            task.cancel()

    async def drop(self, scope: Scope) -> None:
        """Cut the connection of a request without an answer."""
        for connection in tuple(self._server.server_state.connections):
            if _client(connection) == tuple(scope["client"]):
                _abort(connection)
        await asyncio.sleep(0)


def _client(connection: Any) -> object:
    return connection.client


def _abort(connection: Any) -> None:
    connection.transport.abort()


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening
