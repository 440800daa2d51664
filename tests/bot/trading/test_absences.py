"""What is away for long, the bot or its database, comes back to the truth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import StorageBusy
from bot.storage.states import IntentState, OrderSource, OrderState
from kis.errors import KisError

from .scene import MORNING, Scene
from .test_fills import ELSEWHERE
from .wares import ABROAD, CONTRACTS


async def days_pass(scene: Scene, days: int) -> None:
    """At the broker, though not on this machine: the minute between two tokens is over too."""
    scene.connection.kis._tokens._spacing = 0
    await scene.later(days=days)


async def test_days_without_the_bot_are_made_good(scene: Scene) -> None:
    """An order of the HTS is filled after the bot went down; the bot is back two days later: told, and once."""
    await scene.reconcile()
    scene.simulator.broker.place(scene.info, ELSEWHERE)
    scene.trade(70_000)
    scene.heard.clear()
    await days_pass(scene, 2)
    for _ in range(2):
        await scene.reconcile()

    [order] = await scene.orders()
    assert (order.source, order.state, order.order_date) == (OrderSource.OTHER, OrderState.FILLED, MORNING.date())
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 7주 @70,000 (7/7) 🟢모의"]


async def test_the_first_order_in_a_market_is_found_without_its_notice(scene: Scene) -> None:
    """Placed elsewhere where nothing was ever traded, while the stream was cut: all lists are asked after that."""
    await scene.reconcile()
    CONTRACTS.order_elsewhere(scene.simulator.broker, scene.info)
    scene.heard.clear()
    await scene.reconcile()
    assert await scene.orders() == []

    scene.connection.lost()
    await scene.reconcile()
    [order] = await scene.orders()
    assert (order.symbol, order.source) == (CONTRACTS.symbol, OrderSource.OTHER)


async def test_a_market_that_is_not_the_accounts_holds_nothing_up(scene: Scene) -> None:
    """KIS has no such list for the account: the others count. That it cannot be asked is another matter."""
    scene.fault("message", ABROAD.listed, msg_cd="APBK1234", msg1="해외주식 계좌가 아닙니다.")
    await scene.reconcile()
    assert not scene.connection.missed

    scene.connection.lost()
    scene.fault("message", ABROAD.listed, times=9, msg_cd="EGW00003", msg1="접근이 거부되었습니다.")
    with pytest.raises(KisError):
        await scene.reconcile()
    assert scene.connection.missed


async def test_days_off_are_not_asked(scene: Scene) -> None:
    """Monday's first look asks for Friday and Monday."""
    await days_pass(scene, 4)
    await scene.reconcile()
    before = scene.sent("inquire-daily-ccld")
    await days_pass(scene, 3)
    await scene.reconcile()

    assert scene.sent("inquire-daily-ccld") - before == 2


async def test_an_answer_waits_for_the_database(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked for longer than anybody foresaw: KIS's answer is kept in memory until it can be written down."""
    monkeypatch.setattr("bot.trading.sending.PATIENCE", (0.01, 0.01))
    answers, failures = scene.desk._sender._answers, [StorageBusy() for _ in range(6)]
    record = answers.record

    async def busy(*args: Any, **more: Any) -> None:
        if failures:
            raise failures.pop()
        await record(*args, **more)

    monkeypatch.setattr(answers, "record", busy)

    assert (await scene.order("삼성전자 10 70000")).state is OrderState.ACCEPTED


async def test_a_press_that_broke_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours between the press and the sending: nothing left, and the card says so instead of waiting."""

    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(scene.desk._sender, "_still_priced", broken)
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    with pytest.raises(ZeroDivisionError):
        await scene.press(intent_id, message_id)
    await scene.desk.expire()
    assert (await scene.intent(intent_id)).state is IntentState.CLAIMED

    scene.clock.ahead = timedelta(minutes=3)
    await scene.desk.expire()
    intent = await scene.intent(intent_id)
    assert intent.state is IntentState.DROPPED
    assert "나가지 못했어요" in await scene.reads(intent.message_ref)
    assert scene.sent() == 0


async def test_a_search_outlives_a_busy_database(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """결과 불명, and the database cannot be read for a moment: the search goes on to its end."""
    resolver, failures = scene.desk._resolver, [StorageBusy() for _ in range(3)]
    unknown = resolver._unknown

    async def busy(credential_id: int) -> Any:
        if failures:
            raise failures.pop()
        return await unknown(credential_id)

    monkeypatch.setattr(resolver, "_unknown", busy)
    scene.fault("cut_before")
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.press(intent_id, message_id)
    await scene.desk.chores.finish()

    assert (await scene.intent(intent_id)).state is IntentState.REFUSED
    assert (await scene.order_of(intent_id)).state is OrderState.NOT_PLACED
