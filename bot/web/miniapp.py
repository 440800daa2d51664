"""The bot's pages as Telegram Mini Apps.

Telegram opens a frame that anybody may see and that knows nobody. Its script reads the launch data that Telegram's app
has put behind the `#`, which no server sees, and sends it in a body; for right and fresh data, once, the user's page
comes back with a one-time token of its own. From there on it is the page that a one-time link opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route

from bot.access import allowed
from bot.commands.command import Who
from bot.errors import UserError
from bot.i18n import later, speak
from bot.locks import Locked, Unlock
from bot.services import Services
from bot.storage import launches, users
from bot.storage.states import LinkPurpose
from bot.storage.tables import User
from bot.web import body, launch, pages
from bot.web.answers import note
from bot.web.links import APPS

SCRIPT = Path(__file__).with_name("app.js")
BODY_LIMIT = 16 * 1024
"""Launch data, percent-encoded once more."""
UNLOCKED = frozenset({LinkPurpose.CONNECT})
"""What the PIN guards once there is one; the command that leads there asks for it too."""

NOT_TRUSTED = (
    later("열 수 없어요"),
    later("텔레그램에서 연 지 5분이 지났거나 이미 쓴 화면이에요. 채팅에서 단추를 다시 눌러 주세요."),
)
NOT_LET_IN = (later("열 수 없어요"), later("이 봇을 쓰도록 허락받은 사람만 열 수 있어요."))
LOCKED = (later("잠겨 있어요"), later("채팅에서 「풀기」로 잠금을 먼저 풀고 단추를 다시 눌러 주세요."))


class Page(Protocol):
    """A page that a token opens."""

    async def page(self, token: str, owner: User) -> HTMLResponse:
        """The page as it is first seen."""


class MiniApps:
    """Serves `/app/…`: the frames, their script, and the pages that launch data opens."""

    def __init__(self, services: Services, apps: Mapping[LinkPurpose, Page]) -> None:
        self._services = services
        self._apps = apps
        here = (services.settings.telegram_origin,) if services.settings.telegram_is_here else ()
        self._headers = pages.frame_headers(pages.TELEGRAM_WEB, *here)

    @property
    def routes(self) -> list[Route]:
        """A frame and a door for each Mini App."""
        script = Route(f"{APPS}{SCRIPT.name}", self._script, methods=["GET"])
        frames = [Route(f"{APPS}{purpose}", self._frame, methods=["GET"]) for purpose in self._apps]
        doors = [Route(f"{APPS}{purpose}", partial(self._open, purpose), methods=["POST"]) for purpose in self._apps]
        return [script, *frames, *doors]

    async def _frame(self, _: Request) -> HTMLResponse:
        return HTMLResponse(pages.frame(), headers=self._headers)

    async def _script(self, _: Request) -> FileResponse:
        return FileResponse(SCRIPT, media_type="text/javascript", headers=self._headers)

    async def _open(self, purpose: LinkPurpose, request: Request) -> HTMLResponse:
        """Exchange launch data for the user's page."""
        try:
            opened = launch.read(await _sent(request), self._services.settings.telegram_token, self._now())
        except launch.Untrusted:
            return note(NOT_TRUSTED, 403)
        async with self._services.database.begin() as session:
            user = await users.get(session, opened.user_id)
            if user is None or not allowed(user, Who.ADMITTED):
                return note(NOT_LET_IN, 403)
            speak(user.language)
            try:
                if purpose in UNLOCKED:
                    await Unlock.require_if_set(session, user.id, self._now())
            except Locked:
                return note(LOCKED, 403)
            if not await launches.take(
                session, opened.digest, user_id=user.id, expires_at=opened.expires_at, now=self._now()
            ):
                return note(NOT_TRUSTED, 403)
        try:
            token = await self._services.links.token(user.id, purpose)
        except UserError as error:
            return note((NOT_TRUSTED[0], str(error)), 429)
        return await self._apps[purpose].page(token, user)

    def _now(self) -> datetime:
        return self._services.links.now()


async def _sent(request: Request) -> str:
    """The launch data in the body. Raises `Untrusted` for what cannot be any."""
    try:
        fields = parse_qs((await body.read(request, BODY_LIMIT)).decode(), max_num_fields=1)
    except (body.TooLarge, body.TooSlow, ValueError):
        raise launch.Untrusted("the body") from None
    return fields.get("launch", [""])[0]
