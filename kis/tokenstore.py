"""Where access tokens outlive the process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kis.credentials import fits_header
from kis.errors import Unreachable


@dataclass(frozen=True, slots=True)
class Token:
    """An access token (접근토큰) of one app key; times are the broker's, with a zone."""

    value: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime

    def left(self, now: datetime) -> timedelta:
        """How long it is still good."""
        return self.expires_at - now


class TokenStore(ABC):
    """Keeps one token for each `key_id` (see `Credentials.key_id`). Inherit to keep them elsewhere."""

    @abstractmethod
    async def load(self, key_id: str) -> Token | None:
        """Return the token as last saved, None if there is none."""

    @abstractmethod
    async def save(self, key_id: str, token: Token | None) -> None:
        """Keep a token; None forgets it."""

    def lock(self, key_id: str) -> AbstractAsyncContextManager[None]:
        """Keep other processes from asking for a token of this key. Nothing by default: one process."""
        return nullcontext()


class MemoryTokens(TokenStore):
    """For tests and scripts that run seldom: every process asks for a token of its own."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}

    async def load(self, key_id: str) -> Token | None:
        return self._tokens.get(key_id)

    async def save(self, key_id: str, token: Token | None) -> None:
        if token is None:
            self._tokens.pop(key_id, None)
        else:
            self._tokens[key_id] = token


class FileTokens(TokenStore):
    """A folder (mode 0700) with a file for each key (0600), replaced in one step; processes take turns by its lock."""

    def __init__(self, folder: Path | str, *, patience: float = 60.0) -> None:
        self._folder = Path(folder).expanduser()
        self._patience = patience

    async def load(self, key_id: str) -> Token | None:
        return await asyncio.to_thread(self._read, key_id)

    async def save(self, key_id: str, token: Token | None) -> None:
        await asyncio.to_thread(self._write, key_id, token)

    @asynccontextmanager
    async def lock(self, key_id: str) -> AsyncIterator[None]:
        """Take the key's turn among processes.

        Raises `Unreachable` if another process keeps it for too long.
        """
        handle = os.open(self._path(key_id, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            until = time.monotonic() + self._patience
            while not _locked(handle):
                if time.monotonic() > until:
                    raise Unreachable("다른 프로그램이 접근토큰을 받는 중이에요. 잠시 후 다시 시도해 주세요.")
                await asyncio.sleep(0.05)
            yield
        finally:
            os.close(handle)

    def _path(self, key_id: str, suffix: str) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder / f"{key_id}.{suffix}"

    def _read(self, key_id: str) -> Token | None:
        """A file that cannot be read as a token is as good as none; a new one is asked for."""
        try:
            kept = json.loads(self._path(key_id, "json").read_text("utf-8"))
            value, times = kept["value"], [datetime.fromisoformat(kept[key]) for key in ("issued_at", "expires_at")]
        except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
            return None
        whole = isinstance(value, str) and fits_header(value) and all(moment.tzinfo for moment in times)
        return Token(value, *times) if whole else None

    def _write(self, key_id: str, token: Token | None) -> None:
        path = self._path(key_id, "json")
        if token is None:
            path.unlink(missing_ok=True)
            return
        times = {"issued_at": token.issued_at.isoformat(), "expires_at": token.expires_at.isoformat()}
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({"value": token.value, **times}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


def _locked(handle: int) -> bool:
    """Lock an open file if nobody else has; closing it unlocks it."""
    if sys.platform == "win32":
        import msvcrt

        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl

    with contextlib.suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
