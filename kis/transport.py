"""The one place that knows the HTTP library: bytes out, bytes in, its exceptions translated.

What matters for an order is whether the request can have left. `Unreachable` is raised only where it cannot
have; everything after that is `Unanswered`.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache

import httpx

from kis.errors import KisError, Unanswered, Unreachable
from kis.market.clock import MarketClock
from kis.outliving import outliving

_LARGEST_ANSWER = 16 * 1024 * 1024
_IDLE = 3.0  # seconds; shorter than any server keeps an idle connection, so that none is cut under a request
_KEPT = 20  # idle connections at most
_NOTHING_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: for a connection, and for the whole answer once there is one."""

    connect: float = 5.0
    read: float = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer of any status; header names in any case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    """May hold a token."""


class Transport:
    """Sends single requests to one origin, never twice, and keeps the market clock by the answers."""

    def __init__(self, origin: str, clock: MarketClock, timeouts: Timeouts = Timeouts()) -> None:
        self._origin = origin.rstrip("/")
        self._clock = clock
        self._total = timeouts.connect + timeouts.read
        self._extensions = {"timeout": httpx.Timeout(timeouts.read, connect=timeouts.connect).as_dict()}
        self._pool: httpx.AsyncHTTPTransport | None = None
        self._running: set[asyncio.Task[Answer]] = set()

    async def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *,
        params: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> Answer:
        """Send one request and return the answer, whatever its status.

        A caller who is cancelled leaves at once, and the exchange goes on to its end without him: the HTTP library
        loses a connection for good when it is stopped at a bad moment, and half a request helps nobody.
        Raises `Unreachable` if nothing left this machine, `Unanswered` if the request may have arrived.
        """
        request = httpx.Request(
            method, self._origin + path, headers=headers, params=params, content=content, extensions=self._extensions
        )
        return await outliving(self._carry_out(request), self._running, "kis-exchange")

    async def aclose(self) -> None:
        """End what is under way and close the connections; another `send` opens new ones."""
        for exchange in self._running:
            exchange.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._pool is not None:
            pool, self._pool = self._pool, None
            await pool.aclose()

    async def _carry_out(self, request: httpx.Request) -> Answer:
        sent = time.monotonic()
        try:
            async with asyncio.timeout(self._total):
                answer = await self._exchange(request)
        except (httpx.HTTPError, TimeoutError) as error:
            raise _translated(error) from None  # an httpx exception holds the request, and so the keys
        except asyncio.CancelledError:  # by `aclose` alone
            raise Unanswered("연결을 닫아서 KIS의 답을 받지 못했어요.") from None
        self._observe(answer, sent)
        return answer

    async def _exchange(self, request: httpx.Request) -> Answer:
        response = await self._opened().handle_async_request(request)
        content = bytearray()
        try:
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _LARGEST_ANSWER:
                    raise Unanswered("KIS의 답이 너무 커서 읽지 않았어요.")
        finally:
            await response.aclose()
        return Answer(response.status_code, response.headers, bytes(content))

    def _opened(self) -> httpx.AsyncHTTPTransport:
        """The pool has no bound of its own, or an order would wait for reads that hang; what the pace lets leave
        within one timeout is bound enough.
        """
        if self._pool is None:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=_KEPT, keepalive_expiry=_IDLE)
            self._pool = httpx.AsyncHTTPTransport(verify=tls(self._origin), limits=limits, retries=0)
        return self._pool

    def _observe(self, answer: Answer, sent: float) -> None:
        """A Date that is missing, unreadable or beyond all sense tells nothing."""
        with contextlib.suppress(KeyError, ValueError, OverflowError):
            self._clock.observe(parsedate_to_datetime(answer.headers["date"]), sent=sent, received=time.monotonic())


def tls(origin: str) -> ssl.SSLContext | bool:
    """What an HTTP client of this origin verifies with; plain http has no certificate to look at."""
    return _ssl_context() if origin.startswith("https") else False


@cache
def _ssl_context() -> ssl.SSLContext:
    """One for the process: it costs tens of milliseconds, and a bot has a client for each user."""
    return httpx.create_ssl_context()


def _translated(error: Exception) -> KisError:
    if isinstance(error, _NOTHING_LEFT):
        return Unreachable(f"KIS에 연결하지 못했어요. ({type(error).__name__})")
    return Unanswered(f"KIS의 답을 받지 못했어요. ({type(error).__name__})")
