"""The bot's web server, within the bot's process."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import SetupError, StorageBusy, StorageDown
from bot.i18n import say
from bot.listener import Listener
from bot.services import Services
from bot.settings import Settings
from bot.storage.states import LinkPurpose
from bot.telegram import Telegram
from bot.web import body
from bot.web.answers import note
from bot.web.connect import ConnectForm
from bot.web.language import ReadersLanguage
from bot.web.links import PATHS
from bot.web.miniapp import MiniApps
from bot.web.pad import PadPage
from bot.web.reset import ResetForm
from bot.web.settings import SettingsForm

Endpoint = Callable[[Request], Awaitable[Response]]

UPDATE_LIMIT = 1024 * 1024
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
JSON = "application/json"
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - addresses that nobody can open, and what to open


@asynccontextmanager
async def serving(services: Services, telegram: Telegram) -> AsyncIterator[int]:
    """Serve while the block runs; yields the port. Raises `SetupError` if it is taken."""
    settings = services.settings
    try:
        listener = await Listener.open(build(services, telegram), settings.web_host, settings.web_port)
    except OSError as error:
        raise SetupError(
            f"{settings.web_host}:{settings.web_port}에 연결 화면을 열 수 없어요 ({error.strerror}). "
            "다른 프로그램이 쓰고 있으면 끄거나 WEB_PORT를 바꿔 주세요."
        ) from error
    services.links.origin = _origin(settings, listener.port)
    try:
        yield listener.port
    finally:
        await listener.close()


def _origin(settings: Settings, port: int) -> str:
    """Where people reach the pages. Port 0 in PUBLIC_URL is whichever was free, as in WEB_PORT."""
    host = ANYWHERE.get(settings.web_host, settings.web_host)
    address = settings.public_url or f"http://{host}:0"
    return f"{address.removesuffix(':0')}:{port}" if address.endswith(":0") else address


def build(services: Services, telegram: Telegram) -> Starlette:
    """The application: forms, Mini Apps, the webhook if there is one, the health check."""
    form, reset, pad, settings = ConnectForm(services), ResetForm(services), PadPage(services), services.settings
    wishes = SettingsForm(services)
    connect_path, reset_path, pad_path, wishes_path = (
        f"{PATHS[purpose]}{{token}}"
        for purpose in (LinkPurpose.CONNECT, LinkPurpose.PIN_RESET, LinkPurpose.PAD, LinkPurpose.SETTINGS)
    )
    apps = MiniApps(
        services,
        {LinkPurpose.CONNECT: form, LinkPurpose.PIN_RESET: reset, LinkPurpose.PAD: pad, LinkPurpose.SETTINGS: wishes},
    )
    routes = [
        Route(connect_path, form.show, methods=["GET"]),
        Route(connect_path, form.submit, methods=["POST"]),
        Route(reset_path, reset.show, methods=["GET"]),
        Route(reset_path, reset.submit, methods=["POST"]),
        Route(pad_path, pad.submit, methods=["POST"]),
        Route(wishes_path, wishes.show, methods=["GET"]),
        Route(wishes_path, wishes.submit, methods=["POST"]),
        *apps.routes,
        Route("/health", _health(services), methods=["GET"]),
    ]
    if settings.webhook_url:
        path = urlsplit(settings.webhook_url).path or "/"
        routes.append(Route(path, _webhook(telegram, settings.webhook_secret), methods=["POST"]))
    app = Starlette(routes=routes, exception_handlers={StorageBusy: _unkept, StorageDown: _unkept})
    app.router.redirect_slashes = False
    app.add_middleware(ReadersLanguage)
    return app


async def _unkept(_: Request, error: Exception) -> Response:
    """The database cannot be used: nothing was kept, and the user may try again."""
    return note((say("처리하지 못했어요"), str(error)), 503)


def _webhook(telegram: Telegram, secret: str) -> Endpoint:
    async def take(request: Request) -> Response:
        """One update from Telegram, which proves itself by the secret."""
        shown = request.headers.getlist(SECRET)
        if len(shown) != 1 or not hmac.compare_digest(shown[0].encode(), secret.encode()):
            return Response(status_code=403)
        if request.headers.get("content-type", JSON).partition(";")[0].strip().lower() != JSON:
            return Response(status_code=415)
        try:
            update = json.loads(await body.read(request, UPDATE_LIMIT))
            await telegram.feed(update)
        except body.TooLarge:
            return Response(status_code=413)
        except body.TooSlow:
            return Response(status_code=408)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        return Response(status_code=200)

    return take


def _health(services: Services) -> Endpoint:
    async def look(_: Request) -> Response:
        """Whether the database answers; says nothing else."""
        try:
            async with services.database.read() as session:
                await session.execute(text("SELECT 1"))
        except (StorageBusy, StorageDown):
            return JSONResponse({"status": "database"}, 503)
        return JSONResponse({"status": "ok"})

    return look
