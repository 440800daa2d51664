"""Telegram as the outbox sees it: a real PTB bot against a Bot API server, over HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.buttons import Button, Rows, Style
from bot.delivery import Flooded, Gone, Refused, TryLater, Unreachable
from bot.localchat import DEMO, Fault, LocalChat
from bot.messenger import CAPTION_LIMIT, LIMIT, TelegramMessenger, cut, plain_text
from tests.bot.localchat.contract import needs_contract, request_problems

USER = DEMO.id
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
"""One pixel."""
CARD: Rows = (
    (Button("확정", data="confirm:1", style=Style.RED), Button("취소", data="drop:1")),
    (Button("차트", url="https://example.com/"),),
)


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat.serve() as served:
        yield served


@pytest.fixture
async def messenger(chat: LocalChat) -> AsyncIterator[TelegramMessenger]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False}, read_timeout=0.5)
    async with Bot(chat.token, base_url=f"{chat.origin}/bot", request=request) as bot:
        yield TelegramMessenger(bot)


async def send(messenger: TelegramMessenger, text: str = "<b>70,000</b>원", *, plain: bool = False) -> int:
    return await messenger.send(USER, text, CARD, silent=False, plain=plain, protected=False)


async def test_card_arrives_in_colour(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """Text, callback data, links and colours reach the phone as they were meant."""
    message_id = await send(messenger)
    (shown,) = chat.transcript(USER)

    assert (shown.message_id, shown.text) == (message_id, "70,000원")
    (request,) = chat.requests("sendMessage")
    assert request.params["parse_mode"] == "HTML"
    assert json.loads(request.params["reply_markup"])["inline_keyboard"] == [
        [
            {"text": "확정", "callback_data": "confirm:1", "style": "danger"},
            {"text": "취소", "callback_data": "drop:1"},
        ],
        [{"text": "차트", "url": "https://example.com/"}],
    ]


async def test_edit_in_place(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """An edit replaces text and buttons; the same edit again is a success."""
    message_id = await send(messenger)
    for _ in range(2):
        await messenger.edit(USER, message_id, "전량 체결", (), plain=False)

    (shown,) = chat.transcript(USER)
    assert shown.text == "전량 체결"


async def test_deleted_message(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """What is gone cannot be edited, and deleting it again is a success."""
    message_id = await send(messenger)
    for _ in range(2):
        await messenger.delete(USER, message_id)

    assert [shown.deleted for shown in chat.transcript(USER)] == [True]
    with pytest.raises(Gone):
        await messenger.edit(USER, message_id, "x", (), plain=False)


async def test_pictures_in_place(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """A picture arrives with its caption, another takes its place, and the same again is a success."""
    message_id = await messenger.photo(USER, PNG, "<b>카카오</b>", CARD, silent=False, plain=False)
    (first,) = chat.transcript(USER)
    for _ in range(2):
        await messenger.edit_photo(USER, message_id, PNG, "주봉", (), plain=False)
    (shown,) = chat.transcript(USER)

    assert (first.text, len(first.rows)) == ("카카오", 2)
    assert (shown.message_id, shown.text, shown.rows) == (message_id, "주봉", ())
    assert shown.file is not None
    assert (shown.file.width, shown.file.height) == (1, 1)


async def test_words_turn_into_a_picture_but_not_back(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """Telegram puts a picture where words stood; words do not take a picture's place, they are said anew."""
    message_id = await send(messenger)
    await messenger.edit_photo(USER, message_id, PNG, "그림", (), plain=False)

    with pytest.raises(Gone):
        await messenger.edit(USER, message_id, "말", (), plain=False)
    assert chat.transcript(USER)[0].file is not None


@needs_contract
async def test_pictures_are_sent_as_the_bot_api_wants(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """Both requests hold against Telegram's own description of them."""
    message_id = await messenger.photo(USER, PNG, "<b>카카오</b>", CARD, silent=True, plain=False)
    await messenger.edit_photo(USER, message_id, PNG, "주봉", CARD, plain=False)

    for method in ("sendPhoto", "editMessageMedia"):
        (request,) = chat.requests(method)
        assert request_problems(method, request.params, request.files) == []


async def test_long_caption_is_cut(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """A caption over Telegram's limit is cut rather than refused."""
    await messenger.photo(USER, PNG, "<b>가</b>" * 2_000, (), silent=False, plain=False)

    assert len(chat.transcript(USER)[0].text) == CAPTION_LIMIT


async def test_markup_that_cannot_be_read(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """A stray bracket is refused as HTML and arrives as plain text, as the reader would have seen it."""
    with pytest.raises(Refused):
        await send(messenger, "<b>a < b</b> &amp; c")
    await send(messenger, "<b>a < b</b> &amp; c", plain=True)

    assert [shown.text for shown in chat.transcript(USER)] == ["a < b & c"]


@pytest.mark.parametrize(
    ("fault", "meant"),
    [
        pytest.param(Fault(retry_after=3), Flooded, id="429"),
        pytest.param(Fault(status=500), TryLater, id="500"),
        pytest.param(Fault(status=502), TryLater, id="502"),
        pytest.param(Fault(garbage=True), TryLater, id="no JSON"),
        pytest.param(Fault(drop="before"), TryLater, id="connection cut"),
        pytest.param(Fault(delay=1.0), TryLater, id="no answer in time"),
        pytest.param(Fault(status=401), TryLater, id="token revoked"),
        pytest.param(
            Fault(status=403, description="Forbidden: bot was blocked by the user"), Unreachable, id="blocked"
        ),
        pytest.param(Fault(status=400, description="Bad Request: chat not found"), Unreachable, id="no such chat"),
        pytest.param(Fault(status=400, description="Bad Request: message text is empty"), Refused, id="refused"),
    ],
)
async def test_trouble_is_named(
    chat: LocalChat, messenger: TelegramMessenger, fault: Fault, meant: type[Exception]
) -> None:
    """Each kind of trouble is named after what the outbox does next."""
    chat.fault(fault)
    with pytest.raises(meant) as caught:
        await send(messenger)

    assert type(caught.value) is meant
    if isinstance(caught.value, Flooded):
        assert caught.value.seconds == 3


async def test_long_text_is_cut_at_a_line(chat: LocalChat, messenger: TelegramMessenger) -> None:
    """A text over Telegram's limit arrives cut at the end of a line rather than not at all."""
    await send(messenger, "\n".join(f"<b>{number}</b> 삼성전자 70,000원" for number in range(1_000)))

    (shown,) = chat.transcript(USER)
    assert 3_900 < len(shown.text) <= LIMIT
    assert shown.text.endswith("원…")


def test_cut_counts_as_telegram_does() -> None:
    """Telegram counts UTF-16 units: an emoji is two, and none is torn apart."""
    room = cut("🔔" * 4_096)

    assert len(room.encode("utf-16-le")) <= 2 * LIMIT
    assert room == "🔔" * 2_047 + "…"


def test_plain_text_takes_only_tags_for_tags() -> None:
    """Signs of comparison are not tags."""
    assert plain_text('<a href="x">1</a> < 2 > 1 &lt;b&gt;') == "1 < 2 > 1 <b>"
