"""One-time links to the bot's own pages: five minutes, one use, and so many for a user in a while."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import say
from bot.outbox import utc_now
from bot.storage import audit, links, users
from bot.storage.database import Database
from bot.storage.states import LinkPurpose

LIFE = timedelta(minutes=5)
SPAN = timedelta(minutes=10)
MOST = 10
"""Links to one page that a user gets within `SPAN`, and wrong entries there, whichever link they came by."""
TRIES = 5
"""Wrong entries before a link is used up."""
APPS = "/app/"
"""Where Mini Apps are opened."""
PATHS = {LinkPurpose.CONNECT: "/connect/", LinkPurpose.PIN_RESET: "/pin/", LinkPurpose.PAD: "/pad/",
         LinkPurpose.SETTINGS: "/settings/"}  # fmt: skip
MADE = {LinkPurpose.CONNECT: "link.made", LinkPurpose.PIN_RESET: "pin.link", LinkPurpose.PAD: "pin.page",
        LinkPurpose.SETTINGS: "settings.link"}  # fmt: skip
WRONG = {LinkPurpose.CONNECT: "link.wrong", LinkPurpose.PIN_RESET: "pin.link_wrong"}
"""Events of the trail, by which both are counted. Behind the pad stand the PIN's own tries."""


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
        """A new link; the user's earlier ones to the same page are void. Raises `UserError` for one too many."""
        return f"{self.origin}{PATHS[purpose]}{await self.token(user_id, purpose)}"

    async def token(self, user_id: int, purpose: LinkPurpose) -> str:
        """The part of a new link that opens the page. Raises `UserError` for one too many."""
        token = secrets.token_urlsafe(32)
        now = self.now()
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            await _allow(session, user_id, purpose, now)
            await links.prune(session, now)
            await links.add(session, token, user_id=user_id, purpose=purpose, expires_at=now + LIFE)
            await audit.note(session, MADE[purpose], user_id=user_id, now=now)
        return token

    async def wrong(self, token: str, user_id: int, purpose: LinkPurpose) -> bool:
        """Count a wrong entry; whether that uses the link up."""
        now = self.now()
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            await audit.note(session, WRONG[purpose], user_id=user_id, now=now)
            ends = await links.ends(session, token, purpose=purpose, now=now)
            if ends is None:
                return True
            here = await audit.count(session, user_id, WRONG[purpose], since=ends - LIFE)
            if here < TRIES and await audit.count(session, user_id, WRONG[purpose], since=now - SPAN) < MOST:
                return False
            await links.take(session, token, purpose=purpose, now=now)
        return True

    async def owner(self, token: str, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Whose link this is, without using it up; None if it is not good (any more)."""
        async with self._database.read() as session:
            return await links.peek(session, token, purpose=purpose, now=self.now())

    async def take(self, token: str, at: datetime, purpose: LinkPurpose = LinkPurpose.CONNECT) -> int | None:
        """Use a link up, which happens once; `at` is when its user pressed the button."""
        async with self._database.begin() as session:
            return await links.take(session, token, purpose=purpose, now=at)


async def _allow(session: AsyncSession, user_id: int, purpose: LinkPurpose, now: datetime) -> None:
    if purpose not in WRONG:
        return
    minutes = int(SPAN.total_seconds() // 60)
    if await audit.count(session, user_id, WRONG[purpose], since=now - SPAN) >= MOST:
        raise UserError(say("여러 번 틀려서 잠시 멈췄어요. {minutes}분 뒤에 다시 해 주세요.", minutes=minutes))
    if await audit.count(session, user_id, MADE[purpose], since=now - SPAN) >= MOST:
        raise UserError(say("주소를 여러 번 받으셨어요. {minutes}분 뒤에 다시 해 주세요.", minutes=minutes))
