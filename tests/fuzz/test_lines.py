"""Whatever is typed is answered by a sentence."""

from __future__ import annotations

from hypothesis import given

from bot.chat import Incoming
from bot.commands.router import Router
from bot.messenger import LIMIT, plain_text
from tests.bot.house import ALICE
from tests.bot.test_every_door import Edge
from tests.fuzz.counts import tries
from tests.fuzz.living import Living
from tests.fuzz.texts import LINE


async def say(bot: Living, text: str) -> list[str]:
    """Say it as Alice and return what is answered."""
    before = await bot.newest()
    edge = Edge()
    incoming = Incoming(ALICE, "데모", ALICE, private=True, text=text, message_id=999)
    await Router(bot.home.bot.services).take(incoming, edge)
    return [*await bot.said_since(before), *edge.told]


@tries(20)
@given(LINE)
def test_every_line_is_answered(bot: Living, line: str) -> None:
    """Each line gets an answer; none the one for mistakes of the bot's own, and none ends in a traceback."""
    said = bot.do(say(bot, line))

    bot.check(said, line)
    assert said
    assert all(len(plain_text(text).encode("utf-16-le")) <= 2 * LIMIT for text in said)
