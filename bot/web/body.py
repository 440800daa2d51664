"""Request bodies with a bound."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):
    """The body is over the bound."""


async def read(request: Request, limit: int) -> bytes:
    """The body. Raises `TooLarge` as soon as it is over `limit` bytes, announced or not."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > limit:
        raise TooLarge
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return body
