"""Access tokens: kept over restarts, asked for once, renewed before they end.

KIS issues one token a minute and tells the owner by KakaoTalk each time, so a token is precious: one for each app
key, shared by all processes through a `TokenStore`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from weakref import WeakValueDictionary

from kis.errors import KisError, TokenTooSoon, Unreachable
from kis.outliving import outliving
from kis.tokenstore import Token, TokenStore

_log = logging.getLogger(__name__)

MARGIN = timedelta(hours=1)
"""A token is renewed when less than this is left of it."""
SPACING = 60.0
"""Seconds between two issues (1분당 1회)."""
GRACE = 2.0
"""Seconds that renewals under way get to end when the client closes."""
SAME_AGAIN = timedelta(hours=6)
"""Asked again within this time KIS answers with the same token, so asking is of no use."""

_locks: WeakValueDictionary[tuple[asyncio.AbstractEventLoop, str], asyncio.Lock] = WeakValueDictionary()
P = ParamSpec("P")
Renewal = Callable[Concatenate["Tokens", P], Coroutine[Any, Any, Token]]


def _to_its_end(renewal: Renewal[P]) -> Renewal[P]:
    """Let a renewal run on when its caller is cancelled: KIS has counted it, and the next caller needs its token."""

    @wraps(renewal)
    async def waited(tokens: Tokens, /, *args: P.args, **kwargs: P.kwargs) -> Token:
        return await outliving(renewal(tokens, *args, **kwargs), tokens.running, "kis-token")

    return waited


class Tokens:
    """Hands out the token of one app key. Every caller of the process waits for the same renewal.

    `issue` asks KIS; `now` is the broker's time. A wait of up to `patience` seconds for KIS's minute to pass is
    waited, a longer one raised as `TokenTooSoon`.
    """

    def __init__(
        self,
        key_id: str,
        issue: Callable[[], Awaitable[Token]],
        store: TokenStore,
        now: Callable[[], datetime],
        *,
        spacing: float = SPACING,
        patience: float = 5.0,
    ) -> None:
        self._key_id = key_id
        self._issue = issue
        self._store = store
        self._now = now
        self._spacing = spacing
        self._patience = patience
        self._token: Token | None = None
        self._asked_at = float("-inf")
        self._failure: KisError | None = None
        self.running: set[asyncio.Task[Token]] = set()

    async def close(self) -> None:
        """Let renewals under way end, and cut what takes longer: afterwards nobody asks the store any more."""
        if not self.running:
            return
        _, late = await asyncio.wait(self.running, timeout=GRACE)
        for renewal in late:
            renewal.cancel()
        if late:
            await asyncio.wait(late)

    @property
    def current(self) -> Token | None:
        """The token in use; None before the first call."""
        return self._token

    async def get(self) -> Token:
        """Return a token that is good for a while, from memory, the store or KIS."""
        if self._token is not None and self._token.left(self._now()) > MARGIN:
            return self._token
        return await self._fresh()

    @_to_its_end
    async def _fresh(self) -> Token:
        """A good one is read without taking a turn: whoever died in its turn may still seem to have it."""
        if (kept := await self._reload()) is not None and kept.left(self._now()) > MARGIN:
            return kept
        async with self._alone():
            known = await self._reload()
            if known is not None and known.left(self._now()) > MARGIN:
                return known
            try:
                return await self._ask()
            except KisError as error:
                if known is None or known.left(self._now()) <= timedelta(0):
                    raise
                _log.warning("token of key %s not renewed, the old one is used on: %s", self._key_id, error)
                return known

    @_to_its_end
    async def replace(self, refused: Token) -> Token:
        """Return another token than the one KIS refused: one that somebody else got meanwhile, or a new one."""
        async with self._alone():
            known = await self._reload()
            if known is not None and known.value != refused.value and known.left(self._now()) > timedelta(0):
                return known
            return await self._ask()

    @_to_its_end
    async def renew(self) -> Token:
        """Get a new token ahead of time (scheduled renewal); within six hours of its issue the old one stays."""
        async with self._alone():
            known = await self._reload()
            if known is not None and timedelta(0) <= self._now() - known.issued_at < SAME_AGAIN:
                return known
            return await self._ask()

    async def forget(self) -> Token | None:
        """Drop the token everywhere and return it, to be revoked."""
        async with self._alone():
            known = await self._reload()
            if known is not None:
                await self._store.save(self._key_id, None)
            self._token = None
            return known

    async def _ask(self) -> Token:
        await self._wait_for_the_minute()
        try:
            token = await self._issue()
        except KisError as error:
            if type(error) is not Unreachable or error.code:  # else nothing left, and KIS has not counted
                self._failure, self._asked_at = error, time.monotonic()
            raise
        self._failure, self._asked_at, self._token = None, time.monotonic(), token
        await self._store.save(self._key_id, token)
        return token

    async def _wait_for_the_minute(self) -> None:
        wait = self._spacing - (time.monotonic() - self._asked_at)
        if self._token is not None:
            since = (self._now() - self._token.issued_at).total_seconds()
            wait = max(wait, self._spacing - since if since >= 0 else 0)
        if wait > self._patience:
            raise self._too_soon(wait)
        if wait > 0:
            await asyncio.sleep(wait)

    def _too_soon(self, wait: float) -> KisError:
        """Within the minute of a failure that failure is still the news."""
        if self._failure is not None:
            return type(self._failure)(self._failure.message, code=self._failure.code)
        return TokenTooSoon(f"접근토큰은 1분에 한 번만 받을 수 있어요. {wait:.0f}초 뒤에 다시 시도해 주세요.")

    async def _reload(self) -> Token | None:
        """The store's token if it is newer than the one in memory: another process may have renewed it."""
        stored = await self._store.load(self._key_id)
        if stored is not None and (self._token is None or stored.issued_at > self._token.issued_at):
            self._token = stored
        return self._token

    def _alone(self) -> _Alone:
        return _Alone(self._key_id, self._store)


class _Alone:
    """Single flight: one renewal of a key at a time in this process, and in all that share the store."""

    def __init__(self, key_id: str, store: TokenStore) -> None:
        key = (asyncio.get_running_loop(), key_id)
        self._here = _locks.setdefault(key, asyncio.Lock())
        self._everywhere = store.lock(key_id)

    async def __aenter__(self) -> None:
        await self._here.acquire()
        try:
            await self._everywhere.__aenter__()
        except BaseException:
            self._here.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._everywhere.__aexit__(None, None, None)
        finally:
            self._here.release()
