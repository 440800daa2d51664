"""One-time links to the bot's own pages: five minutes, one use."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.outbox import utc_now
from bot.storage import audit, links
from bot.storage.database import Database
from bot.storage.states import LinkPurpose

LIFE = timedelta(minutes=5)
APPS = "/app/"
"""Where Mini Apps are opened."""
PATHS = {LinkPurpose.CONNECT: "/connect/", LinkPurpose.PIN_RESET: "/pin/", LinkPurpose.PAD: "/pad/"}


class Links:
    """Makes links, and says whose a link is.

    `origin` is where people reach the bot's pages; `apps` whether Telegram opens those as Mini Apps.
    """

    def __init__(
        self, database: Database, origin: str, *, apps: bool = False, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.origin = origin
        self.now = now
        self._apps = apps
        self._database = database

    def app(self, purpose: LinkPurpose) -> str | None:
        """Where Telegram opens a page as a Mini App; None if it does not, and a link has to do."""
        return f"{self.origin}{APPS}{purpose}" if self._apps else None

    async def create(self, user_id: int, purpose: LinkPurpose = LinkPurpose.CONNECT) -> str:
        """A new link; the user's earlier ones to the same page are void."""
        return f"{self.origin}{PATHS[purpose]}{await self.token(user_id, purpose)}"

    async def token(self, user_id: int, purpose: LinkPurpose) -> str:
        """The part of a new link that opens the page."""
        token = secrets.token_urlsafe(32)
        now = self.now()
        async with self._database.begin() as session:
            await links.prune(session, now)
            await links.add(session, token, user_id=user_id, purpose=purpose, expires_at=now + LIFE)
            rest = "pin.link" if purpose is LinkPurpose.PIN_RESET else "pin.page"
            event = "link.made" if purpose is LinkPurpose.CONNECT else rest
            await audit.note(session, event, user_id=user_id, now=now)
        return token

    async def owner(self, token: str, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Whose link this is, without using it up; None if it is not good (any more)."""
        async with self._database.read() as session:
            return await links.peek(session, token, purpose=purpose, now=self.now())

    async def take(self, token: str, at: datetime, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Use a link up, which happens once; `at` is when its user pressed the button."""
        async with self._database.begin() as session:
            return await links.take(session, token, purpose=purpose, now=at)
