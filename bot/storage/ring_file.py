"""The key ring in a file, which may change while the bot runs: `keys rotate` needs no restart."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Self

from bot.errors import KeyRingError
from bot.storage.vault import KeyRing, KeyWrapper

log = logging.getLogger(__name__)

Mark = tuple[int, int, int]


def wrapper(ring: str, file: str) -> KeyWrapper:
    """What wraps data keys by the settings: the ring's text alone, or the file that it was read from."""
    return RingFile(Path(file), KeyRing.parse(ring)) if file else KeyRing.parse(ring)


class RingFile:
    """A `KeyWrapper` that looks, whenever it is asked, whether its file has changed, and reads it then.

    A file that cannot be read, or is half written, leaves the ring as it was.
    """

    def __init__(self, path: Path, ring: KeyRing) -> None:
        self._path = path
        self._ring = ring
        self._mark: Mark | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises `KeyRingError`, and `OSError` where there is no such file."""
        return cls(path, KeyRing.parse(path.read_text(encoding="utf-8")))

    def wrap(self, key: bytes, owner: str) -> tuple[str, bytes]:
        return self._current().wrap(key, owner)

    def unwrap(self, kid: str, wrapped: bytes, owner: str) -> bytes:
        return self._current().unwrap(kid, wrapped, owner)

    def _current(self) -> KeyRing:
        try:
            if (mark := _mark(self._path)) != self._mark:
                self._mark = mark
                self._ring = KeyRing.parse(self._path.read_text(encoding="utf-8"))
        except (OSError, UnicodeError, KeyRingError) as error:
            log.error("KEY_RING_FILE을 다시 읽지 못해 전에 읽은 키를 써요 (%s).", type(error).__name__)
        return self._ring


def _mark(path: Path) -> Mark:
    """What changes when somebody writes the file, or puts another in its place."""
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
