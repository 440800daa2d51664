"""The outbox: at least once, in order for a chat, the newest edit wins."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.buttons import Button, Rows, Style
from bot.delivery import TryLater
from bot.outbox import Outbox
from bot.pace import Pace
from bot.storage import messages
from bot.storage.database import Database
from bot.storage.states import MessageState
from bot.storage.tables import Message
from tests.bot.outbox.phone import Phone, until
from tests.bot.outbox.speaking import change, loud, outbox_of, running, say, settled, states
from tests.bot.storage.rows import ALICE, BOB

BUTTONS: Rows = ((Button("확정", data="confirm:1", style=Style.RED), Button("취소", data="drop:1")),)


async def test_message_leaves_with_its_buttons(database: Database, outbox: Outbox, phone: Phone) -> None:
    """What is queued is sent once with its keyboard, and its Telegram id is kept."""
    (ref,) = await say(database, outbox, "삼성전자 <b>10주</b>", buttons=BUTTONS)
    await settled(database)

    assert phone.said == [(ALICE, "삼성전자 <b>10주</b>")]
    assert phone.buttons == [BUTTONS]
    async with database.read() as session:
        assert await messages.ref_of(session, ALICE, 1) == ref


async def test_message_leaves_at_once(database: Database, phone: Phone) -> None:
    """A commit alone sets it going: no poll and no wake is needed."""
    dispatcher = Outbox(database, phone, pace=loud(), poll=60)
    async with running(dispatcher):
        await asyncio.sleep(0.05)
        await say(database, dispatcher, "now")
        await until(lambda: phone.said)


async def test_rolled_back_message_is_never_said(database: Database, outbox: Outbox, phone: Phone) -> None:
    """A transaction that fails takes its messages with it."""

    async def fail() -> None:
        async with database.begin() as session:
            await outbox.send(session, ALICE, "never")
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    await say(database, outbox, "this")
    await settled(database)

    assert phone.said == [(ALICE, "this")]


async def test_order_of_a_chat_is_kept(database: Database, outbox: Outbox, phone: Phone) -> None:
    """Fifty messages from many transactions arrive in the order in which they were queued."""
    expected = [f"{number}" for number in range(50)]
    for text in expected:
        await say(database, outbox, text)
    await settled(database)

    assert [text for _, text in phone.said] == expected


async def test_newest_edit_wins(database: Database, phone: Phone) -> None:
    """Edits that pile up while Telegram is away become one, the newest."""
    dispatcher = outbox_of(database, phone)
    phone.trouble[ALICE].extend(TryLater("down") for _ in range(6))
    async with running(dispatcher):
        (ref,) = await say(database, dispatcher, "접수")
        await change(database, dispatcher, ref, "부분 1/10", "부분 2/10", "전량 체결")
        await settled(database)

    assert phone.said == [(ALICE, "접수"), (ALICE, "전량 체결")]
    assert list(phone.seen.values()) == ["전량 체결"]


async def test_edit_while_the_older_one_is_under_way(database: Database, outbox: Outbox, phone: Phone) -> None:
    """An edit that comes while another is being delivered is not lost."""
    (ref,) = await say(database, outbox, "접수")
    await settled(database)
    phone.answering.clear()
    await change(database, outbox, ref, "부분 1/10")
    await until(lambda: phone.attempts == 2)
    await change(database, outbox, ref, "전량 체결")
    phone.answering.set()
    await settled(database)
    await until(lambda: list(phone.seen.values()) == ["전량 체결"])


async def test_message_is_taken_back(database: Database, outbox: Outbox, phone: Phone) -> None:
    """A deletion removes it, and edits that waited are moot."""
    (ref,) = await say(database, outbox, "secret form")
    async with database.begin() as session:
        await outbox.delete(session, ref)
    await settled(database)

    assert phone.seen == {}


async def test_stale_reply_is_dropped(database: Database, phone: Phone) -> None:
    """An answer nobody waits for any more is not sent late, nor is its edit; what must arrive is."""
    dispatcher = outbox_of(database, phone)
    past = datetime.now(UTC) - timedelta(seconds=1)
    (ref,) = await say(database, dispatcher, "현재가 …", expires_at=past)
    await change(database, dispatcher, ref, "현재가 70,000")
    await say(database, dispatcher, "#체결 #A17")
    async with running(dispatcher):
        await settled(database)

    assert phone.said == [(ALICE, "#체결 #A17")]


async def test_later_is_not_now(database: Database, outbox: Outbox, phone: Phone) -> None:
    """What is meant for later waits without holding up what is meant for now."""
    await say(database, outbox, "tomorrow", not_before=datetime.now(UTC) + timedelta(hours=1))
    await say(database, outbox, "soon", not_before=datetime.now(UTC) + timedelta(seconds=0.1))
    await say(database, outbox, "now")
    await until(lambda: len(phone.said) == 2)

    assert [text for _, text in phone.said] == ["now", "soon"]


async def test_key_is_said_once(database: Database, outbox: Outbox, phone: Phone) -> None:
    """The same fill, queued by two tasks at once, is told once; both get the ref of the one message."""
    refs = await asyncio.gather(*(say(database, outbox, "#체결", key="fill:1") for _ in range(4)))
    await settled(database)

    assert phone.said == [(ALICE, "#체결")]
    assert len({ref for (ref,) in refs}) == 1


async def test_pace_of_a_chat(database: Database, phone: Phone) -> None:
    """After its burst a chat hears one message an interval, while another chat hears its own at once."""
    dispatcher = outbox_of(database, phone, Pace(burst=2, interval=0.1))
    begun = time.monotonic()
    async with running(dispatcher):
        await say(database, dispatcher, "1", "2", "3", "4")
        await say(database, dispatcher, "b", chat_id=BOB)
        await settled(database)

    assert time.monotonic() - begun >= 0.2
    assert phone.said.index((BOB, "b")) < phone.said.index((ALICE, "3"))


async def test_many_chats_all_get_theirs(database: Database, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """More chats than lanes: everybody is served, each in order."""
    monkeypatch.setattr("bot.outbox.LANES", 4)
    dispatcher = outbox_of(database, phone)
    async with database.begin() as session:
        for number in range(20):
            for text in ("first", "second"):
                await dispatcher.send(session, number, text)
    async with running(dispatcher):
        await settled(database)

    assert len(phone.said) == 40
    for number in range(20):
        assert [text for chat_id, text in phone.said if chat_id == number] == ["first", "second"]


async def test_backlog_and_pruning(database: Database, phone: Phone) -> None:
    """진단 sees what waits; old settled rows are forgotten, waiting ones and those still referred to are not."""
    dispatcher = outbox_of(database, phone)
    (ref,) = await say(database, dispatcher, "card")
    async with running(dispatcher):
        await settled(database)
    now = datetime.now(UTC)
    async with database.begin() as session:
        await session.execute(update(Message).values(created_at=now - timedelta(days=40)))
    await change(database, dispatcher, ref, "edit")
    async with database.begin() as session:
        count, oldest = await messages.backlog(session)
        await messages.prune(session, now - timedelta(days=30))
    kept = await states(database)
    async with database.begin() as session:
        await messages.block(session, ALICE)
        await messages.prune(session, now + timedelta(days=1))

    assert (count, kept) == (1, [MessageState.SENT, MessageState.WAITING])
    assert oldest is not None
    assert await states(database) == []
