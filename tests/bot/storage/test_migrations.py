"""Revisions: up, down, and what they make is what the code expects. On both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, MetaData, create_engine, inspect, make_url, text

from alembic import command
from bot.errors import SetupError
from bot.storage import migrations
from bot.storage.database import Database
from tests import databases

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SCALED = {
    "intents": ("price", "offered_price"),
    "orders": ("price", "filled_amount"),
    "fills": ("price",),
    "alerts": ("target", "fired_price"),
}
"""Won in the first revisions, ten-thousandths now."""


@pytest.fixture(params=["sqlite", "postgres"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/data/bot.db"
    else:
        with databases.postgres_database(tables=False) as url:
            yield url


@pytest.fixture
def alembic_to(blank_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], None]:
    """Alembic as `python -m alembic` runs it, in this process."""
    monkeypatch.setenv("DATABASE_URL", blank_url)
    Database(blank_url)  # makes the folder
    config = Config(toml_file=str(migrations.folder().parent / "pyproject.toml"))
    return lambda run, revision: run(config, revision)


def engine(url: str) -> Engine:
    parsed = make_url(url)
    return create_engine(parsed.set(drivername="sqlite") if parsed.get_backend_name() == "sqlite" else parsed)


def test_tables_are_what_the_code_expects(blank_url: str, alembic_to: Callable[[Any, str], None]) -> None:
    """Upgraded to head, the database differs in nothing from the mapped tables."""
    alembic_to(command.upgrade, "head")

    with engine(blank_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, databases.TABLES) == []


def test_down_leaves_nothing(blank_url: str, alembic_to: Callable[[Any, str], None]) -> None:
    """Downgraded to base, no table of ours is left, and up again works."""
    alembic_to(command.upgrade, "head")
    alembic_to(command.downgrade, "base")

    assert inspect(engine(blank_url)).get_table_names() == ["alembic_version"]
    alembic_to(command.upgrade, "head")


def test_revisions_are_what_alembic_sees() -> None:
    """The cheap list of revisions, made from file names, agrees with Alembic's own."""
    config = Config()
    config.set_main_option("script_location", str(migrations.folder()))
    script = ScriptDirectory.from_config(config)

    assert migrations.revisions() == [revision.revision for revision in script.walk_revisions()][::-1]
    assert script.get_current_head() == migrations.revisions()[-1]


async def test_upgrade_runs_once(blank_url: str) -> None:
    """A new database is made ready; a ready one is left alone."""
    async with Database(blank_url) as database:
        before = await migrations.current(database)
        first = await migrations.upgrade(database)
        second = await migrations.upgrade(database)
        after = await migrations.current(database)

    assert (before, first, second, after) == (None, True, False, migrations.revisions()[-1])


async def test_two_processes_may_start_at_once(blank_url: str) -> None:
    """Both find the database ready afterwards; one migrates and the other waits."""
    async with Database(blank_url) as database:
        await asyncio.gather(migrations.upgrade(database), migrations.upgrade(database))
        assert await migrations.current(database) == migrations.revisions()[-1]


async def test_newer_database_is_not_touched(blank_url: str) -> None:
    """An older program refuses a newer database and says what to do."""
    async with Database(blank_url) as database:
        await migrations.upgrade(database)
        async with database.begin() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(SetupError, match="새 버전"):
            await migrations.upgrade(database)


async def test_migration_that_fails_is_told(tmp_path: Path) -> None:
    """What went wrong is one sentence with the last line of the cause, and without the password."""
    async with Database("postgresql+psycopg://nobody:FAKE-password@127.0.0.1:1/none") as database:
        with pytest.raises(SetupError, match="준비하지 못했어요") as caught:
            await migrations._run_alembic(database.url.render_as_string(hide_password=False), "0001")
    assert "FAKE-password" not in str(caught.value)


@pytest.mark.parametrize("revision", migrations.revisions()[:-1])
def test_rows_of_an_earlier_revision_are_kept(
    blank_url: str, alembic_to: Callable[[Any, str], None], revision: str
) -> None:
    """A row in every table that the revision has: upgraded, each of them is still there and means what it meant."""
    alembic_to(command.upgrade, revision)
    opened = engine(blank_url)
    filled = fill(opened)
    alembic_to(command.upgrade, "head")

    with opened.connect() as connection:
        for name, row in filled.items():
            found = connection.execute(text(f"SELECT * FROM {name}")).mappings().one()  # noqa: S608 - our own names
            scale = dict.fromkeys(SCALED.get(name, ()) if revision < "0012" else (), 10_000)
            assert {column: found[column] for column in row} == row | {
                column: row[column] * times for column, times in scale.items()
            }, name


def fill(opened: Engine) -> dict[str, dict[str, Any]]:
    """Put one row into each table, as the columns' types ask for; returns what each holds."""
    metadata = MetaData()
    metadata.reflect(opened)
    rows: dict[str, dict[str, Any]] = {}
    with opened.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name != "alembic_version":
                row = {column.name: sample(column) for column in table.columns if column.name != "target_ref"}
                connection.execute(table.insert(), row)
                read = connection.execute(text(f"SELECT * FROM {table.name}")).mappings().one()  # noqa: S608
                rows[table.name] = dict(read)
    return rows


def sample(column: Column[Any]) -> Any:
    """A value of the column's type; every id is 1, so that each row may point at every other."""
    kind = column.type.python_type
    return {int: 1, bool: True, bytes: b"x", datetime: NOW, date: NOW.date(), str: "1"}.get(kind, [])
