"""Bad days in one process: everything over real sockets, with short waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.outbox import Outbox
from bot.storage.database import Database
from bot.trading.desk import Desk
from kis import Kis
from kis.realtime.connection import Timing
from kis.transport import Timeouts
from tests.bot.house import House, house, stamp

Opener = Callable[..., AbstractAsyncContextManager[House]]

BUSY = 0.6
"""Seconds the bot waits for a locked database."""
SLOW = 0.8
"""Seconds it waits for an answer of KIS."""


@pytest.fixture
def waits() -> Iterator[None]:
    """The bot's own waits, a hundredth of what they are."""
    timing = partial(Timing, back_off=(0.05, 0.1), spacing=0.0)
    desk = partial(Desk, looks=(0.05, 0.1, 0.2), doubts=(0.01, 0.1), hold=1.0)
    with ExitStack() as stack:
        for name, short in {
            "bot.app.Database": partial(Database, busy_timeout=BUSY),
            "bot.app.Desk": desk,
            "bot.app.Outbox": partial(Outbox, poll=0.1, backoff=(0.02, 0.1)),
            "bot.connections.Kis": partial(Kis, timeouts=Timeouts(connect=SLOW, read=SLOW)),
            "bot.feed.AGAIN": 0.1,
            "bot.telegram.RETRY": 0.1,
            "kis.realtime.stream.Timing": timing,
        }.items():
            stack.enter_context(patch(name, short))
        yield


@pytest.fixture
def open_house(waits: None, tmp_path: Path, sqlite_url: str) -> Opener:
    """Open the bot, Alice connected in paper; takes what `house` takes."""
    stamp(tmp_path / "bot.db")
    return partial(house, tmp_path, DATABASE_URL=sqlite_url)
