"""What counts as somebody's words or press, of everything that Telegram can bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram import Bot, Update

from bot.buttons import Stale
from bot.chat import Edge, Incoming
from bot.commands.router import Router
from bot.telegram import UPDATES, receive
from bot.views.inline import Article
from tests.bot.house import ALICE, BOB
from tests.fuzz.updates import CHATS, OTHERS, PEOPLE

PRIVATE, GROUP, SUPERGROUP, CHANNEL = CHATS[0], CHATS[2], CHATS[3], CHATS[4]
HERSELF, ANONYMOUS, TELEGRAM = PEOPLE[0], PEOPLE[2], PEOPLE[3]


@dataclass
class Taker:
    """Keeps what reaches the router."""

    taken: list[Incoming] = field(default_factory=list)

    async def take(self, incoming: Incoming, _: Edge) -> None:
        self.taken.append(incoming)

    async def suggest(self, _: Incoming) -> Sequence[Article]:
        """What is typed behind the bot's name says nothing to it."""
        return ()

    async def chose(self, _: Incoming, result_id: str) -> None:
        """Neither does what was chosen."""


async def taken(**update: Any) -> list[Incoming]:
    """What the router gets of this update."""
    taker = Taker()
    await receive(cast("Router", taker), Update.de_json({"update_id": 1, **update}, Bot("1:x")))
    return taker.taken


def said(text: str = "정지", **changes: Any) -> dict[str, Any]:
    """Alice's own line, in her own chat, but for these changes."""
    return {"message_id": 1, "date": 1_790_000_000, "chat": PRIVATE, "from": HERSELF, "text": text} | changes


@pytest.mark.parametrize(
    "update",
    [
        {"message": said(**{"from": ANONYMOUS, "chat": SUPERGROUP, "sender_chat": SUPERGROUP})},
        {"message": {key: value for key, value in said(chat=CHANNEL, sender_chat=CHANNEL).items() if key != "from"}},
        {"edited_message": said(edit_date=1_790_000_001)},
        {"channel_post": said(chat=CHANNEL)},
        {"edited_channel_post": said(chat=CHANNEL, edit_date=1_790_000_001)},
        {"business_message": said(business_connection_id="b")},
        {"edited_business_message": said(business_connection_id="b")},
        *({kind: value} for kind, value in OTHERS.items()),
    ],
    ids=lambda update: next(iter(update)),
)
async def test_what_nobody_has_said_to_the_bot(update: dict[str, Any]) -> None:
    """Anonymous admins, channels, edits, business chats, reactions, polls, membership, inline queries: nothing."""
    assert await taken(**update) == []


def test_no_other_kind_is_asked_for() -> None:
    """Telegram is told to bring these only; another kind needs its line in the tests here first."""
    assert set(UPDATES) == {"message", "callback_query", "inline_query", "chosen_inline_result"}


@pytest.mark.parametrize(
    "changes",
    [{"chat": GROUP}, {"chat": SUPERGROUP}, {"chat": CHATS[1]}, {"chat": GROUP, "migrate_to_chat_id": -1_001},
     {"chat": SUPERGROUP, "migrate_from_chat_id": -500}, {"chat": CHANNEL, "sender_chat": CHANNEL},
     {"chat": SUPERGROUP, "from": TELEGRAM, "is_automatic_forward": True}],
    ids=["group", "supergroup", "another's chat", "migrated", "after migration", "channel", "automatic forward"],
)  # fmt: skip
async def test_an_admitted_sender_elsewhere_is_not_private(changes: dict[str, Any]) -> None:
    """Whoever says it: where others read along it is no private line, and the router refuses it."""
    assert [one.private for one in await taken(message=said(**changes))] == [False]


@pytest.mark.parametrize(
    "changes",
    [{"via_bot": ANONYMOUS}, {"forward_origin": {"type": "user", "sender_user": PEOPLE[1], "date": 1_790_000_000}}],
    ids=["via a bot", "forwarded"],
)
async def test_what_is_passed_on_is_the_senders(changes: dict[str, Any]) -> None:
    """A line sent through another bot, or forwarded, counts for who has sent it and for nobody else."""
    assert [(one.user_id, one.private) for one in await taken(message=said(**changes))] == [(ALICE, True)]


async def test_a_press_counts_for_who_presses() -> None:
    """Bob's press on a message in Alice's chat is Bob's, and not private."""
    query = {"id": "1", "from": PEOPLE[1], "chat_instance": "c", "message": said(), "data": "confirm:1"}

    assert [(one.user_id, one.private) for one in await taken(callback_query=query)] == [(BOB, False)]


async def test_what_no_database_keeps_does_not_get_in() -> None:
    """NUL and half letters are replaced in words; in callback data, which a bad client writes, they match nothing."""
    (words,) = await taken(message=said("가\x00\ud800나"))
    query = {"id": "1", "from": HERSELF, "chat_instance": "c", "message": said(), "data": "confirm:1\x00"}
    (press,) = await taken(callback_query=query)

    assert words.text == "가\ufffd\ufffd나"
    assert isinstance(press.press, Stale)


@pytest.mark.parametrize(
    "broken",
    [{"chat": None}, {"text": 5}, {"message_id": "1"}, {"message_id": 2**70}, {"from": {**HERSELF, "id": "1001"}},
     {"from": {**HERSELF, "language_code": 5}}, {"chat": {**PRIVATE, "id": []}}],
    ids=["no chat", "text of numbers", "worded id", "huge id", "worded sender", "language", "listed chat"],
)  # fmt: skip
async def test_half_an_update_is_passed_over(broken: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """What the Bot API does not write is named in the log, without its content, and does nothing."""
    assert await taken(message={**said("비밀"), **broken}) == []
    assert "넘겨요" in caplog.text
    assert "비밀" not in caplog.text
