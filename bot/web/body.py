"""Request bodies with a bound."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

PATIENCE = 10.0
"""Seconds in which a body has to be there."""


class TooLarge(Exception):
    """The body is over the bound."""


class TooSlow(Exception):
    """The body did not come in time."""


async def read(request: Request, limit: int) -> bytes:
    """The body. Raises `TooLarge` as soon as it is over `limit` bytes, announced or not; `TooSlow` if it trickles."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > limit:
        raise TooLarge
    try:
        async with asyncio.timeout(PATIENCE):
            return await _collect(request, limit)
    except TimeoutError:
        raise TooSlow from None


async def _collect(request: Request, limit: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return body
