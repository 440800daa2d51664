"""Access tokens in the database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.tokens import TURN, DatabaseTokens
from kis.errors import Unreachable
from kis.tokenstore import Token
from tests.bot.storage.rows import NOW, VAULT

TOKEN = Token("FAKE-token", NOW, NOW + timedelta(days=1))


async def test_token_outlives_the_process(database: Database) -> None:
    """A saved token is loaded as it was, and is not readable in the database."""
    await DatabaseTokens(database, VAULT).save("key", TOKEN)

    assert await DatabaseTokens(database, VAULT).load("key") == TOKEN
    async with database.read() as session:
        assert b"FAKE" not in bytes(await session.scalar(text("SELECT sealed FROM tokens")))


async def test_forgotten_token_is_gone(database: Database) -> None:
    """None forgets; a newer one replaces."""
    store = DatabaseTokens(database, VAULT)
    await store.save("key", TOKEN)
    newer = Token("FAKE-newer", NOW, NOW)
    await store.save("key", newer)
    assert await store.load("key") == newer
    await store.save("key", None)

    assert await store.load("key") is None
    assert await store.load("other") is None


async def test_one_process_asks_at_a_time(database: Database) -> None:
    """While one holds the key's turn, others wait; forgetting the token meanwhile does not end the turn."""
    first, second = DatabaseTokens(database, VAULT), DatabaseTokens(database, VAULT, patience=0.25)
    async with first.lock("key"):
        await first.save("key", None)
        with pytest.raises(Unreachable, match="접근토큰"):
            async with second.lock("key"):
                pytest.fail("two hold the turn")
        async with second.lock("another key"):
            pass

    async with second.lock("key"):
        pass


async def test_turn_of_the_dead_ends_by_itself(database: Database) -> None:
    """A process that died in its turn holds nobody up for longer than a token takes."""
    dead = DatabaseTokens(database, VAULT, now=lambda: NOW)
    assert await dead._take_turn("key", "dead")
    later = DatabaseTokens(database, VAULT, patience=0.2, now=lambda: NOW + TURN)

    async with asyncio.timeout(1), later.lock("key"):
        pass
