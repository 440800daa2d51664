"""Trouble all the time: at KIS's REST, on its websocket and at Telegram."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bot.localchat import Fault, LocalChat
from tests.journeys.world import Broker

REST: Mapping[str, Mapping[str, Any]] = {
    "delay": {"do": "delay", "seconds": 1.5},
    "long delay": {"do": "delay", "seconds": 6},
    "late": {"do": "late", "seconds": 4},
    "500 before": {"do": "status", "code": 500},
    "500 after": {"do": "status", "code": 500, "executed": True},
    "cut before": {"do": "cut_before"},
    "cut after": {"do": "cut_after"},
    "garbage": {"do": "garbage"},
}
PATHS: Mapping[str, int] = {
    "order-cash": 5,
    "order-rvsecncl": 3,
    "inquire-daily-ccld": 3,
    "inquire-price": 2,
    "inquire-balance": 1,
    "": 2,
}
"""Which calls are met, and how often against each other; blank is any call."""
TELEGRAM: Mapping[str, Fault] = {
    "429": Fault(method="sendMessage", retry_after=2),
    "429 on an edit": Fault(method="editMessageText", retry_after=1),
    "said, answer lost": Fault(method="sendMessage", drop="after"),
    "edited, answer lost": Fault(method="editMessageText", drop="after"),
    "not said": Fault(method="sendMessage", drop="before"),
    "500": Fault(method="sendMessage", status=500),
    "502": Fault(method="editMessageText", status=502),
    "garbage": Fault(method="sendMessage", garbage=True),
    "no answer to a press": Fault(method="answerCallbackQuery", status=500),
    "slow": Fault(delay=2),
    "updates cut": Fault(method="getUpdates", drop="after"),
}
OUTAGE = 5.0
"""Seconds for which Telegram takes nothing at all."""


class Trouble:
    """Made at random until cancelled; `load` 1 is what 200 people bear. `made` counts it."""

    def __init__(self, broker: Broker, chat: LocalChat, hts_ids: Sequence[str], random: Random, load: float) -> None:
        self._broker = broker
        self._chat = chat
        self._hts_ids = hts_ids
        self._random = random
        self._load = load
        self.made: Counter[str] = Counter()

    async def run(self) -> None:
        """All kinds side by side."""
        async with asyncio.TaskGroup() as tasks:
            for work in (self._rest, self._socket, self._all_sockets, self._telegram, self._outage):
                tasks.create_task(work())

    async def end(self) -> None:
        """Take back what has not hit anybody yet."""
        await self._broker.do("fault", clear=True)
        self._chat.clear_faults()

    async def _rest(self) -> None:
        while True:
            await self._pause(0.7 / self._load)
            kind, path = self._random.choice(list(REST)), self._pick(PATHS)
            await self._broker.do("fault", **REST[kind], path=path)
            self.made["KIS"] += 1

    async def _socket(self) -> None:
        """One customer's sessions."""
        while True:
            await self._pause(1.5 / self._load)
            hts_id, do = self._random.choice(self._hts_ids), self._pick({"drop": 4, "silence": 2, "repeat": 3})
            more = {"seconds": self._random.uniform(3, 45)} if do == "silence" else {}
            await self._broker.do("ws", do=do, hts_id=hts_id, **more)
            self.made["websocket"] += 1

    async def _all_sockets(self) -> None:
        """Everybody's."""
        while True:
            await self._pause(45)
            await self._broker.do("ws", do="drop")
            await self._broker.do("ws", do="refuse", seconds=4)
            self.made["websocket"] += 1

    async def _telegram(self) -> None:
        while True:
            await self._pause(1.2 / self._load)
            self._chat.fault(TELEGRAM[self._random.choice(list(TELEGRAM))])
            self.made["Telegram"] += 1

    async def _outage(self) -> None:
        while True:
            await self._pause(70)
            for method in ("sendMessage", "editMessageText", "getUpdates"):
                self._chat.fault(Fault(method=method, times=100_000, drop="before"))
            await asyncio.sleep(OUTAGE)
            self._chat.clear_faults()
            self.made["Telegram"] += 1

    async def _pause(self, mean: float) -> None:
        await asyncio.sleep(self._random.uniform(0.5, 1.5) * mean)

    def _pick(self, weights: Mapping[str, int]) -> str:
        return self._random.choices(list(weights), list(weights.values()))[0]
