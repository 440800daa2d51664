"""A forgotten PIN goes by a one-time link and the account's app secret, and by nothing less."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.storage import locks, users
from bot.storage.states import Role
from bot.storage.tables import Lock
from bot.web.links import TRIES
from tests.bot.house import ALICE, BOB, House
from tests.bot.locks.pressing import PIN, enter, set_pin


async def link(home: House, line: str = "핀 초기화", user: int = ALICE) -> str:
    """Ask for a link; returns its path."""
    card = await home.ask(line, "5분 동안 한 번만", user)
    found = re.search(r"http://\S+", card.text)
    assert found is not None
    return urlsplit(found[0]).path


async def lock_of(home: House, user: int = ALICE) -> Lock | None:
    async with home.database.read() as session:
        return await locks.get(session, user)


async def has_pin(home: House, user: int = ALICE) -> bool:
    lock = await lock_of(home, user)
    return lock is not None and lock.digest is not None


async def test_link_and_secret_remove_the_pin_once(home: House) -> None:
    """Looking does nothing; the right secret removes the PIN, tells the chat, and uses the link up."""
    await set_pin(home)
    path = await link(home)
    assert (await home.web.get(path)).status_code == 200
    assert await has_pin(home)
    secret = {"app_secret": home.simulator.credentials().app_secret}
    assert (await home.web.post(path, data=secret)).status_code == 200

    await home.chat.wait_for(ALICE, "PIN을 지웠어요")
    assert not await has_pin(home)
    assert (await home.web.get(path)).status_code == 410
    assert (await home.web.post(path, data=secret)).status_code == 410


async def test_phone_alone_does_not_do(home: House) -> None:
    """Without the secret, with somebody else's, with a wrong one: the PIN stays, and the fifth ends the link."""
    await set_pin(home)
    path = await link(home)
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=home.bot.services.pins.now())
    await home.bot.services.connections.connect(BOB, home.simulator.credentials(owner=1))
    other = home.simulator.credentials(owner=1).app_secret
    answers = [(await home.web.post(path, data=data)).status_code
               for data in ({}, {"app_secret": other}, {"app_secret": ""}, {"app_secret": "x" * 180}, {})]  # fmt: skip

    assert answers == [422] * (TRIES - 1) + [429]
    assert (await home.web.post(path, data={"app_secret": other})).status_code == 410
    assert await has_pin(home)


async def test_links_open_their_own_page_only(home: House) -> None:
    """A link to the connect form removes no PIN, and the other way round."""
    await set_pin(home)
    reset = await link(home)
    await home.ask("풀기", "PIN을 눌러")
    await enter(home, PIN, "풀었어요")
    connect = await link(home, "연결")

    assert (await home.web.get(reset.replace("/pin/", "/connect/"))).status_code == 410
    assert (await home.web.post(connect.replace("/connect/", "/pin/"), data={})).status_code == 410
    assert await has_pin(home)


async def test_lockout_outlives_the_pin(home: House) -> None:
    """Who was locked out sets a new PIN, and waits all the same."""
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    for left in (4, 3, 2, 1):
        await enter(home, "285093", f"{left}번 더")
    await enter(home, "285093", "15분 뒤에")
    secret = {"app_secret": home.simulator.credentials().app_secret}
    assert (await home.web.post(await link(home), data=secret)).status_code == 200
    await set_pin(home, "640917")
    await home.ask("풀기", "PIN을 눌러")
    await enter(home, "640917", "뒤에 다시 해 주세요")

    lock = await lock_of(home)
    assert lock is not None
    assert lock.unlocked_until is None


async def test_who_is_shut_out_meanwhile_finds_the_link_dead(home: House) -> None:
    """Bob has no account, so the link is enough for him; not any more once he is expelled."""
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=home.bot.services.pins.now())
    await set_pin(home, PIN, BOB)
    first = await link(home, user=BOB)
    async with home.database.begin() as session:
        assert await users.expel(session, BOB)
    assert (await home.web.post(first, data={})).status_code == 410
    assert await has_pin(home, BOB)
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=home.bot.services.pins.now())

    assert (await home.web.post(first, data={})).status_code == 200
    assert not await has_pin(home, BOB)
