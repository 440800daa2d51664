"""Control of the local chat, JSON over HTTP under `/_chat/`: what the page and tests outside the process use.

| call | does |
|---|---|
| `POST say` `{user, text, chat?}` | a person writes |
| `POST correct` `{user, message_id, text}` | a person edits their own message |
| `POST press` `{user, text? or data?, message_id?, chat?}` | a person presses; answers with `query_id` |
| `POST launch` `{user, text, message_id?, chat?, theme?}` | a person opens a Mini App; answers with its `url` |
| `POST inline` `{user, text, chat?}` | a person types behind the bot's name; answers with `query_id` |
| `GET inline?query_id=` | its results; null until the bot has answered |
| `POST choose` `{user, query_id, result_id, chat?}` | a person sends one of them |
| `POST again` `{query_id}` | the same press once more, under a new update id |
| `POST block` `{user, blocked}` | a person blocks or unblocks the bot |
| `POST users` `{id, name, language?, started?}` | a new person; `GET users` lists them |
| `POST groups` `{user, id, title}` | a person takes the bot into a group |
| `POST wait` `{user or chat, text, timeout?, after?, toast?}` | answers once the bot has said it; 408 if not in time |
| `POST fault` `{method?, chat_id?, times?, status?, …}` | see `faults.Fault`; `{"clear": true}` takes all back |
| `GET transcript?chat=` | messages as they stand, toasts, reply keyboard |
| `GET requests?method=&after=` | Bot API calls, in order |
| `GET commands?user=` | command menu and menu button of a person |
| `GET events` | server-sent events: a snapshot, then every change |
"""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from .chat import Room
from .faults import Fault
from .messages import Group, Json, Person
from .phones import Impossible

if TYPE_CHECKING:
    from .server import LocalChat

Action = Callable[[Json], Json]

BODY_MAX = 1024 * 1024
KEEP_ALIVE = 15.0


class Control:
    """HTTP face of a `LocalChat`; each call is one of its methods."""

    def __init__(self, chat: "LocalChat") -> None:
        self._chat = chat
        self._actions: dict[str, Action] = {
            "say": self._say,
            "correct": self._correct,
            "press": self._press,
            "launch": self._launch,
            "inline": self._inline,
            "choose": self._choose,
            "again": self._again,
            "block": self._block,
            "users": self._add_user,
            "groups": self._add_group,
            "fault": self._fault,
        }

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/_chat/wait", self.wait, methods=["POST"]),
            Route("/_chat/users", self.users, methods=["GET"]),
            Route("/_chat/transcript", self.transcript, methods=["GET"]),
            Route("/_chat/requests", self.requests, methods=["GET"]),
            Route("/_chat/inline", self.inline, methods=["GET"]),
            Route("/_chat/commands", self.commands, methods=["GET"]),
            Route("/_chat/events", self.events, methods=["GET"]),
            Route("/_chat/file/{file_id}", self.file, methods=["GET"]),
            Route("/_chat/{action}", self.act, methods=["POST"]),
        ]

    async def act(self, request: Request) -> Response:
        action = self._actions.get(request.path_params["action"])
        if action is None:
            return _json({"error": "no such call"}, 404)
        try:
            return _json(action(await _read(request)))
        except Impossible as error:
            return _json({"error": str(error)}, 404)
        except (KeyError, TypeError, ValueError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    async def wait(self, request: Request) -> Response:
        try:
            body = await _read(request)
            found = await self._wait(body)
        except TimeoutError as error:
            return _json({"error": str(error)}, 408)
        except Impossible as error:
            return _json({"error": str(error)}, 404)
        except (KeyError, TypeError, ValueError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json(found)

    async def _wait(self, body: Json) -> Json:
        chat_id, text = int(body["chat"] if "chat" in body else body["user"]), str(body["text"])
        timeout, after = float(body.get("timeout", 10)), int(body.get("after", 0))
        if body.get("toast"):
            return {"toast": (await self._chat.wait_for_toast(chat_id, text, timeout=timeout, after=after)).view}
        return {"message": (await self._chat.wait_for(chat_id, text, timeout=timeout, after=after)).view}

    async def users(self, request: Request) -> Response:
        return _json(self._chat.messenger.directory())

    async def transcript(self, request: Request) -> Response:
        room = self._chat.messenger.rooms.get(_number(request, "chat") or _number(request, "user"))
        return _json({"error": "no such chat"}, 404) if room is None else _json(room_view(room))

    async def requests(self, request: Request) -> Response:
        method = request.query_params.get("method")
        found = self._chat.requests(method, after=_number(request, "after"))
        return _json({"requests": [entry.view for entry in found]})

    async def commands(self, request: Request) -> Response:
        return _json(self._chat.menu(_number(request, "user")))

    async def inline(self, request: Request) -> Response:
        try:
            return _json({"results": self._chat.inline.query(request.query_params.get("query_id", "")).shown})
        except Impossible as error:
            return _json({"error": str(error)}, 404)

    async def file(self, request: Request) -> Response:
        file = self._chat.backend.files.get(request.path_params["file_id"])
        if file is None:
            return _json({"error": "no such file"}, 404)
        if file.is_photo:
            return Response(file.data, media_type=file.mime)
        headers = {"content-disposition": "attachment", "content-security-policy": "sandbox"}
        return Response(file.data, media_type="application/octet-stream", headers=headers)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[bytes]:
        """Yield a snapshot and then changes; the end comes when the page is too slow or the server closes."""
        messenger = self._chat.messenger
        with messenger.feed.listen() as queue:
            chats = {str(chat_id): room_view(room) for chat_id, room in messenger.rooms.items()}
            yield _event({"kind": "snapshot", "bot": messenger.bot, **messenger.directory(), "chats": chats})
            while (change := await queue.get()) is not None:
                yield _event(change)

    def _say(self, body: Json) -> Json:
        said = self._chat.say(int(body["user"]), str(body["text"]), chat_id=body.get("chat"))
        return {"message": said.view}

    def _correct(self, body: Json) -> Json:
        edited = self._chat.phones.correct(int(body["user"]), int(body["message_id"]), str(body["text"]))
        return {"message": edited.view}

    def _press(self, body: Json) -> Json:
        query_id = self._chat.press(
            int(body["user"]),
            body.get("text"),
            data=body.get("data"),
            message_id=body.get("message_id"),
            chat_id=body.get("chat"),
        )
        return {"query_id": query_id}

    def _launch(self, body: Json) -> Json:
        url = self._chat.launch(
            int(body["user"]),
            str(body["text"]),
            message_id=body.get("message_id"),
            chat_id=body.get("chat"),
            theme=str(body.get("theme", "light")),
        )
        return {"url": url}

    def _inline(self, body: Json) -> Json:
        query_id = self._chat.inline.ask(int(body["user"]), str(body["text"]), chat_id=body.get("chat"))
        return {"query_id": query_id}

    def _choose(self, body: Json) -> Json:
        user, query_id, result_id = int(body["user"]), str(body["query_id"]), str(body["result_id"])
        return {"message": self._chat.choose(user, query_id, result_id, chat_id=body.get("chat")).view}

    def _again(self, body: Json) -> Json:
        return {"update_id": self._chat.again(str(body["query_id"]))}

    def _block(self, body: Json) -> Json:
        self._chat.block(int(body["user"]), blocked=bool(body.get("blocked", True)))
        return self._chat.messenger.directory()

    def _add_user(self, body: Json) -> Json:
        language, started = str(body.get("language", "ko")), bool(body.get("started", True))
        self._chat.add_person(Person(int(body["id"]), str(body["name"]), language, started))
        return self._chat.messenger.directory()

    def _add_group(self, body: Json) -> Json:
        self._chat.add_group(Group(int(body["id"]), str(body["title"])), by=int(body["user"]))
        return self._chat.messenger.directory()

    def _fault(self, body: Json) -> Json:
        if body.get("clear"):
            self._chat.clear_faults()
        else:
            self._chat.fault(msgspec.convert(body, Fault))
        return {}


def room_view(room: Room) -> Json:
    return {
        "messages": [message.view for message in room.messages.values()],
        "toasts": [toast.view for toast in room.toasts],
        "keyboard": room.keyboard,
    }


async def _read(request: Request) -> Json:
    """Read a JSON object; raises ValueError for anything else or over 1 MB."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MAX:
            raise ValueError("body over 1 MB")
    value = msgspec.json.decode(body)
    if not isinstance(value, dict):
        raise TypeError("a JSON object is wanted")
    return value


def _number(request: Request, name: str) -> int:
    raw = request.query_params.get(name, "0")
    return int(raw) if raw.lstrip("-").isdigit() else 0


def _event(data: Any) -> bytes:
    return b"data: " + msgspec.json.encode(data) + b"\n\n"


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
