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
PATH = "/connect/"
RESET = "/pin/"
_PATHS = {LinkPurpose.CONNECT: PATH, LinkPurpose.PIN_RESET: RESET}


class Links:
    """Makes links, and says whose a link is. `origin` is where people reach the bot's pages."""

    def __init__(self, database: Database, origin: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self.origin = origin
        self.now = now
        self._database = database

    async def create(self, user_id: int, purpose: LinkPurpose = LinkPurpose.CONNECT) -> str:
        """A new link; the user's earlier ones to the same page are void."""
        token = secrets.token_urlsafe(32)
        now = self.now()
        async with self._database.begin() as session:
            await links.prune(session, now)
            await links.add(session, token, user_id=user_id, purpose=purpose, expires_at=now + LIFE)
            event = "link.made" if purpose is LinkPurpose.CONNECT else "pin.link"
            await audit.note(session, event, user_id=user_id, now=now)
        return f"{self.origin}{_PATHS[purpose]}{token}"

    async def owner(self, token: str, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Whose link this is, without using it up; None if it is not good (any more)."""
        async with self._database.read() as session:
            return await links.peek(session, token, purpose=purpose, now=self.now())

    async def take(self, token: str, at: datetime, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Use a link up, which happens once; `at` is when its user pressed the button."""
        async with self._database.begin() as session:
            return await links.take(session, token, purpose=purpose, now=at)
