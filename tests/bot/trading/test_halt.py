"""정지: nothing but cancellations leaves from that moment on, until 재개."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Halted
from bot.storage.states import OrderState

from .scene import CHANGE, Scene


async def test_halt_voids_cards_and_stops_the_claimed(scene: Scene) -> None:
    """정지 between the claim and the sending: nothing leaves. It outlives a restart, and 재개 lifts it."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    scene.fault("delay", "inquire-price", seconds=0.1)
    sending = await scene.desk.confirm(await scene.user(), intent_id, message_id)
    await scene.desk.halt(await scene.user())
    await sending

    scene.restarted()
    with pytest.raises(Halted):
        await scene.card("삼성전자 10 70000")
    assert scene.sent() == 0

    await scene.desk.resume(await scene.user())
    await scene.order("삼성전자 1 70000")
    assert scene.sent() == 1


async def test_halt_stops_what_waits_for_its_turn(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order already written down as sent, but still waiting for its slot of the pace, does not leave either."""
    pace, waiting, go_on = scene.connection.kis.pace, asyncio.Event(), asyncio.Event()
    taking = pace.take

    async def held(*, urgent: bool = False) -> None:
        await taking(urgent=urgent)
        if urgent:
            waiting.set()
            await go_on.wait()

    intent_id, message_id = await scene.card("삼성전자 10 70000")
    monkeypatch.setattr(pace, "take", held)
    sending = await scene.desk.confirm(await scene.user(), intent_id, message_id)
    await asyncio.wait_for(waiting.wait(), 5)
    await scene.desk.halt(await scene.user())
    go_on.set()
    await sending

    order = await scene.order_of(intent_id)
    assert (order.state, scene.sent()) == (OrderState.REJECTED, 0)
    assert "정지" in (order.reason or "")


async def test_offered_card_is_void_after_halt(scene: Scene) -> None:
    """A card that was on the screen when 정지 came can no longer be pressed."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.desk.halt(await scene.user())

    with pytest.raises(Halted):
        await scene.press(intent_id, message_id)

    assert scene.sent() == 0


async def test_cancelling_works_under_halt(scene: Scene) -> None:
    """A cancellation only takes risk away."""
    order = await scene.order("삼성전자 10 70000")
    await scene.desk.halt(await scene.user())

    await scene.change(await scene.desk.offer_cancel(await scene.user(), 1))
    await scene.notify()

    assert (await scene.again(order)).state is OrderState.CANCELLED
    assert scene.sent(CHANGE) == 1
