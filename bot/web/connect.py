"""The connect form. Looking at it uses nothing up (previews look too); right keys do, wrong ones may be mended."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.errors import UserError
from bot.i18n import later, say
from bot.services import Services
from bot.storage.states import LinkPurpose
from bot.storage.tables import Credential, User
from bot.views import connect as views
from bot.views import failures
from bot.web import body, pages
from bot.web.answers import html, named, note, owner_of
from bot.web.pages import Entered
from kis.credentials import Account, Credentials, Environment
from kis.errors import KisError, Unauthorized

log = logging.getLogger(__name__)

BODY_LIMIT = 8 * 1024
BUSY = 8
"""Keys tried at a time, of all users together."""

GONE = (
    later("쓸 수 없는 주소예요"),
    later("이미 썼거나 5분이 지난 주소예요. 채팅에서 「연결」이라고 다시 보내 주세요."),
)
TRIED_OFTEN = (
    later("다시 시작해 주세요"),
    later("여러 번 틀려서 주소를 닫았어요. 채팅에서 「연결」이라고 다시 보내 주세요."),
)
WAIT = (later("확인하는 중이에요"), later("이미 확인하고 있어요. 잠시 뒤 채팅을 봐 주세요."))
TOO_SLOW = (later("다 받지 못했어요"), later("넣은 내용이 끝까지 오지 않았어요. 인터넷을 확인하고 다시 해 주세요."))
TOO_LARGE = (later("너무 길어요"), later("넣은 내용이 너무 길어요. 앱 키와 앱 시크릿만 복사해 주세요."))
DONE = (later("연결했어요"), later("이제 이 창을 닫고 채팅으로 돌아가 주세요."))


class ConnectForm:
    """Serves `/connect/{token}`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._busy: set[str] = set()

    async def show(self, request: Request) -> HTMLResponse:
        """The empty form."""
        owner = await self._owner(request.path_params["token"])
        if owner is None:
            return note(GONE, 410)
        return await self.page(request.path_params["token"], owner)

    async def page(self, token: str, owner: User) -> HTMLResponse:
        """The empty form, which the token opens."""
        return html(pages.form(token, Entered(), named(owner)))

    async def submit(self, request: Request) -> HTMLResponse:
        """Try what was entered; of several posts at a time one is taken."""
        token, at = request.path_params["token"], self._services.links.now()
        owner = await self._owner(token)
        if owner is None:
            return note(GONE, 410)
        try:
            entered = _entered(await body.read(request, BODY_LIMIT))
        except (body.TooLarge, ValueError):
            return note(TOO_LARGE, 413)
        except body.TooSlow:
            return note(TOO_SLOW, 408)
        if token in self._busy or len(self._busy) >= BUSY:
            return note(WAIT, 409)
        self._busy.add(token)
        try:
            return await self._try(token, owner, entered, at)
        finally:
            self._busy.discard(token)

    async def _try(self, token: str, owner: User, entered: Entered, at: datetime) -> HTMLResponse:
        connections = self._services.connections
        try:
            credentials = _credentials(entered)
            await connections.try_out(credentials)
        except (UserError, Unauthorized) as error:
            return await self._wrong(
                token, owner, entered, str(error) if isinstance(error, UserError) else error.message
            )
        except KisError as error:
            return html(pages.form(token, entered, named(owner), failures.toast(error)), 503)
        if await self._services.links.take(token, at) is None:
            return note(GONE, 410)
        try:
            await connections.connect(owner.id, credentials, also=partial(self._told, owner))
        except UserError as error:
            return note((say("연결하지 못했어요"), str(error)), 409)
        return note(DONE, 200)

    async def _wrong(self, token: str, owner: User, entered: Entered, sentence: str) -> HTMLResponse:
        if await self._services.links.wrong(token, owner.id, LinkPurpose.CONNECT):
            return note(TRIED_OFTEN, 429)
        return html(pages.form(token, entered, named(owner), sentence), 422)

    async def _told(self, owner: User, session: AsyncSession, row: Credential) -> None:
        text = views.connected(row.environment, row.account_hint)
        await self._services.outbox.send(session, owner.chat_id, text)

    async def _owner(self, token: str) -> User | None:
        """Whose link it is; None too for somebody who is not let in any more."""
        return await owner_of(self._services, token, LinkPurpose.CONNECT)


def _entered(sent: bytes) -> Entered:
    """Raises `ValueError` for more fields than any form has."""
    fields = parse_qs(sent.decode("utf-8", errors="replace"), max_num_fields=16)
    one = {name: values[0].strip() for name, values in fields.items()}
    return Entered(**{name: one.get(name, "") for name in Entered.__dataclass_fields__})


def _credentials(entered: Entered) -> Credentials:
    """Raises `Unauthorized` with a sentence for what cannot be right."""
    environment = Environment.REAL if entered.environment == "real" else Environment.PAPER
    return Credentials(environment, entered.app_key, entered.app_secret, Account.parse(entered.account), entered.hts_id)
