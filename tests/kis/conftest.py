"""A scripted KIS on a real socket, and a client that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Credentials, Origins
from kis.market.clock import MarketClock
from kis.oauth import OAuth
from kis.rest import Rest, Retry
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.tokenstore import MemoryTokens
from kis.transport import Timeouts, Transport
from tests.kis.sample import CREDENTIALS, Sample
from tests.kis.scripted import Scripted, serving

QUICK = Retry(base=0.001)


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with serving() as scripted:
        yield scripted


@pytest.fixture
async def clock() -> MarketClock:
    return MarketClock()


@pytest.fixture
async def transport(server: Scripted, clock: MarketClock) -> AsyncIterator[Transport]:
    made = Transport(server.origin, clock, Timeouts(connect=5, read=5))
    yield made
    await made.aclose()


@pytest.fixture
async def pace() -> Pace:
    return Pace(10_000)


@pytest.fixture
async def oauth(transport: Transport, pace: Pace, clock: MarketClock) -> OAuth:
    return OAuth(CREDENTIALS, transport, pace, clock)


@pytest.fixture
async def tokens(oauth: OAuth, clock: MarketClock) -> Tokens:
    return Tokens(CREDENTIALS.key_id, oauth.issue, MemoryTokens(), clock.now, spacing=0)


@pytest.fixture
async def rest(transport: Transport, tokens: Tokens, pace: Pace) -> Rest:
    return Rest(CREDENTIALS, transport, tokens, pace, retry=QUICK)


@pytest.fixture
async def sample(rest: Rest) -> Sample:
    return Sample(rest)


@pytest.fixture
def client(server: Scripted) -> Callable[..., Kis]:
    """Make a whole client for the scripted server."""

    def make(credentials: Credentials = CREDENTIALS, **kwargs: Any) -> Kis:
        kwargs.setdefault("rate", 10_000)
        return Kis(credentials, origins=Origins(server.origin, ""), **kwargs)

    return make
