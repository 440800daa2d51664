"""Pictures in the outbox: as durable as words, and their bytes gone as soon as they are not needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.buttons import Button, Rows
from bot.delivery import TryLater, Unreachable
from bot.outbox import Outbox
from bot.storage.database import Database
from bot.storage.pictures import MOST_BYTES, MOST_WAITING
from bot.storage.states import MessageState
from bot.storage.tables import Picture
from tests.bot.outbox.phone import Phone, until
from tests.bot.outbox.speaking import outbox_of, running, say, settled, states
from tests.bot.storage.rows import ALICE, user

BUTTONS: Rows = ((Button("일", data="chart:1"),),)


async def show(database: Database, outbox: Outbox, content: bytes, **options: object) -> int:
    async with database.begin() as session:
        return await outbox.send_photo(session, ALICE, content, "삼성전자", BUTTONS, **options)


async def show_instead(database: Database, outbox: Outbox, ref: int, content: bytes) -> None:
    async with database.begin() as session:
        await outbox.edit_photo(session, ref, content, "삼성전자 주봉", BUTTONS, chat_id=ALICE)


async def kept(database: Database) -> list[bytes]:
    async with database.read() as session:
        return list((await session.scalars(select(Picture.content).order_by(Picture.ref))).all())


async def test_a_picture_leaves_with_caption_and_buttons(database: Database, outbox: Outbox, phone: Phone) -> None:
    """It arrives between the words around it, and its bytes are not kept any longer."""
    await say(database, outbox, "before")
    await show(database, outbox, b"png")
    await say(database, outbox, "after")
    await settled(database)

    assert [text for _, text in phone.said] == ["before", "삼성전자", "after"]
    assert phone.pictures == {(ALICE, 2): b"png"}
    assert phone.buttons[1] == BUTTONS
    assert await kept(database) == []


async def test_a_picture_survives_a_restart(database: Database, phone: Phone) -> None:
    """What was queued while nothing ran goes out when the bot is there again."""
    await show(database, outbox_of(database, phone), b"png")
    assert await kept(database) == [b"png"]
    async with running(outbox_of(database, phone)):
        await settled(database)

    assert phone.pictures == {(ALICE, 1): b"png"}


async def test_the_newest_picture_wins(database: Database, outbox: Outbox, phone: Phone) -> None:
    """Periods that are pressed while Telegram is away become one edit; the bytes of the others go at once."""
    ref = await show(database, outbox, b"day")
    await settled(database)
    phone.trouble[ALICE].extend(TryLater("down") for _ in range(3))
    for content in (b"week", b"month", b"minute"):
        await show_instead(database, outbox, ref, content)
        assert len(await kept(database)) <= 1
    await settled(database)

    assert phone.pictures == {(ALICE, 1): b"minute"}
    assert phone.seen == {(ALICE, 1): "삼성전자 주봉"}
    assert await kept(database) == []


async def test_a_stale_picture_is_not_shown(database: Database, outbox: Outbox, phone: Phone) -> None:
    """A chart that nobody waits for any more is dropped with its bytes."""
    await show(database, outbox, b"png", expires_at=datetime.now(UTC) - timedelta(seconds=1))
    await settled(database)

    assert phone.said == []
    assert await states(database) == [MessageState.DROPPED]
    assert await kept(database) == []


async def test_pictures_take_bounded_room(database: Database, phone: Phone) -> None:
    """While Telegram is away the newest few of a chat are kept, and none that is too large."""
    idle = outbox_of(database, phone)
    for number in range(MOST_WAITING + 3):
        await show(database, idle, bytes([number]))

    assert await kept(database) == [bytes([number]) for number in range(3, MOST_WAITING + 3)]
    with pytest.raises(ValueError, match="a picture of"):
        await show(database, idle, bytes(MOST_BYTES + 1))


async def test_a_block_takes_the_pictures_along(database: Database, outbox: Outbox, phone: Phone) -> None:
    """Nothing is kept for somebody who has blocked the bot."""
    async with database.begin() as session:
        await user(session)
    phone.trouble[ALICE].append(Unreachable("blocked"))
    await show(database, outbox, b"png")
    await until(lambda: phone.attempts)
    await settled(database)

    assert await states(database) == [MessageState.BLOCKED]
    assert await kept(database) == []
