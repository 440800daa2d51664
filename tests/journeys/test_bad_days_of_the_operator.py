"""What the operator does wrong, or does in the middle of something: separate processes, one line that says what to
mend, and nothing lost. The table of all bad input is in `test_bad_input`.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from pathlib import Path

from bot.storage.vault import new_key
from tests.journeys.test_crashes import KAKAO, KIA, NAVER, Stock, card_says, offered, pushes, until
from tests.journeys.world import World, world


def one_line(printed: str) -> str:
    """What the operator reads: one line and no traceback."""
    lines = printed.strip().splitlines()
    assert len(lines) == 1, printed
    return lines[0]


async def test_a_port_in_use_and_a_key_ring_that_does_not_fit_are_named(tmp_path: Path) -> None:
    """Code 1 and one line each; with the right settings the bot runs and the account is still there."""
    async with world(tmp_path) as made:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            line = await refused(made, WEB_PORT=port)
        assert port in line
        assert "WEB_PORT" in line
        assert "keys new" in await refused(made, KEY_RING="")
        assert "'test'" in await refused(made, KEY_RING=new_key("other"))
        other = new_key("test")
        line = await refused(made, KEY_RING=other)
        assert "'test'" in line
        assert other.partition(":")[2] not in line

        await made.start_bot()
        await made.chat.ask("잔고", "🟢모의")


async def refused(made: World, **changes: str) -> str:
    """Start the bot with wrong settings; the line it ends with."""
    right = dict(made.env)
    made.env.update(changes)
    try:
        code, printed = await made.run("run")
    finally:
        made.env.clear()
        made.env.update(right)
    assert code == 1, printed
    return one_line(printed)


async def test_sigterm_in_the_middle_of_something(tmp_path: Path) -> None:
    """An order that is answered in time, one that is not, and a fill that Telegram cannot be told."""
    async with world(tmp_path) as made:
        await made.start_bot()
        await while_an_order_is_under_way(made, NAVER, 1.0)
        await while_an_order_is_under_way(made, KAKAO, 30.0)
        await while_telegram_is_away(made, KIA)


async def while_an_order_is_under_way(made: World, stock: Stock, pause: float) -> None:
    """KIS has the order and is slow to say so: the bot ends in time, and knows the order after the next start."""
    card = await offered(made, stock)
    fault = {"do": "delay", "seconds": pause} if pause < 5 else {"do": "cut_after"}
    await made.broker.do("fault", path="order-cash", **fault)
    await made.broker.do("ws", do="silence", seconds=5)
    await made.chat.press("매수 확정", card["message_id"])
    await card_says(made, card, "전송 중…" if pause < 5 else "결과 불명")
    began = time.monotonic()
    assert await made.kill_bot(signal.SIGTERM) == 0
    assert time.monotonic() - began < 10

    await made.start_bot()
    await card_says(made, card, "매수 · 접수")
    await made.broker.price(stock.symbol, stock.price)
    await card_says(made, card, "전량 체결")
    await until(lambda: pushes(made, "#체결", stock.name))
    assert len(await made.broker.orders(stock.symbol)) == 1
    assert len(await pushes(made, "#체결", stock.name)) == 1


async def while_telegram_is_away(made: World, stock: Stock) -> None:
    """A fill that could not be told before the end is told after the next start, once."""
    card = await offered(made, stock)
    await made.chat.press("매수 확정", card["message_id"])
    await card_says(made, card, "매수 · 접수")
    tried = len(await made.chat.requests("sendMessage"))
    await made.chat.call("fault", method="sendMessage", times=10_000, drop="before")
    await made.broker.price(stock.symbol, stock.price)
    while len(await made.chat.requests("sendMessage")) == tried:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.05)
    assert await made.kill_bot(signal.SIGTERM) == 0
    assert await pushes(made, "#체결", stock.name) == []

    await made.chat.call("fault", clear=True)
    await made.start_bot()
    await until(lambda: pushes(made, "#체결", stock.name))
    await card_says(made, card, "전량 체결")
    assert len(await pushes(made, "#체결", stock.name)) == 1
