"""Orders on credit, from the line to the repayment, on the path that cash orders take."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import UserError
from bot.storage.states import OrderState
from bot.storage.terms import Funding
from bot.trading.conditions import Conditions
from bot.trading.draft import Market, OrderDraft
from bot.trading.presses import StartOrder
from bot.views import offer as views
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.domestic.loans import CreditType
from kis.simulator.orders import CancelOrder
from kis.symbols import well_known

from .scene import MORNING, Scene, stage

SYMBOLS = well_known()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """A real account on a Monday morning, which the file shares."""
    async with stage(tmp_path_factory.mktemp("real"), environment=Environment.REAL) as scene:
        yield scene


async def card(scene: Scene, text: str, side: Side = Side.BUY) -> tuple[int, int]:
    """Offer an order on credit and deliver its card."""
    draft = OrderDraft.parse(side, text, SYMBOLS, Conditions(funding=Funding.CREDIT))
    return await scene.deliver(await scene.desk.offer(await scene.user(), draft))


def sent(scene: Scene) -> list[tuple[str, str]]:
    """Type and day of every loan that KIS was told of, oldest first."""
    calls = [entry for entry in scene.simulator.journal.entries() if entry.get("path", "").endswith("order-credit")]
    return [(entry["sent"]["CRDT_TYPE"], entry["sent"]["LOAN_DT"]) for entry in calls]


@pytest.mark.asyncio(loop_scope="module")
async def test_from_the_loan_to_the_repayment(real: Scene) -> None:
    """신용매수 takes up a loan of today; 신용매도 names its date and pays it back; 매도 leaves it alone."""
    intent_id, message_id = await card(real, "현대차 3 시장가")
    text = await real.reads((await real.intent(intent_id)).message_ref)
    assert "신용매수 확인" in text
    assert f"대출일 {MORNING.date()}" in text
    real.fault("cut_after", "order-credit")
    await real.press(intent_id, message_id)
    await real.reconcile()
    order = await real.order_of(intent_id)
    assert (order.state, order.funding, order.loan_date) == (OrderState.FILLED, Funding.CREDIT, MORNING.date())
    assert "신용매수" in await real.reads(order.card_ref)

    with pytest.raises(UserError, match="팔 수 있는 현대차 주식이 없어요"):
        await real.card("현대차 전량 시장가", Side.SELL)
    intent_id, message_id = await card(real, "현대차 전량 시장가", Side.SELL)
    sale = await real.intent(intent_id)
    assert (sale.quantity, sale.loan_date) == (3, MORNING.date())
    assert f"{MORNING.date()}에 빌린 융자" in await real.reads(sale.message_ref)
    await real.press(intent_id, message_id)
    await real.notify()

    assert (await real.order_of(intent_id)).state is OrderState.FILLED
    day = f"{MORNING:%Y%m%d}"
    assert sent(real) == [(CreditType.OWN_LOAN_NEW, day), (CreditType.OWN_LOAN_REPAY, day)]


async def test_one_loan_after_the_other(tmp_path: Path) -> None:
    """A sale pays back the oldest loan: its card says what is left, more is refused by name, the next one follows."""
    async with stage(tmp_path, environment=Environment.REAL) as scene:
        for day in (MORNING + timedelta(hours=4), MORNING + timedelta(hours=23.5)):
            scene.simulator.broker.clock.set(day)
            await scene.press(*await card(scene, "현대차 3 시장가"))
            await scene.notify()
        with pytest.raises(UserError, match=rf"{MORNING.date()}에 빌린 3주를 먼저 팔고, 나머지 3주는"):
            await card(scene, "현대차 5 시장가", Side.SELL)

        for left in ("다른 융자 3주는 남아요", ""):
            intent_id, message_id = await card(scene, "현대차 전량 시장가", Side.SELL)
            text = await scene.reads((await scene.intent(intent_id)).message_ref)
            assert left in text
            assert ("다른 융자" in text) == bool(left)
            await scene.press(intent_id, message_id)
            await scene.notify()
        days = [day for kind, day in sent(scene) if kind == CreditType.OWN_LOAN_REPAY]
        assert days == [f"{MORNING:%Y%m%d}", f"{MORNING + timedelta(days=1):%Y%m%d}"]
        with pytest.raises(UserError, match="신용으로 산 현대차 주식이 없어요"):
            await card(scene, "현대차 1 시장가", Side.SELL)


@pytest.mark.asyncio(loop_scope="module")
async def test_the_broker_says_what_can_be_changed_and_sold(real: Scene) -> None:
    """A card of a change bears KIS's own figure; without KIS it is there all the same, and nothing left is refused."""
    order = await real.order("삼성전자 4 64000")
    await real.notify()
    offer = await real.desk.offer_cancel(await real.user(), order.short_no)
    assert offer.able == 4
    assert "정정·취소할 수 있는 수량 4주" in views.card(offer)
    real.fault("status", "inquire-psbl-rvsecncl", code=500, times=20)
    offer = await real.desk.offer_cancel(await real.user(), order.short_no)
    assert offer.able is None
    assert "증권사 확인" not in views.card(offer)
    real.simulator.faults.clear()

    number = (await real.again(order)).number or ""
    real.simulator.broker.cancel(
        real.info, CancelOrder(number.zfill(10), quantity=1, all_remaining=False, branch=order.branch or "")
    )
    assert (await real.desk.offer_cancel(await real.user(), order.short_no)).able == 3
    await real.order("삼성전자 2 시장가")
    await real.notify()
    _, sell = await real.desk.choices.able(await real.user(), real.draft("삼성전자 1 시장가").instrument, Market.ORDER)
    assert sell.largest == 2
    assert real.sent("inquire-psbl-sell") == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_no_loan_to_pay_back(real: Scene) -> None:
    """신용매도 of what no loan has bought says so, and how cash shares are sold."""
    with pytest.raises(UserError, match=r"신용으로 산 카카오 주식이 없어요.*「매도」"):
        await card(real, "카카오 1 시장가", Side.SELL)


async def test_paper_says_what_works(scene: Scene) -> None:
    """모의 has no loans and names the same line with cash."""
    with pytest.raises(UserError, match=r"신용 주문이 없어요.*예: 매수 삼성전자 10 70000"):
        await card(scene, "삼성전자 10 70000")
    with pytest.raises(UserError, match="신용은 국내주식만"):
        await card(scene, "애플 1 120.5")


def test_buttons_carry_the_loan() -> None:
    """What is asked step by step stays an order on credit."""
    with pytest.raises(UserError) as choice:
        OrderDraft.parse(Side.BUY, "삼성 10", SYMBOLS, Conditions(funding=Funding.CREDIT))

    conditions = getattr(choice.value, "conditions")  # noqa: B009 - of AmbiguousName
    assert StartOrder.of(Side.BUY, "005930", None, None, conditions).wanted_conditions.funding is Funding.CREDIT
