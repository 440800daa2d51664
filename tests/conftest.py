"""What every test may ask for, and what none may do."""

from __future__ import annotations

import os
import shutil
import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.storage.database import Database
from tests import databases, egress

MEMORY = Path("/dev/shm")  # noqa: S108 - only folders that pytest makes for itself lie there


def pytest_configure() -> None:
    egress.forbid()
    # Hundreds of databases wait for a disk otherwise, and no test cuts the power.
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**31:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    ssl.create_default_context = cache(ssl.create_default_context)  # 90 ms for each client of a test, all alike
    # How fast values are made says more of the machine's load than of the code.
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    # Every run draws other values, so few of them a run still become many; the suite is run often and has to be quick.
    settings.register_profile("patient", max_examples=25, deadline=None, suppress_health_check=slow)
    settings.load_profile("patient")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with databases.postgres_database(tables=True) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database with all tables."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with all tables, of each kind in turn."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
        return url
    url = request.getfixturevalue("postgres_url")
    databases.empty(url)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, empty database, of each kind in turn."""
    async with Database(database_url) as opened:
        yield opened
