"""What may happen while orders are on their way: a user, a market, a broker and a process with bad days."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.errors import BotError
from kis.domestic.codes import Side

from .scene import CHANGE, Scene
from .wares import Ware

SLOW = 0.3
"""Longer than the client waits for an answer."""
LOOKS = (0.05, 0.45)
"""Until a lost order is given up: longer than anything may be under way at the broker."""
FAULTS: dict[str, dict[str, Any]] = {
    "": {},
    "cut_before": {"do": "cut_before"},
    "cut_after": {"do": "cut_after"},
    "garbage": {"do": "garbage"},
    "delay": {"do": "delay", "seconds": SLOW},
    "late": {"do": "late", "seconds": SLOW},
    "500": {"do": "status", "code": 500},
    "500 after it": {"do": "status", "code": 500, "executed": True},
    "refused": {"do": "message", "msg_cd": "APBK0919", "msg1": "장운영시간이 아닙니다."},
    "unknown": {"do": "message", "msg_cd": "EGW00301", "msg1": "연결 시간이 초과"},
}


@dataclass(frozen=True)
class Step:
    """Something that happens to what is traded."""

    async def do(self, scene: Scene, ware: Ware) -> None:
        """Let it happen. What the bot refuses has not happened."""
        raise NotImplementedError


@dataclass(frozen=True)
class Place(Step):
    """The user orders; `kill` seconds after the press the bot dies."""

    side: Side = Side.BUY
    quantity: int = 10
    price: int = 70_000
    fault: str = ""
    kill: float | None = None

    async def do(self, scene: Scene, ware: Ware) -> None:
        text = f"{ware.name} {self.quantity} {ware.price(self.price)}"
        card = await scene.card(text, self.side)
        if self.fault:
            scene.fault(path=ware.order, **FAULTS[self.fault])
        await _press(scene, ware, card, self.kill)


@dataclass(frozen=True)
class Change(Step):
    """The user amends the newest open order, or cancels it (price 0)."""

    price: int = 0
    fault: str = ""
    kill: float | None = None

    async def do(self, scene: Scene, ware: Ware) -> None:
        live = [order for order in await scene.orders() if order.state.is_open and order.number]
        if not live:
            return
        user, number = await scene.user(), live[-1].short_no
        offer = await (
            scene.desk.offer_amend(user, number, ware.price(self.price))
            if self.price
            else scene.desk.offer_cancel(user, number)
        )
        card = await scene.deliver(offer)
        if self.fault:
            scene.fault(path=CHANGE, **FAULTS[self.fault])
        await _press(scene, ware, card, self.kill)


@dataclass(frozen=True)
class Trade(Step):
    """A trade prints and fills what it reaches."""

    price: int = 70_000
    volume: int | None = None

    async def do(self, scene: Scene, ware: Ware) -> None:
        scene.simulator.broker.set_price(ware.symbol, ware.price(self.price), self.volume)


@dataclass(frozen=True)
class Hear(Step):
    """Notices come, `times` each; 0 is a stream that was cut."""

    times: int = 1

    async def do(self, scene: Scene, ware: Ware) -> None:
        waiting, scene.heard[:] = list(scene.heard), []
        if not self.times:
            scene.connection.lost()
        for notice in waiting:
            for _ in range(self.times):
                await scene.desk.fills.take(scene.connection, notice)


@dataclass(frozen=True)
class Elsewhere(Step):
    """An order from the HTS, unlike any from here."""

    async def do(self, scene: Scene, ware: Ware) -> None:
        ware.order_elsewhere(scene.simulator.broker, scene.info)


@dataclass(frozen=True)
class BadList(Step):
    """The list cannot be asked, or comes without its rows, for some times."""

    do_what: str = "no_rows"
    times: int = 2

    async def do(self, scene: Scene, ware: Ware) -> None:
        away = {"do": "message", "msg_cd": "EGW00003", "msg1": "접근이 거부되었습니다."}
        scene.fault(path=ware.listed, times=self.times, **(away if self.do_what == "away" else {"do": self.do_what}))


@dataclass(frozen=True)
class Look(Step):
    """KIS's list is asked."""

    async def do(self, scene: Scene, ware: Ware) -> None:
        await scene.reconcile()


@dataclass(frozen=True)
class Restart(Step):
    """The bot is killed and started over the same database; what was announced meanwhile is gone."""

    async def do(self, scene: Scene, ware: Ware) -> None:
        await scene.desk.chores.close(0)
        scene.heard.clear()
        scene.connection.lost()
        await scene.restarted().settle_open()
        await scene.reconcile()


@dataclass(frozen=True)
class Later(Step):
    """Market time passes; over a night the notices of the day are heard before."""

    seconds: int = 10

    async def do(self, scene: Scene, ware: Ware) -> None:
        if self.seconds > 3_600:
            await Hear().do(scene, ware)
            scene.connection.kis._tokens._spacing = 0
        await scene.later(seconds=self.seconds)


async def _press(scene: Scene, ware: Ware, card: tuple[int, int], kill: float | None) -> None:
    sending = await scene.desk.confirm(await scene.user(), *card)
    with suppress(BotError):
        await scene.desk.confirm(await scene.user(), *card)  # a second tap
    if kill is None:
        await sending
        return
    await asyncio.sleep(kill)
    await Restart().do(scene, ware)
