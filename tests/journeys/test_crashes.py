"""The bot's process is killed with SIGKILL where it hurts and started again: one order, one push for each fill, cards
that end true. What counts is read from the broker and from the chat.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from tests.journeys.world import Json, World, spawn, world


class Stock(NamedTuple):
    """What a scene trades, and at which price."""

    name: str
    symbol: str
    price: int


SAMSUNG, HYNIX = Stock("삼성전자", "005930", 70_000), Stock("SK하이닉스", "000660", 214_000)
NAVER, KAKAO = Stock("NAVER", "035420", 231_000), Stock("카카오", "035720", 58_800)
HYUNDAI, KIA = Stock("현대차", "005380", 219_000), Stock("기아", "000270", 101_000)

Scene = Callable[[World], Awaitable[None]]


async def crash(made: World) -> None:
    """Kill it; nothing is told, nothing is closed."""
    await made.kill_bot()


async def until(truth: Callable[[], Awaitable[object]], seconds: float = 40) -> None:
    async with asyncio.timeout(seconds):
        while not await truth():  # noqa: ASYNC110 - seen over HTTP
            await asyncio.sleep(0.02)


async def posted(made: World, stock: Stock) -> int:
    """How many orders of a symbol were posted to the broker, taken or not."""
    entries = await made.broker.see("journal")
    calls = (row for row in entries if row.get("path", "").endswith("order-cash"))
    return sum(stock.symbol in str(row) for row in calls)


async def offered(made: World, stock: Stock) -> Json:
    """A check card for ten shares, for less than the market asks."""
    await made.broker.price(stock.symbol, stock.price + 500)
    return await made.chat.ask(f"매수 {stock.symbol} 10 {stock.price}", f"매수 확인 · {stock.name}")


async def waiting(made: World, stock: Stock) -> Json:
    """An order that waits in the book; returns its card."""
    card = await offered(made, stock)
    await made.chat.press("매수 확정", card["message_id"])
    return await made.chat.wait(f"{stock.name} 매수 · 접수")


async def card_says(made: World, card: Json, words: str) -> None:
    """Wait until a card that is on the screen already says it."""

    async def said() -> bool:
        return words in await text_of(made, card)

    await until(said, 20)


async def text_of(made: World, card: Json) -> str:
    messages = await made.chat.messages()
    (text,) = (row["text"] for row in messages if row["message_id"] == card["message_id"])
    return str(text)


async def pushes(made: World, *words: str) -> list[str]:
    """Pushes in the chat that hold all these words, in order."""
    return [text for text in await made.chat.texts() if text.startswith("#") and all(word in text for word in words)]


async def told(made: World, stock: Stock) -> list[str]:
    """`3/10` of each push of a fill of a name."""
    return [text.rpartition("(")[2].partition(")")[0] for text in await pushes(made, "#체결", stock.name)]


async def before_it_left(made: World) -> None:
    """Claimed, while the market is looked at: nothing has left, nothing leaves later, and the card says so."""
    card = await offered(made, NAVER)
    await made.broker.do("fault", do="delay", seconds=3, path="inquire-price")
    await made.chat.press("매수 확정", card["message_id"])
    await made.chat.wait_toast("보내고 있어요")
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "보내기 전에 봇이 다시 시작됐어요")

    assert await posted(made, NAVER) == 0


async def on_its_way(made: World) -> None:
    """Posted, and carried out by the broker only after the bot has died and come back."""
    card = await offered(made, HYNIX)
    await made.broker.do("fault", do="delay", seconds=1.5, path="order-cash")
    await made.chat.press("매수 확정", card["message_id"])
    await until(lambda: posted(made, HYNIX))
    await crash(made)
    assert await made.broker.orders(HYNIX.symbol) == []
    await made.start_bot()
    await card_says(made, card, "결과 불명")
    await card_says(made, card, "매수 · 접수")

    assert len(await made.broker.orders(HYNIX.symbol)) == await posted(made, HYNIX) == 1


async def unheard(made: World) -> None:
    """Carried out, and the answer did not come before the bot died: found, not sent again; the fill is its own."""
    card = await offered(made, KAKAO)
    await made.broker.do("fault", do="late", seconds=5, path="order-cash")
    await made.chat.press("매수 확정", card["message_id"])
    await until(lambda: made.broker.orders(KAKAO.symbol))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "매수 · 접수")
    await made.broker.price(KAKAO.symbol, KAKAO.price)
    await card_says(made, card, "전량 체결")

    assert await told(made, KAKAO) == ["10/10"]
    assert len(await made.broker.orders(KAKAO.symbol)) == await posted(made, KAKAO) == 1


async def filled_meanwhile(made: World) -> None:
    """Three shares are told, seven are filled while the bot is dead: told once, at the start."""
    card = await waiting(made, SAMSUNG)
    await made.broker.price(SAMSUNG.symbol, SAMSUNG.price, volume=3)
    await card_says(made, card, "3/10")  # so the push before it is on record: else it would have to be repeated
    await crash(made)
    await made.broker.price(SAMSUNG.symbol, SAMSUNG.price, volume=7)
    await made.start_bot()
    await card_says(made, card, "전량 체결")

    assert await told(made, SAMSUNG) == ["3/10", "10/10"]


async def full_outbox(made: World) -> None:
    """Telegram is away, fills and an alert wait in the outbox, the bot dies: all is said once, in order."""
    card = await waiting(made, HYUNDAI)
    await made.chat.ask(f"알림 현대차 {HYUNDAI.price} 이하", "알림을 걸었어요")
    for method in ("sendMessage", "editMessageText"):
        await made.chat.call("fault", method=method, times=10_000, drop="before")
    for volume in (3, 4, 3):
        await made.broker.price(HYUNDAI.symbol, HYUNDAI.price, volume=volume)
    asked = len(await made.chat.requests("sendMessage"))
    await until(lambda: more_than(made, asked))
    await crash(made)
    made.bot = await spawn("bot", "run", env=made.env)
    await until(lambda: more_than(made, asked + 1))
    await made.chat.call("fault", clear=True)
    await made.chat.wait("(10/10)")
    await card_says(made, card, "전량 체결")

    assert await told(made, HYUNDAI) == ["3/10", "7/10", "10/10"]
    assert len(await pushes(made, "#알림", HYUNDAI.name)) == 1


async def more_than(made: World, asked: int) -> bool:
    return len(await made.chat.requests("sendMessage")) > asked


async def halted(made: World) -> None:
    """정지 holds after a crash, for the card that was on the screen and for new lines, until 재개."""
    await offered(made, KIA)
    await made.chat.ask("정지", "정지")
    await crash(made)
    await made.start_bot()
    await made.chat.press("매수 확정")
    await made.chat.wait_toast("정지 상태")
    await made.chat.ask(f"매수 기아 10 {KIA.price}", "정지 상태")
    assert await posted(made, KIA) == 0
    await made.chat.ask("재개", "재개")


async def cancelling(made: World) -> None:
    """A cancellation is carried out, and the bot dies before the answer: the card ends as 취소됨, cancelled once."""
    card = await waiting(made, KIA)
    await made.chat.press("취소", card["message_id"])
    sure = await made.chat.wait("취소 확인")
    await made.broker.do("fault", do="late", seconds=5, path="order-rvsecncl")
    await made.chat.press("취소 확정", sure["message_id"])
    await until(lambda: cancellations(made))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "매수 · 취소됨")

    assert await cancellations(made) == 1


async def cancellations(made: World) -> int:
    return sum(row["symbol"] == KIA.symbol and row["action"] == "cancel" for row in await made.broker.see("orders"))


async def two_of(made: World, stock: Stock) -> bool:
    return len(await made.broker.orders(stock.symbol)) == 2


async def in_the_middle_of_a_line(made: World) -> None:
    """Two lines are under way when it dies: both are answered after the start, and 정지 behind them holds."""
    await made.broker.do("fault", do="delay", seconds=30, path="inquire-price")
    asked = await made.chat.say(HYNIX.name)
    await made.chat.say(NAVER.name)
    await until(lambda: looked_at(made, HYNIX))
    await crash(made)
    await made.chat.say("정지")
    await made.start_bot()
    await made.chat.wait("SK하이닉스", asked)
    await made.chat.wait("NAVER", asked)
    await made.chat.wait("정지", asked)
    await made.chat.ask("재개", "재개")


async def looked_at(made: World, stock: Stock) -> bool:
    entries = await made.broker.see("journal")
    return any(row.get("path", "").endswith("inquire-price") and stock.symbol in str(row) for row in entries[-3:])


async def told_to_end(made: World) -> None:
    """SIGTERM while the answer is on its way: it is waited for and shown, and the exit is clean."""
    card = await offered(made, KIA)
    await made.broker.do("fault", do="late", seconds=1, path="order-cash")
    await made.chat.press("매수 확정", card["message_id"])
    await until(lambda: two_of(made, KIA))
    assert await made.kill_bot(signal.SIGTERM) == 0

    assert "매수 · 접수" in await text_of(made, card)


SCENES: tuple[Scene, ...] = (
    before_it_left,
    on_its_way,
    unheard,
    filled_meanwhile,
    full_outbox,
    halted,
    cancelling,
    in_the_middle_of_a_line,
    told_to_end,
)


async def test_killed_and_started_again(tmp_path: Path) -> None:
    """One world goes through all crashes; in the end the broker holds what was confirmed, and each is told once."""
    async with world(tmp_path) as made:
        tried = await every_order(made)
        await made.start_bot()
        for scene in SCENES:
            await scene(made)
        settled = [text for text in await made.chat.texts() if "결과 불명" in text or "전송 중" in text]

        assert settled == []
        assert await every_order(made) - tried == 6


async def every_order(made: World) -> int:
    """New orders at the broker, the one that tried the HTS id among them."""
    return len([row for row in await made.broker.see("orders") if row["action"] == "new"])
