"""Accounts are tried before they are kept, one connection for each app key, and a mute channel is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import feed as feeding
from bot import trying
from bot.errors import NotConnected, UserError
from bot.storage import users
from bot.storage.states import Role
from kis import Account, Credentials, Environment, Shares, Won
from kis.domestic.codes import OrderType
from tests.bot.live.stage import Stage


def fresh(scene: Stage) -> Credentials:
    """Keys nobody has connected yet."""
    return scene.simulator.credentials(Environment.PAPER, owner=1)


async def test_right_keys_pass(scene: Stage) -> None:
    """The keys of an account pass, and the order that tried the HTS id is gone again."""
    await scene.connections.try_out(fresh(scene))

    broker = scene.simulator.broker
    assert len(broker.every_order()) == 2
    assert [row for account in broker.accounts for row in broker.amendable(account)] == []


@pytest.mark.parametrize(
    ("part", "told"),
    [
        pytest.param({"app_secret": "x" * 180}, "앱 키나 앱 시크릿", id="secret"),
        pytest.param({"app_key": "y" * 36}, "앱 키나 앱 시크릿", id="key"),
        pytest.param({"environment": Environment.REAL}, "앱 키나 앱 시크릿", id="environment"),
        pytest.param({"account": Account("99999999")}, "계좌번호", id="account"),
        pytest.param({"hts_id": "nobody"}, "HTS ID", id="HTS id"),
        pytest.param({"hts_id": "bad$id"}, "HTS ID", id="characters of the HTS id"),
    ],
)
async def test_the_wrong_part_is_named(
    scene: Stage, monkeypatch: pytest.MonkeyPatch, part: dict[str, object], told: str
) -> None:
    """A refusal says which of key, account and HTS id is wrong."""
    monkeypatch.setattr(trying, "NOTICE_WAIT", 0.3)
    with pytest.raises(UserError, match=told) as refusal:
        await scene.connections.try_out(replace(fresh(scene), **part))

    assert fresh(scene).app_secret not in str(refusal.value)


async def test_trying_the_connected_keys_again_keeps_the_connection(scene: Stage) -> None:
    """KIS allows one realtime session for a key: it is lent for the trial and taken back."""
    before = scene.connection
    await scene.connections.try_out(scene.simulator.credentials())

    assert scene.connection is not before
    await scene.until(lambda: len(scene.reconciled) == 2)


async def test_a_key_belongs_to_one_user(scene: Stage) -> None:
    """Somebody else's key is refused: there is one realtime session for it."""
    async with scene.database.begin() as session:
        await users.admit(session, 2, Role.TRADER, now=datetime.now(UTC))
    with pytest.raises(UserError, match="다른 사용자"):
        await scene.connections.connect(2, scene.simulator.credentials())


async def test_removed_account_is_closed(scene: Stage) -> None:
    """After 연결 해제 nothing of the account is open."""
    assert await scene.connections.remove(scene.alice.id, Environment.PAPER)

    with pytest.raises(NotConnected):
        scene.connections.of(scene.alice)
    assert not await scene.connections.remove(scene.alice.id, Environment.PAPER)


async def test_notices_arrive_in_order(scene: Stage) -> None:
    """An order placed elsewhere is announced on the connection, acceptance before fill."""
    await scene.connection.kis.domestic.orders.buy(symbol="005930", quantity=Shares(3), order_type=OrderType.MARKET)

    await scene.until(lambda: len(scene.notices) >= 2)
    assert [notice.filled for notice in scene.notices[:2]] == [0, 3]


async def test_reconciles_after_every_reconnect(scene: Stage) -> None:
    """Missed notices are never replayed, so each new connection asks KIS's list."""
    for times in (2, 3):
        scene.simulator.sockets.drop(None)
        await scene.until(lambda times=times: len(scene.reconciled) == times)


async def test_a_mute_channel_is_told_once(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a wrong HTS id registrations succeed and nothing comes: the user is told, and the list is asked instead."""
    monkeypatch.setattr(feeding, "DOUBT", 0.02)
    wrong = replace(scene.simulator.credentials(), hts_id="nobody")
    connection = await scene.connections.connect(scene.alice.id, wrong)
    scene.alice.active_credential_id = connection.credential_id
    await scene.until(lambda: not connection.is_deaf)
    price = await connection.price("005930")
    await connection.kis.domestic.orders.buy(
        symbol="005930", quantity=Shares(1), price=Won(price.lower_limit or 0), order_type=OrderType.LIMIT
    )
    connection.expect_notice()
    before = len(scene.reconciled)
    scene.simulator.broker.clock.advance(timedelta(minutes=1))
    await connection.kis.domestic.quotes.price(symbol="005930")

    await scene.until(lambda: len(scene.reconciled) > before + 3)
    assert [text for text in scene.chatter.said if "#점검" in text] == [f"#점검 {connection.account_hint}"]


async def test_new_keys_of_the_same_account_keep_its_orders(scene: Stage) -> None:
    """Connected anew, with another HTS id: orders and alerts belong to it as before. Another account is another row."""
    before = scene.connection
    renewed = await scene.connections.connect(scene.alice.id, replace(scene.simulator.credentials(), hts_id="other"))
    assert (renewed.credential_id, renewed.credentials.hts_id) == (before.credential_id, "other")

    another = await scene.connections.connect(scene.alice.id, fresh(scene))
    assert another.credential_id != before.credential_id
    assert scene.connections.all() == (another,)


async def test_new_keys_from_the_terminal_are_taken(scene: Stage) -> None:
    """`connect` in another process wrote new keys of the account: they are opened in place of the old, once."""
    await scene.connections.keep(scene.alice.id, replace(scene.simulator.credentials(), hts_id="other"))
    await scene.connections._step()
    opened = scene.connection
    await scene.connections._step()

    assert opened.credentials.hts_id == "other"
    assert scene.connection is opened
