"""정지: nothing but cancellations leaves from that moment on, until 재개."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import time
from collections.abc import Iterator

import pytest

import kis
from bot.errors import Halted
from bot.storage.states import IntentState, OrderState
from bot.trading.gate import CANCELS, Gate
from kis.domestic.codes import OrderType
from kis.endpoint import Endpoint, Kind
from kis.units import Shares, Won

from .scene import ALICE, CHANGE, SAMSUNG, Scene


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


@pytest.fixture
def turn(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """Orders stand in line for their slot of the pace: the first event says that one does, the second lets it go."""
    pace, waiting, go_on = scene.connection.kis.pace, asyncio.Event(), asyncio.Event()
    taking = pace.take

    async def held(*, urgent: bool = False) -> None:
        await taking(urgent=urgent)
        if urgent:
            waiting.set()
            await go_on.wait()

    monkeypatch.setattr(pace, "take", held)
    go_on.set()
    return waiting, go_on


async def test_halt_stops_what_waits_for_its_turn(scene: Scene, turn: tuple[asyncio.Event, asyncio.Event]) -> None:
    """An order already written down as sent, but still waiting for its slot of the pace, does not leave either."""
    waiting, go_on = turn
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    waiting.clear()
    go_on.clear()
    sending = await scene.desk.confirm(await scene.user(), intent_id, message_id)
    await asyncio.wait_for(waiting.wait(), 5)
    await scene.desk.halt(await scene.user())
    go_on.set()
    await sending

    order = await scene.order_of(intent_id)
    assert (order.state, scene.sent()) == (OrderState.REJECTED, 0)
    assert "정지" in (order.reason or "")


async def test_halt_stops_an_amendment_on_its_way(scene: Scene, turn: tuple[asyncio.Event, asyncio.Event]) -> None:
    """A new price that waits for its slot does not leave, and the order stands as it was; nor is a card made."""
    waiting, go_on = turn
    order = await scene.order("삼성전자 10 60000")
    offer = await scene.deliver(await scene.desk.offer_amend(await scene.user(), 1, Won(60_500)))
    waiting.clear()
    go_on.clear()
    sending = await scene.desk.confirm(await scene.user(), *offer)
    await asyncio.wait_for(waiting.wait(), 5)
    await scene.desk.halt(await scene.user())
    go_on.set()
    await sending

    assert scene.sent(CHANGE) == 0
    assert (await scene.again(order)).price == 60_000
    with pytest.raises(Halted):
        await scene.desk.offer_amend(await scene.user(), 1, Won(60_500))


async def test_halt_holds_within_a_second_though_the_database_is_busy(
    scene: Scene, turn: tuple[asyncio.Event, asyncio.Event]
) -> None:
    """Another transaction keeps the database for as long as it likes: what is on its way is stopped all the same."""
    waiting, go_on = turn
    card = await scene.card("삼성전자 10 70000")
    waiting.clear()
    go_on.clear()
    sending = await scene.desk.confirm(await scene.user(), *card)
    await asyncio.wait_for(waiting.wait(), 5)
    user = await scene.user()
    async with scene.database.begin():
        began = time.monotonic()
        halting = asyncio.create_task(scene.desk.halt(user))
        await asyncio.sleep(0)
        closed = scene.opened.closing.closed, time.monotonic() - began
        go_on.set()
        await asyncio.sleep(0.1)
        assert scene.sent() == 0
    await asyncio.gather(halting, sending)

    assert closed[0]
    assert closed[1] < 1
    assert scene.sent() == 0


async def test_a_card_priced_anew_is_void_too(scene: Scene) -> None:
    """정지 while the market is looked at, which has moved: no new card takes the place of the old one."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    scene.trade(75_000)
    scene.fault("delay", "inquire-price", seconds=0.1)
    sending = await scene.desk.confirm(await scene.user(), intent_id, message_id)
    await scene.desk.halt(await scene.user())
    await sending

    assert (await scene.intent(intent_id)).state is IntentState.DROPPED
    assert "확정" not in await scene.reads(message_id - 1000)
    assert scene.sent() == 0


async def test_halt_is_in_force_from_the_first_moment_of_a_new_process(scene: Scene) -> None:
    """After a restart the gate is closed before anything else runs: work that asks no card is stopped as well."""
    await scene.desk.halt(await scene.user())
    scene.opened.closing.closed = False  # a new process begins with open gates
    await scene.restarted().settle_open()

    with pytest.raises(Halted):
        await scene.connection.kis.domestic.orders.buy(
            symbol=SAMSUNG, quantity=Shares(1), price=Won(70_000), order_type=OrderType.LIMIT
        )
    assert scene.sent() == 0
    await scene.desk.resume(await scene.user())
    await scene.order("삼성전자 1 70000")


async def test_who_is_not_under_halt_is_not_held_up_by_a_restart(scene: Scene) -> None:
    """The start closes the gates of those who have pressed 정지, of nobody else."""
    await scene.restarted().settle_open()

    assert not scene.desk._connections.gate(ALICE).closed
    await scene.order("삼성전자 1 70000")
    assert scene.sent() == 1


async def test_cancelling_everything_works_under_halt(scene: Scene) -> None:
    """모두 취소 takes every order out of the book."""
    placed = [await scene.order(f"삼성전자 1 {price}") for price in (60_000, 60_100, 60_200)]
    await scene.desk.halt(await scene.user())
    offers, left = await scene.desk.offer_cancel_all(await scene.user())
    cards = [await scene.deliver(offer) for offer in offers]
    for intent_id, message_id in cards:
        await scene.press(intent_id, message_id)
    await scene.notify()

    assert left == 0
    assert [(await scene.again(order)).state for order in placed] == [OrderState.CANCELLED] * 3
    assert scene.sent(CHANGE) == 3


def every_order_call() -> Iterator[Endpoint[..., object]]:
    """Every call of the library that changes something at the broker."""
    for module in pkgutil.walk_packages(kis.__path__, "kis."):
        if module.name.startswith(("kis.domestic.", "kis.overseas.", "kis.derivatives.")):
            for group in vars(importlib.import_module(module.name)).values():
                if isinstance(group, type) and group.__module__ == module.name:
                    yield from (one for one in vars(group).values() if isinstance(one, Endpoint))


def test_a_closed_gate_stops_every_order_that_the_library_knows() -> None:
    """Stocks here and abroad, credit, reservations, derivatives: only what cancels passes, and all of that does."""
    gate = Gate()
    gate.closed = True
    passed, stopped = set(), set()
    for call in every_order_call():
        if call.kind is Kind.ORDER:
            try:
                gate(call)
            except Halted:
                stopped.add(call.name)
            else:
                passed.add(call.name)

    assert passed == CANCELS == {name for name in passed | stopped if "cancel" in name}
    assert len(stopped) >= 20


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
