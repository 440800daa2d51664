"""An outbox at work, and what tests say through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select

from bot.outbox import Outbox
from bot.pace import Pace
from bot.storage.database import Database
from bot.storage.states import MessageState
from bot.storage.tables import Message
from tests.bot.outbox.phone import Phone
from tests.bot.storage.rows import ALICE


def loud() -> Pace:
    """No pace: for tests about something else."""
    return Pace(overall=10_000, burst=10_000)


def outbox_of(database: Database, phone: Phone, pace: Pace | None = None) -> Outbox:
    return Outbox(database, phone, pace=pace or loud(), poll=0.05, backoff=(0.01, 0.02))


@asynccontextmanager
async def running(outbox: Outbox) -> AsyncIterator[None]:
    """The dispatcher, at work while the block runs."""
    task = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def say(database: Database, outbox: Outbox, *texts: str, chat_id: int = ALICE, **options: object) -> list[int]:
    """Queue messages in one transaction."""
    async with database.begin() as session:
        return [await outbox.send(session, chat_id, text, **options) for text in texts]


async def change(database: Database, outbox: Outbox, ref: int, *texts: str) -> None:
    """Queue edits, each in a transaction of its own."""
    for text in texts:
        async with database.begin() as session:
            await outbox.edit(session, ref, text)


async def states(database: Database) -> list[MessageState]:
    async with database.read() as session:
        return list((await session.scalars(select(Message.state).order_by(Message.id))).all())


async def settled(database: Database) -> None:
    """Wait until nothing waits."""
    async with asyncio.timeout(10):
        while MessageState.WAITING in await states(database):  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.005)
