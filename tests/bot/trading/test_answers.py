"""What KIS answers, and what the user reads of it; what KIS does not answer is looked for and never sent again."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.storage.states import OrderState
from bot.trading.presses import Again
from kis.market.clock import KST

from .scene import Scene

REFUSALS = [
    pytest.param({"msg_cd": "40310000", "msg1": "모의투자 주문가능금액이 부족합니다."}, "부족합니다", id="cash"),
    pytest.param({"msg_cd": "40030000", "msg1": "호가단위 오류"}, "호가단위 오류", id="tick"),
    pytest.param({"msg_cd": "40580000", "msg1": "모의투자 장종료 입니다."}, "장종료", id="closed"),
]


@pytest.mark.parametrize(("answer", "words"), REFUSALS)
async def test_refused_orders_show_kis_own_words(scene: Scene, answer: dict[str, str], words: str) -> None:
    """거부 on the card and as a push, with a plain hint and KIS's words; it is not looked for."""
    scene.fault("message", **answer)
    order = await scene.order("삼성전자 10 70000")

    assert order.state is OrderState.REJECTED
    assert "거부" in await scene.reads(order.card_ref)
    assert words in await scene.reads(order.card_ref)
    [push] = await scene.pushes("#거부")
    assert words in push
    assert scene.sent() == 1
    assert scene.sent("inquire-daily-ccld") == 0


async def test_closed_market_is_warned_of_and_left_to_kis(scene: Scene) -> None:
    """The card says that it is closed and when it opens; KIS refuses in its own words."""
    scene.simulator.broker.clock.set(datetime(2026, 11, 23, 16, 30, tzinfo=KST))
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    card = await scene.reads((await scene.intent(intent_id)).message_ref)
    await scene.press(intent_id, message_id)

    assert "⚠️ 장 마감 · 11/24(화) 09:00 개장" in card
    assert (await scene.order_of(intent_id)).state is OrderState.REJECTED
    assert "장종료" in (await scene.pushes("#거부"))[0]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"msg_cd": "EGW00201", "msg1": "초당 거래건수를 초과하였습니다."}, id="too fast"),
        pytest.param({"msg_cd": "EGW00103", "msg1": "유효하지 않은 AppKey입니다."}, id="wrong key"),
    ],
)
async def test_what_never_left_can_be_asked_again(scene: Scene, answer: dict[str, str]) -> None:
    """Refused before execution: the card says that nothing was sent and a button makes a fresh card."""
    scene.fault("message", **answer)
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.press(intent_id, message_id)

    [push] = await scene.pushes("#거부")
    assert "보내지 않았어요" in push
    again = await scene.desk.offer_again(await scene.user(), intent_id)
    assert (again.intent.quantity, again.intent.price) == (10, 70_000)
    assert Again(intent_id).data == f"again:{intent_id}"


async def test_expired_token_is_renewed_and_the_order_goes_once(scene: Scene) -> None:
    """KIS refuses an expired token before it looks at the order; the client renews it and sends."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.later(hours=1)
    scene.connection.kis._tokens._asked_at -= 3600  # the minute between two tokens is the host's
    scene.fault("message", msg_cd="EGW00123", msg1="기간이 만료된 token 입니다.")
    await scene.press(intent_id, message_id)
    order = await scene.order_of(intent_id)

    assert order.state is OrderState.ACCEPTED
    assert len(scene.simulator.broker.every_order()) == 1


async def test_busy_database_does_not_forget_an_accepted_order(scene: Scene) -> None:
    """The answer is written down as soon as the database takes it."""
    from bot.errors import StorageBusy
    from bot.trading.answers import Answers

    record, failures = Answers.record, [StorageBusy(), StorageBusy()]

    async def flaky(self: Answers, *args: object, **kwargs: object) -> None:
        if failures:
            raise failures.pop()
        await record(self, *args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Answers, "record", flaky)
        order = await scene.order("삼성전자 10 70000")

    assert order.state is OrderState.ACCEPTED
    assert scene.sent() == 1
