"""Bringing the database to the tables of this code.

Whether it is there already is one cheap question; Alembic itself (0.4 s, 38 MB) runs in a process of its own, and
only where there is something to do.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

import bot
from bot.errors import SetupError
from bot.log import redact
from bot.storage.database import Database

TIMEOUT = 120.0
"""Seconds that migrations may take."""


def folder() -> Path:
    """The project's `alembic` folder: beside the package in a checkout, in the working directory of an image.

    Raises `SetupError` if it is in neither.
    """
    for root in (Path(bot.__file__).parents[1], Path.cwd()):
        if (root / "alembic" / "env.py").exists():
            return root / "alembic"
    raise SetupError("alembic 폴더를 찾지 못했어요. 프로젝트 폴더에서 실행해 주세요.")


def revisions() -> list[str]:
    """All revisions, oldest first: they are numbered, and so are their files (`0001_first.py`)."""
    return sorted(path.stem.partition("_")[0] for path in (folder() / "versions").glob("[0-9]*.py"))


async def current(database: Database) -> str | None:
    """The database's revision; None if it is empty."""
    async with database.read() as session:
        return await (await session.connection()).run_sync(_revision)


async def upgrade(database: Database, to: str | None = None) -> bool:
    """Bring the database to the newest revision, or to an earlier one. False if it is there already.

    Raises `SetupError` if that fails, or if the database belongs to a newer version of the bot.
    """
    known, now = revisions(), await current(database)
    to = to or known[-1]
    if now == to:
        return False
    if to not in known or (now is not None and now not in known):
        raise SetupError("데이터베이스가 이 프로그램보다 새 버전이에요. 프로그램을 새 버전으로 올려 주세요.")
    await _run_alembic(database.url.render_as_string(hide_password=False), to)
    return True


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


async def _run_alembic(url: str, revision: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.storage.migrations",
        revision,
        env=os.environ | {"DATABASE_URL": url},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(TIMEOUT):
            _, errors = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise SetupError("데이터베이스 준비가 끝나지 않아요. 다른 프로그램이 쓰고 있는지 봐 주세요.") from None
    if process.returncode != 0:
        last = redact(errors.decode(errors="replace").strip().rpartition("\n")[2])
        raise SetupError(f"데이터베이스를 준비하지 못했어요: {last}")


def _main() -> None:
    from alembic.config import Config

    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    command.upgrade(config, sys.argv[1])


if __name__ == "__main__":
    _main()
