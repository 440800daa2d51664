"""Killed with SIGKILL at the boundaries beside a new order: amendment, alert, connecting, key rotation."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.storage.vault import new_key
from tests.journeys import crashes_before_telling, invariants
from tests.journeys.crashes_before_telling import post
from tests.journeys.invariants import Cells
from tests.journeys.test_crashes import HYUNDAI, KAKAO, NAVER, Stock, card_says, crash, pushes, until, waiting
from tests.journeys.world import World, spawn, world

CHANGE = "order-rvsecncl"

Scene = Callable[[World], Awaitable[None]]


async def changes(made: World, stock: Stock) -> int:
    """How many amendments of a symbol the broker took."""
    return sum(row["symbol"] == stock.symbol and row["action"] == "amend" for row in await made.broker.see("orders"))


async def amendment_before_it_left(made: World) -> None:
    """Claimed while the market is looked at: nothing has left, and the order stands as it was."""
    await waiting(made, NAVER)
    sure = await made.chat.ask(f"정정 A1 {NAVER.price - 1_000}", "정정 확인")
    await made.broker.do("fault", do="delay", seconds=3, path="inquire-price")
    looked = await calls(made, "inquire-price")
    await made.chat.press("정정 확정", sure["message_id"])
    await until(lambda: more_calls(made, "inquire-price", looked))
    await crash(made)
    await made.start_bot()
    await card_says(made, sure, "보내기 전에 봇이 다시 시작됐어요")

    assert await changes(made, NAVER) == 0


async def amendment_unheard(made: World) -> None:
    """Carried out, and the bot dies before the answer: the card ends with the new price, amended once."""
    card = await made.chat.wait("NAVER 매수 · 접수")
    sure = await made.chat.ask(f"정정 A1 {NAVER.price - 2_000}", "정정 확인")
    await made.broker.do("fault", do="late", seconds=5, path=CHANGE)
    await made.chat.press("정정 확정", sure["message_id"])
    await until(lambda: changes(made, NAVER))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, f"{NAVER.price - 2_000:,}원")

    assert await changes(made, NAVER) == 1


async def alert_reached_while_dead(made: World) -> None:
    """The price comes while the bot is dead, and stays: told once, at the start."""
    await made.broker.price(HYUNDAI.symbol, HYUNDAI.price + 1_000)
    await made.chat.ask(f"알림 현대차 {HYUNDAI.price} 이하", "알림을 걸었어요")
    await crash(made)
    await made.broker.price(HYUNDAI.symbol, HYUNDAI.price)
    await made.start_bot()
    await made.chat.wait("#알림")

    assert len(await pushes(made, "#알림", HYUNDAI.name)) == 1


async def alert_being_told(made: World) -> None:
    """Written down, and on its way to Telegram, which does not answer: told after the start, once."""
    await made.broker.price(KAKAO.symbol, KAKAO.price + 500)
    await made.chat.ask(f"알림 카카오 {KAKAO.price} 이하", "알림을 걸었어요")
    await made.chat.call("fault", method="sendMessage", times=1, drop="before", delay=2)
    asked = len(await made.chat.requests("sendMessage"))
    await made.broker.price(KAKAO.symbol, KAKAO.price)
    await until(lambda: asked_more(made, asked))
    await crash(made)
    await made.start_bot()
    await until(lambda: pushes(made, "#알림", KAKAO.name))

    assert len(await pushes(made, "#알림", KAKAO.name)) == 1


async def asked_more(made: World, asked: int) -> bool:
    return len(await made.chat.requests("sendMessage")) > asked


async def form_sent(made: World) -> None:
    """Killed while the keys are tried: the account that was there works, and nothing is kept by halves."""
    await made.broker.do("fault", do="delay", seconds=4, path="inquire-balance")
    asked = await calls(made, "inquire-balance")
    posting = asyncio.create_task(post(made))
    await until(lambda: more_calls(made, "inquire-balance", asked))
    await crash(made)
    await asyncio.wait([posting])
    assert posting.exception() is not None
    await made.start_bot()
    await made.chat.ask("잔고", "🟢모의")


async def form_sealed(made: World) -> None:
    """Killed the moment the keys are kept: the account works after the start, with the link used up."""
    answer = await post(made)
    assert answer.status_code == 200, answer.text
    await crash(made)
    await made.start_bot()
    await made.chat.ask("잔고", "🟢모의")


async def calls(made: World, path: str) -> int:
    return sum(row.get("path", "").endswith(path) for row in await made.broker.see("journal"))


async def more_calls(made: World, path: str, before: int) -> bool:
    return await calls(made, path) > before


async def rotation(made: World) -> None:
    """`keys rotate` is killed, wherever it is by then, beside the running bot; the next one ends it."""
    new = new_key("newer")
    made.env["KEY_RING"] = f"{new},{made.env['KEY_RING']}"
    await crash(made)
    await made.start_bot()
    command = await spawn("bot", "keys", "rotate", env=made.env)
    await made.chat.ask("잔고", "🟢모의")
    with suppress(ProcessLookupError):
        command.send_signal(signal.SIGKILL)
    await command.wait()
    await made.chat.ask("잔고", "🟢모의")
    code, printed = await made.run("keys", "rotate")
    assert code == 0, printed
    await crash(made)
    made.env["KEY_RING"] = new
    await made.start_bot()
    await made.chat.ask("잔고", "🟢모의")


SCENES: tuple[Scene, ...] = (
    amendment_before_it_left,
    amendment_unheard,
    alert_reached_while_dead,
    alert_being_told,
    form_sent,
    form_sealed,
    *crashes_before_telling.SCENES,
    rotation,
)


async def played(folder: Path, scenes: tuple[Scene, ...]) -> dict[str, Cells]:
    """One world goes through all scenes; returns what held after each."""
    found = {}
    async with world(folder) as made:
        await made.start_bot()
        for scene in scenes:
            await scene(made)
            found[scene.__name__] = await invariants.cells(made, folder / "bot.db")
    return found


async def test_killed_and_started_again(tmp_path: Path) -> None:
    """At each boundary the process dies and comes back, and every invariant holds."""
    found = await played(tmp_path, SCENES)
    print(invariants.table(found))

    assert all(all(row.values()) for row in found.values()), invariants.table(found)
