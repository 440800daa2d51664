"""`restore FILE`: the database as it was when the copy was made."""

from __future__ import annotations

import os

from bot.cli.arguments import Arguments
from bot.errors import SetupError
from bot.settings import read_database_url
from bot.storage import backup
from bot.storage.database import Database


async def run(given: Arguments) -> int:
    """Fill an empty database. The bot must not be running."""
    async with Database(read_database_url(os.environ)) as database:
        try:
            count = await backup.restore(database, given.file)
        except OSError as error:
            raise SetupError(f"{given.file} 파일을 읽을 수 없어요: {error.strerror}") from error
    print(f"{count}줄을 되돌렸어요. 이제 `python -m bot run`으로 켜 주세요.")
    return 0
