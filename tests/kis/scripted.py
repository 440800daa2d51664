"""A small HTTP server that says what a test tells it to, over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN_PATH = "/oauth2/tokenP"


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.content)  # type: ignore[no-any-return]


@dataclass
class Say:
    """One answer: a JSON body or raw bytes, after a delay, none at all (`cut`), all but its end (`truncate`),
    or a byte at a time (`drip`)."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    delay: float = 0.0
    cut: bool = False
    truncate: int = 0
    hang: float = 0.0
    drip: float = 0.0

    def encode(self, now: datetime) -> bytes:
        content = self.raw if self.raw is not None else json.dumps(self.body, ensure_ascii=False).encode()
        lines = {
            "Date": format_datetime(now, usegmt=True),
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(content)),
            **self.headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        sent = f"HTTP/1.1 {self.status} OK\r\n{head}\r\n".encode() + content
        return sent[: len(sent) - self.truncate]


def ok(**blocks: Any) -> Say:
    """A success in KIS's envelope."""
    return Say({"rt_cd": "0", "msg_cd": "MCA00000", "msg1": "정상처리 되었습니다.   ", **blocks})


def refuse(code: str, words: str = "안 됩니다.", *, rt_cd: str = "1", status: int = 200) -> Say:
    """A refusal in KIS's envelope."""
    return Say({"rt_cd": rt_cd, "msg_cd": code, "msg1": words}, status=status)


class Scripted:
    """Answers each path from its own script, the last line of it for ever; tokens are handed out by themselves."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.issued = 0
        self.connections = 0
        self.arrived = asyncio.Event()
        self.origin = ""
        self._scripts: dict[str, deque[Say]] = {}

    def answer(self, path: str, *script: Say) -> None:
        self._scripts[path] = deque(script)

    def to(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (asked := await _read(reader)) is not None:
                self.asked.append(asked)
                self.arrived.set()
                say = self._say(asked)
                await asyncio.sleep(say.delay)
                if say.cut:
                    break
                await self._tell(say, writer)
                if say.truncate:
                    await asyncio.sleep(say.hang)
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _tell(self, say: Say, writer: asyncio.StreamWriter) -> None:
        content = say.encode(self.now())
        size = 1 if say.drip else len(content)
        for start in range(0, len(content), size):
            writer.write(content[start : start + size])
            await writer.drain()
            if say.drip:
                await asyncio.sleep(say.drip)

    def _say(self, asked: Asked) -> Say:
        script = self._scripts.get(asked.path)
        if script is None:
            return self._token() if asked.path == TOKEN_PATH else Say({}, status=404)
        return script.popleft() if len(script) > 1 else script[0]

    def _token(self) -> Say:
        self.issued += 1
        return Say({"access_token": f"fake-token-{self.issued}", "token_type": "Bearer", "expires_in": 86400})


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    content = await reader.readexactly(int(headers.get("content-length", 0)))
    url = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(url.query, keep_blank_values=True).items()}
    return Asked(method, url.path, query, headers, content)


@asynccontextmanager
async def serving() -> AsyncIterator[Scripted]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    scripted = Scripted()
    tasks: set[asyncio.Task[Any]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Awaitable[None]:
        task = asyncio.ensure_future(scripted.handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return task

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    scripted.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield scripted
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
