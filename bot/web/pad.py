"""The key pad as a page of a Mini App: another face of the pad that is open in the chat, with the same tries."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.chat import Chat, Incoming
from bot.commands.pad import enter
from bot.errors import UserError
from bot.i18n import later, say, speaking
from bot.locks.pads import BACK, DIGITS, Pad
from bot.locks.pins import SHORTEST
from bot.services import Services
from bot.storage.states import LinkPurpose
from bot.storage.tables import User
from bot.views import locks as views
from bot.web import body, pages
from bot.web.answers import html, note, owner_of

BODY_LIMIT = 1024
GONE = (
    later("쓸 수 없는 화면이에요"),
    later("시간이 지났거나 새로 연 화면이 있어요. 채팅에서 단추를 다시 눌러 주세요."),
)
NO_PAD = (later("열린 숫자판이 없어요"), later("채팅에서 「풀기」나 「핀」이라고 보내 주세요."))
BROKEN = (later("다 받지 못했어요"), later("누른 것을 읽지 못했어요. 채팅에서 단추를 다시 눌러 주세요."))
DONE = (later("다 됐어요"), later("이제 이 창을 닫고 채팅을 봐 주세요."))


class PadPage:
    """Serves `/pad/{token}`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def page(self, token: str, owner: User, wrong: str = "") -> HTMLResponse:
        """The user's open pad; what was wrong the last time is said above it."""
        pad = self._services.pads.of(owner.id)
        if pad is None:
            return note(NO_PAD, 409)
        return html(pages.pad(token, pad.id, pad.ask, _keys(pad), wrong or pad.warning))

    async def submit(self, request: Request) -> HTMLResponse:
        """Hand over what was pressed, as 확인 in the chat does; then show what is asked next, if anything."""
        token, services = request.path_params["token"], self._services
        owner = await owner_of(services, token, LinkPurpose.PAD)
        if owner is None:
            return note(GONE, 410)
        try:
            sent = parse_qs((await body.read(request, BODY_LIMIT)).decode(), max_num_fields=4)
        except (body.TooLarge, body.TooSlow, ValueError):
            return note(BROKEN, 413)
        keys = sent.get("keys", [""])[0].split(",")
        if len(keys) < SHORTEST:
            return await self.page(token, owner, say(views.SHORT))
        try:
            pad = services.pads.hand_in(owner.id, sent.get("pad", [""])[0], keys)
        except UserError as error:
            return note((GONE[0], str(error)), 409)
        with speaking(owner.language):
            await enter(self._chat(owner), pad)
        if services.pads.of(owner.id) is not None:
            return await self.page(token, owner)
        await services.links.take(token, services.links.now(), LinkPurpose.PAD)
        return note(DONE, 200)

    def _chat(self, owner: User) -> Chat:
        """The user's chat, in which what the PIN was asked for goes on."""
        incoming = Incoming(owner.id, owner.name, owner.chat_id, private=True)
        return Chat(incoming, owner, "", self._services, _unheard, _nothing_to_forget)


async def _unheard(_: str) -> None:
    """A toast has no place on a page; what it says is in the chat or above the next pad."""


async def _nothing_to_forget() -> bool:
    return True


def _keys(pad: Pad) -> list[tuple[str, str]]:
    """Ids and faces, in the order in which they stand in the chat; 확인 is the page's own, and closing it stops."""
    shown = [(key, meaning) for key, meaning in pad.keys.items() if meaning in (*DIGITS, BACK)]
    return [("", "⌫") if meaning == BACK else (key, meaning) for key, meaning in shown]
