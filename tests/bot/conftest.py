"""Scenes in which the whole bot runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.house import House, house, stamp


@pytest.fixture
def database_file(tmp_path: Path, sqlite_url: str) -> str:
    """The URL of a fresh database at the newest revision."""
    stamp(tmp_path / "bot.db")
    return sqlite_url


@pytest.fixture
async def home(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """The bot with Alice, its admin, connected in paper; Bob is a stranger."""
    async with house(tmp_path, DATABASE_URL=database_file) as ready:
        yield ready


@pytest.fixture
async def empty(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """The bot on its first day: Alice is its admin by the settings, and nobody has written yet."""
    async with house(tmp_path, connected=False, DATABASE_URL=database_file) as ready:
        yield ready
