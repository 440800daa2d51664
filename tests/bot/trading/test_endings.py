"""Amendments, cancellations, refusals and the end of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.storage.states import OrderState
from kis import Environment
from kis.market.clock import KST
from kis.simulator.orders import AmendOrder, CancelOrder
from kis.simulator.server.domestic.account import AccountDesk
from kis.units import Shares

from .scene import CHANGE, Scene, stage


async def test_amend_then_fill(scene: Scene) -> None:
    """정정: a new number and price for the rest; a fill under the new number belongs to the same order."""
    order = await scene.order("삼성전자 10 69000")
    await scene.change(await scene.desk.offer_amend(await scene.user(), 1, scene.won(70_000)))
    await scene.notify()
    order = await scene.again(order)
    assert (order.state, order.price, order.number) == (OrderState.AMENDED, 70_000, "2")
    assert "정정" in await scene.reads(order.card_ref)

    scene.trade(70_000)
    await scene.notify()

    assert (await scene.again(order)).state is OrderState.FILLED
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 10주 @70,000 (10/10) 🟢모의"]
    assert len(await scene.orders()) == 1


async def test_nothing_left_to_amend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where KIS says that 0 can be amended there is no card to press."""
    rows = AccountDesk.amendable
    none = Shares(0)
    monkeypatch.setattr(
        AccountDesk, "amendable", lambda *asked: tuple(replace(r, amendable=none) for r in rows(*asked))
    )
    async with stage(tmp_path, environment=Environment.REAL) as scene:
        await scene.order("삼성전자 10 69000")
        with pytest.raises(UserError, match="증권사에 정정할 수량이 남아 있지 않아요"):
            await scene.desk.offer_amend(await scene.user(), 1, scene.won(70_000))


async def test_accepted_cancellation_is_not_yet_cancelled(scene: Scene) -> None:
    """취소됨 stands on the card only after KIS has confirmed it."""
    order = await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 4)
    await scene.notify()
    await scene.change(await scene.desk.offer_cancel(await scene.user(), 1))
    assert "취소 접수" in await scene.reads(order.card_ref)

    await scene.notify()

    order = await scene.again(order)
    assert (order.state, order.filled_quantity, order.cancelled_quantity) == (OrderState.CANCELLED, 4, 6)
    assert "취소됨" in await scene.reads(order.card_ref)


async def test_cancellation_that_loses_the_race(scene: Scene) -> None:
    """The fill comes first: KIS refuses the cancellation, and the card ends as 전량 체결."""
    order = await scene.order("삼성전자 10 70000")
    offer = await scene.desk.offer_cancel(await scene.user(), 1)
    scene.trade(70_000)
    await scene.change(offer)
    assert "#거부 #A1 삼성전자 매수 10주 취소" in (await scene.pushes("#거부"))[0]

    await scene.notify()

    assert (await scene.again(order)).state is OrderState.FILLED
    assert scene.sent(CHANGE) == 1


@pytest.mark.parametrize(("do", "end"), [("cut_after", "취소 접수"), ("cut_before", "취소 거부")])
async def test_the_card_of_a_lost_cancellation_ends(scene: Scene, do: str, end: str) -> None:
    """The check card does not stay at 결과 불명 when the list has told what became of the cancellation."""
    await scene.order("삼성전자 10 70000")
    scene.fault(do, CHANGE)
    intent_id, message_id = await scene.deliver(await scene.desk.offer_cancel(await scene.user(), 1))
    await scene.press(intent_id, message_id)
    ref = (await scene.intent(intent_id)).message_ref
    assert "결과 불명" in await scene.reads(ref)

    await scene.desk.chores.finish()

    assert end in await scene.reads(ref)


async def test_cancelled_elsewhere(scene: Scene) -> None:
    """Amended and cancelled in the HTS, and no notice came: the list tells."""
    order = await scene.order("삼성전자 10 69000")
    broker = scene.simulator.broker
    broker.amend(scene.info, AmendOrder("1", 68_900))
    broker.cancel(scene.info, CancelOrder("2", quantity=4, all_remaining=False))
    await scene.reconcile()
    order = await scene.again(order)
    assert (order.state, order.price, order.open_quantity) == (OrderState.AMENDED, 68_900, 6)

    broker.cancel(scene.info, CancelOrder("2"))
    await scene.reconcile()
    assert (await scene.again(order)).state is OrderState.CANCELLED


async def test_exchange_rejects_what_kis_had_taken(scene: Scene) -> None:
    """A notice of refusal ends the order and is pushed."""
    order = await scene.order("삼성전자 10 70000")
    scene.simulator.broker.reject(scene.info, order.number or "", "호가 거부")
    await scene.notify()

    assert (await scene.again(order)).state is OrderState.REJECTED
    assert len(await scene.pushes("#거부")) == 1


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 11, 23, 15, 45, tzinfo=KST), id="after the close"),
        pytest.param(datetime(2026, 11, 24, 8, 30, tzinfo=KST), id="the next morning"),
    ],
)
async def test_day_end_ends_what_is_left(scene: Scene, at: datetime) -> None:
    """What did not fill by the close is ended by the list; KIS does not announce it."""
    order = await scene.order("삼성전자 10 69000")
    scene.trade(69_000, 2)
    scene.trade(70_000)
    scene.heard.clear()
    scene.simulator.broker.clock.set(at)
    await scene.reconcile()
    await scene.reconcile()

    order = await scene.again(order)
    assert (order.state, order.filled_quantity) == (OrderState.EXPIRED, 2)
    assert "효력을 잃었어요" in await scene.reads(order.card_ref)
    assert len(await scene.pushes("#체결")) == 1


async def test_order_of_the_evening_is_not_ended_with_the_day(tmp_path: Path) -> None:
    """In the after-market an order stands although the regular session is over."""
    async with stage(tmp_path, environment=Environment.REAL, now=datetime(2026, 11, 23, 17, 0, tzinfo=KST)) as scene:
        order = await scene.order("삼성전자 10 69000")
        await scene.reconcile()

        assert (await scene.again(order)).state is OrderState.ACCEPTED
