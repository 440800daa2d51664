"""The local chat as a whole: a Bot API server and a chat page on one loopback address."""

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request as PageRequest
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.listener import Listener

from .backend import Backend
from .botapi import BotApi, FileDownload
from .chat import Messenger, Room
from .control import Control
from .faults import Fault
from .files import Files
from .guard import Guard, check_loopback
from .inline import Inline, Query
from .journal import Request
from .messages import Group, Json, Message, Person, Toast
from .phones import Impossible, Phones
from .updates import Updates
from .webhook import Webhook

DEMO = Person(1001, "데모")
TOKEN = "1000:local-chat"  # noqa: S105  not a secret: the server listens on loopback only
BOT = {"id": 1000, "is_bot": True, "first_name": "한투 매매 비서", "username": "local_chat_bot"}
STATIC = Path(__file__).parent / "static"

Found = TypeVar("Found")


class LocalChat:
    """A running local chat. Open it with `LocalChat.serve`; everything the page can do is a method here."""

    def __init__(
        self, *, token: str = TOKEN, people: Iterable[Person] = (DEMO,), now: Callable[[], float] = time.time
    ) -> None:
        self.token = token
        self.origin = ""
        updates = Updates()
        bot = {**BOT, "id": int(token.partition(":")[0])}
        self.messenger = Messenger(bot, people, now)
        self.phones = Phones(self.messenger, updates, token)
        self.inline = Inline(self.messenger, updates, self.phones)
        self.backend = Backend(self.messenger, Files(), updates, Webhook(updates), self.inline)
        self._api = BotApi(token, self.backend, self._drop)
        self._listener: Listener | None = None

    @classmethod
    @asynccontextmanager
    async def serve(
        cls,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = TOKEN,
        *,
        people: Iterable[Person] = (DEMO,),
        now: Callable[[], float] = time.time,
    ) -> AsyncIterator["LocalChat"]:
        """Serve until the block ends; port 0 picks a free one.

        Raises ValueError for a host that is not loopback, OSError for a port in use.
        """
        chat = cls(token=token, people=people, now=now)
        chat._listener = await Listener.open(chat._build(), check_loopback(host), port)
        name = f"[{host}]" if ":" in host else host
        chat.origin = f"http://{name}:{chat._listener.port}"
        try:
            yield chat
        finally:
            await chat._close()

    @property
    def url(self) -> str:
        """The page for a person."""
        return f"{self.origin}/"

    # people

    def say(self, user_id: int, text: str, *, chat_id: int | None = None) -> Message:
        """Write to the bot; over 4096 characters it becomes several messages, as on a phone."""
        return self.phones.say(user_id, text, chat_id=chat_id)

    def press(
        self,
        user_id: int,
        button: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
        chat_id: int | None = None,
    ) -> str:
        """Press the newest button that bears `button`; raises `Impossible` if there is none. Returns the query id."""
        return self.phones.press(user_id, button, data=data, message_id=message_id, chat_id=chat_id)

    def launch(
        self,
        user_id: int,
        button: str,
        *,
        message_id: int | None = None,
        chat_id: int | None = None,
        theme: str = "light",
    ) -> str:
        """Press a button that opens a Mini App; return the address with launch data that the phone opens."""
        return self.phones.launch(user_id, button, message_id=message_id, chat_id=chat_id, theme=theme)

    def launch_data(self, user_id: int) -> str:
        """Launch data for this person as of now, signed as Telegram does."""
        return self.phones.launch_data(user_id)

    def again(self, query_id: str) -> int | None:
        """Deliver a press once more under a new update id."""
        return self.phones.again(query_id)

    async def ask_inline(self, user_id: int, text: str, *, chat_id: int | None = None, timeout: float = 10) -> Query:  # noqa: ASYNC109
        """Type behind the bot's name and return the query with the bot's results; raises TimeoutError."""
        query_id = self.inline.ask(user_id, text, chat_id=chat_id)

        def find() -> Query | None:
            query = self.inline.query(query_id)
            return None if query.results is None else query

        return await self._wait(find, timeout, lambda: f"no answer to {text!r}")

    def choose(self, user_id: int, query_id: str, result_id: str, *, chat_id: int | None = None) -> Message:
        """Send a result of an inline query into a chat."""
        return self.inline.choose(user_id, query_id, result_id, chat_id=chat_id)

    def block(self, user_id: int, *, blocked: bool = True) -> None:
        self.phones.block(user_id, blocked=blocked)

    def add_person(self, person: Person) -> None:
        self.messenger.add(person)

    def add_group(self, group: Group, *, by: int = DEMO.id) -> None:
        """Let `by` take the bot into `group`; write there with `say(…, chat_id=group.id)`."""
        self.phones.invite(by, group)

    # what can be seen

    def transcript(self, chat_id: int) -> list[Message]:
        """Messages of a chat as they stand, deleted ones included and marked."""
        return list(self._room(chat_id).messages.values())

    def toasts(self, chat_id: int) -> list[Toast]:
        """Callback answers that people saw."""
        return list(self._room(chat_id).toasts)

    def menu(self, user_id: int) -> Json:
        """Command menu and menu button of a person."""
        person, settings = self.messenger.people.get(user_id), self.backend.settings
        language = person.language_code if person else ""
        button = settings.menu.get(user_id) or settings.menu.get(0) or {"type": "default"}
        return {"commands": settings.commands_for(user_id, language), "button": button}

    def requests(self, method: str | None = None, *, after: int = 0) -> list[Request]:
        """Bot API calls in order, with a number over `after`."""
        return self._api.journal.read(method, after)

    async def wait_for(self, chat_id: int, text: str, *, timeout: float = 10, after: int = 0) -> Message:  # noqa: ASYNC109
        """Return the newest standing message of the bot that contains `text` and has a `seq` over `after`.

        Raises TimeoutError, with what was said last, after `timeout` seconds.
        """
        room = self._room(chat_id)

        def find() -> Message | None:
            said = (m for m in reversed(room.messages.values()) if m.from_bot and not m.deleted and m.seq > after)
            return next((message for message in said if text in message.text), None)

        return await self._wait(find, timeout, lambda: f"{text!r} was not said; last: {_last_texts(room)}")

    async def wait_for_toast(self, chat_id: int, text: str, *, timeout: float = 10, after: int = 0) -> Toast:  # noqa: ASYNC109
        """Return the newest toast that contains `text`; raises TimeoutError."""
        room = self._room(chat_id)

        def find() -> Toast | None:
            return next((t for t in reversed(room.toasts) if text in t.text and t.seq > after), None)

        return await self._wait(find, timeout, lambda: f"no toast {text!r}; there are {[t.text for t in room.toasts]}")

    # trouble

    def fault(self, fault: Fault) -> None:
        """Make the next matching calls fail."""
        self._api.faults.add(fault)

    def clear_faults(self) -> None:
        self._api.faults.clear()

    # the works

    def _room(self, chat_id: int) -> Room:
        room = self.messenger.rooms.get(chat_id)
        if room is None:
            raise Impossible(f"no chat {chat_id}")
        return room

    async def _wait(self, find: Callable[[], Found | None], seconds: float, missed: Callable[[], str]) -> Found:
        deadline = time.monotonic() + seconds
        while (found := find()) is None:
            left = deadline - time.monotonic()
            if left <= 0 or self.messenger.feed.closed:
                raise TimeoutError(missed())
            await self.messenger.feed.bell.heard(left)
        return found

    async def _drop(self, scope: Scope) -> None:
        if self._listener is not None:
            await self._listener.drop(scope)

    def _build(self) -> Starlette:
        routes = [
            Route("/bot{token}/{method}", self._api),
            Route("/file/bot{token}/{path:path}", FileDownload(self.token, self.backend)),
            *Control(self).routes,
            Route("/", _index),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Guard)])

    async def _close(self) -> None:
        """End polls, pages and the webhook first, so that nothing is left to wait for."""
        self.backend.updates.close()
        self.messenger.feed.close()
        await self.backend.webhook.close()
        if self._listener is not None:
            await self._listener.close()


async def _index(request: PageRequest) -> FileResponse:
    return FileResponse(STATIC / "index.html")


def _last_texts(room: Room) -> list[str]:
    return [message.text for message in room.messages.values() if message.from_bot and not message.deleted][-5:]
