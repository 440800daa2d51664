"""`run`: the bot with real settings."""

from __future__ import annotations

import os
import sys

from bot import app
from bot.cli.arguments import Arguments
from bot.settings import Settings


async def run(given: Arguments) -> int:
    """Run until SIGTERM or Ctrl-C."""
    if given.role != "all":
        print("이 버전은 모든 일을 한 프로그램이 맡아요. --role all로 켜 주세요.", file=sys.stderr)
        return 2
    await app.run(Settings.read(os.environ))
    return 0
