"""From the check card to the order card."""

from __future__ import annotations

from bot.storage.states import OrderState

from .scene import Scene


async def test_from_line_to_fill(scene: Scene) -> None:
    """A pressed card becomes one order whose card goes from 접수 to 전량 체결, and the fill is pushed once."""
    order = await scene.order("삼성전자 10 70000")

    assert order.state is OrderState.ACCEPTED
    assert "접수" in await scene.reads(order.card_ref)

    scene.trade(70_000)
    await scene.notify()

    order = await scene.again(order)
    assert order.state is OrderState.FILLED
    assert "전량 체결" in await scene.reads(order.card_ref)
    assert await scene.pushes("#체결") == ["#체결 #A1 삼성전자 매수 10주 @70,000 (10/10) 🟢모의"]
    assert scene.sent() == 1
