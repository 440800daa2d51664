"""A client for tools and examples: on a simulator of its own, or on the account whose keys the environment holds.

    KIS_APP_KEY, KIS_APP_SECRET   앱 키와 앱 시크릿
    KIS_ACCOUNT                   12345678-01
    KIS_DERIVATIVES_ACCOUNT       선물옵션 계좌, where its number is another one
    KIS_HTS_ID                    for notices

Nothing but an explicit choice leads to KIS: without one everything happens on this machine.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

from kis.client import Kis
from kis.credentials import Account, Credentials, Environment
from kis.errors import Unauthorized
from kis.tokenstore import FileTokens


class Where(StrEnum):
    """Whom to call."""

    SIMULATOR = "simulator"
    PAPER = "paper"
    REAL = "real"


@asynccontextmanager
async def opened(where: Where = Where.SIMULATOR, *, seed: int = 1) -> AsyncIterator[Kis]:
    """Yield a client, closed at the end of the block; the simulator ends with it.

    In the simulator every market is open at any hour and prices move by themselves; its account is a real one, so
    that nothing is missing. Raises `Unauthorized` if the environment lacks a key.
    """
    if where is Where.SIMULATOR:
        from kis.simulator import NO_LIMITS, Simulator

        async with Simulator.serve(seed=seed, always_open=True, autoplay=True, limits=NO_LIMITS) as simulator:
            made = Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000)
            async with made as kis:
                yield kis
    else:
        credentials = credentials_from(os.environ, Environment(where.value))
        async with Kis(credentials, tokens=FileTokens(tokens_folder(os.environ))) as kis:
            yield kis


def credentials_from(environ: Mapping[str, str], environment: Environment) -> Credentials:
    """Read credentials from environment variables (see the module)."""
    missing = [name for name in ("KIS_APP_KEY", "KIS_APP_SECRET", "KIS_ACCOUNT") if not environ.get(name)]
    if missing:
        raise Unauthorized(f"환경 변수를 넣어 주세요: {', '.join(missing)}. 키 없이 해 보려면 시뮬레이터를 쓰세요.")
    other = environ.get("KIS_DERIVATIVES_ACCOUNT")
    return Credentials(
        environment,
        environ["KIS_APP_KEY"],
        environ["KIS_APP_SECRET"],
        Account.parse(environ["KIS_ACCOUNT"]),
        environ.get("KIS_HTS_ID", ""),
        Account.parse(other) if other else None,
    )


def tokens_folder(environ: Mapping[str, str]) -> Path:
    """Where tokens are kept over runs, since KIS issues one a minute and tells the owner each time."""
    cache = environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "kis" / "tokens"
