"""What KIS does not answer is looked for and never sent again."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.states import IntentState, OrderSource, OrderState
from kis.simulator.orders import PlaceOrder
from kis.simulator.orders import Side as BookSide

from .scene import CHANGE, SAMSUNG, Scene


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"do": "cut_after"}, id="connection cut after execution"),
        pytest.param({"do": "garbage"}, id="a proxy's page instead of the answer"),
    ],
)
async def test_lost_answer_is_found_and_linked(scene: Scene, fault: dict[str, object]) -> None:
    """결과 불명 at first, then found in KIS's list by what it was; sent once, and its fill is told."""
    scene.fault(**fault)  # type: ignore[arg-type]
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.press(intent_id, message_id)
    order = await scene.order_of(intent_id)
    assert order.state is OrderState.UNKNOWN
    assert "결과 불명" in await scene.reads(order.card_ref)

    await scene.desk.chores.finish()
    scene.heard.clear()
    scene.trade(70_000)
    await scene.notify()

    order = await scene.again(order)
    assert order.state is OrderState.FILLED
    assert (await scene.intent(intent_id)).state is IntentState.ACCEPTED
    assert len(await scene.pushes("#체결")) == 1
    assert (scene.sent(), len(scene.simulator.broker.every_order())) == (1, 1)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"do": "cut_before"}, id="connection cut before execution"),
        pytest.param({"do": "status", "code": 500}, id="500 without a body"),
        pytest.param(
            {"do": "status", "code": 500, "body": {"rt_cd": "1", "msg_cd": "EGW00002", "msg1": "서버 에러"}},
            id="500 with a body",
        ),
        pytest.param(
            {"do": "message", "msg_cd": "EGW00301", "msg1": "연결 시간이 초과"}, id="KIS itself does not know"
        ),
    ],
)
async def test_lost_answer_not_found_was_not_placed(scene: Scene, fault: dict[str, object]) -> None:
    """The last list proves it: 거부, with a button to look again; never sent again by itself."""
    scene.fault(**fault)  # type: ignore[arg-type]
    order = await scene.order("삼성전자 10 70000")
    assert order.state is OrderState.UNKNOWN

    await scene.desk.chores.finish()

    order = await scene.again(order)
    assert order.state is OrderState.NOT_PLACED
    [push] = await scene.pushes("#거부")
    assert "KIS의 주문 목록에 없어요" in push
    assert "거부" in await scene.reads(order.card_ref)
    assert scene.sent() == 1


async def test_order_that_comes_after_it_was_given_up_is_told(scene: Scene) -> None:
    """KIS executes long after the timeout and the last look: the order is taken up again, and its fill told."""
    scene.fault("delay", seconds=1.5)
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.press(intent_id, message_id)
    await scene.desk.chores.finish()
    assert (await scene.order_of(intent_id)).state is OrderState.NOT_PLACED

    async with asyncio.timeout(5):
        while not scene.heard:  # noqa: ASYNC110 - the simulator tells it by nothing else
            await asyncio.sleep(0.02)
    scene.trade(70_000)
    await scene.notify()

    assert (await scene.order_of(intent_id)).state is OrderState.FILLED
    assert "뒤늦게 접수" in (await scene.pushes("#점검"))[0]
    assert len(await scene.pushes("#체결")) == 1
    assert scene.sent() == 1


async def test_two_identical_lost_orders_are_linked_in_the_order_of_time(scene: Scene) -> None:
    """Two rows for two orders that are alike in everything: each is found, the earlier one first."""
    lost = []
    for _ in range(2):
        scene.fault("cut_after")
        lost.append(await scene.order("삼성전자 10 70000"))
        await scene.desk.chores.close(0)  # neither is looked for before both are lost
        await scene.later(seconds=2)
    scene.heard.clear()
    await scene.restarted().settle_open()
    await scene.desk.chores.finish()

    found = [await scene.again(order) for order in lost]
    assert [order.state for order in found] == [OrderState.ACCEPTED, OrderState.ACCEPTED]
    assert [order.number for order in found] == ["1", "2"]
    assert len(await scene.orders()) == 2


async def test_fewer_rows_than_lost_orders_are_not_guessed(scene: Scene) -> None:
    """One row for two lost orders that look alike: both stay 결과 불명, and the user reads what KIS shows."""
    scene.fault("cut_after")
    scene.fault("cut_before")
    cards = [await scene.card("삼성전자 10 70000") for _ in range(2)]
    scene.heard.clear()
    await asyncio.gather(*(scene.press(*card) for card in cards))

    await scene.desk.chores.finish()

    states = [(await scene.order_of(intent_id)).state for intent_id, _ in cards]
    assert states == [OrderState.UNKNOWN, OrderState.UNKNOWN]
    assert sorted(order.short_no for order in await scene.orders()) == [1, 2, 3]
    told = await scene.pushes("#점검")
    assert len(told) == 2
    assert all("똑같은 주문이 1건" in text and "#A3 주문 0000000001" in text for text in told)
    assert scene.sent() == 2


async def test_identical_order_placed_since_is_not_the_lost_one(scene: Scene) -> None:
    """A lost order that never arrived is not taken for the same order sent again by the user."""
    scene.fault("cut_before")
    lost = await scene.order("삼성전자 10 70000")
    placed = await scene.order("삼성전자 10 70000")

    await scene.desk.chores.finish()

    assert (await scene.again(lost)).state is OrderState.NOT_PLACED
    assert (await scene.again(placed)).state is OrderState.ACCEPTED


async def test_an_outage_is_not_an_empty_list(scene: Scene) -> None:
    """While the list cannot be asked nothing is concluded; the user is told, and a later list settles it."""
    scene.fault("cut_after")
    scene.fault("message", "inquire-daily-ccld", times=9, msg_cd="EGW00003", msg1="접근이 거부되었습니다.")
    order = await scene.order("삼성전자 10 70000")
    await scene.desk.chores.finish()

    assert (await scene.again(order)).state is OrderState.UNKNOWN
    assert "다시 보내지 않았어요" in (await scene.pushes("#점검"))[0]

    scene.simulator.faults.clear()
    await scene.reconcile()
    assert (await scene.again(order)).state is OrderState.ACCEPTED


async def test_paper_list_without_rows_proves_nothing(scene: Scene) -> None:
    """A list that lacks an order whose number is known cannot prove that another is missing."""
    await scene.order("카카오 5 58000")
    scene.fault("cut_after")
    empty = {"rt_cd": "0", "msg_cd": "20310000", "msg1": "조회", "output1": [], "output2": {"tot_ord_qty": "15"}}
    scene.fault("status", "inquire-daily-ccld", code=200, body=empty, times=30)
    order = await scene.order("삼성전자 10 70000")
    await scene.desk.chores.finish()

    assert (await scene.again(order)).state is OrderState.UNKNOWN


async def test_notice_settles_a_lost_answer_at_once(scene: Scene) -> None:
    """The notice channel tells before the list does."""
    scene.fault("cut_after")
    scene.fault("message", "inquire-daily-ccld", times=9, msg_cd="EGW00003", msg1="접근이 거부되었습니다.")
    order = await scene.order("삼성전자 10 70000")
    await scene.notify()

    assert (await scene.again(order)).state is OrderState.ACCEPTED


async def test_crash_before_leaving_drops(scene: Scene) -> None:
    """Killed between the press and the sending: it never left, the card says so, nothing is sent at the next start."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    sending = await scene.desk.confirm(await scene.user(), intent_id, message_id)
    sending.cancel()
    await scene.desk.chores.close(0)

    await scene.restarted().settle_open()
    await scene.desk.chores.finish()

    intent = await scene.intent(intent_id)
    assert intent.state is IntentState.DROPPED
    assert "보내지 않았어요" in await scene.reads(intent.message_ref)
    assert scene.sent() == 0


@pytest.mark.parametrize(("do", "state"), [("cut_after", OrderState.ACCEPTED), ("cut_before", OrderState.NOT_PLACED)])
async def test_crash_before_the_answer_is_settled_at_the_next_start(
    scene: Scene, do: str, state: OrderState, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while the answer was awaited: the next start looks for the order, and does not send it."""
    from bot.trading.sending import Sender

    async def die(*_: object) -> None:
        raise SystemError("killed here")

    monkeypatch.setattr(Sender, "_keep", die)
    scene.fault(do)
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    with pytest.raises(SystemError):
        await scene.press(intent_id, message_id)
    assert (await scene.intent(intent_id)).state is IntentState.SENT
    monkeypatch.undo()

    await scene.restarted().settle_open()
    await scene.desk.chores.finish()

    assert (await scene.order_of(intent_id)).state is state
    assert scene.sent() == 1


async def test_lost_cancellation_is_found(scene: Scene) -> None:
    """The answer to a cancellation is lost: the list shows it, and the order is 취소됨."""
    order = await scene.order("삼성전자 10 70000")
    scene.fault("cut_after", CHANGE)
    await scene.change(await scene.desk.offer_cancel(await scene.user(), 1))
    assert "취소 결과 불명" in await scene.reads(order.card_ref)

    await scene.desk.chores.finish()

    assert (await scene.again(order)).state is OrderState.CANCELLED
    assert scene.sent(CHANGE) == 1


async def test_lost_cancellation_that_never_arrived_leaves_the_order_standing(scene: Scene) -> None:
    """Not in the list after the last look: the cancellation is 거부, the order lives on."""
    order = await scene.order("삼성전자 10 70000")
    scene.fault("cut_before", CHANGE)
    await scene.change(await scene.desk.offer_cancel(await scene.user(), 1))

    await scene.desk.chores.finish()

    assert (await scene.again(order)).state is OrderState.ACCEPTED
    assert "#거부 #A1 삼성전자 매수 10주 취소" in (await scene.pushes("#거부"))[0]


async def test_lost_amendment_is_found(scene: Scene) -> None:
    """The answer to an amendment is lost: the list shows the new price and number."""
    order = await scene.order("삼성전자 10 70000")
    scene.fault("cut_after", CHANGE)
    await scene.change(await scene.desk.offer_amend(await scene.user(), 1, scene.won(69_900)))
    scene.heard.clear()

    await scene.desk.chores.finish()

    order = await scene.again(order)
    assert (order.state, order.price, order.number) == (OrderState.AMENDED, 69_900, "2")
    assert scene.sent(CHANGE) == 1


async def test_order_placed_elsewhere_is_not_taken_for_a_lost_one(scene: Scene) -> None:
    """Another quantity is another order: adopted with a card of its own."""
    scene.fault("cut_before")
    lost = await scene.order("삼성전자 10 70000")
    scene.simulator.broker.place(scene.info, PlaceOrder(BookSide.BUY, SAMSUNG, 7, 70_000))
    await scene.desk.chores.finish()

    assert (await scene.again(lost)).state is OrderState.NOT_PLACED
    adopted = (await scene.orders())[-1]
    assert (adopted.quantity, adopted.short_no) == (7, 2)


async def test_identical_order_placed_before_is_not_the_lost_one(scene: Scene) -> None:
    """An order of the HTS like the lost one in everything, but from before it, is adopted as what it is."""
    scene.simulator.broker.place(scene.info, PlaceOrder(BookSide.BUY, SAMSUNG, 10, 70_000))
    await scene.later(minutes=1)
    scene.fault("cut_before")
    lost = await scene.order("삼성전자 10 70000")
    await scene.desk.chores.finish()

    assert (await scene.again(lost)).state is OrderState.NOT_PLACED
    adopted = (await scene.orders())[-1]
    assert (adopted.source, adopted.number) == (OrderSource.OTHER, "1")
