"""Reservations where something else comes first: the app, another day, a market that has opened meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.states import OrderState
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.units import Shares, Won

from .scene import Scene, stage
from .test_reserved import EVENING, TUESDAY, at, morning, reserved


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
