"""A full disk under each step of an order: nothing is lost, nothing is sent twice, and the truth is told afterwards.

Really full: SQLite may not grow (`max_page_count`), and every write to a table wants new pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product

import pytest
from sqlalchemy import text

from bot.errors import StorageDown
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.states import IntentState, OrderState
from tests.bot.trading.scene import Scene

GROW = " BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END"
WRITES = list(product(Base.metadata.tables, ("INSERT", "UPDATE")))


@asynccontextmanager
async def full(database: Database) -> AsyncIterator[None]:
    """The disk is full for the length of the block."""
    async with database.begin() as session:
        await session.execute(text("CREATE TABLE IF NOT EXISTS ballast (more BLOB)"))
        for table, event in WRITES:
            trigger = f"CREATE TRIGGER full_{table}_{event} AFTER {event} ON {table}"
            await session.execute(text(trigger + GROW))
    await limit(database, 1)  # never below what is there
    yield
    await limit(database, 1_000_000)
    async with database.begin() as session:
        for table, event in WRITES:
            await session.execute(text(f"DROP TRIGGER full_{table}_{event}"))


async def limit(database: Database, pages: int) -> None:
    async with database.begin() as session:
        await session.execute(text(f"PRAGMA max_page_count = {pages}"))


async def test_full_when_a_card_is_made(scene: Scene) -> None:
    """No card, and nothing is kept of it; afterwards all is as ever."""
    async with full(scene.database):
        with pytest.raises(StorageDown):
            await scene.card("삼성전자 10 70000")
    order = await scene.order("삼성전자 10 70000")

    assert order.state is OrderState.ACCEPTED
    assert order.short_no == 1


async def test_full_when_it_is_pressed(scene: Scene) -> None:
    """The press does not count, nothing leaves; pressed again it is sent once."""
    card = await scene.card("삼성전자 10 70000")
    async with full(scene.database):
        with pytest.raises(StorageDown):
            await scene.press(*card)
        assert scene.sent() == 0
    await scene.press(*card)

    assert scene.sent() == 1


async def test_full_before_it_leaves(scene: Scene) -> None:
    """Claimed, and the disk is full before it is written down that it leaves: not sent, and the card says so."""
    card = await scene.card("삼성전자 10 70000")
    scene.fault("delay", "inquire-price", seconds=0.2)
    sending = await scene.desk.confirm(await scene.user(), *card)
    async with full(scene.database):
        await asyncio.wait([sending], timeout=0.6)
        assert not sending.done()
    await sending
    intent = await scene.intent(card[0])

    assert scene.sent() == 0
    assert intent.state is IntentState.REPLACED
    assert "주문을 보내지 않았어요" in await scene.reads(intent.message_ref)


async def test_full_when_the_answer_comes(scene: Scene) -> None:
    """KIS has taken it: the answer is held until it can be written, and the order is known by its number."""
    card = await scene.card("삼성전자 10 70000")
    scene.fault("late", seconds=0.2)
    sending = await scene.desk.confirm(await scene.user(), *card)
    while not scene.sent():  # noqa: ASYNC110 - seen in the journal
        await asyncio.sleep(0.01)
    async with full(scene.database):
        await asyncio.wait([sending], timeout=0.5)
        assert not sending.done()
    await sending
    order = await scene.order_of(card[0])

    assert order.state is OrderState.ACCEPTED
    assert order.number is not None
    assert scene.sent() == 1


async def test_full_when_a_fill_comes(scene: Scene) -> None:
    """The notice is given back to who waits with it, and neither the fill nor its message is kept by halves."""
    scene.trade(70_500)
    order = await scene.order("삼성전자 10 70000")
    await scene.notify()
    scene.trade(70_000)
    heard = list(scene.heard)
    async with full(scene.database):
        with pytest.raises(StorageDown):
            await scene.notify()
        assert await scene.fills(order) == []
        assert await scene.pushes("#체결") == []
    scene.heard[:] = heard
    await scene.notify()

    assert (await scene.again(order)).state is OrderState.FILLED
    assert len(await scene.pushes("#체결")) == 1
