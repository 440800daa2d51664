"""Commands of the bot, in this process or in one of their own."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from unittest.mock import patch

from bot.cli import carry_out
from bot.cli.arguments import parse
from bot.log import FORMAT, RedactingFormatter

PATIENCE = 20.0
KEPT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


async def run(*words: str, env: dict[str, str] | None = None, feed: str = "") -> tuple[int, str, str]:
    """Run a command to its end; returns exit code, standard output, and standard error with the log."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, KEPT | (env or {}), clear=True),
        patch.object(sys, "stdin", io.StringIO(feed)),
        redirect_stdout(out),
        redirect_stderr(err),
        logged(err),
    ):
        async with asyncio.timeout(PATIENCE):
            code = await carry_out(parse(words))
    return code, out.getvalue(), err.getvalue()


@contextmanager
def logged(stream: io.StringIO) -> Iterator[None]:
    """The log as the operator sees it."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(FORMAT))
    logging.getLogger("bot").addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger("bot").removeHandler(handler)


async def start(*words: str, env: dict[str, str] | None = None) -> Process:
    """Start `python -m bot …` with nothing of this process's settings."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=KEPT | (env or {})
    )
