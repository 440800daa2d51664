"""Master files on disk: the last good copy of each, which outlives the process and is shared by all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kis.market.clock import KST

_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as kept, and when it was loaded from KIS (KST)."""

    data: bytes
    loaded: datetime


class Store:
    """A folder with the files under their own names; the time of a file is when KIS had it so."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)

    def load(self, name: str) -> Kept | None:
        """Return a file, None if there is none that can be read."""
        try:
            with open(self._folder / name, "rb") as file:
                return Kept(file.read(), datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, KST))
        except (OSError, OverflowError, ValueError):
            return None

    def save(self, name: str, kept: Kept) -> None:
        """Put a file in the place of the last one, in one step. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}.{os.getpid()}.tmp"
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb") as file:
            file.write(kept.data)
            file.flush()
            os.fsync(file.fileno())
        os.utime(draft, (kept.loaded.timestamp(), kept.loaded.timestamp()))
        draft.replace(self._folder / name)
