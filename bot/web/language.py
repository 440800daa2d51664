"""In which language a page speaks before it is known whose it is: as the browser asks."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.i18n import speaking
from bot.storage.states import Language


class ReadersLanguage:
    """Speaks English to a browser that asks for it first, Korean to any other, until `bot.i18n.speak` is called."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve inside the language."""
        asked = Headers(scope=scope).get("accept-language", "") if scope["type"] == "http" else ""
        with speaking(Language.ENGLISH if asked.lower().startswith("en") else Language.KOREAN):
            await self._app(scope, receive, send)
