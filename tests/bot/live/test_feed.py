"""The feed goes on: whatever breaks in it is begun anew, and nothing in it waits for what may not come."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot import connections as connecting
from bot import feed as feeding
from bot import markets
from bot.connection import Connection
from bot.errors import StorageBusy
from bot.storage.states import AlertRule
from bot.work import Task, Work
from kis import Environment, Shares
from kis.domestic.codes import OrderType
from kis.realtime import OrderNotice
from kis.realtime.stream import State
from tests.bot.live.stage import Stage, wish
from tests.bot.live.test_alerts import SAMSUNG

OWN = 1 + len(markets.notices(Environment.PAPER))
"""Slots that the notices of every market take."""


async def buy(scene: Stage) -> None:
    """An order that is filled at once, noticed twice."""
    await scene.connection.kis.domestic.orders.buy(symbol="005930", quantity=Shares(3), order_type=OrderType.MARKET)


async def test_is_followed_again_after_kis_refused_the_key(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """KIS refuses the key for once, which ends the stream: a new one is opened, notices and alerts come as before."""
    monkeypatch.setattr(connecting, "PAUSES", (0.01,))
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 80_000))
    refused = {"do": "message", "path": "Approval", "msg_cd": "EGW00103", "msg1": "유효하지 않은 AppKey입니다."}
    async with httpx.AsyncClient(base_url=scene.simulator.rest, trust_env=False) as http:
        await http.post("/_sim/fault", json=refused)
    scene.simulator.sockets.drop(None)
    await scene.until(lambda: len(scene.reconciled) == 2 and scene.connection.stream.slots[0] == OWN + 1)

    await buy(scene)
    await scene.until(lambda: len(scene.notices) == 2)
    scene.simulator.broker.set_price("005930", 80_000)
    await scene.until(lambda: scene.chatter.said)


async def test_the_list_is_asked_while_the_stream_is_away(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway lets nobody in for long; fills are looked for by REST meanwhile."""
    monkeypatch.setattr(feeding, "DOUBT", 0.02)
    await scene.connections.connect(scene.alice.id, scene.simulator.credentials())
    scene.simulator.sockets.refuse(30)
    scene.simulator.sockets.drop(None)
    await scene.until(lambda: all(one.stream.state is not State.OPEN for one in scene.connections.all()))
    before = len(scene.reconciled)

    await scene.until(lambda: len(scene.reconciled) > before + 3)


async def test_a_notice_is_kept_until_it_can_be_written_down(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is busy: the notice is taken again, before those behind it; the list may never tell it."""
    monkeypatch.setattr(feeding, "AGAIN", 0.01)
    took, failures = scene.feed._take, [StorageBusy(), StorageBusy()]

    async def busy(connection: Connection, notice: OrderNotice) -> None:
        if failures:
            raise failures.pop()
        await took(connection, notice)

    monkeypatch.setattr(scene.feed, "_take", busy)
    await buy(scene)

    await scene.until(lambda: len(scene.notices) == 2)
    assert [notice.filled for notice in scene.notices] == [0, 3]


async def test_an_alert_does_not_wait_for_the_gateway(scene: Stage) -> None:
    """It is told although the gateway says nothing to the end of its registration; ticks and notices go on."""
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 80_000))
    scene.simulator.sockets.silence(None, 2)
    reached = scene.watch.book(scene.connection).match("005930", 80_000)
    async with asyncio.timeout(1):
        await scene.watch.fire(scene.connection, reached, 80_000)

    await scene.until(lambda: scene.chatter.said)


async def test_a_symbol_is_followed_until_its_last_alert_is_gone(scene: Stage) -> None:
    """One of two alerts fires, and is armed anew by a restart of the feed: the other one's prices still come."""
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 80_000))
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 81_000))
    await scene.watch.rearm(scene.connection)
    for price in (80_000, 81_000):
        scene.simulator.broker.set_price("005930", price)
        await scene.until(lambda price=price: any(f"{price:,}원" in text for text in scene.chatter.said))
        await scene.watch.catch_up(scene.connection)

    assert scene.connection.stream.slots[0] == OWN


async def test_a_wish_stands_once() -> None:
    """However many ask for KIS's list while it cannot be asked, it is asked once."""
    work = Work()
    for _ in range(100):
        work.reconcile()
        work.reconcile_later(0.01)
    assert len(work) == 1
    assert await work.next() is Task.RECONCILE

    for _ in range(100):
        work.reconcile_later(0.01)
    await asyncio.sleep(0.05)
    assert len(work) == 1


async def test_few_are_reconciled_at_a_time(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come back at once, only so many ask for their lists together, and everybody gets a turn."""
    running: set[int] = set()
    together, done = [], set()

    async def slow(connection: Connection) -> None:
        running.add(connection.credential_id)
        together.append(len(running))
        await asyncio.sleep(0.05)
        running.remove(connection.credential_id)
        done.add(connection.credential_id)

    monkeypatch.setattr(scene.feed, "_turns", asyncio.Semaphore(1))
    monkeypatch.setattr(scene.feed, "_reconcile", slow)
    await scene.connections.connect(scene.alice.id, scene.simulator.credentials(Environment.REAL))
    await asyncio.sleep(0)
    for connection in scene.connections.all():
        scene.feed.reconcile_soon(connection)

    await scene.until(lambda: len(done) == 2)
    assert max(together) == 1
