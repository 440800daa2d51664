"""People, their accounts, their links."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.errors import KeyRingError
from bot.storage import audit, credentials, links, rotation, users
from bot.storage.database import Database
from bot.storage.states import CredentialState, LinkPurpose, Role, UserState
from bot.storage.vault import KeyRing, Vault, new_key
from kis.credentials import Account, Environment
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB, LATE, NOW, SECRETS, SOON, VAULT


async def test_asking_is_noted_once(database: Database) -> None:
    """Who asks again is not announced to the admins again."""
    async with database.begin() as session:
        first = await users.ask(session, BOB, name="Bob", chat_id=BOB, now=NOW)
        second = await users.ask(session, BOB, name="Bob", chat_id=BOB, now=NOW)
        waiting = await users.all_of(session, UserState.ASKED)

    assert (first, second) == (True, False)
    assert [user.id for user in waiting] == [BOB]


async def test_two_admins_decide_once(database: Database) -> None:
    """When two admins press at once, one of them decides and the other is told that it is done."""
    async with database.begin() as session:
        await users.ask(session, BOB, name="Bob", chat_id=BOB, now=NOW)

    async def decide(state: UserState) -> object:
        async with database.begin() as session:
            return await users.decide(session, BOB, state)

    answers = await asyncio.gather(decide(UserState.ADMITTED), decide(UserState.REFUSED))

    assert sum(answer is not None for answer in answers) == 1


async def test_admitting_again_keeps_what_was_counted(database: Database) -> None:
    """An admin at every start is let in again without losing order numbers."""
    async with database.begin() as session:
        await users.admit(session, ALICE, Role.ADMIN, now=NOW, name="Alice")
        assert await users.take_short_no(session, ALICE) == 1
        again = await users.admit(session, ALICE, Role.ADMIN, now=NOW)
        assert await users.take_short_no(session, ALICE) == 2

    assert again.name == "Alice"


async def test_writing_again_unblocks(database: Database) -> None:
    """Who had blocked the bot and writes is written to again."""
    async with database.begin() as session:
        await rows.user(session)
        await users.mark_blocked(session, ALICE, NOW)
        await users.seen(session, ALICE, name="Alice B", chat_id=ALICE)

    async with database.read() as session:
        alice = await users.get(session, ALICE)
    assert alice is not None
    assert (alice.name, alice.blocked_at) == ("Alice B", None)


async def test_secrets_come_back_to_their_owner(database: Database) -> None:
    """What was sealed opens again, and the row shows nothing of it."""
    async with database.begin() as session:
        row = await rows.account(session)

    async with database.read() as session:
        kept = await credentials.get(session, row.id)
        raw = await session.scalar(text("SELECT sealed FROM credentials"))
    assert kept is not None
    assert credentials.reveal(VAULT, kept) == SECRETS
    assert b"FAKE" not in bytes(raw)
    assert "FAKE" not in repr(kept)
    assert kept.account_hint == "******78-01"


async def test_row_moved_to_another_user_does_not_open(database: Database) -> None:
    """Who may write to the database still cannot trade with somebody else's keys."""
    async with database.begin() as session:
        row = await rows.account(session)
        await rows.user(session, BOB)
        row.user_id = BOB

    with pytest.raises(KeyRingError):
        credentials.reveal(VAULT, row)


async def test_removed_account_is_shredded(database: Database) -> None:
    """연결 해제 keeps the row for its orders and leaves no secret in it."""
    async with database.begin() as session:
        row = await rows.account(session)
        removed = await credentials.remove(session, ALICE, Environment.PAPER)
        again = await credentials.remove(session, ALICE, Environment.PAPER)

    assert removed is not None
    assert again is None
    async with database.read() as session:
        kept = await credentials.get(session, row.id)
        alice = await users.get(session, ALICE)
        assert await credentials.active(session) == []
    assert kept is not None
    assert (kept.state, kept.sealed, kept.wrapped_key) == (CredentialState.REMOVED, b"", b"")
    assert alice is not None
    assert alice.active_credential_id is None


async def test_new_account_replaces_the_old_one(database: Database) -> None:
    """A user has one paper account at a time; the same one connected again stays."""
    async with database.begin() as session:
        old = await rows.account(session)
        again = await rows.account(session)
        another = replace(SECRETS, account=Account("87654321", "01"))
        new = await credentials.add(session, VAULT, ALICE, another, NOW)
        connected = await credentials.of_user(session, ALICE)

    assert old.id == again.id != new.id
    assert [row.id for row in connected] == [new.id]


async def test_rotation_changes_keys_only(database: Database) -> None:
    """After `keys rotate` everything opens with the new key alone; the sealed fields are as they were."""
    old, new = new_key("old"), new_key("new")
    before, both = Vault(KeyRing.parse(old)), Vault(KeyRing.parse(f"{new},{old}"))
    async with database.begin() as session:
        await rows.user(session)
        row = await credentials.add(session, before, ALICE, SECRETS, NOW)
        parts = row.sealed
    assert await rotation.rotate(database, both, "new") == 1
    assert await rotation.rotate(database, both, "new") == 0
    async with database.read() as session:
        found = await credentials.get(session, row.id)
    assert found is not None
    row = found

    assert row.sealed == parts
    assert row.kid == "new"
    assert credentials.reveal(Vault(KeyRing.parse(new)), row) == SECRETS
    with pytest.raises(KeyRingError, match="'new'"):
        credentials.reveal(before, row)


async def test_link_is_used_once_and_in_time(database: Database) -> None:
    """A connect link opens one form within its five minutes; the database does not hold it."""
    async with database.begin() as session:
        await rows.user(session)
        await links.add(session, "FAKE-link", user_id=ALICE, purpose=LinkPurpose.CONNECT, expires_at=SOON)
        late = await links.take(session, "FAKE-link", purpose=LinkPurpose.CONNECT, now=LATE)
        seen = await links.peek(session, "FAKE-link", purpose=LinkPurpose.CONNECT, now=NOW)
        stored = await session.scalar(text("SELECT digest FROM links"))

    async def take() -> int | None:
        async with database.begin() as session:
            return await links.take(session, "FAKE-link", purpose=LinkPurpose.CONNECT, now=NOW)

    used = await asyncio.gather(take(), take())
    assert (late, seen) == (None, ALICE)
    assert sorted(used, key=str) == [ALICE, None]
    assert stored != "FAKE-link"


async def test_newer_link_voids_the_older(database: Database) -> None:
    """Only the latest link works."""
    async with database.begin() as session:
        await rows.user(session)
        for token in ("first", "second"):
            await links.add(session, token, user_id=ALICE, purpose=LinkPurpose.CONNECT, expires_at=SOON)
        first = await links.peek(session, "first", purpose=LinkPurpose.CONNECT, now=NOW)
        second = await links.peek(session, "second", purpose=LinkPurpose.CONNECT, now=NOW)
        await links.prune(session, NOW + timedelta(hours=1))
        pruned = await links.peek(session, "second", purpose=LinkPurpose.CONNECT, now=NOW)

    assert (first, second, pruned) == (None, ALICE, None)


async def test_audit_keeps_no_secret(database: Database) -> None:
    """What is noted is redacted, and read newest first."""
    async with database.begin() as session:
        await audit.note(session, "asked", user_id=ALICE, now=NOW, said="hello")
        await audit.note(session, "connected", user_id=ALICE, now=NOW, account="12345678-01", quantity=10)

    async with database.read() as session:
        events = await audit.of_user(session, ALICE)
    assert [(event.event, event.detail) for event in events] == [
        ("connected", {"account": "******78-01", "quantity": 10}),
        ("asked", {"said": "hello"}),
    ]
