"""Whatever comes through Telegram's door is taken or refused, and the bot lives on."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from tests.bot.house import ALICE, BOB
from tests.bot.web.test_webhook import HEADER, SECRET
from tests.fuzz.counts import tries
from tests.fuzz.living import Living
from tests.fuzz.updates import updates


async def deliver(bot: Living, update: Any) -> int:
    """Bring it, and wait until it has been dealt with."""
    answer = await bot.home.web.post("/telegram/hook", content=json.dumps(update), headers={HEADER: SECRET})
    await bot.home.bot.telegram.application.update_queue.join()
    return answer.status_code


@tries(30)
@given(updates())
def test_every_update_is_taken_or_refused(bot: Living, update: Any) -> None:
    """200 or 400 at the door; behind it no traceback, and no word to whoever is not let in but the greeting."""
    ref = bot.do(bot.newest())
    code = bot.do(deliver(bot, update))

    assert code in (200, 400), update
    bot.check(bot.do(bot.said_since(ref, ALICE)), update)
    assert all("허락받지 않은" in text for text in bot.do(bot.said_since(ref, BOB))), update
