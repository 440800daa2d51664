"""실시간: a message that follows the market by itself, and ends by itself."""

from __future__ import annotations

import pytest

from bot.live import screens
from tests.bot.house import ALICE, House


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits come as fast as a test reads them."""
    monkeypatch.setattr(screens, "EVERY", 0.05)


async def test_one_message_follows_the_market(home: House) -> None:
    """It is edited in place by what the websocket tells, until 그만; its last state stays."""
    first = await home.ask("실시간 삼성전자", "체결 · KRX")
    await home.chat.wait_for(ALICE, "아직 체결이 없어요")
    home.simulator.broker.set_price("005930", 70_900)
    moved = await home.chat.wait_for(ALICE, "70,900원", after=first.seq)
    assert moved.message_id == first.message_id
    assert "● 실시간" in moved.text

    over = await home.press("그만", "그만 보기로 했어요")
    assert over.message_id == first.message_id
    assert "70,900원" in over.text
    assert home.bot.services.connections.all()[0].viewed == 0
