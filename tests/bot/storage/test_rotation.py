"""`keys rotate` while everything goes on, and killed half-way."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from bot.errors import KeyRingError
from bot.storage import credentials, migrations, rotation
from bot.storage.database import Database
from bot.storage.ring_file import RingFile
from bot.storage.tables import Credential, Token
from bot.storage.tokens import DatabaseTokens
from bot.storage.vault import KeyRing, Vault, new_key
from kis import tokenstore
from kis.credentials import Account, Environment
from tests.bot.cli import running
from tests.bot.storage import rows
from tests.bot.storage.rows import NOW, SECRETS

OLD, NEW = new_key("old"), new_key("new")
BEFORE, BOTH, AFTER = (Vault(KeyRing.parse(ring)) for ring in (OLD, f"{NEW},{OLD}", NEW))
PEOPLE = 20
MANY = 400
"""So many that a rotation takes a while."""


def token(value: str) -> tokenstore.Token:
    return tokenstore.Token(value, NOW, NOW + timedelta(days=1))


async def connected(database: Database, vault: Vault, user_id: int) -> Credential:
    """A person with an account and a token."""
    secrets = replace(SECRETS, app_key=f"FAKE-key-{user_id}", account=Account(f"{user_id:08}"))
    async with database.begin() as session:
        await rows.user(session, user_id)
        row = await credentials.add(session, vault, user_id, secrets, NOW)
    await DatabaseTokens(database, vault).save(secrets.key_id, token(f"t{user_id}"))
    return row


async def under(database: Database, kid: str) -> int:
    """How many accounts and tokens are under a key."""
    async with database.read() as session:
        accounts = await session.scalar(select(func.count()).where(Credential.kid == kid))
        kept = await session.scalar(select(func.count()).where(Token.kid == kid))
    return (accounts or 0) + (kept or 0)


async def use(database: Database, row: Credential, done: asyncio.Event, vault: Vault = BOTH) -> int:
    """What the bot does all the time with one account; returns how often."""
    times, tokens = 0, DatabaseTokens(database, vault)
    while not done.is_set() or not times:
        async with database.read() as session:
            found = await session.get(Credential, row.id)
        assert found is not None
        secrets = credentials.reveal(vault, found)
        kept = await tokens.load(secrets.key_id)
        assert kept is not None
        assert kept.value == f"t{row.user_id}"
        await tokens.save(secrets.key_id, kept)
        times += 1
    return times


async def test_nothing_fails_while_keys_are_rotated(database: Database) -> None:
    """Reads, renewals of tokens and new accounts go on; afterwards the new key alone opens everything."""
    people = [await connected(database, BEFORE, user_id) for user_id in range(1, PEOPLE + 1)]
    done = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        using = [tasks.create_task(use(database, row, done)) for row in people[::2]]
        rotating = tasks.create_task(rotation.rotate(database, BOTH, "new"))
        people += [await connected(database, BOTH, user_id) for user_id in range(100, 105)]
        await rotating
        done.set()

    assert all(task.result() for task in using)
    assert await under(database, "old") == 0
    async with database.read() as session:
        for row in people:
            found = await session.get(Credential, row.id, populate_existing=True)
            assert found is not None
            assert credentials.reveal(AFTER, found).account.number == f"{row.user_id:08}"
            kept = await DatabaseTokens(database, AFTER).load(found.key_id)
            assert kept is not None


async def test_a_running_bot_takes_the_new_ring_from_its_file(database: Database, tmp_path: Path) -> None:
    """Started with the old key, it works on while the ring is changed and rotated and the old key taken out."""
    file, done = tmp_path / "ring", asyncio.Event()
    file.write_text(OLD)
    vault = Vault(RingFile.read(file))
    people = [await connected(database, vault, user_id) for user_id in range(1, 6)]
    async with asyncio.TaskGroup() as tasks:
        using = [tasks.create_task(use(database, row, done, vault)) for row in people]
        await asyncio.sleep(0.02)
        file.write_text(f"{NEW},{OLD}")
        await connected(database, vault, 100)
        await rotation.rotate(database, BOTH, "new")
        file.write_text(NEW)
        done.set()

    assert all(task.result() for task in using)
    assert await under(database, "old") == 0
    assert await use(database, people[0], done, vault) == 1


def test_a_ring_file_that_cannot_be_read_changes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Gone, half written or empty: what was read before opens on, and the log names no key."""
    file = tmp_path / "ring"
    file.write_text(OLD)
    vault = Vault(RingFile.read(file))
    sealed = vault.seal("1:1", {"app_key": "FAKE"})
    for broken in (OLD[:-9], "", None):
        file.unlink() if broken is None else file.write_text(broken)
        assert vault.open("1:1", sealed) == {"app_key": "FAKE"}

    assert "KEY_RING_FILE" in caplog.text
    assert OLD[4:12] not in caplog.text


async def test_no_row_is_held_while_others_are_rotated(database: Database) -> None:
    """A row that somebody holds is waited for; those before it are done by then, and nobody waits for them."""
    people = [await connected(database, BEFORE, user_id) for user_id in (1, 2)]
    if database.is_sqlite:
        pytest.skip("one writer at a time")
    async with database.begin() as session:
        await session.execute(update(Credential).where(Credential.id == people[1].id).values(account_hint="held"))
        rotating = asyncio.create_task(rotation.rotate(database, BOTH, "new"))
        async with asyncio.timeout(5):
            while await under(database, "new") == 0:  # noqa: ASYNC110 - seen in the database
                await asyncio.sleep(0.01)
        assert not rotating.done()
    assert await rotating == 4


async def test_a_row_that_does_not_open_keeps_no_other(database: Database) -> None:
    """It is named at the end, and stays as it was."""
    await connected(database, Vault(KeyRing.parse(new_key("lost"))), 1)
    await connected(database, BEFORE, 2)
    with pytest.raises(KeyRingError, match="'lost'"):
        await rotation.rotate(database, BOTH, "new")

    assert (await under(database, "lost"), await under(database, "old"), await under(database, "new")) == (2, 0, 2)


async def test_killed_between_two_rows(database: Database, database_url: str) -> None:
    """The real command dies of SIGKILL half-way: everything opens, the next one finishes, the old key may go."""
    people = [await connected(database, BEFORE, user_id) for user_id in (1, 2, 3)]
    tokens = DatabaseTokens(database, BEFORE)
    for number in range(MANY):
        await tokens.save(f"many-{number}", token("x"))
    await stamp(database)
    env = {"DATABASE_URL": database_url, "KEY_RING": f"{NEW},{OLD}"}
    command = await running.start("keys", "rotate", env=env)
    async with asyncio.timeout(20):
        while await under(database, "new") == 0:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0)
    command.send_signal(signal.SIGKILL)
    await command.wait()
    left = await under(database, "old")
    assert 0 < left < MANY + 6
    done = asyncio.Event()
    done.set()
    assert [await use(database, row, done) for row in people] == [1, 1, 1]

    code, out, _ = await running.run("keys", "rotate", env=env)
    assert (code, await under(database, "old")) == (0, 0)
    assert "'new'" in out
    async with database.read() as session:
        for row in people:
            found = await session.get(Credential, row.id)
            assert found is not None
            assert credentials.reveal(AFTER, found).environment is Environment.PAPER


async def stamp(database: Database) -> None:
    """Let it pass for a migrated one."""
    async with database.begin() as session:
        await session.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
        await session.execute(text("DELETE FROM alembic_version"))
        await session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrations.revisions()[-1]})
