"""An outbox and the phone at its other end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.outbox import Outbox
from bot.storage.database import Database
from tests.bot.outbox.phone import Phone
from tests.bot.outbox.speaking import outbox_of, running


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
async def outbox(database: Database, phone: Phone) -> AsyncIterator[Outbox]:
    """At work, on each kind of database."""
    dispatcher = outbox_of(database, phone)
    async with running(dispatcher):
        yield dispatcher
