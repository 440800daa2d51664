"""Prices for somebody who is still typing: what is known already, and what KIS tells in a moment."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.names import key_of
from bot.quoting.asking import look
from bot.quoting.sights import Sight
from kis import Environment
from kis.errors import KisError
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

PATIENCE = 1.2
"""Seconds after which the list is shown with what has come."""
GOOD_FOR = timedelta(seconds=10)
KEPT = 256
MOST = {Environment.REAL: 3, Environment.PAPER: 1}
"""How many are asked for at once: orders go before them, and paper answers one call a second."""


class Glances:
    """The newest sights of each account; one account's quotes are not shown to another."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, str], Sight] = OrderedDict()

    async def of(self, connection: Connection, instruments: Sequence[Instrument]) -> Mapping[str, Sight]:
        """What is known in time, by key; the first ones are asked for."""
        now = connection.now()
        keys = {key_of(each): each for each in instruments}
        known = {key: self._seen.get((connection.credential_id, key)) for key in keys}
        fresh = {key: sight for key, sight in known.items() if sight is not None and now - sight.at <= GOOD_FOR}
        wanted = [each for key, each in keys.items() if key not in fresh][: MOST[connection.environment]]
        for sight in await _in_time([look(connection, each) for each in wanted]):
            key = key_of(sight.instrument)
            fresh[key] = self._seen[connection.credential_id, key] = sight
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return fresh


async def _in_time(asked: Sequence[Coroutine[None, None, Sight]]) -> Sequence[Sight]:
    """What has come within the time; a price that KIS refuses is none."""
    if not asked:
        return ()
    tasks = [asyncio.create_task(each) for each in asked]
    done, late = await asyncio.wait(tasks, timeout=PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    failed = [task.exception() for task in done]
    for error in failed:
        if error is not None and not isinstance(error, (KisError, BotError)):
            raise error
    return [task.result() for task in done if task.exception() is None]
