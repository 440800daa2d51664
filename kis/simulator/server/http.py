"""A small HTTP/1.1 server that can do what KIS's gateway does and a web framework will not.

Header names keep the case they are given, `Date` is the simulator's own time, and a connection can be
cut without an answer. h11 does the protocol.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from http import HTTPStatus
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl

import h11

from kis.simulator.server.address import port_of

_READ = 65_536
_MAX_BODY = 1_048_576
_IDLE = 120.0
"""Seconds a kept connection may stay silent."""


class Cut(Exception):
    """Drop the connection without an answer."""


class _TooLong(Exception):
    pass


@dataclass(frozen=True)
class Request:
    """One call: header names in lower case, query as sent (the last of equal names wins), one slash before the path."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def json(self) -> Any:
        """The body as JSON, whatever its content type says; None if it is not JSON."""
        try:
            return json.loads(self.body) if self.body.strip() else None
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Response:
    """Status, body and the headers to add to Content-Type, Content-Length, Date and Server.

    `code` is what the body says in KIS's terms (msg_cd), for the journal.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    code: str = ""


def json_response(value: object, status: int = 200, code: str = "") -> Response:
    """Return `value` as a JSON answer in UTF-8; half a character, which JSON may bring, becomes a question mark."""
    return Response(status, json.dumps(value, ensure_ascii=False).encode(errors="replace"), code=code)


Handler = Callable[[Request], Awaitable[Response]]


class HttpServer:
    """Serves `handler` on a port; `now` gives the time of the Date header."""

    def __init__(self, handler: Handler, now: Callable[[], datetime]) -> None:
        self._handler = handler
        self._now = now
        self._open: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port (port 0 picks a free one)."""
        self._server = await asyncio.start_server(self._accept, host, port)
        return port_of(self._server)

    async def close(self) -> None:
        """Stop listening and drop what is still connected."""
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._run(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Connection(reader, writer, self._handler, self._now).run()
        except (ConnectionError, TimeoutError, Cut):
            pass
        finally:
            writer.transport.abort()


class _Connection:
    """One client: request after request until it leaves."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        handler: Handler,
        now: Callable[[], datetime],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._handler = handler
        self._now = now
        self._http = h11.Connection(h11.SERVER)

    async def run(self) -> None:
        while await self._exchange():
            self._http.start_next_cycle()
        await self._leave()

    async def _exchange(self) -> bool:
        """Answer one request; False when the connection is over."""
        try:
            request = await self._request()
        except h11.RemoteProtocolError as error:
            return await self._refuse(error.error_status_hint)
        except _TooLong:
            return await self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request is None:
            return False
        await self._send(await self._handler(request), bare=request.method == "HEAD")
        return self._http.our_state is h11.DONE and self._http.their_state is h11.DONE

    async def _request(self) -> Request | None:
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = await self._event()
            match event:
                case h11.Request():
                    head = event
                case h11.Data():
                    body += event.data
                    if len(body) > _MAX_BODY:
                        raise _TooLong
                case h11.EndOfMessage() if head is not None:
                    return _made(head, bytes(body))
                case _:
                    return None

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                await self._write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])))
            async with asyncio.timeout(_IDLE):
                self._http.receive_data(await self._reader.read(_READ))
        return event

    async def _send(self, response: Response, *, bare: bool = False) -> None:
        headers = [
            ("Content-Type", response.content_type),
            ("Content-Length", str(len(response.body))),
            ("Date", format_datetime(self._now().astimezone(UTC), usegmt=True)),
            ("Server", "KIS-simulator"),
            *response.headers.items(),
        ]
        head = h11.Response(status_code=response.status, headers=headers, reason=responses.get(response.status, ""))
        sent = self._http.send(head) or b""
        if response.body and not bare:
            sent += self._http.send(h11.Data(data=response.body)) or b""
        await self._write(sent + (self._http.send(h11.EndOfMessage()) or b""))

    async def _refuse(self, status: int) -> bool:
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            await self._send(Response(status))
        return False

    async def _write(self, data: bytes | None) -> None:
        if data:
            self._writer.write(data)
            async with asyncio.timeout(_IDLE):
                await self._writer.drain()

    async def _leave(self) -> None:
        """Let the last answer reach the client before the connection is dropped."""
        self._writer.close()
        async with asyncio.timeout(1):
            await self._writer.wait_closed()


def _made(head: h11.Request, body: bytes) -> Request:
    path, _, query = head.target.decode("latin-1").partition("?")
    return Request(
        method=head.method.decode("ascii"),
        path=f"/{path.lstrip('/')}",
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers},
        body=body,
    )
