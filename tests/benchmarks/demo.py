"""Starting: the demo and the bot alone, from the command to the line that says ready; memory when idle; the end.

Byte code is written as on a user's machine, so a first start, which compiles, is not counted.
"""

from __future__ import annotations

import asyncio
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.localchat import LocalChat
from kis.simulator import NO_LIMITS, Simulator
from tests.benchmarks.table import Row
from tests.journeys.world import clean_environment, settings, spawn

_STARTS = 2
_IDLE = 1.0
"""Seconds after which memory is looked at."""
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Life:
    """Seconds to the ready line and from SIGTERM to the end; memory in megabytes."""

    ready: float
    memory: float
    ending: float


def rows() -> list[Row]:
    """The best of some starts: the rest is noise of the machine."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    demo = [await _live("demo", "--headless", env=clean_environment()) for _ in range(1 + _STARTS)][1:]
    with TemporaryDirectory() as folder:
        async with Simulator.serve(limits=NO_LIMITS, always_open=True) as broker, LocalChat.serve() as chat:
            env = settings(
                Path(folder), {"rest": broker.rest, "ws": broker.ws}, {"origin": chat.origin, "token": chat.token}
            )
            bot = [await _live("run", env=env) for _ in range(1 + _STARTS)][1:]
    return [
        Row.at_most("demo: start to ready", min(life.ready for life in demo), 3, "s"),
        Row.at_most("demo: memory when idle", max(life.memory for life in demo), 150, "MB"),
        Row.at_most("demo: SIGTERM to exit", max(life.ending for life in demo), 10, "s"),
        Row.at_most("bot alone: start to ready", min(life.ready for life in bot), 2, "s"),
        Row.at_most("bot alone: memory when idle", max(life.memory for life in bot), 120, "MB"),
        Row.at_most("bot alone: SIGTERM to exit", max(life.ending for life in bot), 10, "s"),
    ]


async def _live(*words: str, env: Mapping[str, str]) -> Life:
    """One start, a moment of idleness, and the end."""
    started = time.perf_counter()
    process = await spawn("bot", *words, env=env, stderr=PIPE)
    try:
        async with asyncio.timeout(_PATIENCE):
            await _ready(process, words[0])
            ready = time.perf_counter() - started
            await asyncio.sleep(_IDLE)
            memory = _megabytes(process.pid)
            ended = time.perf_counter()
            process.terminate()
            await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, words
    return Life(ready, memory, time.perf_counter() - ended)


async def _ready(process: Process, command: str) -> None:
    """The demo prints its address, the bot logs that it is ready."""
    said, mark = (process.stdout, "http") if command == "demo" else (process.stderr, "준비됐어요")
    assert said is not None
    while mark not in (line := (await said.readline()).decode()):
        assert line, "it ended before it was ready"


def _megabytes(pid: int) -> float:
    """Resident memory (VmRSS), which Linux counts in units of 1024 bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
