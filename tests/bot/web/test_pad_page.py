"""The key pad as a Mini App: another face of the pad in the chat, with the same tries, locks and trail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage import locks
from bot.storage.states import Role
from bot.storage.tables import AuditEvent, Message
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.locks.pressing import PIN, enter
from tests.bot.web.launching import HERE, action, admit, fresh, knock, launch, press, pressed, with_pin
from tests.journeys.trading import card, orders, trade

WRONG = "2850"
JUNK = {
    "no keys": {"keys": ",,,,,"},
    "digits": {"keys": PIN},
    "digits apart": {"keys": ",".join("123456")},
    "words": {"keys": "back,enter,stop,1"},
    "no pad": {"pad": "가" * 16},
    "many fields": {f"f{number}": "x" for number in range(9)},
    "too long": {"keys": "a" * 2_000},
}


@pytest.fixture
async def home(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """Alice connected, and a local chat that opens Mini Apps."""
    async with house(tmp_path, DATABASE_URL=database_file, **HERE) as ready:
        yield ready


async def tries(home: House) -> int:
    async with home.database.read() as session:
        lock = await locks.get(session, ALICE)
    return 0 if lock is None else lock.tries


async def is_open(home: House, user: int = ALICE) -> bool:
    async with home.database.read() as session:
        lock = await locks.get(session, user)
    return lock is not None and locks.is_open(lock, home.bot.services.pins.now())


async def test_unlock_by_mini_app(home: House) -> None:
    """The pad of 풀기, larger: short and wrong entries are said there, the right one unlocks and takes the pad away."""
    await with_pin(home)
    await home.ask("풀기 30분", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    short = await press(home, page, "12")
    assert "4자리 이상" in short.text
    assert await tries(home) == 0
    wrong = await press(home, short, WRONG)
    assert "4번 더 해 볼 수 있어요" in wrong.text
    assert await tries(home) == 1
    done = await press(home, wrong, PIN)

    assert "data-done" in done.text, done.text
    await home.chat.wait_for(ALICE, "30분 동안 풀었어요")
    assert await is_open(home)
    assert home.bot.services.pads.of(ALICE) is None
    assert (await press(home, wrong, PIN)).status_code == 410
    async with home.database.read() as session:
        events = list(await session.scalars(select(AuditEvent.event).order_by(AuditEvent.id.desc()).limit(4)))
    assert events == ["unlocked", "pin.right", "pin.wrong", "pin.page"]


async def test_both_faces_share_the_tries(home: House) -> None:
    """One wrong in the chat and four on the page are five: locked out, the pad is gone from both."""
    await with_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    await enter(home, WRONG, "4번 더")
    assert (await press(home, page, PIN)).status_code == 409, "the page still showed the pad of before"
    page = await knock(home, *launch(home, "큰 숫자판"))
    for left in (3, 2, 1):
        page = await press(home, page, WRONG)
        assert f"{left}번 더" in page.text
    last = await press(home, page, WRONG)

    assert "data-done" in last.text
    await home.chat.wait_for(ALICE, "15분 뒤에")
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    await press(home, page, PIN)
    await home.chat.wait_for(ALICE, "뒤에 다시 해 주세요")
    assert not await is_open(home)


async def test_pressed_twice_is_one_try(home: House) -> None:
    """A page sent several times at once counts one try."""
    await with_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    sent = pressed(page, WRONG)
    codes = [answer.status_code for answer in
             await asyncio.gather(*(home.web.post(action(page), data=sent) for _ in range(4)))]  # fmt: skip

    assert sorted(codes) == [200, 409, 409, 409]
    assert await tries(home) == 1


async def test_lock_beats_a_page(home: House) -> None:
    """잠금 while the page is open: what was entered there opens nothing."""
    await with_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    await home.ask("잠금", "잠갔어요")
    late = await press(home, page, PIN)

    assert late.status_code == 409
    assert not await is_open(home)
    assert await tries(home) == 0


async def test_order_held_back_goes_on_after_the_page(home: House) -> None:
    """In 실전 the press of 매수 확정 opens a pad; the right PIN on its page sends that very order, once."""
    await with_pin(home)
    await home.bot.services.connections.connect(ALICE, home.simulator.credentials(Environment.REAL))
    trade(home, 70_500)
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    assert "data-done" in (await press(home, page, PIN)).text

    await home.chat.wait_for(ALICE, "매수 · 접수")
    assert len(orders(home)) == 1


async def test_set_a_pin_on_the_page(home: House) -> None:
    """핀: twice the same on one page that asks for what is next; too easy and different ones are said above it."""
    await home.ask("핀", "새 PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    page = await press(home, page, "777777")
    assert "너무 쉬운 PIN" in page.text
    page = await press(home, page, PIN)
    assert "한 번 더" in page.text
    page = await press(home, page, WRONG)
    assert "서로 달라요" in page.text
    page = await press(home, page, PIN)
    assert "data-done" in (await press(home, page, PIN)).text
    await home.chat.wait_for(ALICE, "PIN을 정했어요")
    await home.bot.services.pins.check(ALICE, PIN)


async def test_pad_of_somebody_else(home: House) -> None:
    """Bob's launch shows Bob's pad or none; Alice's pad and her keys under Bob's token are worth nothing."""
    await admit(home, BOB, Role.TRADER)
    await with_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    assert (await knock(home, "pad", fresh(home, BOB))).status_code == 409
    await home.ask("핀", "새 PIN을 눌러", BOB)
    bobs = await knock(home, *launch(home, "큰 숫자판", BOB))
    crossed = await home.web.post(action(bobs), data=pressed(page, PIN))
    mixed = await home.web.post(action(bobs), data={**pressed(page, PIN), "pad": pressed(bobs, PIN)["pad"]})

    assert (crossed.status_code, mixed.status_code) == (409, 409)
    assert not await is_open(home)
    assert await tries(home) == 0
    assert "data-done" in (await press(home, page, PIN)).text


async def test_junk_on_a_pad(home: House) -> None:
    """What no page sends is a sentence, no try, and the pad stays."""
    pad = home.bot.services.pads.open(ALICE, "PIN?", unexpected)
    page = await knock(home, "pad", fresh(home, ALICE))
    right, heard = pressed(page, PIN), {}
    for name, sent in JUNK.items():
        answer = await home.web.post(action(page), data={**right, **sent})
        heard[name] = answer.status_code
    heard["not UTF-8"] = (await home.web.post(action(page), content=b"keys=\xff")).status_code
    heard["nothing"] = (await home.web.post(action(page))).status_code

    assert set(heard.values()) == {200, 409, 413}, heard
    assert home.bot.services.pads.of(ALICE) is pad


async def unexpected(*_: object) -> None:
    raise AssertionError("a PIN was handed over")


async def test_pad_keys_leave_the_outbox(home: House) -> None:
    """Once the pad has served, neither its keys nor the way to its page stay in the database."""
    await with_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    page = await knock(home, *launch(home, "큰 숫자판"))
    await press(home, await press(home, page, WRONG), PIN)
    await home.chat.wait_for(ALICE, "풀었어요")
    async with home.database.read() as session:
        rows = [row.buttons for row in await session.scalars(select(Message)) if row.buttons]

    assert "pad:" not in str(rows)
    assert "/app/pad" not in str(rows)
