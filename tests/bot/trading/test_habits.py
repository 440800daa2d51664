"""What a person has set for all orders: the usual venue, and cards that say no more than what decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bot.storage import preferences
from bot.storage.terms import Funding
from bot.trading.conditions import PLAIN, Conditions
from bot.trading.draft import OrderDraft
from bot.trading.offers import Offer
from bot.views import offer as views
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import well_known

from .scene import ALICE, MORNING, Scene, stage
from .wares import lift_limits


async def prefer(scene: Scene, **habits: object) -> None:
    async with scene.database.begin() as session:
        await preferences.put(session, ALICE, **habits)


async def test_a_brief_card_keeps_what_decides(scene: Scene) -> None:
    """Account, side, quantity, price, amount, what was adjusted, the session, and every warning; also priced anew."""
    await prefer(scene, brief_cards=True)
    await scene.order("삼성전자 10 70000")
    offer = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 10 70050"))
    card = views.card(offer)
    for line in (
        "🟢모의 매수 확인 · 삼성전자</b> 005930 (KRX)",
        "10주 × 70,000원 = 700,000원   지정가",
        "가격 조정 70,050 → 70,000원",
        "정규장 · 15:20까지",
        "⚠️ 방금 같은 주문을 했어요 (#A1)",
        "유효 60초 · #A2",
    ):
        assert line in card
    assert "수수료" not in card

    intent_id, message_id = await scene.deliver(offer)
    scene.trade(72_000)
    await scene.press(intent_id, message_id)
    anew = await scene.reads((await scene.intent(intent_id)).message_ref)
    assert "⚠️ 그 사이 2.4% 올랐어요" in anew
    assert "10주 × 70,000원 = 700,000원" in anew
    assert "수수료" not in anew
    assert scene.sent() == 1

    scene.simulator.broker.clock.set(datetime(2026, 11, 23, 21, 0, tzinfo=KST))
    await scene.later(seconds=1)
    offer = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 1 70000"))
    assert "⚠️ 장 마감 · 11/24(화) 09:00 개장 (거부될 수 있어요)" in views.card(offer)


async def test_the_usual_venue(tmp_path: Path) -> None:
    """It takes the place of what the line leaves open, where it takes such an order; a card goes where it says."""
    async with stage(tmp_path, environment=Environment.REAL, now=MORNING) as scene:
        await lift_limits(scene)
        await scene.connection.price("005930")

        async def offered(text: str, how: Conditions = PLAIN) -> Offer:
            return await scene.desk.offer(await scene.user(), OrderDraft.parse(Side.BUY, text, well_known(), how))

        await prefer(scene, venue="NXT")
        waiting = await offered("삼성전자 1 70000")
        assert [
            waiting.intent.venue,
            (await offered("삼성전자 1 70000", Conditions(venue="KRX"))).intent.venue,
            (await offered("기아 1 100000", Conditions(funding=Funding.CREDIT))).intent.venue,
            (await offered("삼성전자 1 70000 조건부")).intent.venue,
        ] == ["NXT", "KRX", "KRX", "KRX"]

        card = await scene.deliver(waiting)
        await prefer(scene, venue="SOR")
        await scene.press(*card)
        assert (await scene.order_of(card[0])).venue == "NXT"


async def test_a_price_below_a_dollar_has_its_decimals(scene: Scene) -> None:
    """What is bought at any price near it is not rounded to the cent."""
    offer = await scene.desk.offer(await scene.user(), scene.draft("애플 1 250"))
    assert offer.check is not None
    cheap = replace(offer.check, typed=Decimal("0.34567"), quote=replace(offer.check.quote, price=Decimal("0.3456")))
    card = views.card(replace(offer, check=cheap))
    assert "현재 0.3456 " in card
    assert "가격 조정 0.3457 →" in card
    assert f"현재 {offer.check.quote.price:.2f} " in views.card(offer)
