"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Written straight on ASGI: these are the calls whose time is measured.
"""

import asyncio
import hmac
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from .backend import Backend, Call
from .errors import NOT_FOUND, TOO_LARGE, UNAUTHORIZED, ApiError, bad_request
from .faults import Fault, Faults
from .journal import Journal, Request
from .methods import METHODS, Method
from .params import Params

BODY_MAX = 20 * 1024 * 1024
_JSON = (b"content-type", b"application/json")


class BotApi:
    """An ASGI endpoint that answers one bot's calls and writes each into the journal."""

    def __init__(self, token: str, backend: Backend, drop: Callable[[Scope], Awaitable[None]]) -> None:
        self._token = token.encode()
        self._backend = backend
        self._drop = drop
        self.faults = Faults()
        self.journal = Journal()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        entry: Request | None = None
        try:
            name, method = self._method(scope)
            params, content_type = await self._params(scope, receive)
            entry = self._write(name, params, content_type)
            fault = self.faults.take(name, params.chat)
            if fault is None:
                result = await self._carry_out(method, params, receive)
            else:
                result = await self._suffer(fault, method, params, scope, receive)
            status, body = 200, result if isinstance(result, bytes) else _encode({"ok": True, "result": result})
        except ApiError as error:
            status, body = error.code, _encode(error.envelope)
            if entry is not None:
                entry.description = error.description
        except (_Dropped, _Gone):
            return
        if entry is not None:
            entry.status, entry.milliseconds = status, (time.perf_counter() - started) * 1000
        await _respond(send, status, body)

    def _method(self, scope: Scope) -> tuple[str, Method]:
        path = scope["path_params"]
        if not hmac.compare_digest(path["token"].encode(), self._token):
            raise UNAUTHORIZED
        found = METHODS.get(path["method"].lower())
        if found is None:
            raise NOT_FOUND
        return found

    async def _params(self, scope: Scope, receive: Receive) -> tuple[Params, str]:
        content_type = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"content-type"), "")
        body = await _body(receive)
        return Params.read(content_type, scope["query_string"].decode("latin-1"), body), content_type

    def _write(self, name: str, params: Params, content_type: str) -> Request:
        return self.journal.write(
            at=time.time(),
            method=name,
            params=params.summary,
            files=tuple(params.files),
            content_type=content_type.partition(";")[0],
        )

    async def _carry_out(self, method: Method, params: Params, receive: Receive) -> Any:
        try:
            result = method(Call(self._backend, params))
            return await _while_connected(result, receive) if inspect.iscoroutine(result) else result
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise bad_request(f"can't parse the parameters ({type(error).__name__})") from error

    async def _suffer(self, fault: Fault, method: Method, params: Params, scope: Scope, receive: Receive) -> Any:
        await asyncio.sleep(fault.delay)
        if fault.refusal is not None:
            raise fault.refusal
        if fault.garbage:
            return b"<html><body><h1>502 Bad Gateway</h1></body></html>"
        if fault.drop != "before":
            result = await self._carry_out(method, params, receive)
        if fault.drop is not None:
            await self._drop(scope)
            raise _Dropped
        return result


class FileDownload:
    """Serves what `getFile` points to."""

    def __init__(self, token: str, backend: Backend) -> None:
        self._token = token.encode()
        self._backend = backend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path_params"]
        file = self._backend.files.at(path["path"])
        if not hmac.compare_digest(path["token"].encode(), self._token):
            await _respond(send, 401, _encode(UNAUTHORIZED.envelope))
        elif file is None:
            await _respond(send, 404, _encode(NOT_FOUND.envelope))
        else:
            await _respond(send, 200, file.data, (b"content-type", b"application/octet-stream"))


class _Dropped(Exception):
    """The connection was cut on purpose."""


class _Gone(Exception):
    """The client left while its call waited."""


async def _while_connected(call: Awaitable[Any], receive: Receive) -> Any:
    """Await `call`, but give it up when the client hangs up."""
    work, left = asyncio.ensure_future(call), asyncio.ensure_future(receive())
    try:
        await asyncio.wait([work, left], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise _Gone
        return work.result()
    finally:
        work.cancel()
        left.cancel()


async def _body(receive: Receive) -> bytes:
    """Read the body; raises `ApiError` 413 over 20 MB."""
    chunks, size = [], 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise _Gone
        chunk = event.get("body", b"")
        size += len(chunk)
        if size > BODY_MAX:
            raise TOO_LARGE
        chunks.append(chunk)
        if not event.get("more_body"):
            return b"".join(chunks)


def _encode(value: Any) -> bytes:
    return msgspec.json.encode(value)


async def _respond(send: Send, status: int, body: bytes, content_type: tuple[bytes, bytes] = _JSON) -> None:
    headers = [content_type, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
