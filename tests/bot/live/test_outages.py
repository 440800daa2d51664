"""What is told of an outage at KIS, and what a restart knows of it, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from bot.circuit import FIRST, THRESHOLD, OutOfService, Pass, Sign
from bot.connection import Connection
from bot.outages import Fuse, Outages
from bot.outbox import Outbox
from bot.storage.database import Database
from bot.storage.tables import Message, Outage
from kis.credentials import Environment
from kis.domestic.orders import Orders
from kis.endpoint import Endpoint
from tests.bot.storage.rows import ALICE, BOB, account, alert, order
from tests.bot.trading.scene import Silent

PAPER, REAL = Environment.PAPER, Environment.REAL


@dataclass
class Process:
    """One life of the bot, without connections: a probe is played by hand."""

    database: Database
    now: float = 100.0
    compared: list[Connection] = field(default_factory=list)
    outages: Outages = field(init=False)

    def __post_init__(self) -> None:
        fuses = {environment: Fuse(clock=lambda: self.now) for environment in Environment}
        self.outages = Outages(self.database, Outbox(self.database, Silent()), fuses=fuses)

    def all(self) -> tuple[Connection, ...]:
        return ()

    def is_open(self, environment: Environment = PAPER) -> bool:
        return self.outages.fuses[environment].circuit.is_open

    async def look(self, environment: Environment = PAPER) -> list[tuple[int, str]]:
        """Let it look twice; returns all that was ever queued."""
        for _ in range(2):
            await self.outages.look(environment, self, self.compared.append)
        async with self.database.read() as session:
            rows = await session.scalars(select(Message).order_by(Message.id))
            return [(row.chat_id, row.text.splitlines()[0]) for row in rows]

    def fails(self) -> None:
        circuit = self.outages.fuses[PAPER].circuit
        for _ in range(THRESHOLD):
            circuit.ended(Pass.FREE, Sign.AWAY, self.now, 1.0)

    def probed(self, sign: Sign) -> None:
        circuit = self.outages.fuses[PAPER].circuit
        given = circuit.enter(self.now)
        assert given is Pass.PROBE
        circuit.ended(given, sign, self.now, 1.0)


AWAY = "#점검 🟢모의 KIS가 점검 중이거나 응답하지 않아요."
BACK = "#점검 🟢모의 KIS가 곧 다시 응답해요."


async def people(database: Database, *, at_stake: str = "order") -> None:
    """Alice has something at stake in 모의; Bob has nothing."""
    async with database.begin() as session:
        credential = await account(session)
        await account(session, BOB)
        session.add(order(credential) if at_stake == "order" else alert(credential))


async def test_told_once_and_once_when_it_is_over(database: Database) -> None:
    """To those with an open order alone; another environment is no concern of it."""
    await people(database)
    process = Process(database)
    process.fails()
    assert await process.look() == [(ALICE, AWAY)]
    assert not process.is_open(REAL)
    process.now += FIRST
    process.probed(Sign.AWAY)
    assert await process.look() == [(ALICE, AWAY)]
    process.now += 2 * FIRST
    process.probed(Sign.ALIVE)

    assert await process.look() == [(ALICE, AWAY), (ALICE, BACK)]


async def test_an_armed_alert_is_something_at_stake(database: Database) -> None:
    """Whoever waits for a price hears that KIS is away."""
    await people(database, at_stake="alert")
    process = Process(database)
    process.fails()

    assert await process.look() == [(ALICE, AWAY)]


async def test_a_second_outage_is_told_again(database: Database) -> None:
    """Each has its own two messages."""
    await people(database)
    process = Process(database)
    for _ in range(2):
        process.fails()
        await process.look()
        process.now += FIRST
        process.probed(Sign.ALIVE)
        told = await process.look()

    assert [text for _, text in told] == [AWAY, BACK, AWAY, BACK]


async def test_a_restart_neither_forgets_nor_repeats(database: Database) -> None:
    """Away before the restart: asked at once, still not told anew, and the end is told to who knows the beginning."""
    await people(database)
    first = Process(database)
    first.fails()
    await first.look()

    second = Process(database, now=3.0)
    await second.outages.start()
    assert second.is_open()
    second.probed(Sign.AWAY)
    assert await second.look() == [(ALICE, AWAY)]

    third = Process(database, now=3.0)
    await third.outages.start()
    third.probed(Sign.ALIVE)
    assert await third.look() == [(ALICE, AWAY), (ALICE, BACK)]
    async with database.read() as session:
        (outage,) = await session.scalars(select(Outage))
    assert outage.ended_at is not None


async def test_killed_before_it_was_written_down(database: Database) -> None:
    """A new process that knows nothing asks KIS as ever, and finds out by itself."""
    await people(database)
    Process(database).fails()
    process = Process(database)
    await process.outages.start()

    assert not process.is_open()
    assert await process.look() == []


@pytest.mark.parametrize("order", [Orders.buy, Orders.sell, Orders.amend], ids=["buy", "sell", "amend"])
def test_an_order_is_no_probe(order: Endpoint[..., Any]) -> None:
    """The next question to KIS is due, and still no order asks it: a read does, and a cancellation goes anyhow."""
    fuse = Fuse(clock=lambda: 100.0)
    fuse.circuit.open(100.0 - FIRST, 1.0)
    with pytest.raises(OutOfService), fuse(order):
        pytest.fail("it left")

    assert fuse.circuit.may_probe(100.0)
    with fuse(Orders.cancel):
        assert fuse.circuit.is_open
