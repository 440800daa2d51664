"""Updates reach the bot: long polling, presses, webhook."""

import asyncio
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.listener import Listener
from bot.localchat import DEMO, Impossible, LocalChat

from . import contract
from .conftest import Client, keyboard

USER = DEMO.id


async def test_update_stays_until_confirmed(chat: LocalChat, call: Client) -> None:
    """An update comes again until a higher offset confirms it."""
    chat.say(USER, "/start 하나")
    chat.say(USER, "둘")
    first = await call("getUpdates", limit=1)
    again = await call("getUpdates")
    rest = await call("getUpdates", offset=again[0]["update_id"] + 1)

    assert [update["message"]["text"] for update in first] == ["/start 하나"]
    assert [update["message"]["text"] for update in again] == ["/start 하나", "둘"]
    assert [update["message"]["text"] for update in rest] == ["둘"]
    assert again[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_negative_offset_keeps_the_newest(chat: LocalChat, call: Client) -> None:
    """Offset -1 forgets all but the last update."""
    for text in ("하나", "둘", "셋"):
        chat.say(USER, text)

    assert [update["message"]["text"] for update in await call("getUpdates", offset=-1)] == ["셋"]


async def test_poll_waits_for_the_first(chat: LocalChat, call: Client) -> None:
    """A long poll answers at once when something happens, and empty when nothing does."""
    poll = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.02)
    chat.say(USER, "지금")
    started = time.monotonic()
    [update] = await poll

    assert update["message"]["text"] == "지금"
    assert time.monotonic() - started < 1
    assert await call("getUpdates", offset=update["update_id"] + 1, timeout=0) == []


async def test_second_poll_ends_the_first(chat: LocalChat, call: Client) -> None:
    """Two bots on one token: the older poll is told so."""
    older = asyncio.create_task(call.ask("getUpdates", timeout=5))
    await asyncio.sleep(0.02)
    newer = asyncio.create_task(call("getUpdates", timeout=5))
    status, answer = await older
    chat.say(USER, "x")

    assert status == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    assert len(await newer) == 1


async def test_only_asked_kinds_come(chat: LocalChat, call: Client) -> None:
    """Kinds outside allowed_updates are never queued."""
    await call("getUpdates", allowed_updates=["callback_query"])
    chat.say(USER, "안 들려요")

    assert await call("getUpdates") == []


async def test_long_message_arrives_in_pieces(chat: LocalChat, call: Client) -> None:
    """A phone splits 10,000 characters into messages of 4096."""
    chat.say(USER, "가" * 10_000)

    assert [len(update["message"]["text"]) for update in await call("getUpdates")] == [4096, 4096, 1808]


async def test_press_and_the_same_press_again(chat: LocalChat, call: Client) -> None:
    """A press brings button, message and person; again, it has a new update id and the same query."""
    sent = await call(
        "sendMessage", chat_id=USER, text="확인", reply_markup=keyboard([("✅ 매수 확정", "c:1"), ("취소", "d:1")])
    )
    query_id = chat.press(USER, "확정")
    chat.again(query_id)
    first, second = await call("getUpdates")

    assert first["callback_query"] == second["callback_query"]
    assert first["update_id"] < second["update_id"]
    assert first["callback_query"]["id"] == query_id
    assert first["callback_query"]["data"] == "c:1"
    assert first["callback_query"]["message"]["message_id"] == sent["message_id"]


async def test_newest_button_is_pressed(chat: LocalChat, call: Client) -> None:
    """Of equal buttons the newest is meant; a message id means that message."""
    old = await call("sendMessage", chat_id=USER, text="1", reply_markup=keyboard([("확정", "old")]))
    await call("sendMessage", chat_id=USER, text="2", reply_markup=keyboard([("확정", "new")]))
    chat.press(USER, "확정")
    chat.press(USER, "확정", message_id=old["message_id"])

    assert [update["callback_query"]["data"] for update in await call("getUpdates")] == ["new", "old"]


async def test_missing_button_says_what_is_there(chat: LocalChat, call: Client) -> None:
    """A press on nothing names the buttons there are."""
    await call("sendMessage", chat_id=USER, text="1", reply_markup=keyboard([("취소", "x")]))

    with pytest.raises(Impossible, match="취소"):
        chat.press(USER, "확정")


async def test_answer_becomes_a_toast_once(chat: LocalChat, call: Client) -> None:
    """The answer to a press is a toast; a second answer comes too late."""
    await call("sendMessage", chat_id=USER, text="1", reply_markup=keyboard([("확정", "x")]))
    query_id = chat.press(USER, "확정")
    await call("answerCallbackQuery", callback_query_id=query_id, text="보냈어요", show_alert=True)
    toast = await chat.wait_for_toast(USER, "보냈어요", timeout=1)

    assert toast.alert
    assert "query is too old" in await call.refusal("answerCallbackQuery", callback_query_id=query_id)


async def test_reply_keyboard_says_its_text(chat: LocalChat, call: Client) -> None:
    """A reply keyboard's button is a message."""
    await call("sendMessage", chat_id=USER, text="무엇을?", reply_markup={"keyboard": [["잔고", {"text": "미체결"}]]})
    chat.press(USER, "미체결")

    assert [update["message"]["text"] for update in await call("getUpdates")] == ["미체결"]


async def test_corrected_message(chat: LocalChat, call: Client) -> None:
    """A person who edits their message sends an edited_message."""
    said = chat.say(USER, "매수 삼성전자 1")
    chat.phones.correct(USER, said.message_id, "매수 삼성전자 2")

    assert (await call("getUpdates"))[-1]["edited_message"]["text"] == "매수 삼성전자 2"


async def test_wait_sees_edits_and_misses_aloud(chat: LocalChat, call: Client) -> None:
    """Waiting ends with the edit that brings the text; `after` looks past what stood before."""
    sent = await call("sendMessage", chat_id=USER, text="접수")
    seen = await chat.wait_for(USER, "접수", timeout=1)
    waiting = asyncio.create_task(chat.wait_for(USER, "체결", timeout=2, after=seen.seq))
    await asyncio.sleep(0)
    await call("editMessageText", chat_id=USER, message_id=sent["message_id"], text="전량 체결")

    assert (await waiting).message_id == sent["message_id"]
    with pytest.raises(TimeoutError, match="전량 체결"):
        await chat.wait_for(USER, "접수", timeout=0.01)


@contract.needs_contract
async def test_updates_hold_to_the_contract(chat: LocalChat, call: Client) -> None:
    """Every kind of update is a Bot API Update."""
    chat.say(USER, "/start #체결 https://k.example")
    chat.phones.correct(USER, 1, "고침")
    await call(
        "sendMessage", chat_id=USER, text="<b>확인</b>", parse_mode="HTML", reply_markup=keyboard([("확정", "x")])
    )
    chat.press(USER, "확정")
    chat.block(USER)
    updates = await call("getUpdates")

    assert [next(kind for kind in update if kind != "update_id") for update in updates] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert [contract.object_problems("Update", update) for update in updates] == [[]] * 4


class Receiver:
    """A bot's webhook that answers with the statuses it is given, then 200; `done` once `until` came."""

    def __init__(self, *statuses: int, until: str) -> None:
        self._statuses = list(statuses)
        self._until = until
        self.done = asyncio.Event()
        self.got: list[tuple[str | None, str]] = []
        self.app = Starlette(routes=[Route("/hook", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        update = await request.json()
        self.got.append((request.headers.get("x-telegram-bot-api-secret-token"), update["message"]["text"]))
        if update["message"]["text"] == self._until:
            self.done.set()
        return Response(status_code=self._statuses.pop(0) if self._statuses else 200)


async def test_webhook_delivers_in_order_until_taken(chat: LocalChat, call: Client) -> None:
    """Updates are posted with the secret, in order, again after a failure; polling is refused meanwhile."""
    receiver = Receiver(503, until="둘")
    listener = await Listener.open(receiver.app, "127.0.0.1", 0)
    await call("setWebhook", url=f"http://127.0.0.1:{listener.port}/hook", secret_token="s-1")
    chat.say(USER, "하나")
    chat.say(USER, "둘")
    polling = await call.refusal("getUpdates")
    async with asyncio.timeout(2):
        await receiver.done.wait()
    info = await call("getWebhookInfo")
    await call("deleteWebhook")
    await listener.close()

    assert receiver.got == [("s-1", "하나"), ("s-1", "하나"), ("s-1", "둘")]
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
    assert polling.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await call("getWebhookInfo"))["url"] == ""


async def test_close_does_not_wait_for_polls() -> None:
    """A waiting poll and an open page do not hold up the end."""
    async with LocalChat.serve() as chat:
        http = httpx.AsyncClient(base_url=chat.origin, trust_env=False)
        poll = asyncio.create_task(http.post(f"/bot{chat.token}/getUpdates", json={"timeout": 30}))
        page = asyncio.create_task(http.get("/_chat/events"))
        await asyncio.sleep(0.05)
        started = time.monotonic()
    took = time.monotonic() - started
    await asyncio.gather(poll, page, return_exceptions=True)
    await http.aclose()

    assert took < 0.5
