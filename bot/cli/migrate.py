"""`migrate`: bring the database to the newest revision."""

from __future__ import annotations

import os

from bot.cli.arguments import Arguments
from bot.settings import read_database_url
from bot.storage import migrations
from bot.storage.database import Database


async def run(given: Arguments) -> int:
    """Migrate, if there is anything to do."""
    async with Database(read_database_url(os.environ)) as database:
        changed = await migrations.upgrade(database)
    print("데이터베이스를 최신 구조로 바꿨어요." if changed else "데이터베이스는 이미 최신 구조예요.")
    return 0
