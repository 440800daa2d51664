"""The command line. What each command needs is loaded when it runs, so that it starts quickly."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from bot import log
from bot.cli.arguments import Arguments, parse
from bot.errors import BotError

logger = logging.getLogger(__name__)


class Module(Protocol):
    """A command's module."""

    async def run(self, given: Arguments) -> int:
        """Do it and return the exit code. Raises `BotError` with a line for the operator."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = parse(argv)
    log.setup(logging.WARNING if given.command == "demo" else logging.INFO)
    try:
        return asyncio.run(carry_out(given))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 1


async def carry_out(given: Arguments) -> int:
    """Run one command. What the operator can mend is one line in the log, never a traceback."""
    command = cast("Module", import_module(f"bot.cli.{given.command}"))
    gc.enable()
    try:
        return await command.run(given)
    except BotError as error:
        logger.error("%s", error)
    except Exception:
        logger.exception("뜻밖의 문제로 멈췄어요")
    return 1
