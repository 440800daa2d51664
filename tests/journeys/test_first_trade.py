"""From a look at a price to a fill on the phone: three processes, real sockets."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.journeys.world import World, world


async def buy(made: World, line: str) -> None:
    """Send an order line and press 확정."""
    await made.chat.ask(line, "매수 확인")
    await made.chat.press("매수 확정")


async def test_from_quote_to_balance(tmp_path: Path) -> None:
    """A newcomer looks, buys, sees the card filled, is alerted, cancels another order and finds the shares."""
    async with world(tmp_path) as made:
        await made.start_bot()
        chat, broker = made.chat, made.broker
        await broker.price("005930", 71_000)

        await chat.ask("삼성전자", "71,000")
        await buy(made, "매수 삼성전자 10 70000")
        await chat.wait("접수")
        await broker.price("005930", 70_000)
        await chat.wait("#체결")
        await chat.wait("전량 체결")

        await chat.ask("알림 삼성전자 72000 이상", "알림을 걸었어요")
        await broker.price("005930", 72_000)
        await chat.wait("#알림")

        await buy(made, "매수 삼성전자 5 69000")
        card = await chat.wait("매수 · 접수")
        await chat.press("취소", card["message_id"])
        await chat.wait("취소 확인")
        await chat.press("취소 확정")
        await chat.wait("매수 · 취소됨")

        await chat.ask("잔고", "10주")
        assert len(await broker.orders("005930")) == 2
        assert await made.kill_bot(signal.SIGTERM) == 0
