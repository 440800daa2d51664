"""An evening, a night and a morning: what was reserved is told before the open, filled, and in the balance."""

from __future__ import annotations

from pathlib import Path

from tests.journeys import invariants
from tests.journeys.crashes_of_reservations import SAMSUNG, evening, played, reserved
from tests.journeys.test_crashes import card_says, crash, pushes
from tests.journeys.world import World

OURS = {"reservation_sent", "reservation_cancelling"}
"""A kill and a start take seconds. `python -m tests.crash_matrix` plays every boundary."""


async def morning(made: World, moment: str) -> None:
    """Let the broker's clock come to a moment of the next day; the bot notices with its next call."""
    await made.broker.do("clock", now=f"2026-11-24T{moment}:00+09:00")
    await made.chat.ask("삼성전자", "상한")


async def test_from_the_evening_to_the_balance(tmp_path: Path) -> None:
    """Reserved, asleep and started again, told once at 08:50 with the order's number, filled, and held."""
    async with evening(tmp_path) as made:
        card = await reserved(made, SAMSUNG)
        await crash(made)
        await made.start_bot()
        listed = await made.chat.ask("예약", "예약 1건")
        assert "#A1 삼성전자 예약 매수 2주 @70,000원 · 예약 접수" in listed["text"]

        await morning(made, "08:50")
        word = await made.chat.wait("#A1 삼성전자 예약 매수 2주 → 주문 #A2 접수")
        assert "주문번호 0" in word["text"]
        await card_says(made, card, "주문됨")
        await made.chat.ask("미체결", "#A2")  # by then the word before it is on record: else it could be repeated
        await crash(made)
        await made.start_bot()
        await morning(made, "09:01")
        await made.broker.price(SAMSUNG.symbol, SAMSUNG.price)
        await made.chat.wait("#체결 #A2 삼성전자 매수 2주 @70,000 (2/2)")
        await made.chat.ask("잔고", "삼성전자 2주")

        assert len(await pushes(made, "#브리핑", "예약")) == 1
        assert len(await pushes(made, "#체결")) == 1
        assert not [text for text in await made.chat.texts() if "다른 곳에서 낸 주문" in text]


async def test_killed_and_started_again(tmp_path: Path) -> None:
    """At each boundary the process dies and comes back, and every invariant holds."""
    found = await played(tmp_path, OURS.__contains__)
    print(invariants.table(found))

    assert found.keys() == OURS
    assert all(all(row.values()) for row in found.values()), invariants.table(found)
