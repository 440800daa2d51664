"""Scenes of crashes around a reservation, at each boundary that it passes, in the evening before it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.journeys import invariants
from tests.journeys.invariants import Cells
from tests.journeys.test_crashes import HYNIX, KAKAO, KIA, NAVER, SAMSUNG, Stock, card_says, crash, until
from tests.journeys.world import Json, World, world

EVENING = "2026-11-23T18:00:00+09:00"
RESERVE, CHANGE = "/order-resv", "/order-resv-rvsecncl"

Scene = Callable[[World], Awaitable[None]]


@asynccontextmanager
async def evening(folder: Path) -> AsyncIterator[World]:
    """A real account after the close, the bot up, the lock open."""
    async with world(folder, "--now", EVENING, "--no-limits", account="real") as made:
        made.program = "tests.journeys.hasty"
        await made.start_bot()
        await made.chat.ask("핀 없이", "PIN 없이 쓰기로")
        yield made


async def posted(made: World, stock: Stock, path: str = RESERVE) -> int:
    """How often a reservation of a stock was posted, or a change of one, taken or not."""
    rows = await made.broker.see("journal")
    return sum(stock.symbol in str(row) for row in rows if row.get("path", "").endswith(path))


async def offered(made: World, stock: Stock) -> Json:
    """A check card for two shares at the market's price."""
    await made.broker.price(stock.symbol, stock.price)
    return await made.chat.ask(f"예약 매수 {stock.symbol} 2 {stock.price}", f"예약 매수 확인 · {stock.name}")


async def reserved(made: World, stock: Stock) -> Json:
    """A reservation that KIS has taken; returns its card."""
    sure = await offered(made, stock)
    await made.chat.press("매수 예약 확정", sure["message_id"])
    return await made.chat.wait(f"{stock.name} 예약 매수 · 예약 접수", sure["seq"])


async def reservation_claimed(made: World) -> None:
    """The market is looked at once more: nothing has left, nothing leaves later, and the card says so."""
    card = await offered(made, NAVER)
    await made.broker.do("fault", do="delay", seconds=3, path="inquire-price")
    await made.chat.press("매수 예약 확정", card["message_id"])
    await made.chat.wait_toast("보내고 있어요", after=card["seq"])
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "보내기 전에 봇이 다시 시작됐어요")

    assert await posted(made, NAVER) == 0


async def reservation_sent(made: World) -> None:
    """Posted, and carried out by the broker only after the bot has died and come back."""
    card = await offered(made, HYNIX)
    await made.broker.do("fault", do="delay", seconds=1.5, path="order-resv")
    await made.chat.press("매수 예약 확정", card["message_id"])
    await until(lambda: posted(made, HYNIX))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "결과 불명")
    await card_says(made, card, "예약 접수")

    assert await posted(made, HYNIX) == 1


async def reservation_answered(made: World) -> None:
    """Carried out, and the answer did not come before the bot died: found in KIS's list of reservations."""
    card = await offered(made, KAKAO)
    await made.broker.do("fault", do="late", seconds=5, path="order-resv")
    await made.chat.press("매수 예약 확정", card["message_id"])
    await until(lambda: posted(made, KAKAO))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "예약 접수")

    assert await posted(made, KAKAO) == 1


async def reservation_cancelling(made: World) -> None:
    """A cancellation is carried out, and the bot dies before the answer: cancelled once, and the card says so."""
    card = await reserved(made, KIA)
    await made.chat.press("취소", card["message_id"])
    sure = await made.chat.wait("취소 확인", card["seq"])
    await made.broker.do("fault", do="late", seconds=5, path="order-resv-rvsecncl")
    await made.chat.press("취소 확정", sure["message_id"])
    await until(lambda: posted(made, KIA, CHANGE))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "예약 취소됨")

    assert await posted(made, KIA, CHANGE) == 1


async def reservation_told(made: World) -> None:
    """The morning's word is on its way to Telegram, which does not answer: told after the start, once."""
    await reserved(made, SAMSUNG)
    await made.chat.call("fault", method="sendMessage", times=1, drop="before", delay=2)
    asked = len(await made.chat.requests("sendMessage"))
    await made.broker.do("clock", now="2026-11-24T08:50:00+09:00")
    await made.chat.say("삼성전자")
    await until(lambda: more_said(made, asked))
    await crash(made)
    await made.start_bot()
    await made.chat.wait("삼성전자 예약 매수 2주 → 주문 #A")


async def more_said(made: World, asked: int) -> bool:
    return len(await made.chat.requests("sendMessage")) > asked


SCENES: tuple[Scene, ...] = (
    reservation_claimed,
    reservation_sent,
    reservation_answered,
    reservation_cancelling,
    reservation_told,
)
"""The last one ends the evening."""


async def played(folder: Path, wanted: Callable[[str], bool] = lambda name: True) -> dict[str, Cells]:
    """One evening goes through the scenes that are wanted; returns what held after each."""
    found: dict[str, Cells] = {}
    async with evening(folder) as made:
        for scene in SCENES:
            if wanted(scene.__name__):
                await scene(made)
                found[scene.__name__] = await invariants.cells(made, folder / "bot.db")
    return found
