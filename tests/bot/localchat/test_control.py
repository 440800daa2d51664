"""Control over HTTP: what tests outside the process and the page use."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.localchat import DEMO, LocalChat

from .conftest import Client, keyboard

USER = DEMO.id


async def post(http: httpx.AsyncClient, action: str, **body: Any) -> tuple[int, Any]:
    answer = await http.post(f"/_chat/{action}", json=body)
    return answer.status_code, answer.json()


async def test_conversation_over_http(call: Client, http: httpx.AsyncClient) -> None:
    """Say, press, press again, wait and read, all over HTTP."""
    await post(http, "say", user=USER, text="매수 삼성전자 10")
    await call("sendMessage", chat_id=USER, text="매수 확인", reply_markup=keyboard([("확정", "c:1")]))
    _, waited = await post(http, "wait", user=USER, text="확인", timeout=1)
    _, pressed = await post(http, "press", user=USER, text="확정")
    _, again = await post(http, "again", query_id=pressed["query_id"])
    await call("answerCallbackQuery", callback_query_id=pressed["query_id"], text="보냈어요")
    _, toasted = await post(http, "wait", user=USER, text="보냈", timeout=1, toast=True)
    seen = (await http.get("/_chat/transcript", params={"chat": USER})).json()
    requests = (await http.get("/_chat/requests", params={"method": "sendMessage"})).json()["requests"]

    assert waited["message"]["buttons"][0][0]["text"] == "확정"
    assert again["update_id"] > 0
    assert toasted["toast"]["text"] == "보냈어요"
    assert [message["text"] for message in seen["messages"]] == ["매수 삼성전자 10", "매수 확인"]
    assert [toast["text"] for toast in seen["toasts"]] == ["보냈어요"]
    assert [request["params"]["text"] for request in requests] == ["매수 확인"]


async def test_people_and_groups_come_in(chat: LocalChat, http: httpx.AsyncClient) -> None:
    """New people, blocks and groups are told in one list."""
    await post(http, "users", id=7, name="관리자")
    await post(http, "groups", user=7, id=-5, title="단톡")
    _, listed = await post(http, "block", user=7, blocked=True)

    assert listed == (await http.get("/_chat/users")).json()
    assert listed["people"][1] == {"id": 7, "name": "관리자", "blocked": True}
    assert listed["groups"] == [{"id": -5, "title": "단톡"}]


async def test_fault_over_http(call: Client, http: httpx.AsyncClient) -> None:
    """A fault set over HTTP hits and can be taken back."""
    await post(http, "fault", method="getMe", retry_after=1)
    status, _ = await call.ask("getMe")
    await post(http, "fault", status=500, times=9)
    await post(http, "fault", clear=True)

    assert status == 429
    assert await call("getMe")


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        pytest.param("say", {"user": 9, "text": "x"}, 404, id="no such person"),
        pytest.param("say", {"user": USER}, 400, id="no text"),
        pytest.param("say", {"user": USER, "text": " "}, 404, id="nothing to say"),
        pytest.param("press", {"user": USER, "text": "확정"}, 404, id="no such button"),
        pytest.param("again", {"query_id": "1"}, 404, id="no such press"),
        pytest.param("wait", {"user": USER, "text": "x", "timeout": 0.01}, 408, id="nothing came"),
        pytest.param("fault", {"drop": "sideways"}, 400, id="unknown fault"),
        pytest.param("dance", {}, 404, id="no such call"),
    ],
)
async def test_bad_calls(http: httpx.AsyncClient, action: str, body: dict[str, Any], status: int) -> None:
    """A wrong call says what is wrong."""
    answered, answer = await post(http, action, **body)

    assert answered == status
    assert answer["error"]


async def test_events_begin_with_a_snapshot(chat: LocalChat, http: httpx.AsyncClient) -> None:
    """The stream tells what stands, then what changes."""
    chat.say(USER, "먼저")
    kinds = []
    async with asyncio.timeout(2), http.stream("GET", "/_chat/events") as stream:
        async for line in stream.aiter_lines():
            if not line:
                continue
            event = json.loads(line.removeprefix("data: "))
            kinds.append((event["kind"], event.get("message", {}).get("text")))
            if event["kind"] == "snapshot":
                assert event["chats"][str(USER)]["messages"][0]["text"] == "먼저"
                chat.say(USER, "나중")
            else:
                break

    assert kinds == [("snapshot", None), ("message", "나중")]


async def test_slow_page_is_cut_off(chat: LocalChat) -> None:
    """A page that does not read is dropped instead of filling the memory."""
    with chat.messenger.feed.listen() as queue:
        for number in range(1_200):
            chat.messenger.feed.tell("action", {"chat_id": number})

        assert queue.qsize() == 1_001
        assert not chat.messenger.feed.listening
