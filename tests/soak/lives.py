"""The bot's process: started, killed with SIGKILL, started again; how long each start took, and how much memory."""

from __future__ import annotations

import asyncio
import signal
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from bot.localchat import LocalChat
from tests.journeys.world import spawn

LOOK = 0.1
EARLY = 4
"""Every so many-th life is killed while it starts."""


@dataclass(slots=True)
class Life:
    """One process. `ready` seconds until it asked Telegram for updates, None if it was killed before; memory in MB."""

    ready: float | None = None
    memory: float = 0.0
    ended_by_itself: bool = False


class Lives:
    """One life after the other. What the bot logs goes to `log`."""

    def __init__(self, env: Mapping[str, str], chat: LocalChat, log: Path, random: Random) -> None:
        self.lives: list[Life] = []
        self._env = env
        self._chat = chat
        self._log = log
        self._random = random
        self._process: Process | None = None
        self._ready = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    async def run(self, every: float) -> None:
        """Kill what has lived so long, start it again, until cancelled; now and then it does not come to live."""
        while True:
            await self.start()
            if len(self.lives) % EARLY == 0:
                await asyncio.sleep(self._random.uniform(0, 1.5 * self._usual))
            else:
                await self._ready.wait()
                await asyncio.sleep(every)
            await self.kill()

    @property
    def _usual(self) -> float:
        """How long a start takes."""
        return median(life.ready for life in self.lives if life.ready is not None)

    async def start(self) -> None:
        """Start it, unless it runs."""
        if self._process is not None:
            return
        self.lives.append(Life())
        self._ready.clear()
        with self._log.open("ab") as log:
            self._process = await spawn("bot", "run", env=self._env, stderr=log)
        self._watching = asyncio.create_task(self._watch(self._process, self.lives[-1]))

    async def kill(self) -> None:
        """SIGKILL, without a word before."""
        process, self._process = self._process, None
        if process is None or self._watching is None:
            return
        self._watching.cancel()
        self.lives[-1].ended_by_itself = process.returncode is not None
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.wait()

    async def _watch(self, process: Process, life: Life) -> None:
        began, before = time.monotonic(), _polls(self._chat)
        while True:
            life.memory = max(life.memory, _megabytes(process.pid))
            if life.ready is None and _polls(self._chat, after=before):
                life.ready = time.monotonic() - began
                self._ready.set()
            await asyncio.sleep(LOOK if life.ready is None else 1.0)


def _polls(chat: LocalChat, after: int = 0) -> int:
    """The number of the newest getUpdates; 0 if there is none after `after`."""
    return max((request.number for request in chat.requests("getUpdates", after=after)), default=0)


def _megabytes(pid: int) -> float:
    """The most it ever had resident (VmHWM), which Linux counts in units of 1024 bytes."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0
