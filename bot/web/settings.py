"""설정 as a page: what the buttons of the chat set, all at once."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.i18n import later, say, speak
from bot.preferring import VALUES, change, set_quiet
from bot.quiet import Quiet, read
from bot.services import Services
from bot.storage import audit, preferences, users
from bot.storage.states import Language, LinkPurpose
from bot.storage.tables import User
from bot.views.preferences import LANGUAGE
from bot.web import body, settings_form
from bot.web.answers import html, named, note, owner_of

BODY_LIMIT = 4 * 1024
FROM, UNTIL = "quiet_from", "quiet_until"
GONE = (
    later("쓸 수 없는 주소예요"),
    later("이미 썼거나 5분이 지난 주소예요. 채팅에서 「설정」이라고 다시 보내 주세요."),
)
BROKEN = (later("다 받지 못했어요"), later("넣은 내용을 읽지 못했어요. 다시 해 주세요."))
DONE = (later("저장했어요"), later("이제 이 창을 닫고 채팅으로 돌아가 주세요."))
WRONG = later("조용한 시간은 시작과 끝을 다르게, 둘 다 넣거나 둘 다 비워 주세요.")


class SettingsForm:
    """Serves `/settings/{token}`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def show(self, request: Request) -> HTMLResponse:
        """The form as things are. Looking at it changes nothing: previews look too."""
        owner = await owner_of(self._services, request.path_params["token"], LinkPurpose.SETTINGS)
        return note(GONE, 410) if owner is None else await self.page(request.path_params["token"], owner)

    async def page(self, token: str, owner: User, wrong: str = "") -> HTMLResponse:
        """The form, which the token opens."""
        async with self._services.database.read() as session:
            preference = await preferences.of_user(session, owner.id)
        return html(settings_form.form(token, named(owner), preference, owner.language, wrong), 422 if wrong else 200)

    async def submit(self, request: Request) -> HTMLResponse:
        """Keep all of it, once; nothing where something is no choice of the form's."""
        token, at = request.path_params["token"], self._services.links.now()
        owner = await owner_of(self._services, token, LinkPurpose.SETTINGS)
        if owner is None:
            return note(GONE, 410)
        try:
            sent = parse_qs((await body.read(request, BODY_LIMIT)).decode(), max_num_fields=32)
        except (body.TooLarge, body.TooSlow, ValueError):
            return note(BROKEN, 413)
        fields = {name: values[0] for name, values in sent.items()}
        changes, language = _changes(fields), fields.get(LANGUAGE, "")
        if changes is None or language not in set(Language):
            return note(BROKEN, 422)
        start, end = fields.get(FROM, ""), fields.get(UNTIL, "")
        hours = read(f"{start}-{end}") if start and end else None
        if hours is None and (start or end):
            return await self.page(token, owner, say(WRONG))
        if await self._services.links.take(token, at, LinkPurpose.SETTINGS) is None:
            return note(GONE, 410)
        await self._keep(owner, changes, Language(language), hours)
        speak(Language(language))
        return note(DONE, 200)

    async def _keep(self, owner: User, changes: dict[str, object], language: Language, hours: Quiet | None) -> None:
        async with self._services.database.begin() as session:
            await preferences.put(session, owner.id, **changes)
            await users.set_language(session, owner.id, language)
            await set_quiet(session, owner, hours)
            await audit.note(session, "settings.saved", user_id=owner.id, now=self._services.links.now())


def _changes(fields: dict[str, str]) -> dict[str, object] | None:
    """The columns; None if a setting is missing or has a value that is not offered."""
    found: dict[str, object] = {}
    for setting in VALUES:
        one = change(setting, fields.get(setting, ""))
        if one is None:
            return None
        found |= one
    return found
