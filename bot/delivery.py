"""What carries a message to its reader, and how that can fail.

DeliveryError
├── TryLater     no answer, or the server is in trouble: again, for as long as it takes
│   └── Flooded  429: again after so many seconds
├── Unreachable  the user has blocked the bot or is gone: nothing more to this chat
├── Gone         the message to edit is not there any more: say it anew
└── Refused      Telegram cannot take the text as it stands: without formatting, or not at all
"""

from __future__ import annotations

from typing import Protocol

from bot.buttons import Rows


class DeliveryError(Exception):
    """Base of all; the text is for the log."""


class TryLater(DeliveryError):
    """Telegram is out of reach or in trouble. The message may have arrived nevertheless."""


class Flooded(TryLater):
    """Too many messages."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class Unreachable(DeliveryError):
    """The user cannot be written to."""


class Gone(DeliveryError):
    """The message is not there or too old to be edited."""


class Refused(DeliveryError):
    """The text is not understood."""


class Messenger(Protocol):
    """Telegram, or a recording of what would have been said. Texts are HTML unless `plain`.

    Every method raises `DeliveryError`. An edit that changes nothing and the deletion of what is gone are successes.
    """

    async def send(self, chat_id: int, text: str, buttons: Rows, *, silent: bool, plain: bool, protected: bool) -> int:
        """Say something; returns the message's id. What is `protected` can be neither forwarded nor copied."""

    async def document(self, chat_id: int, name: str, content: bytes, *, silent: bool) -> int:
        """Send a file, which can be saved but not forwarded; returns the message's id."""

    async def photo(
        self, chat_id: int, content: bytes, caption: str, buttons: Rows, *, silent: bool, plain: bool
    ) -> int:
        """Show a picture, which may tell what somebody holds and is never forwarded; returns the message's id."""

    async def edit_photo(
        self, chat_id: int, message_id: int, content: bytes, caption: str, buttons: Rows, *, plain: bool
    ) -> None:
        """Show another picture instead, whether a picture or words stand there."""

    async def edit(self, chat_id: int, message_id: int, text: str, buttons: Rows, *, plain: bool) -> None:
        """Say something else instead. A picture does not turn back into words: that is `Gone`."""

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take it back."""
