"""Scenes for the engine's tests."""

from __future__ import annotations

import pytest

from .scene import Scene


@pytest.fixture
def scene() -> Scene:
    """10:00 on a Friday; the clock stands still."""
    return Scene()
