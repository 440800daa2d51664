"""Keeps the local chat local.

Only this machine may connect; a web page of someone else must not reach it through
the person's browser (DNS rebinding, cross-site posts); the page runs only its own files, and Mini Apps only in frames.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .loopback import is_loopback

PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src https: http://127.0.0.1:* http://localhost:*; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def check_loopback(host: str) -> str:
    """Return `host` if it is a loopback address or `localhost`; raises ValueError for any other."""
    if not is_loopback(host):
        raise ValueError(f"the local chat is for this machine only and does not listen on {host!r}")
    return host


class Guard:
    """ASGI middleware: checks Host and Origin, and puts the page's headers on every answer but the Bot API's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if refusal := _refusal(scope):
            await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
            return
        if scope["path"].startswith("/bot"):
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in PAGE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)


def _refusal(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not is_loopback(_name(host)):
        return "Host is not this machine"
    is_foreign = headers.get("origin", f"http://{host}") != f"http://{host}"
    is_foreign = is_foreign or headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    if scope["method"] in ("GET", "HEAD"):
        # Following a link to the page is fine; the Bot API takes its calls by GET as well.
        return "Origin is another site" if is_foreign and scope["path"].startswith("/bot") else None
    if is_foreign:
        return "Origin is another site"
    is_json = headers.get("content-type", "").startswith("application/json")
    if scope["path"].startswith("/_chat/") and not is_json:
        return "Content-Type must be application/json"
    return None


def _name(host: str) -> str:
    """Return the name part of a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
