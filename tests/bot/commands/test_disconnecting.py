"""연결 해제: what goes, what stays, and what happens where it is cut in two."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from bot import disconnecting
from bot.connection import Connection
from bot.connections import Connections
from bot.errors import UserError
from bot.storage import users
from bot.storage.ring_file import wrapper
from bot.storage.states import CredentialState, IntentState, Role
from bot.storage.tables import Credential, Intent, Order, Token
from bot.storage.tokens import forget_removed
from bot.storage.vault import Vault
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB, House


def revoked(home: House) -> int:
    return sum("revokep" in str(row.get("path", "")).lower() for row in home.simulator.journal.entries())


async def credential(home: House, environment: Environment = Environment.PAPER) -> Credential:
    async with home.database.read() as session:
        row = await session.scalar(
            select(Credential).where(Credential.user_id == ALICE, Credential.environment == environment)
        )
    assert row is not None
    return row


async def tokens(home: House) -> set[str]:
    async with home.database.read() as session:
        return set(await session.scalars(select(Token.key_id)))


async def test_what_goes_and_what_stays(home: House) -> None:
    """Open orders are named first and stay at KIS; keys, token, cards and stream go; the real account is left."""
    await home.add_real()
    await home.ask("매수 삼성전자 2 60000", "매수 확인")
    await home.press("확정", "접수")
    await home.ask("매수 삼성전자 3 60000", "매수 확인")
    await home.ask("잔고", "예수금")
    await home.ask("연결 해제", "어느 계좌")
    told = await home.press("🟢모의", "연결 해제할까요")
    assert "미체결 1건" in told.text
    assert "#A1 삼성전자 매수 2주" in told.text
    before = await tokens(home)
    gone = await home.press("연결 해제", "키를 지웠어요")

    assert "두 번 보내 주세요: 실전" in gone.text
    row = await credential(home)
    assert (row.state, row.sealed, row.wrapped_key, row.kid) == (CredentialState.REMOVED, b"", b"", "")
    assert row.key_id in before
    assert row.key_id not in await tokens(home)
    assert revoked(home) == 1
    async with home.database.read() as session:
        assert set(await session.scalars(select(Intent.state))) == {IntentState.ACCEPTED, IntentState.DROPPED}
        assert list(await session.scalars(select(Order.short_no))) == [1]
    assert [one.environment for one in home.bot.services.connections.all()] == [Environment.REAL]
    (order,) = (one for one in home.simulator.broker.every_order() if one.remaining)
    assert order.remaining == 2
    assert not await home.bot.services.connections.remove(ALICE, Environment.PAPER)
    await home.ask("실전", "한 번 더")
    await home.ask("실전", "이제 🔴실전")

    anew = await home.bot.services.connections.connect(ALICE, home.simulator.credentials())
    await anew.kis.check()
    async with home.database.begin() as session:
        await forget_removed(session)
    assert row.key_id in await tokens(home)


async def test_not_while_an_order_is_on_its_way(home: House) -> None:
    """An order whose answer is awaited keeps the account; KIS in trouble does not. Others cannot press it away."""
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), name="밥")
    await home.ask("매수 삼성전자 3 60000", "매수 확인")
    async with home.database.begin() as session:
        await session.execute(text("UPDATE intents SET state = 'sent'"))
    await home.ask("연결 해제", "연결 해제할까요")
    await home.press_for_toast("연결 해제", "보내고 있는 주문이 있어요")
    with pytest.raises(UserError, match="보내고 있는 주문이 있어요"):
        await home.bot.services.connections.connect(ALICE, home.simulator.credentials(owner=1))
    assert (await credential(home)).state is CredentialState.ACTIVE

    async with home.database.begin() as session:
        await session.execute(text("UPDATE intents SET state = 'unknown'"))
    await home.ask("연결 해제", "연결된 계좌가 없어요", BOB)
    assert not await home.bot.services.connections.remove(BOB, Environment.PAPER)
    await home.simulator_fault(code=500, path="/oauth2/revokeP")
    await home.ask("연결 해제", "연결 해제할까요")
    await home.press("연결 해제", "키를 지웠어요")
    row = await credential(home)
    assert row.sealed == b""
    assert row.key_id not in await tokens(home)


async def test_cut_in_two_the_next_start_finishes(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the keys were shredded and before the token was ended: the next start destroys its row, no other."""
    await home.add_real()
    await home.ask("잔고", "예수금")
    for connection in home.bot.services.connections.all():
        await connection.kis.check()
    shredded, hangs = asyncio.Event(), asyncio.Event()

    async def killed(connection: Connection) -> None:
        shredded.set()
        await hangs.wait()

    monkeypatch.setattr(disconnecting, "revoke", killed)
    going = asyncio.create_task(home.bot.services.connections.remove(ALICE, Environment.PAPER))
    await shredded.wait()
    going.cancel()
    row = await credential(home)
    assert row.state is CredentialState.REMOVED
    assert row.key_id in await tokens(home)

    by = home.bot.services.settings
    anew = Connections(by, home.database, Vault(wrapper(by.key_ring, by.key_ring_file)))

    async def nothing(connection: Connection) -> None:
        await hangs.wait()

    await anew.start(nothing)
    try:
        left = await tokens(home)
        assert row.key_id not in left
        assert (await credential(home, Environment.REAL)).key_id in left
    finally:
        await anew.close()


async def test_the_same_keys_again_keep_their_token(home: House) -> None:
    """Connected anew with the same keys, which have one token; other keys of the account end the old one's."""
    connections = home.bot.services.connections
    await connections.all()[0].kis.check()
    again = await connections.connect(ALICE, home.simulator.credentials())
    assert revoked(home) == 0
    await again.kis.check()
    await connections.connect(ALICE, home.simulator.credentials(owner=1))
    assert revoked(home) == 1
