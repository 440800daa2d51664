"""Updates that Telegram brings by itself."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.bot.house import ALICE, house

SECRET = "only-telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(text: str, number: int = 1) -> dict[str, object]:
    """An update as Telegram sends it."""
    person = {"id": ALICE, "is_bot": False, "first_name": "앨리스"}
    chat = {"id": ALICE, "type": "private", "first_name": "앨리스"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": person, "text": text},
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


async def test_what_is_no_update_is_refused(tmp_path: Path, database_file: str) -> None:
    """Broken JSON, another value, too much of it: refused, and the bot lives on."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        post = home.web.post
        bodies = {b"{": 400, b"[]": 400, b'{"update_id": "x"}': 200, b" " * (1024 * 1024 + 1): 413}
        for content, code in bodies.items():
            answer = await post("/telegram/hook", content=content, headers={HEADER: SECRET})
            assert answer.status_code == code, content[:20]

        await home.ask("도움", "도움")
