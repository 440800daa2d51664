"""Whatever callback data is pressed: a note on the screen, no mistake of the bot's own."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.router import Router
from bot.commands.table import PRESSES
from bot.storage.tables import Message
from tests.bot.house import ALICE
from tests.bot.test_every_door import Edge
from tests.fuzz.counts import tries
from tests.fuzz.living import Living

PREFIXES = [row.press.prefix for row in PRESSES]
VALUE = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(
        ["1", "0", "-1", "paper", "real", "005930", "buy", "sell", "70000", "all", "", "٣", "+1", "01", "1_0"]
    ),
    st.text(max_size=12),
)
BYTES = st.binary(max_size=64).map(lambda raw: raw.decode("utf-8", "replace"))
VALUES = st.lists(VALUE, max_size=4)
SHAPED = st.builds(lambda prefix, values: ":".join([prefix, *values]), st.sampled_from(PREFIXES), VALUES)
LINES = (
    "매수 삼성전자 1 70000", "삼성전자", "호가 삼성전자", "알림 삼성전자 90000 이상", "취소", "미체결", "알림", "한도",
    "연결 해제", "도움", "기록", "핀", "관리", "관리 공지 안녕", "잔고",
)  # fmt: skip
KEEP = ("unlink-yes", "expel-yes")
"""What would end the house."""


async def written(bot: Living) -> list[str]:
    """The callback data of every button that the bot has shown."""
    router = Router(bot.home.bot.services)
    for line in LINES:
        await router.take(Incoming(ALICE, "데모", ALICE, private=True, text=line, message_id=999), Edge())
    async with bot.home.database.read() as session:
        found: list[Any] = list(await session.scalars(select(Message.buttons)))
    return sorted({button["data"] for rows in found for row in rows for button in row if "data" in button})


def mutated(real: list[str]) -> st.SearchStrategy[str]:
    """A real one as it is, cut, with a letter changed, or with the values of another."""
    one = st.sampled_from(real)
    return st.one_of(
        one,
        st.builds(lambda data, at: data[:at], one, st.integers(0, 64)),
        st.builds(
            lambda data, at, letter: data[:at] + letter + data[at + 1 :], one, st.integers(0, 63), st.characters()
        ),
        st.builds(lambda data, other: f"{data.partition(':')[0]}:{other.partition(':')[2]}", one, one),
        st.builds(lambda prefix, data: f"{prefix}:{data.partition(':')[2]}", st.sampled_from(PREFIXES), one),
    )


async def press(bot: Living, data: str) -> tuple[list[str], list[str]]:
    """Press it as Alice; returns the toasts, and what was said."""
    before, edge = await bot.newest(), Edge()
    incoming = Incoming(ALICE, "데모", ALICE, private=True, message_id=999, press=Press.parse(data))
    await Router(bot.home.bot.services).take(incoming, edge)
    return edge.toasts, await bot.said_since(before)


@tries(1)
@given(st.data())
def test_every_press_is_answered(bot: Living, data: st.DataObject) -> None:
    """Random bytes, right prefixes with wrong values, real ones bent: a toast or a message, and no traceback."""
    strategy = st.one_of(BYTES, SHAPED, mutated(bot.do(written(bot))))
    for pressed in data.draw(st.lists(strategy, min_size=30, max_size=30)):
        if not pressed.startswith(KEEP):
            toasts, said = bot.do(press(bot, pressed))
            bot.check([*toasts, *said], pressed)
