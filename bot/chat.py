"""One update being handled: who, what was said or pressed, and how to answer.

Handlers see this and never Telegram's own types, so they do not know whether Telegram or the local chat page
is at the other end.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Press, Rows
from bot.services import Services
from bot.storage import messages
from bot.storage.tables import User

REPLY_LIFE = timedelta(minutes=3)
"""An answer to a question is not worth delivering later than this."""

P = TypeVar("P", bound=Press)
Also = Callable[[AsyncSession, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What arrived, free of Telegram's types. What was said may be a secret and stays out of the repr."""

    user_id: int
    user_name: str
    chat_id: int
    private: bool
    text: str = field(default="", repr=False)
    message_id: int = 0
    press: Press | None = None
    sent_at: datetime | None = None
    """When a message was sent, by Telegram's clock."""
    language: str = "ko"


class Edge(Protocol):
    """What is done at Telegram at once, past the outbox: for one update."""

    async def toast(self, text: str) -> None:
        """Answer the press with a short note on top of the screen; does nothing for a message."""

    async def forget(self) -> bool:
        """Delete the user's own message from the chat; whether it is gone."""

    async def tell(self, text: str) -> None:
        """Say something that the database cannot keep, or that must not wait. Lost if Telegram is away."""

    async def leave(self) -> None:
        """Leave the group."""


@dataclass(frozen=True, slots=True)
class Chat:
    """The handler's view of an update. `text` is what follows the command."""

    incoming: Incoming
    user: User
    text: str = field(repr=False)
    services: Services
    toast: Callable[[str], Awaitable[None]]
    """Answer the press with a short note on top of the screen; does nothing for a message."""
    forget: Callable[[], Awaitable[bool]]
    """Delete the user's own message from the chat (it held a secret); whether it is gone."""

    @property
    def words(self) -> list[str]:
        """`text` split at blanks."""
        return self.text.split()

    def press(self, kind: type[P]) -> P:
        """The press, which the router has matched to `kind`."""
        assert isinstance(self.incoming.press, kind)  # noqa: S101 - the router dispatches by this very type
        return self.incoming.press

    async def reply(
        self, text: str, buttons: Rows = (), *, lasting: bool = False, guarded: bool = False, also: Also | None = None
    ) -> int:
        """Send a new message and return its outbox ref; `lasting` for what must arrive however late.

        What is `guarded` (links, pads, holdings, the trail) can be neither forwarded nor copied.

        `also(session, ref)` writes what the message cannot do without: both are kept, or neither.
        """
        expires_at = None if lasting else datetime.now(UTC) + REPLY_LIFE
        outbox = self.services.outbox
        async with self.services.database.begin() as session:
            ref = await outbox.send(
                session, self.incoming.chat_id, text, buttons, guarded=guarded, expires_at=expires_at
            )
            if also is not None:
                await also(session, ref)
        return ref

    async def show(self, picture: bytes, caption: str, buttons: Rows = ()) -> None:
        """Send a picture (PNG) in a new message."""
        expires_at = datetime.now(UTC) + REPLY_LIFE
        async with self.services.database.begin() as session:
            await self.services.outbox.send_photo(
                session, self.incoming.chat_id, picture, caption, buttons, expires_at=expires_at
            )

    async def show_instead(self, picture: bytes, caption: str, buttons: Rows = ()) -> None:
        """Put a picture in place of the message whose button was pressed; a new one if it is not known (any more)."""
        chat_id, expires_at = self.incoming.chat_id, datetime.now(UTC) + REPLY_LIFE
        async with self.services.database.begin() as session:
            ref = await messages.ref_of(session, chat_id, self.incoming.message_id)
            if ref is not None:
                await self.services.outbox.edit_photo(
                    session, ref, picture, caption, buttons, chat_id=chat_id, expires_at=expires_at
                )
                return
        await self.show(picture, caption, buttons)

    async def edit(self, text: str, buttons: Rows = ()) -> None:
        """Rewrite the message whose button was pressed; say it anew if that message is not known (any more)."""
        async with self.services.database.begin() as session:
            ref = await messages.ref_of(session, self.incoming.chat_id, self.incoming.message_id)
            if ref is not None:
                await self.services.outbox.edit(session, ref, text, buttons)
                return
        await self.reply(text, buttons)
