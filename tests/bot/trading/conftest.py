"""Alice's paper account on a Monday morning."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .scene import Scene, stage


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A simulator whose clock stands at 10:00, a desk, and nothing placed yet."""
    async with stage(tmp_path) as scene:
        yield scene
