"""Reservations where something else comes first: the app, another day, a market that has opened meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.states import IntentState, OrderState
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.units import Shares, Won

from .scene import Scene, stage
from .test_reserved import CHANGE, EVENING, TUESDAY, at, morning, reserved


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account after the close."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as scene:
        await scene.connection.price("005930")
        yield scene


async def test_cancelled_in_the_app(evening: Scene) -> None:
    """What its user took back elsewhere is neither a riddle nor to be ordered again."""
    order = await reserved(evening, "삼성전자 10 70000")
    await evening.connection.kis.domestic.reservations.cancel(
        reservation_number=order.number or "",
        side=Side.BUY,
        order_date=TUESDAY,
        symbol="005930",
        quantity=Shares(10),
        price=Won(70_000),
        order_type=OrderType.LIMIT,
    )
    await at(evening, 11, 24, 8, 50)
    await morning(evening).look(evening.connection)
    assert (await evening.again(order)).state is OrderState.CANCELLED
    assert "예약 취소됨" in await evening.reads(order.card_ref)
    assert [text for text in await evening.pushes() if "알 수 없어요" in text] == []


@pytest.mark.parametrize("change", ["cancel", "amend"])
async def test_changed_too_late(tmp_path: Path, change: str) -> None:
    """A change whose answer was lost, of what has become an order meanwhile: it did not happen, and is said so."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING, looks=(0.5, 0.1, 0.1)) as evening:
        await evening.connection.price("005930")
        order, user = await reserved(evening, "삼성전자 10 70000"), await evening.user()
        evening.fault("cut_before", CHANGE)
        offering = (
            evening.desk.offer_cancel(user, 1) if change == "cancel" else evening.desk.offer_amend(user, 1, 69_000)
        )
        card = await evening.deliver(await offering)
        await evening.press(*card)
        await at(evening, 11, 24, 8, 50)
        await evening.desk.chores.finish()

        intent = await evening.intent(card[0])
        assert (intent.state, (await evening.again(order)).state) == (IntentState.REFUSED, OrderState.ORDERED)
        assert "주문으로 나갔어요" in await evening.reads(intent.message_ref)
        assert len(await evening.pushes("#거부")) == 1
        assert await evening.pushes("#점검") == []
        assert evening.sent(CHANGE) == 1
