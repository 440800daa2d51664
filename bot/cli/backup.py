"""`backup FILE`: a consistent copy of the database while the bot runs."""

from __future__ import annotations

import os

from bot.cli.arguments import Arguments
from bot.errors import SetupError
from bot.settings import read_database_url
from bot.storage import backup
from bot.storage.database import Database


async def run(given: Arguments) -> int:
    """Copy."""
    async with Database(read_database_url(os.environ)) as database:
        try:
            count = await backup.save(database, given.file)
        except OSError as error:
            raise SetupError(f"{given.file}에 쓸 수 없어요: {error.strerror}") from error
    print(f"{count}줄의 사본을 만들었어요: {given.file}. 열쇠(KEY_RING)는 들어 있지 않으니 따로 보관해 주세요.")
    return 0
