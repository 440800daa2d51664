"""Trouble on demand, and the doors that stay shut."""

import time

import httpx
import pytest

from bot.localchat import DEMO, Fault, LocalChat

from .conftest import Client

USER = DEMO.id


async def test_too_many_requests(chat: LocalChat, call: Client) -> None:
    """A 429 bears the seconds to wait; afterwards calls work again."""
    chat.fault(Fault(method="sendMessage", retry_after=3, times=2))
    answers = [await call.ask("sendMessage", chat_id=USER, text="x") for _ in range(3)]

    assert [status for status, _ in answers] == [429, 429, 200]
    assert answers[0][1] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }


async def test_status_for_one_chat(chat: LocalChat, call: Client) -> None:
    """A fault may mean one chat alone, and never the polling unless it is named."""
    chat.fault(Fault(chat_id=USER, status=502))
    polled, _ = await call.ask("getUpdates")
    status, answer = await call.ask("sendMessage", chat_id=USER, text="x")

    assert (polled, status, answer["description"]) == (200, 502, "Bad Gateway")


@pytest.mark.parametrize(("when", "said"), [("before", []), ("after", ["x"])])
async def test_dropped_connection(chat: LocalChat, call: Client, when: str, said: list[str]) -> None:
    """A dropped call was carried out or not, and the caller cannot tell."""
    chat.fault(Fault(method="sendMessage", drop="after" if when == "after" else "before"))
    with pytest.raises(httpx.RemoteProtocolError):
        await call.ask("sendMessage", chat_id=USER, text="x")

    assert [message.text for message in chat.transcript(USER)] == said


async def test_garbage_and_delay(chat: LocalChat, call: Client) -> None:
    """An answer may be no JSON, or late."""
    chat.fault(Fault(method="getMe", garbage=True))
    chat.fault(Fault(method="sendMessage", delay=0.05))
    with pytest.raises(ValueError, match="Expecting value"):
        await call.ask("getMe")
    started = time.monotonic()
    await call("sendMessage", chat_id=USER, text="x")

    assert time.monotonic() - started >= 0.05


async def test_faults_are_taken_back(chat: LocalChat, call: Client) -> None:
    """Cleared faults hit nobody."""
    chat.fault(Fault(status=500, times=5))
    chat.clear_faults()

    assert await call("getMe")


async def test_journal_tells_what_came(chat: LocalChat, call: Client) -> None:
    """Every call is written down in order, with its outcome and without file contents."""
    await call("sendMessage", chat_id=USER, text="x")
    await call.refusal("sendMessage", chat_id=5, text="y")
    await call.upload("sendDocument", {"document": ("a.txt", b"hello")}, chat_id=USER)
    first, second, third = chat.requests()

    assert (first.method, first.status, first.params["text"]) == ("sendMessage", 200, "x")
    assert (second.status, second.description) == (400, "Bad Request: chat not found")
    assert third.params["document"] == "<a.txt, 5 bytes>"
    assert first.at <= second.at <= third.at
    assert [request.number for request in chat.requests("sendMessage", after=1)] == [2]


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
async def test_broken_body(chat: LocalChat, http: httpx.AsyncClient, body: bytes) -> None:
    """A body that is not what it says is a bad request, not a crash."""
    headers = {"content-type": "application/json"}
    answer = await http.post(f"/bot{chat.token}/sendMessage", content=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["ok"] is False


async def test_wrong_types_are_refused(call: Client) -> None:
    """Parameters of the wrong shape are refused."""
    for markup in (5, [], {"inline_keyboard": "x"}, {"inline_keyboard": [["x"]]}, "{"):
        status, _ = await call.ask("sendMessage", chat_id=USER, text="x", reply_markup=markup)
        assert status == 400
    assert (await call.ask("editMessageText", chat_id=USER, message_id="x", text="y"))[0] == 400
    assert (await call.ask("sendMessage", chat_id=USER, text="x", reply_parameters=7))[0] == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "chat.example"])  # noqa: S104  refused, that is the point
async def test_only_this_machine(host: str) -> None:
    """The chat does not listen beyond this machine."""
    with pytest.raises(ValueError, match="this machine only"):
        async with LocalChat.serve(host):
            pass


async def test_port_in_use(chat: LocalChat) -> None:
    """A port in use is an OSError at once."""
    with pytest.raises(OSError, match="in use"):
        async with LocalChat.serve(port=int(chat.origin.rpartition(":")[2])):
            pass


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="as is"),
        pytest.param({"host": "evil.example"}, 403, id="rebound name"),
        pytest.param({"origin": "https://evil.example"}, 403, id="another site"),
        pytest.param({"origin": "null"}, 403, id="sandboxed page"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="cross-site"),
        pytest.param({"content-type": "text/plain"}, 403, id="plain form"),
    ],
)
async def test_other_pages_cannot_speak(
    chat: LocalChat, http: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    """Another web page in the person's browser cannot reach the control calls."""
    body = b'{"user": 1001, "text": "x"}'
    answer = await http.post("/_chat/say", content=body, headers={"content-type": "application/json", **headers})

    assert answer.status_code == status
    assert len(chat.transcript(USER)) == (1 if status == 200 else 0)


async def test_other_pages_cannot_read(http: httpx.AsyncClient) -> None:
    """Reading by a rebound name is refused, and every page bears a strict policy."""
    rebound = await http.get("/_chat/users", headers={"host": "evil.example:80"})
    page = await http.get("/")

    assert rebound.status_code == 403
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "style=" not in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_no_web_page_calls_the_bot_api_by_get(chat: LocalChat, site: str) -> None:
    """A picture's address on someone's page takes no updates; a link to the chat page may be followed."""
    chat.say(DEMO.id, "정지")
    async with httpx.AsyncClient(base_url=chat.origin, trust_env=False, headers={"sec-fetch-site": site}) as page:
        stolen = await page.get(f"/bot{chat.token}/getUpdates")
        followed = await page.get("/")

    assert (stolen.status_code, followed.status_code) == (403, 200)
    assert not chat.requests("getUpdates")
