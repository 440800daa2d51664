"""Scenes of crashes between a thing and its telling: before the commit, and between the commit and the message.

Before the commit another program holds the database, so that the bot stands right there when it is killed. After it
the database itself is watched, and the kill follows in the same millisecond.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import httpx

from tests.journeys.test_crashes import HYNIX, KIA, crash, offered, posted, pushes, until
from tests.journeys.world import World, spawn

STANDS = 0.5
"""Seconds until the bot stands before the commit that it cannot make."""


def file_of(made: World) -> str:
    return made.env["DATABASE_URL"].partition("///")[2]


def asked(made: World, what: str) -> object:
    """A look into the database beside the bot."""
    with closing(sqlite3.connect(f"file:{file_of(made)}?mode=ro", uri=True)) as rows:
        return rows.execute(f"SELECT {what}").fetchone()[0]


@contextmanager
def locked(made: World) -> Iterator[None]:
    """Nothing can be written for the length of the block."""
    with closing(sqlite3.connect(file_of(made), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def crash_after(made: World, what: str, before: object) -> None:
    """Kill the bot the moment that a look into the database shows something else."""
    async with asyncio.timeout(40):
        while asked(made, what) == before:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.001)
    await crash(made)


async def alert_before_its_commit(made: World) -> None:
    """The price is there, and the bot dies before that is written down: told after the start, once."""
    await made.broker.price(HYNIX.symbol, HYNIX.price + 1_000)
    await made.chat.ask(f"알림 SK하이닉스 {HYNIX.price} 이하", "알림을 걸었어요")
    with locked(made):
        await made.broker.price(HYNIX.symbol, HYNIX.price)
        await asyncio.sleep(STANDS)
        await crash(made)
    assert await pushes(made, "#알림", HYNIX.name) == []
    await made.start_bot()
    await until(lambda: pushes(made, "#알림", HYNIX.name), 40)

    assert len(await pushes(made, "#알림", HYNIX.name)) == 1


async def summary_before_its_message(made: World) -> None:
    """Reached and gone while the bot was away; it dies again between the summary's commit and its way out."""
    await made.chat.ask(f"알림 기아 {KIA.price + 5_000} 이상", "알림을 걸었어요")
    await until(lambda: followed(made), 40)
    await crash(made)
    for price in (KIA.price + 5_200, KIA.price):
        await made.broker.do("clock", advance=120)
        await made.broker.price(KIA.symbol, price)
    await made.chat.call("fault", method="sendMessage", times=10_000, drop="before")
    made.bot = await spawn("bot", "run", env=made.env)
    await crash_after(made, "count(*) FROM outbox WHERE state = 'waiting' AND text LIKE '%닿았다가 돌아왔어요%'", 0)
    await made.chat.call("fault", clear=True)
    await made.start_bot()
    await until(lambda: pushes(made, "닿았다가 돌아왔어요", KIA.name), 40)

    assert len(await pushes(made, "닿았다가 돌아왔어요", KIA.name)) == 1


async def followed(made: World) -> bool:
    """Whether it is written down that prices are followed: an absence begins there."""
    return (
        asked(made, "count(*) FROM watched JOIN credentials ON credentials.id = credential_id WHERE state = 'active'")
        != 0
    )


async def limit_before_its_commit(made: World) -> None:
    """The bot dies before a limit is written down: in the end it holds and is told, or neither."""
    with locked(made):
        await made.chat.say("한도 1회 5000만")
        await asyncio.sleep(STANDS)
        await crash(made)
    await made.start_bot()
    await until(lambda: holds_as_told(made))


async def holds_as_told(made: World) -> bool:
    """Telegram may deliver the line once more: then the bot carries it out after the start."""
    told = any("5,000만원" in text for text in await made.chat.texts())
    return told == (asked(made, "count(*) FROM limits WHERE value = 50000000") == 1)


async def limit_before_its_answer(made: World) -> None:
    """A limit that is written down holds, whether or not its answer came."""
    await made.chat.say("한도 1회 4000만")
    await crash_after(made, "count(*) FROM limits WHERE value = 40000000", 0)
    await made.start_bot()

    await made.chat.ask("매수 SK하이닉스 200 210000", "4,000만원까지예요")


async def halt_before_its_answer(made: World) -> None:
    """정지 is written down, and the bot dies before it says so: the card on the screen sends nothing."""
    card = await offered(made, KIA)
    await made.chat.say("정지")
    await crash_after(made, "count(*) FROM users WHERE halted_at IS NOT NULL", 0)
    await made.start_bot()
    await made.chat.press("매수 확정", card["message_id"])
    await made.chat.wait_toast("정지 상태")
    assert await posted(made, KIA) == 0
    await made.chat.ask("재개", "재개")


async def form_before_its_answer(made: World) -> None:
    """The keys are sealed, and the bot dies before the page says so: the account works after the start."""
    sealed = "hex(sealed) FROM credentials WHERE state = 'active'"
    before = asked(made, sealed)
    posting = asyncio.create_task(post(made))
    await crash_after(made, sealed, before)
    with suppress(httpx.HTTPError):
        await posting
    await made.start_bot()
    await made.chat.ask("잔고", "🟢모의")


async def post(made: World) -> httpx.Response:
    """Ask for a link and send the form with the keys that are connected already."""
    told = await made.chat.ask("연결", "http://")
    found = re.search(r"http://\S+", told["text"])
    assert found is not None
    keys = await made.account()
    sent = {name: keys[name] for name in ("app_key", "app_secret", "account", "hts_id")} | {"environment": "paper"}
    async with httpx.AsyncClient(timeout=20, trust_env=False) as http:
        return await http.post(found[0], data=sent)


SCENES = (
    alert_before_its_commit,
    summary_before_its_message,
    limit_before_its_commit,
    limit_before_its_answer,
    halt_before_its_answer,
    form_before_its_answer,
)
