"""The database fails under the outbox, as it is written to and as it delivers."""

from __future__ import annotations

import pytest

from bot.errors import StorageBusy, StorageDown
from bot.storage.database import Database
from tests import databases
from tests.bot.outbox.phone import Phone, until
from tests.bot.outbox.speaking import outbox_of, running, say, settled
from tests.bot.storage.rows import ALICE
from tests.bot.storage.trouble import TROUBLES, Trouble


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_every_message_once(
    request: pytest.FixtureRequest, phone: Phone, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be queued is said to have failed, and queued again under its key it is said once. What was
    delivered is recorded as soon as that can be done, and not delivered again; what waits behind it follows.
    """
    url = request.getfixturevalue(f"{trouble.server}_url")
    if trouble.server == "postgres":
        databases.empty(url)
    async with Database(url, busy_timeout=trouble.busy) as database:
        dispatcher = outbox_of(database, phone)
        phone.answering.clear()
        async with running(dispatcher):
            await say(database, dispatcher, "once", "behind")
            await until(lambda: phone.attempts)
            async with trouble.on(database):
                with pytest.raises((StorageBusy, StorageDown)):
                    await say(database, dispatcher, "told to have failed", key="fill:1")
                phone.answering.set()
                await until(lambda: phone.said)
                await until(lambda: "보내지 못해" in caplog.text)
            await say(database, dispatcher, "told to have failed", key="fill:1")
            await settled(database)

    assert phone.said == [(ALICE, text) for text in ("once", "behind", "told to have failed")]
