"""The stage for tests of connections, feed and alerts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.live.stage import Stage, broker, stage


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    """Alice, connected."""
    async with broker() as simulator, stage(tmp_path, simulator) as ready:
        yield ready
