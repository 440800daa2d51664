"""A fill to the phone: from the notice at the socket to `sendMessage` at the local Bot API server.

The bot is a process of its own; broker and chat share this one, so that one clock measures both ends: it starts when
the broker hands the notice to the bot's socket and ends when the call has arrived. Every customer has one fill, as
Telegram wants a pause between messages to one chat and the bot keeps it.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bot.localchat import LocalChat, Person
from bot.storage import credentials, users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.storage.vault import KeyRing, Vault
from kis import Environment
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.events import Event, OrderFilled
from tests.benchmarks.table import Row
from tests.journeys.world import USER, settings, spawn

_CUSTOMERS = 100
_AT_ONCE = 10
_PRICE = 70_000
_SETTLE = 4.0
"""Seconds for the chats' pace to recover from the order cards."""
_PAUSE = 0.1
"""Seconds between fills, each of which is two messages: faster ones would meet the pace of 30 a second."""
_LATE = 1.0
"""Seconds for the last message to arrive."""


def rows() -> list[Row]:
    """One fill for each customer, one after another."""
    with TemporaryDirectory() as folder:
        taken = asyncio.run(_measure(Path(folder)))
    cuts = quantiles((1000 * seconds for seconds in taken), n=100)
    return [
        Row.at_most("fill notice at the socket to sendMessage, p50", cuts[49], 10, "ms"),
        Row.at_most("fill notice at the socket to sendMessage, p99", cuts[98], 50, "ms"),
    ]


async def _measure(folder: Path) -> list[float]:
    people = [Person(USER + number, f"고객 {number}") for number in range(_CUSTOMERS)]
    async with (
        Simulator.serve(always_open=True, limits=NO_LIMITS, owners=_CUSTOMERS) as broker,
        LocalChat.serve(people=people) as chat,
    ):
        env = settings(
            folder,
            {"rest": broker.rest, "ws": broker.ws},
            {"origin": chat.origin, "token": chat.token},
        ) | {"KIS_PAPER_RATE": "1000"}
        await (await spawn("bot", "migrate", env=env)).wait()
        await _connect(env, broker, people)
        bot = await spawn("bot", "run", env=env)
        try:
            return await _fills(broker, chat, people)
        finally:
            bot.terminate()
            await bot.wait()


async def _connect(env: dict[str, str], broker: Simulator, people: list[Person]) -> None:
    """Straight into the database: the form is not what is measured."""
    vault, now = Vault(KeyRing.parse(env["KEY_RING"])), datetime.now(UTC)
    async with Database(env["DATABASE_URL"]) as database, database.begin() as session:
        for owner, person in enumerate(people):
            await users.admit(session, person.id, Role.TRADER, now=now, name=person.first_name)
            await credentials.add(session, vault, person.id, broker.credentials(Environment.PAPER, owner), now)


async def _order(chat: LocalChat, person: Person) -> None:
    chat.say(person.id, f"매수 삼성전자 1 {_PRICE}")
    await chat.wait_for(person.id, "매수 확인", timeout=60)
    chat.press(person.id, "매수 확정")
    await chat.wait_for(person.id, "접수", timeout=60)


async def _fills(broker: Simulator, chat: LocalChat, people: list[Person]) -> list[float]:
    broker.broker.set_price("005930", _PRICE + 1_000)
    for first in range(0, _CUSTOMERS, _AT_ONCE):
        await asyncio.gather(*(_order(chat, person) for person in people[first : first + _AT_ONCE]))
    await asyncio.sleep(_SETTLE)
    noticed: dict[int, float] = {}
    paper = [info.account for info in broker.broker.accounts if info.env is Environment.PAPER]
    customers = dict(zip(paper, (person.id for person in people), strict=True))

    def note(event: Event) -> None:
        if isinstance(event, OrderFilled):
            noticed[customers[event.account.account]] = time.time()

    broker.broker.subscribe(note)
    seen = len(chat.requests())
    for _ in people:
        broker.broker.set_price("005930", _PRICE, volume=1)
        await asyncio.sleep(_PAUSE)
    await asyncio.sleep(_LATE)
    calls = chat.requests("sendMessage", after=seen)
    told = {int(call.params["chat_id"]): call.at for call in calls if "#체결" in call.params["text"]}
    assert noticed.keys() == told.keys() == {person.id for person in people}
    return [told[person.id] - noticed[person.id] for person in people]
