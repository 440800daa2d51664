"""REST: one call through the engine against bare httpx, and how much of KIS's limit a thousand quotes use.

The simulator runs in a process of its own, so that its work is the same for both and is not the client's.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any
from urllib.request import urlopen

import httpx

from kis import Account, Credentials, Environment, Kis, Origins
from kis.endpoint import Endpoint
from kis.simulator import OFFICIAL
from kis.wire import write
from tests.benchmarks.table import Row

_CALLS = 200
_ROUNDS = 9
_QUOTES = 1_000
_RATE = 17.2
"""Calls a second; KIS permits 18. So 18 calls leave within 1.047 s, and the network may bunch them by 47 ms."""


def rows() -> list[Row]:
    """Rounds alternate, so that a slow moment of the machine falls on both."""
    with _simulator("--no-limits") as (credentials, origins):
        ratio = asyncio.run(_compare(credentials, origins))
    with _simulator() as (credentials, origins):
        share = asyncio.run(_thousand(credentials, origins))
        refused = _refused(origins)
    return [
        Row.at_most("one REST call, engine against bare httpx", ratio, 1.3),
        Row.at_least(f"{_QUOTES:,} quotes: share of the permitted rate", share, 0.95, ""),
        Row.at_most(f"{_QUOTES:,} quotes: EGW00201 answers", refused, 0, ""),
    ]


@contextmanager
def _simulator(*options: str) -> Iterator[tuple[Credentials, Origins]]:
    command = [sys.executable, "-m", "kis.simulator", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        try:
            assert server.stdout is not None
            ready = json.loads(server.stdout.readline())
            with urlopen(f"{ready['rest']}/_sim/accounts") as answer:  # noqa: S310 - our own address
                owner = next(each for each in json.load(answer) if each["env"] == "real")
            account = Account.parse(owner["account"])
            yield (
                Credentials(Environment.REAL, owner["app_key"], owner["app_secret"], account, owner["hts_id"]),
                Origins(ready["rest"], ready["ws"]),
            )
        finally:
            server.terminate()


async def _compare(credentials: Credentials, origins: Origins) -> float:
    async with (
        Kis(credentials, origins=origins, rate=1e6) as kis,
        httpx.AsyncClient(base_url=origins.rest) as bare,
    ):
        await kis.domestic.quotes.price(symbol="005930")
        endpoint = type(kis.domestic.quotes).price
        headers = await _headers(kis, endpoint)
        params = write(endpoint.request(symbol="005930"), missing=None)

        async def by_engine() -> None:
            await kis.domestic.quotes.price(symbol="005930")

        async def by_httpx() -> None:
            answer = await bare.get(endpoint.path, headers=headers, params=params)
            assert answer.json()["rt_cd"] == "0"

        pairs = [(await _timed(by_engine), await _timed(by_httpx)) for _ in range(_ROUNDS)]
    return median(engine / plain for engine, plain in pairs)


async def _headers(kis: Kis, endpoint: Endpoint[..., Any]) -> dict[str, str]:
    token = await kis.rest._tokens.get()
    return {
        "content-type": "application/json; charset=utf-8",
        "authorization": f"Bearer {token.value}",
        "appkey": kis.credentials.app_key,
        "appsecret": kis.credentials.app_secret,
        "tr_id": endpoint.tr_id(Environment.REAL),
        "custtype": "P",
    }


async def _timed(call: Callable[[], Awaitable[None]]) -> float:
    started = perf_counter()
    for _ in range(_CALLS):
        await call()
    return perf_counter() - started


async def _thousand(credentials: Credentials, origins: Origins) -> float:
    assert OFFICIAL.calls is not None
    async with Kis(credentials, origins=origins, rate=_RATE) as kis:
        await kis.domestic.quotes.price(symbol="005930")
        started = perf_counter()
        await _all_at_once(kis, _QUOTES)
        taken = perf_counter() - started
    return _QUOTES / taken / OFFICIAL.calls[Environment.REAL]


def _refused(origins: Origins) -> int:
    with urlopen(f"{origins.rest}/_sim/journal") as answer:  # noqa: S310 - our own address
        return sum(entry.get("msg_cd") == "EGW00201" for entry in json.load(answer))


async def _all_at_once(kis: Kis, count: int) -> None:
    """As many as the line takes; the others wait for room in it."""
    room = asyncio.Semaphore(50)

    async def one() -> None:
        async with room:
            await kis.domestic.quotes.price(symbol="005930")

    await asyncio.gather(*(one() for _ in range(count)))
