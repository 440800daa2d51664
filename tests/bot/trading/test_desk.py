"""From the check card to KIS's answer: a press counts once, and an order leaves once or not at all."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.storage import users
from bot.storage.states import IntentState, OrderState, Role
from bot.trading.draft import OrderDraft
from bot.trading.presses import AmendOrder, CancelOrder, Confirm
from bot.views import offer as views
from kis.domestic.codes import Side
from kis.symbols import well_known

from .scene import ALICE, BOB, Scene


async def test_from_line_to_fill(scene: Scene) -> None:
    """A pressed card becomes one order whose card goes from 접수 to 전량 체결, and the fill is pushed once."""
    order = await scene.order("삼성전자 10 70000")

    assert order.state is OrderState.ACCEPTED
    assert "접수" in await scene.reads(order.card_ref)
    assert await scene.buttons(order.card_ref) == [AmendOrder(1, ""), CancelOrder(1)]

    scene.trade(70_000)
    await scene.notify()

    order = await scene.again(order)
    assert order.state is OrderState.FILLED
    assert "전량 체결" in await scene.reads(order.card_ref)
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 10주 @70,000 (10/10) 🟢모의"]
    assert scene.sent() == 1


async def test_every_step_is_in_the_audit_trail(scene: Scene) -> None:
    """Who asked, confirmed, sent, was answered."""
    await scene.order("삼성전자 10 70000")

    assert await scene.events() == ["new.asked", "new.confirmed", "new.sent", "new.accepted"]


async def test_second_press_sends_nothing(scene: Scene) -> None:
    """However often the button is pressed, one after the other or at once, KIS gets one order."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    user = await scene.user()
    presses = await asyncio.gather(
        *(scene.desk.confirm(user, intent_id, message_id) for _ in range(5)), return_exceptions=True
    )
    await scene.desk.chores.finish()

    with pytest.raises(UserError, match="이미 보냈어요"):
        await scene.press(intent_id, message_id)

    assert sum(isinstance(press, asyncio.Task) for press in presses) == 1
    assert scene.sent() == 1


async def test_late_press_sends_nothing(scene: Scene) -> None:
    """After 60 seconds the card says so, and offers to look again."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    scene.clock.ahead = timedelta(seconds=61)

    with pytest.raises(UserError, match="시간이 지났어요"):
        await scene.press(intent_id, message_id)

    assert scene.sent() == 0
    assert "60초가 지났어요" in await scene.reads((await scene.intent(intent_id)).message_ref)


async def test_press_by_somebody_else_sends_nothing(scene: Scene) -> None:
    """A forged press of another admitted user is refused and leaves the card as it is."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")

    with pytest.raises(UserError, match="쓸 수 없어요"):
        await scene.press(intent_id, message_id, BOB)

    assert (await scene.intent(intent_id)).state is IntentState.OFFERED
    assert scene.sent() == 0


async def test_press_on_another_message_sends_nothing(scene: Scene) -> None:
    """Only the message that carries the card counts."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")

    with pytest.raises(UserError, match="다른 메시지"):
        await scene.press(intent_id, message_id + 1)

    assert scene.sent() == 0


async def test_dropped_card_sends_nothing(scene: Scene) -> None:
    """취소 under the card, then 확정: too late."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.desk.drop(await scene.user(), intent_id)

    with pytest.raises(UserError, match="취소한 카드"):
        await scene.press(intent_id, message_id)

    assert scene.sent() == 0


@pytest.mark.parametrize(
    ("price", "text", "words"),
    [
        pytest.param(71_300, "삼성전자 10 70000", "올랐어요", id="limit order, market up"),
        pytest.param(69_700, "삼성전자 10 시장가", "내렸어요", id="market order, market down"),
    ],
)
async def test_moved_market_is_offered_anew(scene: Scene, price: int, text: str, words: str) -> None:
    """More than 1 % away from what the user saw: nothing is sent, the same message asks again and can be pressed."""
    scene.trade(70_500)
    intent_id, message_id = await scene.card(text)
    scene.trade(price)
    await scene.press(intent_id, message_id)

    old = await scene.intent(intent_id)
    card = await scene.message(old.message_ref)
    fresh = Confirm.parse(card.buttons[0][0]["data"])
    assert old.state is IntentState.REPLACED
    assert scene.sent() == 0
    assert words in card.text
    assert isinstance(fresh, Confirm)
    assert "#A1" in card.text

    await scene.press(fresh.intent_id, message_id)

    assert scene.sent() == 1


async def test_small_move_is_sent(scene: Scene) -> None:
    """Within 1 % the order goes as shown."""
    scene.trade(70_500)
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    scene.trade(71_200)
    await scene.press(intent_id, message_id)

    assert scene.sent() == 1


async def test_without_a_price_only_a_limit_order_goes(scene: Scene) -> None:
    """If the market cannot be looked at, a limit order is safe as it is and a market order is not."""
    limit, market = await scene.card("삼성전자 10 70000"), await scene.card("삼성전자 10 시장가")
    scene.fault("message", "inquire-price", msg_cd="EGW00003", msg1="접근이 거부되었습니다.", times=2)

    await scene.press(*market)
    assert scene.sent() == 0

    await scene.press(*limit)
    assert scene.sent() == 1


async def test_viewers_do_not_trade(scene: Scene) -> None:
    """Whoever may only look gets a sentence, also where a handler forgot to ask."""
    async with scene.database.begin() as session:
        await users.admit(session, ALICE, Role.VIEWER, now=scene.clock.now())

    with pytest.raises(UserError, match="보기만"):
        await scene.desk.offer(await scene.user(), scene.draft("삼성전자 10 70000"))


async def test_somebody_elses_number_is_not_found(scene: Scene) -> None:
    """#A1 is Alice's; for Bob there is no such order."""
    await scene.order("삼성전자 10 70000")

    with pytest.raises(UserError, match="#A1 주문이 없어요"):
        await scene.desk.offer_cancel(await scene.user(BOB), 1)


async def test_all_open_orders_are_cancelled_by_one_press(scene: Scene) -> None:
    """취소 전부: one card, one press, every open order."""
    first, second = await scene.order("삼성전자 10 70000"), await scene.order("카카오 5 58000")
    offers, left = await scene.desk.offer_cancel_all(await scene.user())
    assert left == 0
    intent_id, message_id = await scene.deliver(offers[0])
    ref = (await scene.intent(intent_id)).message_ref
    assert ref is not None
    async with scene.database.begin() as session:
        await scene.desk.shown(session, ref, offers[1])

    count = await scene.desk.confirm_all(await scene.user(), intent_id, message_id)
    await scene.desk.chores.finish()
    await scene.notify()

    assert count == 2
    assert {(await scene.again(order)).state for order in (first, second)} == {OrderState.CANCELLED}


async def test_cancel_all_tells_what_it_leaves(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """More orders than one card holds: nobody believes that all of them are cancelled."""
    monkeypatch.setattr("bot.trading.desk.MOST_AT_ONCE", 1)
    await scene.order("삼성전자 10 70000")
    await scene.order("카카오 5 58000")
    offers, left = await scene.desk.offer_cancel_all(await scene.user())

    assert (len(offers), left) == (1, 1)
    assert "미체결 1건은 여기에 없어요" in views.all_cancelled(offers, left)


async def test_snapped_price_is_shown_and_sent(scene: Scene) -> None:
    """An off-tick price is put on its tick on the card, and what was shown is what is sent."""
    offer = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 10 70050"))
    intent_id, message_id = await scene.deliver(offer)
    assert "70,050 → 70,000원 (호가단위 100원)" in await scene.reads((await scene.intent(intent_id)).message_ref)

    await scene.press(intent_id, message_id)
    assert (await scene.order_of(intent_id)).price == 70_000


@pytest.mark.parametrize(
    ("text", "side", "sentence"),
    [
        pytest.param("삼성전자 100000 70000", Side.BUY, "최대 1,428주", id="over the cash"),
        pytest.param("삼성전자 10 150000", Side.BUY, "49,400원부터 91,600원", id="over the upper limit"),
        pytest.param("카카오 5 58000", Side.SELL, "팔 수 있는 카카오 주식이 없어요", id="nothing to sell"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_can(scene: Scene, text: str, side: Side, sentence: str) -> None:
    """No card is made; the sentence names the largest quantity or the band."""
    with pytest.raises(UserError, match=sentence):
        await scene.card(text, side)

    assert scene.sent() == 0


async def test_all_and_half_are_counted(scene: Scene) -> None:
    """전량 and 절반 of what is held."""
    await scene.order("삼성전자 10 시장가")

    half = await scene.desk.offer(await scene.user(), OrderDraft.parse(Side.SELL, "삼성전자 절반 시장가", well_known()))
    whole = await scene.desk.offer(
        await scene.user(), OrderDraft.parse(Side.SELL, "삼성전자 전량 시장가", well_known())
    )

    assert (half.intent.quantity, whole.intent.quantity) == (5, 10)
