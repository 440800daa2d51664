"""Stand-ins for what a scene of trading does without: the host's clock and Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.buttons import Rows


@dataclass
class Clock:
    """The host's time, moved by hand."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Silent:
    """Nothing is delivered: tests read the outbox."""

    async def send(self, chat_id: int, text: str, buttons: Rows, *, silent: bool, plain: bool, protected: bool) -> int:
        raise AssertionError("the dispatcher does not run")

    async def document(self, chat_id: int, name: str, content: bytes, *, silent: bool) -> int:
        raise AssertionError("the dispatcher does not run")

    async def photo(
        self, chat_id: int, content: bytes, caption: str, buttons: Rows, *, silent: bool, plain: bool
    ) -> int:
        raise AssertionError("the dispatcher does not run")

    async def edit_photo(
        self, chat_id: int, message_id: int, content: bytes, caption: str, buttons: Rows, *, plain: bool
    ) -> None:
        raise AssertionError("the dispatcher does not run")

    async def edit(self, chat_id: int, message_id: int, text: str, buttons: Rows, *, plain: bool) -> None:
        raise AssertionError("the dispatcher does not run")

    async def delete(self, chat_id: int, message_id: int) -> None:
        raise AssertionError("the dispatcher does not run")
