"""The outbox when Telegram, the database or the process fails."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.delivery import Flooded, Gone, Refused, TryLater, Unreachable
from bot.outbox import Outbox
from bot.storage import messages, users
from bot.storage.database import Database
from bot.storage.states import MessageState
from bot.storage.tables import Message
from tests.bot.outbox.phone import Phone, until
from tests.bot.outbox.speaking import change, outbox_of, running, say, settled, states
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB


async def test_failing_chat_holds_up_nobody_else(database: Database, outbox: Outbox, phone: Phone) -> None:
    """While one chat is retried, in order, the others get theirs."""
    phone.trouble[ALICE].extend(TryLater("network") for _ in range(3))
    await say(database, outbox, "a1", "a2")
    await say(database, outbox, "b1", chat_id=BOB)
    await settled(database)

    assert phone.said == [(BOB, "b1"), (ALICE, "a1"), (ALICE, "a2")]


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


async def test_stopping_says_what_waits(database: Database, phone: Phone) -> None:
    """What became of an order while the bot was told to stop is still said."""
    dispatcher = outbox_of(database, phone)
    async with running(dispatcher):
        await say(database, dispatcher, "전송 중…", "접수")

    assert phone.said == [(ALICE, "전송 중…"), (ALICE, "접수")]


async def test_stopping_ends_what_is_under_way(
    database: Database, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where that takes too long, a delivery that has begun is finished and recorded; the rest stays queued."""
    monkeypatch.setattr("bot.outbox.DRAIN", 0)
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


async def test_message_nobody_can_say_holds_up_none(
    database: Database, outbox: Outbox, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours in one message is logged; those behind it go first, and it is tried again."""
    monkeypatch.setattr("bot.lane.LATER", timedelta(seconds=0.2))
    phone.trouble[ALICE].append(ZeroDivisionError())  # type: ignore[arg-type]  # not what a messenger may raise
    await say(database, outbox, "broken", "whole")
    await settled(database)

    assert phone.said == [(ALICE, "whole"), (ALICE, "broken")]
    assert "ZeroDivisionError" in caplog.text


async def test_broken_lane_does_not_end_the_outbox(
    database: Database, outbox: Outbox, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake beside the messages is logged, and the lane is opened again."""
    head, failures = messages.head, [ZeroDivisionError()]

    async def broken(*args: Any) -> Any:
        if failures:
            raise failures.pop()
        return await head(*args)

    monkeypatch.setattr(messages, "head", broken)
    await say(database, outbox, "first")
    async with asyncio.timeout(5):
        while "a lane of the outbox broke" not in caplog.text:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.01)
    await say(database, outbox, "again")
    await settled(database)

    assert phone.said == [(ALICE, "first"), (ALICE, "again")]
