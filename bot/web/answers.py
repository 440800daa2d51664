"""What the pages' handlers have in common: whose link it is, and answers in HTML."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from bot.access import allowed
from bot.commands.command import Who
from bot.i18n import retold, speak
from bot.services import Services
from bot.storage import users
from bot.storage.states import LinkPurpose
from bot.storage.tables import User
from bot.web import pages


async def owner_of(services: Services, token: str, purpose: LinkPurpose) -> User | None:
    """Whose link it is, and their language from here on; None too for somebody who is not let in any more."""
    user_id = await services.links.owner(token, purpose)
    if user_id is None:
        return None
    async with services.database.read() as session:
        user = await users.get(session, user_id)
    if user is None or not allowed(user, Who.ADMITTED):
        return None
    speak(user.language)
    return user


def html(page: str, status: int = 200) -> HTMLResponse:
    """A page that nobody keeps, frames, or learns an address from."""
    return HTMLResponse(page, status, headers=pages.HEADERS)


def note(words: tuple[str, str], status: int) -> HTMLResponse:
    """A page that only says something; with 200 it is the last one."""
    title, text = map(retold, words)
    return html(pages.note(title, text, done=status == 200), status)


def named(owner: User) -> str:
    """Whose chat it is, as the pages say it."""
    return f"{owner.name} ({owner.id})"
