"""Bot API methods over HTTP: what they do, what they refuse."""

import httpx
import pytest

from bot.localchat import DEMO, Group, LocalChat, Person

from .conftest import Client, keyboard, png

USER = DEMO.id


async def test_message_is_kept_with_its_entities(chat: LocalChat, call: Client) -> None:
    """A message keeps plain text, entities and buttons, and the bot gets them back."""
    sent = await call(
        "sendMessage",
        chat_id=USER,
        text=" <b>매수</b> 확인 ",
        parse_mode="HTML",
        reply_markup=keyboard([("확정", "c:1")]),
    )
    [message] = chat.transcript(USER)

    assert (message.text, message.entities) == ("매수 확인", ({"type": "bold", "offset": 0, "length": 2},))
    assert [button.text for button in message.buttons] == ["확정"]
    assert sent["chat"] == {"id": USER, "type": "private", "first_name": "데모"}
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "c:1"


async def test_form_query_and_any_case(chat: LocalChat, http: httpx.AsyncClient) -> None:
    """Parameters come as a form or in the address; the method's case does not matter."""
    base = f"/bot{chat.token}"
    await http.post(f"{base}/SENDMESSAGE", data={"chat_id": str(USER), "text": "폼"})
    await http.get(f"{base}/sendmessage", params={"chat_id": USER, "text": "주소"})

    assert [message.text for message in chat.transcript(USER)] == ["폼", "주소"]
    assert [request.method for request in chat.requests()] == ["sendMessage", "sendMessage"]


LONG = "가" * 4097


REFUSALS = {
    "stranger": ("sendMessage", {"chat_id": 5, "text": "x"}, "chat not found"),
    "chat by name": ("sendMessage", {"chat_id": "@x", "text": "x"}, "chat not found"),
    "no chat": ("sendMessage", {"chat_id": None, "text": "x"}, "chat_id is empty"),
    "empty": ("sendMessage", {"text": " "}, "message text is empty"),
    "too long": ("sendMessage", {"text": LONG}, "message is too long"),
    "unknown mode": ("sendMessage", {"text": "x", "parse_mode": "Foo"}, "unsupported parse_mode"),
    "reply to nothing": (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    "edit nothing": ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
    "edit too long": ("editMessageText", {"message_id": 1, "text": LONG}, "MESSAGE_TOO_LONG"),
    "edit theirs": ("editMessageText", {"message_id": 2, "text": "x"}, "message can't be edited"),
    "no caption": ("editMessageCaption", {"message_id": 1}, "there is no caption in the message to edit"),
    "delete nothing": ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    "delete none": ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
    "unknown action": ("sendChatAction", {"action": "jump"}, "wrong parameter action in request"),
    "leave a person": ("leaveChat", {}, "chat member status can't be changed in private chats"),
    "unknown query": (
        "answerCallbackQuery",
        {"callback_query_id": "5"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    "unknown file": ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    "no photo": ("sendPhoto", {}, "there is no photo in the request"),
    "Korean command": ("setMyCommands", {"commands": [{"command": "매수"}]}, "BOT_COMMAND_INVALID"),
}


@pytest.mark.parametrize(("method", "params", "reason"), REFUSALS.values(), ids=REFUSALS)
async def test_refusals(chat: LocalChat, call: Client, method: str, params: dict[str, object], reason: str) -> None:
    """What Telegram refuses is refused, in its words."""
    await call("sendMessage", chat_id=USER, text="첫째")
    chat.say(USER, "둘째")

    assert await call.ask(method, **{"chat_id": USER, **params}) == (
        400,
        {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"},
    )


async def test_unknown_method(call: Client) -> None:
    """A method that does not exist is not found."""
    assert await call.refusal("flyToMoon") == "Not Found"


async def test_wrong_token(http: httpx.AsyncClient) -> None:
    """A wrong token is turned away."""
    answer = await http.post("/bot1:wrong/getMe")

    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        pytest.param({"callback_data": "가" * 22}, "BUTTON_DATA_INVALID", id="66 bytes"),
        pytest.param({"callback_data": ""}, "BUTTON_DATA_INVALID", id="no data"),
        pytest.param(
            {},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="no action",
        ),
        pytest.param({"callback_data": "a", "url": "https://k.example"}, "BUTTON_TYPE_INVALID", id="two actions"),
        pytest.param(
            {"callback_data": "a", "style": "pink"},
            "can't parse inline keyboard button: invalid button style specified",
            id="style",
        ),
        pytest.param({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID", id="copies too much"),
        pytest.param(
            {"url": "http://localhost/x"},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
            id="localhost",
        ),
        pytest.param(
            {"web_app": {"url": "http://1.2.3.4/"}},
            "inline keyboard button Web App URL 'http://1.2.3.4/' is invalid: Only HTTPS links are allowed",
            id="web app without TLS",
        ),
    ],
)
async def test_bad_buttons(call: Client, button: dict[str, object], reason: str) -> None:
    """A keyboard Telegram would not take is refused."""
    markup = {"inline_keyboard": [[{"text": "버튼", **button}]]}

    assert await call.refusal("sendMessage", chat_id=USER, text="x", reply_markup=markup) == f"Bad Request: {reason}"


async def test_too_many_buttons(call: Client) -> None:
    """A hundred buttons are the most."""
    many = keyboard(*[[("x", "y")] for _ in range(101)])

    assert "too long" in await call.refusal("sendMessage", chat_id=USER, text="x", reply_markup=many)


async def test_edit_in_place(chat: LocalChat, call: Client) -> None:
    """An edit replaces text and keyboard, remembers what stood there, and refuses to change nothing."""
    sent = await call("sendMessage", chat_id=USER, text="접수", reply_markup=keyboard([("취소", "x")]))
    where = {"chat_id": USER, "message_id": sent["message_id"]}
    await call("editMessageText", **where, text="전량 체결")
    same = await call.refusal("editMessageText", **where, text="전량 체결 ")
    [message] = chat.transcript(USER)

    assert (message.text, message.versions, message.buttons) == ("전량 체결", ("접수",), ())
    assert same.startswith("Bad Request: message is not modified: ")


async def test_keyboard_alone_is_edited(chat: LocalChat, call: Client) -> None:
    """A keyboard changes without the text."""
    sent = await call("sendMessage", chat_id=USER, text="카드", reply_markup=keyboard([("하나", "1")]))
    await call(
        "editMessageReplyMarkup", chat_id=USER, message_id=sent["message_id"], reply_markup=keyboard([("둘", "2")])
    )

    assert [button.text for button in chat.transcript(USER)[0].buttons] == ["둘"]


async def test_deleted_messages_are_marked(chat: LocalChat, call: Client) -> None:
    """The bot may delete what a person wrote; the transcript still tells."""
    secret = chat.say(USER, "비밀")
    await call("deleteMessage", chat_id=USER, message_id=secret.message_id)
    other = await call("sendMessage", chat_id=USER, text="나")
    await call("deleteMessages", chat_id=USER, message_ids=[other["message_id"], 999])

    assert [message.deleted for message in chat.transcript(USER)] == [True, True]


async def test_picture_goes_out_and_changes(chat: LocalChat, call: Client, http: httpx.AsyncClient) -> None:
    """A picture is measured, can be fetched as a file, and be replaced in place."""
    sent = await call.upload(
        "sendPhoto", {"photo": ("c.png", png(40, 30))}, chat_id=USER, caption="<i>차트</i>", parse_mode="HTML"
    )
    photo = sent["photo"][-1]
    file = await call("getFile", file_id=photo["file_id"])
    data = await http.get(f"/file/bot{chat.token}/{file['file_path']}")
    media = '{"type":"photo","media":"attach://fresh","caption":"새 차트"}'
    await call.upload(
        "editMessageMedia", {"fresh": ("d.png", png(8, 8))}, chat_id=USER, message_id=sent["message_id"], media=media
    )
    [message] = chat.transcript(USER)

    assert (photo["width"], photo["height"], sent["caption"]) == (40, 30, "차트")
    assert data.content == png(40, 30)
    assert message.file is not None
    assert (message.file.width, message.text) == (8, "새 차트")


async def test_document_and_bad_picture(chat: LocalChat, call: Client, http: httpx.AsyncClient) -> None:
    """A document keeps its name and is never shown inline; what is no picture is no photo."""
    sent = await call.upload("sendDocument", {"document": ("매매.html", b"<script>")}, chat_id=USER)
    again = await call("sendDocument", chat_id=USER, document=sent["document"]["file_id"])
    page = await http.get(f"/_chat/file/{again['document']['file_id']}")
    bad = await http.post(f"/bot{chat.token}/sendPhoto", data={"chat_id": str(USER)}, files={"photo": ("x.png", b"no")})

    assert sent["document"]["file_name"] == "매매.html"
    assert page.headers["content-disposition"] == "attachment"
    assert page.headers["content-type"] == "application/octet-stream"
    assert bad.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_command_menu_by_scope_and_language(chat: LocalChat, call: Client) -> None:
    """A person sees the narrowest menu in their language."""
    english, korean = [{"command": "buy", "description": "Buy"}], [{"command": "buy", "description": "매수"}]
    admin = [{"command": "admit", "description": "허락"}]
    await call("setMyCommands", commands=english)
    await call("setMyCommands", commands=korean, language_code="ko")
    await call("setMyCommands", commands=admin, scope={"type": "chat", "chat_id": 7})
    chat.add_person(Person(7, "관리자"))
    chat.add_person(Person(8, "Ann", "en"))

    assert [chat.menu(user)["commands"] for user in (USER, 7, 8)] == [korean, admin, english]
    assert await call("getMyCommands") == english


async def test_blocked_and_never_started(chat: LocalChat, call: Client) -> None:
    """The bot cannot write to someone who blocked it, nor to someone who never wrote to it."""
    chat.add_person(Person(7, "새사람", started=False))
    chat.block(USER)
    blocked = await call.ask("sendMessage", chat_id=USER, text="x")
    early = await call.refusal("sendMessage", chat_id=7, text="x")
    chat.say(7, "/start")
    chat.block(USER, blocked=False)

    assert blocked[0] == 403
    assert blocked[1]["description"] == "Forbidden: bot was blocked by the user"
    assert early == "Forbidden: bot can't initiate conversation with a user"
    assert await call("sendMessage", chat_id=7, text="x")
    assert await call("sendMessage", chat_id=USER, text="x")


async def test_group_is_left(chat: LocalChat, call: Client) -> None:
    """After leaving a group the bot neither hears nor speaks there."""
    chat.add_group(Group(-100500, "단톡"))
    chat.say(USER, "안녕", chat_id=-100500)
    heard = await call("getUpdates")
    await call("leaveChat", chat_id=-100500)
    chat.say(USER, "듣나?", chat_id=-100500)
    after = await call("getUpdates", offset=heard[-1]["update_id"] + 1)

    assert [kind for update in heard for kind in update if kind != "update_id"] == ["my_chat_member", "message"]
    assert heard[-1]["message"]["chat"] == {"id": -100500, "type": "supergroup", "title": "단톡"}
    assert after == []
    assert await call.refusal("sendMessage", chat_id=-100500, text="x") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_reaction(chat: LocalChat, call: Client) -> None:
    """A reaction lands on the message."""
    said = chat.say(USER, "고마워")
    await call(
        "setMessageReaction", chat_id=USER, message_id=said.message_id, reaction=[{"type": "emoji", "emoji": "👍"}]
    )

    assert chat.transcript(USER)[0].reactions == ("👍",)


async def test_memory_is_bounded(chat: LocalChat) -> None:
    """A chat keeps its newest 500 messages."""
    for number in range(510):
        chat.say(USER, str(number))

    assert [message.text for message in chat.transcript(USER)][:1] == ["10"]
    assert len(chat.transcript(USER)) == 500
