"""A local chat on a free port, and a client that speaks plain HTTP to it."""

import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.localchat import LocalChat


class Client:
    """Calls Bot API methods with a JSON body and returns (status, answer)."""

    def __init__(self, chat: LocalChat, http: httpx.AsyncClient) -> None:
        self.http = http
        self._base = f"/bot{chat.token}/"

    async def __call__(self, method: str, **params: Any) -> Any:
        """Return the result; fails the test if the call was refused."""
        status, answer = await self.ask(method, **params)
        assert status == 200, answer
        return answer["result"]

    async def ask(self, method: str, **params: Any) -> tuple[int, Any]:
        answer = await self.http.post(self._base + method, json=params)
        return answer.status_code, answer.json()

    async def refusal(self, method: str, **params: Any) -> str:
        """Return the description of a refusal."""
        status, answer = await self.ask(method, **params)
        assert answer["ok"] is False
        assert answer["error_code"] == status
        return str(answer["description"])

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Any:
        answer = await self.http.post(self._base + method, data=params, files=files)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat.serve() as served:
        yield served


@pytest.fixture
async def http(chat: LocalChat) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=chat.origin, trust_env=False, timeout=5) as client:
        yield client


@pytest.fixture
def call(chat: LocalChat, http: httpx.AsyncClient) -> Client:
    return Client(chat, http)


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    """Return an inline keyboard of (text, callback data) rows."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}
