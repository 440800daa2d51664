"""Every fill is told once, whoever tells it: the notice, the list, or both."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.storage import preferences
from bot.storage.states import FillSource, OrderSource, OrderState
from bot.storage.tables import Credential
from kis import Environment
from kis.simulator.events import Event, OrderFilled
from kis.simulator.orders import PlaceOrder
from kis.simulator.orders import Side as BookSide
from kis.simulator.server.rows import notices_of

from .scene import ALICE, SAMSUNG, Scene, stage

ELSEWHERE = PlaceOrder(BookSide.BUY, SAMSUNG, 7, 70_000)


async def test_partial_fills_add_up(scene: Scene) -> None:
    """부분 3/10, then the rest: each fill is pushed, and the sum is the order."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 3)
    await scene.notify()
    assert "부분 3/10" in await scene.reads(order.card_ref)

    scene.trade(70_000)
    await scene.notify()

    order = await scene.again(order)
    assert (order.state, order.filled_quantity, order.filled_amount) == (OrderState.FILLED, 10, 700_000)
    assert [fill.quantity for fill in await scene.fills(order)] == [3, 7]
    assert len(await scene.pushes("#체결")) == 2


async def test_repeated_notice_is_not_counted(scene: Scene) -> None:
    """The very same notice again: the list decides, and it says that there is nothing more."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 3)
    heard = list(scene.heard)
    await scene.notify()
    for notice in heard:
        await scene.desk.fills.take(scene.connection, notice)
    await scene.desk.chores.finish()

    assert (await scene.again(order)).filled_quantity == 3
    assert len(await scene.pushes("#체결")) == 1


async def test_two_equal_fills_of_one_second_are_both_counted(scene: Scene) -> None:
    """Two fills that look alike cannot be told from a repeated notice; the list makes the second one good."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 3)
    scene.trade(70_000, 3)
    await scene.notify()
    await scene.desk.chores.finish()

    order = await scene.again(order)
    assert (order.filled_quantity, order.filled_amount) == (6, 420_000)
    assert len(await scene.pushes("#체결")) == 2


async def test_fill_before_the_answer(scene: Scene) -> None:
    """The notices overtake the answer: they wait for it and are not taken for somebody else's order."""
    intent_id, message_id = await scene.card("삼성전자 10 시장가")
    answered = asyncio.Event()

    async def still_in_flight() -> None:
        async with scene.connection.in_flight:
            await answered.wait()

    waiting = asyncio.create_task(still_in_flight())
    await asyncio.sleep(0)
    scene.simulator.broker.place(scene.info, ELSEWHERE)
    notified = asyncio.create_task(scene.notify())
    await scene.press(intent_id, message_id)
    assert not notified.done()
    answered.set()
    await asyncio.gather(waiting, notified)
    await scene.notify()
    await scene.desk.chores.finish()

    assert sorted(order.quantity for order in await scene.orders()) == [7, 10]
    assert (await scene.order_of(intent_id)).state is OrderState.FILLED


async def test_fills_missed_while_away_are_told_once(scene: Scene) -> None:
    """No notice came: the list tells, once, however often it is asked."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 4)
    scene.heard.clear()
    await scene.reconcile()
    await scene.reconcile()

    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 4주 @70,000 (4/10) 🟢모의"]
    assert [fill.source for fill in await scene.fills(order)] == [FillSource.LIST]


async def test_missed_fills_at_two_prices_are_told_as_several(scene: Scene) -> None:
    """KIS's list has totals only: an amount that no single price gives is of two fills at least, and is said to be."""
    await scene.order("삼성전자 3 70000")
    scene.trade(70_000, 1)
    await scene.change(await scene.desk.offer_amend(await scene.user(), 1, scene.won(69_900)))
    scene.trade(69_900)
    scene.heard.clear()
    await scene.reconcile()

    [text] = await scene.pushes("#체결")
    assert text.startswith("#체결 #A1 삼성전자 매수 3주 @69,933 (3/3) 🟢모의")
    assert "2건 이상" in text


async def test_notice_after_the_list_is_not_counted_twice(scene: Scene) -> None:
    """The list was faster than the notice."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 4)
    await scene.reconcile()
    await scene.notify()
    await scene.desk.chores.finish()

    assert (await scene.again(order)).filled_quantity == 4
    assert len(await scene.pushes("#체결")) == 1


async def test_fill_after_the_list_is_counted(scene: Scene) -> None:
    """A new fill in the same second as the list: not lost."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 4)
    scene.heard.clear()
    await scene.reconcile()
    scene.trade(70_000, 2)
    await scene.notify()
    await scene.desk.chores.finish()

    assert (await scene.again(order)).filled_quantity == 6


async def test_order_placed_elsewhere_gets_a_card(scene: Scene) -> None:
    """HTS or MTS: adopted with a short number of its own, its fills pushed like others."""
    scene.simulator.broker.place(scene.info, ELSEWHERE)
    await scene.notify()
    await scene.desk.chores.finish()
    scene.trade(70_000)
    await scene.notify()
    await scene.desk.chores.finish()

    [order] = await scene.orders()
    assert (order.source, order.state) == (OrderSource.OTHER, OrderState.FILLED)
    assert "다른 곳에서 낸 주문" in await scene.reads(order.card_ref)
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 7주 @70,000 (7/7) 🟢모의"]


async def test_what_was_there_before_is_a_silent_baseline(scene: Scene) -> None:
    """On the first connect earlier orders are taken in without a word; what happens to them later is told."""
    async with scene.database.begin() as session:
        (await session.get_one(Credential, scene.connection.credential_id)).baseline_at = None
    scene.simulator.broker.place(scene.info, ELSEWHERE)
    scene.trade(70_000, 3)
    scene.heard.clear()
    await scene.reconcile()
    assert await scene.pushes() == []

    await scene.later(seconds=5)
    scene.trade(70_000)
    await scene.notify()
    await scene.desk.chores.finish()
    assert sum(fill.quantity for fill in await scene.fills((await scene.orders())[0])) == 7
    assert len(await scene.pushes("#체결")) == 1


async def test_notice_of_another_account_is_left_alone(scene: Scene) -> None:
    """One HTS id hears all accounts of a customer."""
    real = next(info for info in scene.simulator.broker.accounts if info.env is Environment.REAL)
    heard = []
    scene.simulator.broker.subscribe(lambda event: heard.append(event))
    scene.simulator.broker.place(real, ELSEWHERE)
    for event in heard:
        for notice in (notices_of(event) or (None, []))[1]:
            await scene.desk.fills.take(scene.connection, notice)
    await scene.desk.chores.finish()

    assert await scene.orders() == []


async def test_fills_of_a_real_account_bear_its_badge(tmp_path: Path) -> None:
    """🔴실전 on every message about a real account."""
    async with stage(tmp_path, environment=Environment.REAL) as scene:
        order = await scene.order("삼성전자 10 70000")
        scene.trade(70_000)
        await scene.notify()

        assert "🔴실전" in await scene.reads(order.card_ref)
        assert "🔴실전" in (await scene.pushes("#체결"))[0]


async def test_notice_of_another_account_settles_nothing(scene: Scene) -> None:
    """An order of the other account that looks like a lost one of this account is not it."""
    scene.fault("cut_before")
    lost = await scene.order("삼성전자 7 70000")
    real = next(info for info in scene.simulator.broker.accounts if info.env is Environment.REAL)
    events: list[Event] = []
    scene.simulator.broker.subscribe(events.append)
    scene.simulator.broker.place(real, ELSEWHERE)
    for event in events:
        for notice in (notices_of(event) or (None, []))[1]:
            await scene.desk.fills.take(scene.connection, notice)
    await scene.desk.chores.finish()

    assert (await scene.again(lost)).state is OrderState.NOT_PLACED


async def test_never_more_than_was_ordered(scene: Scene) -> None:
    """A notice that would fill more than there is adds nothing; the list decides."""
    order = await scene.order("삼성전자 10 70000")
    events: list[Event] = []
    scene.simulator.broker.subscribe(events.append)
    scene.trade(70_000, 6)
    await scene.notify()
    [fill] = [event for event in events if isinstance(event, OrderFilled)]
    later = replace(fill, fill=replace(fill.fill, time=fill.fill.time + timedelta(seconds=1)))
    for notice in (notices_of(later) or (None, []))[1]:
        await scene.desk.fills.take(scene.connection, notice)
    await scene.desk.chores.finish()

    assert (await scene.again(order)).filled_quantity == 6
    assert sum(fill.quantity for fill in await scene.fills(order)) == 6


async def test_fills_told_once_for_an_order(scene: Scene) -> None:
    """전량 1회: one push when an order is filled; where its rest is cancelled one for what was filled; the card
    follows each fill.
    """
    async with scene.database.begin() as session:
        await preferences.put(session, ALICE, whole_fills=True)
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 4)
    await scene.notify()
    assert await scene.pushes("#체결") == []
    assert "부분 4/10" in await scene.reads((await scene.again(order)).card_ref)
    scene.trade(70_000, 6)
    await scene.notify()
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 전량 체결 10/10주 · 평균 70,000원 🟢모의"]
    await scene.order("삼성전자 5 70000")
    scene.trade(70_000, 2)
    await scene.change(await scene.desk.offer_cancel(await scene.user(), 2))
    await scene.notify()
    await scene.reconcile()

    assert (await scene.pushes("#체결"))[1:] == ["#체결 #A2 삼성전자 매수 취소됨 2/5주 · 평균 70,000원 🟢모의"]
