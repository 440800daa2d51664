"""The outbox: at least once, in order for a chat, whatever Telegram and the database do."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.buttons import Button, Rows, Style
from bot.delivery import Flooded, Gone, Refused, TryLater, Unreachable
from bot.outbox import Outbox
from bot.pace import Pace
from bot.storage import messages, users
from bot.storage.database import Database
from bot.storage.states import MessageState
from bot.storage.tables import Message
from tests.bot.phone import Phone, until
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB

BUTTONS: Rows = ((Button("확정", data="confirm:1", style=Style.RED), Button("취소", data="drop:1")),)


def loud() -> Pace:
    """No pace: for tests about something else."""
    return Pace(overall=10_000, burst=10_000)


def outbox_of(database: Database, phone: Phone, pace: Pace | None = None) -> Outbox:
    return Outbox(database, phone, pace=pace or loud(), poll=0.05, backoff=(0.01, 0.02))


@asynccontextmanager
async def running(outbox: Outbox) -> AsyncIterator[None]:
    """The dispatcher, at work while the block runs."""
    task = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
async def outbox(database: Database, phone: Phone) -> AsyncIterator[Outbox]:
    """At work, on each kind of database."""
    dispatcher = outbox_of(database, phone)
    async with running(dispatcher):
        yield dispatcher


async def say(database: Database, outbox: Outbox, *texts: str, chat_id: int = ALICE, **options: object) -> list[int]:
    """Queue messages in one transaction."""
    async with database.begin() as session:
        return [await outbox.send(session, chat_id, text, **options) for text in texts]


async def change(database: Database, outbox: Outbox, ref: int, *texts: str) -> None:
    """Queue edits, each in a transaction of its own."""
    for text in texts:
        async with database.begin() as session:
            await outbox.edit(session, ref, text)


async def states(database: Database) -> list[MessageState]:
    async with database.read() as session:
        return list((await session.scalars(select(Message.state).order_by(Message.id))).all())


async def settled(database: Database) -> None:
    """Wait until nothing waits."""
    async with asyncio.timeout(3):
        while MessageState.WAITING in await states(database):  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.005)


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


async def test_failing_chat_holds_up_nobody_else(database: Database, outbox: Outbox, phone: Phone) -> None:
    """While one chat is retried, in order, the others get theirs."""
    phone.trouble[ALICE].extend(TryLater("network") for _ in range(3))
    await say(database, outbox, "a1", "a2")
    await say(database, outbox, "b1", chat_id=BOB)
    await settled(database)

    assert phone.said == [(BOB, "b1"), (ALICE, "a1"), (ALICE, "a2")]


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


async def test_message_that_is_gone_is_said_anew(database: Database, outbox: Outbox, phone: Phone) -> None:
    """If the user deleted the card, its new state is a new message, and later edits go there."""
    (ref,) = await say(database, outbox, "접수")
    await settled(database)
    phone.trouble[ALICE].append(Gone("message to edit not found"))
    await change(database, outbox, ref, "부분 1/10")
    await settled(database)
    await change(database, outbox, ref, "전량 체결")
    await settled(database)

    assert phone.seen == {(ALICE, 1): "접수", (ALICE, 2): "전량 체결"}
    async with database.read() as session:
        assert await messages.ref_of(session, ALICE, 2) == ref


async def test_message_is_taken_back(database: Database, outbox: Outbox, phone: Phone) -> None:
    """A deletion removes it, and edits that waited are moot."""
    (ref,) = await say(database, outbox, "secret form")
    async with database.begin() as session:
        await outbox.delete(session, ref)
    await settled(database)

    assert phone.seen == {}


async def test_flood_is_obeyed(database: Database, outbox: Outbox, phone: Phone) -> None:
    """After a RetryAfter the chat is silent for that long, others are not; then it goes on in order."""
    phone.trouble[ALICE].append(Flooded(0.15))
    begun = time.monotonic()
    await say(database, outbox, "a1", "a2")
    await until(lambda: phone.attempts)
    await say(database, outbox, "b1", chat_id=BOB)
    await settled(database)

    assert phone.said == [(BOB, "b1"), (ALICE, "a1"), (ALICE, "a2")]
    assert time.monotonic() - begun >= 0.15


async def test_blocked_chat_is_given_up(database: Database, outbox: Outbox, phone: Phone) -> None:
    """Who blocks the bot is marked, and what waited for them is not tried again."""
    async with database.begin() as session:
        await rows.user(session)
    phone.trouble[ALICE].append(Unreachable("bot was blocked by the user"))
    await say(database, outbox, "a1", "a2")
    await settled(database)

    assert await states(database) == [MessageState.BLOCKED, MessageState.BLOCKED]
    assert phone.attempts == 1
    async with database.read() as session:
        alice = await users.get(session, ALICE)
    assert alice is not None
    assert alice.blocked_at is not None


async def test_text_telegram_cannot_read_goes_plain(database: Database, outbox: Outbox, phone: Phone) -> None:
    """A formatting mistake costs the formatting, not the message."""
    phone.trouble[ALICE].append(Refused("can't parse entities"))
    await say(database, outbox, "a < b", "next")
    await settled(database)

    assert phone.said == [(ALICE, "a < b"), (ALICE, "next")]
    assert phone.plain == [True, False]


async def test_message_telegram_never_takes_is_dropped(
    database: Database, outbox: Outbox, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried with and without formatting, then dropped with a line in the log; the next one goes out."""
    phone.trouble[ALICE].extend(Refused("message text is empty") for _ in range(2))
    await say(database, outbox, "", "next")
    await settled(database)

    assert phone.said == [(ALICE, "next")]
    assert await states(database) == [MessageState.DROPPED, MessageState.SENT]
    assert "message text is empty" in caplog.text


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


async def test_restart_sends_what_was_left(database: Database, phone: Phone) -> None:
    """What one process queued and never sent, the next one sends, in order."""
    await say(database, outbox_of(database, phone), "a1", "a2")
    async with running(outbox_of(database, phone)):
        await settled(database)

    assert phone.said == [(ALICE, "a1"), (ALICE, "a2")]


async def test_death_before_the_record_repeats(database: Database, phone: Phone) -> None:
    """A message that was delivered but not recorded when the process died comes again: at least once."""
    (ref,) = await say(database, outbox_of(database, phone), "#체결 #A17")
    async with running(outbox_of(database, phone)):
        await settled(database)
    async with database.begin() as session:
        await session.execute(update(Message).where(Message.id == ref).values(state=MessageState.WAITING))
    async with running(outbox_of(database, phone)):
        await settled(database)

    assert phone.said == [(ALICE, "#체결 #A17")] * 2


async def test_locked_database_does_not_repeat(sqlite_url: str, phone: Phone) -> None:
    """If the record of a delivery cannot be written for a while, the record is retried and not the delivery."""
    async with Database(sqlite_url, busy_timeout=0.02) as database:
        dispatcher = outbox_of(database, phone)
        phone.answering.clear()
        async with running(dispatcher):
            await say(database, dispatcher, "once")
            await until(lambda: phone.attempts)
            other = sqlite3.connect(database.url.database or "", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            phone.answering.set()
            await until(lambda: phone.said)
            await asyncio.sleep(0.1)
            other.execute("ROLLBACK")
            other.close()
            await settled(database)

    assert phone.said == [(ALICE, "once")]


async def test_stopping_ends_what_is_under_way(database: Database, phone: Phone) -> None:
    """A delivery that has begun is finished and recorded when the bot stops; what has not begun stays queued."""
    dispatcher = outbox_of(database, phone)
    phone.answering.clear()
    async with running(dispatcher):
        await say(database, dispatcher, "begun", "queued")
        await until(lambda: phone.attempts)
        asyncio.get_running_loop().call_later(0.05, phone.answering.set)

    assert phone.said == [(ALICE, "begun")]
    assert await states(database) == [MessageState.SENT, MessageState.WAITING]


async def test_stopping_does_not_wait_for_a_back_off(database: Database, phone: Phone) -> None:
    """However long a chat has to wait, the bot stops at once."""
    dispatcher = outbox_of(database, phone)
    phone.trouble[ALICE].append(Flooded(3_600))
    begun = time.monotonic()
    async with running(dispatcher):
        await say(database, dispatcher, "later")
        await until(lambda: not phone.trouble[ALICE])

    assert time.monotonic() - begun < 2
    assert await states(database) == [MessageState.WAITING]


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


async def test_many_chats_all_get_theirs(database: Database, phone: Phone) -> None:
    """More chats than lanes: everybody is served, each in order."""
    dispatcher = outbox_of(database, phone)
    async with database.begin() as session:
        for number in range(80):
            for text in ("first", "second"):
                await dispatcher.send(session, number, text)
    async with running(dispatcher):
        await settled(database)

    assert len(phone.said) == 160
    for number in range(80):
        assert [text for chat_id, text in phone.said if chat_id == number] == ["first", "second"]


async def test_broken_lane_does_not_end_the_outbox(
    database: Database, outbox: Outbox, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake in the messenger is logged, and the message is tried again."""
    phone.trouble[ALICE].append(ZeroDivisionError())  # type: ignore[arg-type]  # not what a messenger may raise
    await say(database, outbox, "again")
    await settled(database)

    assert phone.said == [(ALICE, "again")]
    assert "a lane of the outbox broke" in caplog.text


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
