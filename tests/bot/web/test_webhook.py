"""Updates that Telegram brings by itself."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
import time
from pathlib import Path

import pytest

from bot.storage import users
from tests.bot.house import ALICE, BOB, house

SECRET = "only-telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(text: str, number: int = 1, date: float = 1_790_000_000) -> dict[str, object]:
    """An update as Telegram sends it."""
    person = {"id": ALICE, "is_bot": False, "first_name": "앨리스"}
    chat = {"id": ALICE, "type": "private", "first_name": "앨리스"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": int(date), "chat": chat, "from": person, "text": text},
    }


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def webhook(port: int, database_url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "WEB_PORT": str(port),
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/hook",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }


async def test_the_local_chat_delivers_by_webhook(tmp_path: Path, database_file: str) -> None:
    """Told a webhook, Telegram comes by itself; the bot asks for no updates and answers as ever."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        await home.ask("도움", "도움")

        assert home.chat.requests("setWebhook")
        assert not home.chat.requests("getUpdates")


async def test_only_telegram_may_deliver(tmp_path: Path, database_file: str) -> None:
    """Without the secret, or with another one, an update is refused and nothing is said."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        before = home.said()
        codes = [
            (await home.web.post("/telegram/hook", json=update("도움"), headers=headers)).status_code
            for headers in ({}, {HEADER: "guess"}, {HEADER: SECRET + "x"}, {HEADER: ""})
        ]

        assert codes == [403] * 4
        assert (await home.web.post("/telegram/hook", json=update("도움"), headers={HEADER: SECRET})).status_code == 200
        await home.chat.wait_for(ALICE, "도움")
        assert before == []


async def test_a_secret_is_shown_once_and_compared_whole(
    tmp_path: Path, database_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two headers are none, the right one among them too; how much of a guess is right takes no time to tell."""
    compared: list[bytes] = []
    compare = hmac.compare_digest

    def watched(shown: bytes, secret: bytes) -> bool:
        if secret == SECRET.encode():
            compared.append(shown)
        return compare(shown, secret)

    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        twice = [(SECRET, SECRET), (SECRET, "guess"), ("guess", SECRET), (SECRET, "")]
        for pair in twice:
            answer = await home.web.post("/telegram/hook", json=update("도움"), headers=[(HEADER, one) for one in pair])
            assert answer.status_code == 403
        guesses = (SECRET[:-1] + "x", SECRET[:1], "x", SECRET + "x")
        monkeypatch.setattr("bot.web.app.hmac.compare_digest", watched)
        for guess in guesses:
            await home.web.post("/telegram/hook", json=update("도움"), headers={HEADER: guess})

        assert compared == [guess.encode() for guess in guesses]
        assert home.said() == []


async def test_an_update_comes_as_json(tmp_path: Path, database_file: str) -> None:
    """What calls itself something else is refused unread, though its bytes be an update; a charset changes nothing."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        sent = json.dumps(update("도움"))
        kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", "")
        for kind in kinds:
            headers = {HEADER: SECRET, "content-type": kind}
            assert (await home.web.post("/telegram/hook", content=sent, headers=headers)).status_code == 415, kind
        assert home.said() == []

        headers = {HEADER: SECRET, "content-type": "Application/JSON; charset=utf-8"}
        assert (await home.web.post("/telegram/hook", content=sent, headers=headers)).status_code == 200
        await home.chat.wait_for(ALICE, "도움")


async def test_what_is_no_update_is_refused(tmp_path: Path, database_file: str) -> None:
    """Broken JSON, another value, too much of it: refused, and the bot lives on."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        post = home.web.post
        bodies = {b"{": 400, b"[]": 400, b'{"update_id": "x"}': 200, b" " * (1024 * 1024 + 1): 413}
        bodies |= {
            b'{"a":' * 100_000: 400,
            b'{"update_id": 1, "message": {"message_id": 1, "date": 1e30, "chat": 1}}': 400,
        }
        for content, code in bodies.items():
            answer = await post("/telegram/hook", content=content, headers={HEADER: SECRET})
            assert answer.status_code == code, content[:20]

        await home.ask("도움", "도움")


async def test_what_others_can_read_is_not_answered(tmp_path: Path, database_file: str) -> None:
    """A chat that is not the sender's own, a channel, an edit, a bot, a business chat: nothing is done or told."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        said = update("정지")["message"]
        assert isinstance(said, dict)
        elsewhere = [
            {"message": {**said, "chat": {"id": BOB, "type": "private", "first_name": "밥"}}},
            {"message": {**said, "chat": {"id": -100, "type": "channel", "title": "x"}}},
            {"message": {**said, "from": {**said["from"], "is_bot": True}}},
            {"channel_post": said},
            {"business_message": said},
            {"edited_message": {**said, "edit_date": 1_790_000_001}},
        ]
        for number, one in enumerate(elsewhere, start=2):
            answer = await home.web.post("/telegram/hook", json={"update_id": number, **one}, headers={HEADER: SECRET})
            assert answer.status_code == 200
        await home.ask("도움", "도움")

        async with home.database.read() as session:
            user = await users.get(session, ALICE)
        assert user is not None
        assert (user.halted_at, user.chat_id) == (None, ALICE)
        assert len(home.said()) == 1


async def test_a_name_stays_in_its_line(tmp_path: Path, database_file: str) -> None:
    """A name with line breaks and marks that turn the text around cannot forge a line of an admin's list."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        sent = update("도움")
        assert isinstance(sent["message"], dict)
        sent["message"]["from"]["first_name"] = "앨\u202e리스\n• 밥 · 관리자\0"
        await home.web.post("/telegram/hook", json=sent, headers={HEADER: SECRET})
        await home.chat.wait_for(ALICE, "도움")

        async with home.database.read() as session:
            user = await users.get(session, ALICE)
        assert user is not None
        assert user.name == "앨리스• 밥 · 관리자"


async def test_an_answer_means_that_it_is_done(tmp_path: Path, database_file: str) -> None:
    """Telegram hears 200 when the line has been handled, or after half a second; brought again it is not done twice."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        took = []
        for number, seconds in ((1, 0.3), (2, 1.2), (2, 0)):
            if seconds:
                await home.simulator_fault(1, do="delay", seconds=seconds, path="inquire-price")
            began = time.monotonic()
            await home.web.post("/telegram/hook", json=update("삼성전자", number), headers={HEADER: SECRET})
            took.append(time.monotonic() - began)
        async with asyncio.timeout(5):
            while len(home.said()) < 2:  # noqa: ASYNC110 - seen in the chat
                await asyncio.sleep(0.01)
        await home.ask("도움", "도움")

        assert took[0] >= 0.3
        assert 0.5 <= took[1] < 1.2
        assert len(home.said()) == 3


async def test_an_order_that_waited_is_not_offered(tmp_path: Path, database_file: str) -> None:
    """Written while the bot was away: after two minutes its user is asked to send it again; 정지 holds however late."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        now = time.time()
        lines = (("매수 삼성전자 1 70000", 60), ("매수 삼성전자 2 70000", 190), ("정지", 9_000), ("정정 A1 7", 9_000))
        for number, (text, age) in enumerate(lines, start=1):
            sent = update(text, number, now - age)
            await home.web.post("/telegram/hook", json=sent, headers={HEADER: SECRET})
        await home.chat.wait_for(ALICE, "2시간 30분 전에 보낸 주문")

        told = "\n".join(home.said())
        assert "매수 확인" in told
        assert "3분 전에 보낸 주문이라 하지 않았어요" in told
        assert "2주" not in told
        assert home.bot.services.connections.gate(ALICE).closed
