"""A forgotten PIN: removed by whoever has the link and knows what the chat never shows, the account's app secret."""

from __future__ import annotations

from hmac import compare_digest
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.i18n import later, say
from bot.services import Services
from bot.storage import credentials
from bot.storage.states import LinkPurpose
from bot.storage.tables import User
from bot.views import locks as views
from bot.web import body, pages
from bot.web.answers import html, named, note, owner_of

BODY_LIMIT = 4 * 1024

GONE = (
    later("쓸 수 없는 주소예요"),
    later("이미 썼거나 5분이 지난 주소예요. 채팅에서 「핀 초기화」라고 다시 보내 주세요."),
)
BROKEN = (later("다 받지 못했어요"), later("넣은 내용을 읽지 못했어요. 다시 해 주세요."))
WRONG = later("연결된 계좌의 앱 시크릿이 아니에요. KIS Developers에서 확인해 주세요.")
DONE = (later("PIN을 지웠어요"), later("이제 이 창을 닫고 채팅에서 「핀」이라고 보내 새로 정해 주세요."))


class ResetForm:
    """Serves `/pin/{token}`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def show(self, request: Request) -> HTMLResponse:
        """The form. Looking at it changes nothing: previews look too."""
        owner = await self._owner(request.path_params["token"])
        if owner is None:
            return note(GONE, 410)
        return await self.page(request.path_params["token"], owner)

    async def page(self, token: str, owner: User) -> HTMLResponse:
        """The empty form, which the token opens."""
        return html(pages.reset_form(token, named(owner), asks=await self._connected(owner)))

    async def submit(self, request: Request) -> HTMLResponse:
        """Remove the PIN if the secret is right; the link is used up by that, and by too many wrong ones."""
        token, at = request.path_params["token"], self._services.links.now()
        owner = await self._owner(token)
        if owner is None:
            return note(GONE, 410)
        try:
            sent = parse_qs((await body.read(request, BODY_LIMIT)).decode("utf-8", "replace"), max_num_fields=4)
        except (body.TooLarge, body.TooSlow, ValueError):
            return note(BROKEN, 413)
        if await self._connected(owner) and not self._knows(owner, sent.get("app_secret", [""])[0].strip()):
            return await self._wrong(token, owner)
        if await self._services.links.take(token, at, LinkPurpose.PIN_RESET) is None:
            return note(GONE, 410)
        await self._services.pins.forget(owner.id)
        async with self._services.database.begin() as session:
            await self._services.outbox.send(session, owner.chat_id, say(views.RESET))
        return note(DONE, 200)

    def _knows(self, owner: User, secret: str) -> bool:
        """Whether this is the secret of one of the owner's accounts; an account that is not open proves nothing."""
        mine = [one.credentials.app_secret for one in self._services.connections.all() if one.user_id == owner.id]
        return any(compare_digest(secret.encode(), one.encode()) for one in mine)

    async def _connected(self, owner: User) -> bool:
        async with self._services.database.read() as session:
            return bool(await credentials.of_user(session, owner.id))

    async def _wrong(self, token: str, owner: User) -> HTMLResponse:
        if await self._services.links.wrong(token, owner.id, LinkPurpose.PIN_RESET):
            return note(GONE, 429)
        return html(pages.reset_form(token, named(owner), say(WRONG)), 422)

    async def _owner(self, token: str) -> User | None:
        """Whose link it is; None too for somebody who is not let in any more."""
        return await owner_of(self._services, token, LinkPurpose.PIN_RESET)
