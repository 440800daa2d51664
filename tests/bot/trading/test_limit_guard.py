"""Personal limits before a card, at its button, and while several buttons are pressed at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.storage import limits as store
from bot.storage.states import Cap, IntentState, OrderState
from bot.trading.draft import Market
from kis import Environment
from kis.domestic.codes import Side

from .scene import ALICE, Scene, stage

MILLION = 1_000_000


async def cap(scene: Scene, which: Cap, value: int | None) -> None:
    """Let a cap hold, whatever held before."""
    async with scene.database.begin() as session:
        await store.put(session, ALICE, scene.environment, which, value, scene.clock.now())


@pytest.fixture
async def anywhere(tmp_path: Path, database_url: str) -> AsyncIterator[Scene]:
    """The scene on each database in turn."""
    async with stage(tmp_path, database_url=database_url) as scene:
        yield scene


async def refused(scene: Scene, line: str, side: Side = Side.BUY) -> str:
    """Ask for a card that must not come; returns what is said instead."""
    with pytest.raises(UserError) as caught:
        await scene.card(line, side)
    return str(caught.value)


async def test_refusal_says_what_would_fit(scene: Scene) -> None:
    """한도 1회: the cap, and how many shares it leaves; that many pass."""
    await cap(scene, Cap.ORDER, 3 * MILLION)

    assert await refused(scene, "삼성전자 43 70000") == "한 번에 300만원까지예요. 42주까지 돼요."
    await scene.order("삼성전자 42 70000")
    assert scene.sent() == 1


async def test_a_card_is_judged_again_when_pressed(scene: Scene) -> None:
    """Lowering holds for cards that are on the screen already: the press is refused, nothing leaves."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await cap(scene, Cap.ORDER, 500_000)

    with pytest.raises(UserError, match="7주까지"):
        await scene.press(intent_id, message_id)
    assert (await scene.intent(intent_id)).state is IntentState.OFFERED
    assert scene.sent() == 0


async def test_the_day_adds_up(scene: Scene) -> None:
    """What waits and what traded counts; what was cancelled gives its room back."""
    await cap(scene, Cap.DAY, 2 * MILLION)
    scene.trade(70_500)
    waiting = await scene.order("삼성전자 20 70000")

    assert await refused(scene, "삼성전자 9 70000") == (
        "하루에 200만원까지 살 수 있어요. 오늘 140만원을 썼어요. 8주까지 돼요."
    )
    scene.trade(70_000, 5)
    await scene.notify()
    assert "오늘 140만원" in await refused(scene, "삼성전자 9 70000")

    await scene.change(await scene.desk.offer_cancel(await scene.user(), waiting.short_no))
    await scene.notify()
    assert (await scene.again(waiting)).state is OrderState.CANCELLED
    assert "오늘 35만원" in await refused(scene, "삼성전자 24 70000")
    await scene.order("삼성전자 23 70000")


async def test_what_kis_refused_does_not_count(scene: Scene) -> None:
    """An order that KIS did not take uses nothing up; one whose answer was lost does."""
    await cap(scene, Cap.DAY, MILLION)
    scene.fault("message", msg_cd="APBK0919", msg1="장이 아닙니다", rt_cd="1")
    assert (await scene.order("삼성전자 10 70000")).state is OrderState.REJECTED
    scene.fault("cut_after")
    await scene.order("삼성전자 10 70000")

    assert "오늘 70만원" in await refused(scene, "삼성전자 10 70000")


async def test_orders_of_a_day_are_counted(scene: Scene) -> None:
    """하루 2건: the third is refused, a sell and a cancellation are not."""
    await cap(scene, Cap.COUNT, 2)
    scene.trade(70_000)
    await scene.order("삼성전자 1 70000")
    scene.trade(70_000)
    await scene.notify()
    second = await scene.order("삼성전자 1 60000")

    assert await refused(scene, "삼성전자 1 70000") == (
        "하루에 2건까지 살 수 있어요. 오늘 2건을 보냈어요. 내일 다시 할 수 있어요."
    )
    await scene.order("삼성전자 1 70000", Side.SELL)
    await scene.change(await scene.desk.offer_cancel(await scene.user(), second.short_no))
    assert scene.sent() == 3
    assert scene.sent("order-rvsecncl") == 1


async def test_a_symbol_is_held_open_and_asked_for(scene: Scene) -> None:
    """한도 종목: the position at its value, open buys, and this order; another stock is another matter."""
    scene.trade(70_000)
    await scene.order("삼성전자 10 70000")
    scene.trade(70_000)
    await scene.notify()
    await scene.order("삼성전자 10 60000")
    await cap(scene, Cap.SYMBOL, 2 * MILLION)

    assert await refused(scene, "삼성전자 11 70000") == (
        "삼성전자는 200만원까지 담을 수 있어요. 지금 130만원이에요. 10주까지 돼요."
    )
    await scene.card("SK하이닉스 1 180000")
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    await scene.press(intent_id, message_id)


async def test_what_was_bought_after_the_card_counts(scene: Scene) -> None:
    """Two cards for the same room: the first is filled before the second is pressed, and the second is refused."""
    await cap(scene, Cap.SYMBOL, MILLION)
    first, second = await scene.card("삼성전자 10 70000"), await scene.card("삼성전자 9 70000")
    scene.trade(70_000)
    await scene.press(*first)
    scene.trade(70_000)
    await scene.notify()
    assert (await scene.order_of(first[0])).state is OrderState.FILLED

    with pytest.raises(UserError, match="지금 70만원"):
        await scene.press(*second)


async def test_a_symbol_that_is_not_known_is_not_bought(scene: Scene) -> None:
    """KIS does not answer with the balance: a cap on the symbol cannot be kept, so nothing leaves."""
    await cap(scene, Cap.SYMBOL, 10 * MILLION)
    scene.fault("message", "inquire-balance", msg_cd="APBK9999", msg1="안 돼요", rt_cd="1", times=9)

    assert "보유 금액을 확인하지 못해" in await refused(scene, "삼성전자 1 70000")


async def test_a_price_far_from_the_market_is_refused(scene: Scene) -> None:
    """한도 이탈: both ways, for buys, sells and amendments, with the band that passes."""
    scene.trade(70_000)
    order = await scene.order("삼성전자 1 69000")
    await cap(scene, Cap.DISTANCE, 500)

    words = "현재가에서 5%까지예요. 66,500원부터 73,500원 사이로 적어 주세요."
    assert await refused(scene, "삼성전자 1 66400") == words
    assert await refused(scene, "삼성전자 1 73600") == words
    with pytest.raises(UserError, match="66,500원부터"):
        await scene.desk.offer_amend(await scene.user(), order.short_no, scene.won(66_000))
    await scene.card("삼성전자 1 66500")
    await scene.card("삼성전자 1 시장가")


async def test_a_dearer_price_is_a_new_demand(scene: Scene) -> None:
    """An amendment upwards counts with its new price, before its card and at its button; a cheaper one passes."""
    scene.trade(70_500)
    order = await scene.order("삼성전자 10 70000")
    other = await scene.order("삼성전자 10 70000")
    await cap(scene, Cap.DAY, 1_405_000)

    with pytest.raises(UserError, match="하루에"):
        await scene.desk.offer_amend(await scene.user(), order.short_no, scene.won(71_000))
    one = await scene.deliver(await scene.desk.offer_amend(await scene.user(), order.short_no, scene.won(70_400)))
    two = await scene.deliver(await scene.desk.offer_amend(await scene.user(), other.short_no, scene.won(70_300)))
    await scene.press(*one)
    with pytest.raises(UserError, match="하루에"):
        await scene.press(*two)

    await cap(scene, Cap.DAY, 1)
    await scene.change(await scene.desk.offer_amend(await scene.user(), other.short_no, scene.won(69_000)))
    assert scene.sent("order-rvsecncl") == 2


async def test_at_market_is_reckoned_at_the_price_now(scene: Scene) -> None:
    """A market order has no price of its own; an amendment to market counts as the market stands."""
    scene.trade(70_000)
    order = await scene.order("삼성전자 10 60000")
    await cap(scene, Cap.ORDER, 650_000)

    assert "9주까지" in await refused(scene, "삼성전자 10 시장가")
    with pytest.raises(UserError, match="9주까지"):
        await scene.desk.offer_amend(await scene.user(), order.short_no, Market.ORDER)


@pytest.mark.parametrize(("which", "room"), [(Cap.DAY, 1_100_000), (Cap.COUNT, 1), (Cap.SYMBOL, 1_100_000)])
async def test_of_presses_at_once_only_what_fits_is_sent(anywhere: Scene, which: Cap, room: int) -> None:
    """Two devices press two cards in the same moment; there is room for one. On both databases."""
    cards = [await anywhere.card(f"삼성전자 10 {price}") for price in (70_000, 69_900, 69_800)]
    await cap(anywhere, which, room)
    user = await anywhere.user()

    answers = await asyncio.gather(*(anywhere.desk.confirm(user, *card) for card in cards), return_exceptions=True)
    await anywhere.desk.chores.finish()

    assert sum(isinstance(answer, asyncio.Task) for answer in answers) == 1
    assert sum(isinstance(answer, UserError) for answer in answers) == 2
    assert anywhere.sent() == 1


async def test_presses_and_halts_at_once_end(anywhere: Scene) -> None:
    """정지 and presses change the same rows: whichever is first, neither hangs nor fails, and nothing leaves after."""
    cards = [await anywhere.card(f"삼성전자 1 {price}") for price in (70_000, 69_900, 69_800, 69_700)]
    user = await anywhere.user()
    presses = [anywhere.desk.confirm(user, *card) for card in cards]

    answers = await asyncio.gather(*presses[:2], anywhere.desk.halt(user), *presses[2:], return_exceptions=True)
    await anywhere.desk.chores.finish()

    assert isinstance(answers[2], int)
    assert all(isinstance(answer, int | asyncio.Task | UserError) for answer in answers)
    sent = anywhere.sent()
    with pytest.raises(UserError):
        await anywhere.card("삼성전자 1 70000")
    assert anywhere.sent() == sent


async def test_what_was_used_outlives_a_restart(scene: Scene) -> None:
    """A new process over the same database knows what is used, and judges cards that the old one has shown."""
    await cap(scene, Cap.DAY, MILLION)
    first, second = await scene.card("삼성전자 10 70000"), await scene.card("삼성전자 9 70000")
    await scene.press(*first)

    scene.restarted()
    with pytest.raises(UserError, match="오늘 70만원"):
        await scene.press(*second)


async def test_a_clock_that_goes_back_gives_nothing_back(scene: Scene) -> None:
    """Yesterday once more: what was sent today counts all the same; tomorrow it does not."""
    await cap(scene, Cap.DAY, MILLION)
    scene.trade(70_000)
    await scene.order("삼성전자 10 70000")
    scene.trade(70_000)
    await scene.notify()
    scene.connection.kis._tokens._spacing = 0  # days pass at the broker, and hardly a second on this machine

    await scene.later(days=-3)
    assert "오늘 70만원" in await refused(scene, "삼성전자 10 70000")
    await scene.later(days=4)
    await scene.reconcile()
    await scene.card("삼성전자 10 70000")


async def test_a_card_says_when_little_is_left(scene: Scene) -> None:
    """From four fifths of a cap on; below, the card says nothing."""
    await cap(scene, Cap.ORDER, MILLION)
    near = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 12 70000"))
    far = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 11 70000"))

    assert near.notes == ("⚠️ 한 번에 한도 100만원의 84%예요.",)
    assert far.notes == ()
    _, message_id = await scene.deliver(near)
    assert "의 84%예요" in await scene.reads(message_id - 1000)


async def test_the_market_moved_and_the_new_card_is_over_the_cap(scene: Scene) -> None:
    """A market order whose price has risen since is not offered anew beyond its cap; its card says why."""
    scene.trade(70_000)
    await cap(scene, Cap.ORDER, 700_000)
    intent_id, message_id = await scene.card("삼성전자 10 시장가")
    scene.trade(73_000)
    await scene.press(intent_id, message_id)

    assert "한 번에 70만원까지예요. 9주까지 돼요." in await scene.reads(message_id - 1000)
    assert scene.sent() == 0


async def test_real_is_bounded_from_the_first_day(tmp_path: Path) -> None:
    """실전 without any setting: a price far from the market is refused, and near it one passes."""
    async with stage(tmp_path, environment=Environment.REAL) as scene:
        scene.trade(70_000)
        assert "현재가에서 10%까지예요" in await refused(scene, "삼성전자 1 62900")
        await scene.card("삼성전자 1 63000")


async def test_limits_are_the_users_own(scene: Scene) -> None:
    """Bob's caps do not bound Alice, nor those of 실전 her 모의."""
    async with scene.database.begin() as session:
        await store.put(session, 22, scene.environment, Cap.ORDER, 1, scene.clock.now())
        await store.put(session, ALICE, Environment.REAL, Cap.ORDER, 1, scene.clock.now())

    await scene.order("삼성전자 10 70000")
    assert scene.sent() == 1
