"""The chats: who is there, and every message as it stands.

`Messenger` is the bot's side of the conversation; `Phones` (phones.py) is the people's.
No sockets here.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from .entities import Entity
from .errors import bad_request, forbidden
from .feed import Feed
from .files import StoredFile
from .markup import Json
from .messages import Group, Message, Person, Toast

MESSAGES_KEPT = 500
TOASTS_KEPT = 200
QUERY_SECONDS = 600.0
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Room:
    """One chat: its newest `MESSAGES_KEPT` messages, its toasts and its reply keyboard."""

    def __init__(self, chat: Json) -> None:
        self.chat = chat
        self.messages: dict[int, Message] = {}
        self.toasts: deque[Toast] = deque(maxlen=TOASTS_KEPT)
        self.keyboard: Json | None = None

    def put(self, message: Message) -> Message:
        self.messages[message.message_id] = message
        if len(self.messages) > MESSAGES_KEPT:
            del self.messages[next(iter(self.messages))]
        return message

    def standing(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


class Messenger:
    """Chats of one bot. Methods named after what the bot does; refusals are `ApiError`."""

    def __init__(self, bot: Json, people: Iterable[Person], now: Callable[[], float] = time.time) -> None:
        self.bot = bot
        self.feed = Feed()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.rooms: dict[int, Room] = {}
        self.blocked: set[int] = set()
        self._left: set[int] = set()
        self._queries: dict[str, tuple[float, Message, Person]] = {}
        self._last_message = 0
        self._now = now
        for person in people:
            self.add(person)

    @property
    def now(self) -> int:
        return int(self._now())

    def add(self, member: Person | Group) -> None:
        """Let a person or a group in; an id that is known is replaced."""
        if isinstance(member, Person):
            self.people[member.id] = member
        else:
            self.groups[member.id] = member
            self._left.discard(member.id)
        room = self.rooms.setdefault(member.id, Room(member.chat))
        room.chat = member.chat
        self.feed.tell("people", self.directory())

    def directory(self) -> Json:
        people = [{"id": p.id, "name": p.first_name, "blocked": p.id in self.blocked} for p in self.people.values()]
        return {"people": people, "groups": [{"id": g.id, "title": g.title} for g in self.groups.values()]}

    # what the bot does

    def post(
        self,
        chat_id: object,
        *,
        text: str = "",
        entities: Iterable[Entity] = (),
        markup: Json | None = None,
        file: StoredFile | None = None,
        reply_to: int | None = None,
        silent: bool = False,
        protected: bool = False,
    ) -> Message:
        room = self.open(chat_id)
        if reply_to is not None and room.standing(reply_to) is None:
            raise bad_request("message to be replied not found")
        self._set_keyboard(room, markup)
        return self.keep(
            Message(
                seq=self.feed.next_seq(),
                chat=room.chat,
                message_id=self.next_message_id(),
                sender=self.bot,
                date=self.now,
                text=text,
                entities=tuple(entities),
                markup=markup if markup and "inline_keyboard" in markup else None,
                file=file,
                reply_to=reply_to,
                silent=silent,
                protected=protected,
            )
        )

    def edit(self, message: Message, **changes: Any) -> Message:
        """Change a message of the bot; raises `ApiError` 400 if nothing would change."""
        if changes.get("markup") == {}:
            changes["markup"] = None
        if all(getattr(message, name) == value for name, value in changes.items()):
            raise bad_request(NOT_MODIFIED)
        return self.keep(message.edited(seq=self.feed.next_seq(), edit_date=self.now, **changes))

    def delete(self, message: Message) -> None:
        self.keep(replace(message, seq=self.feed.next_seq(), deleted=True))

    def react(self, message: Message, emoji: tuple[str, ...]) -> None:
        self.keep(replace(message, seq=self.feed.next_seq(), reactions=emoji))

    def own(self, chat_id: object, message_id: int | None) -> Message:
        """Return a message of the bot that stands, for editing."""
        message = self.find(chat_id, message_id, "edit")
        if not message.from_bot:
            raise bad_request("message can't be edited")
        return message

    def find(self, chat_id: object, message_id: int | None, verb: str) -> Message:
        """Return a message that stands, whoever wrote it; `verb` ("edit", "delete") words the refusal."""
        room = self.open(chat_id)
        if message_id is None:
            raise bad_request("message identifier is not specified")
        message = room.standing(message_id)
        if message is None:
            raise bad_request(f"message to {verb} not found")
        return message

    def open(self, chat_id: object) -> Room:
        """Return the chat if the bot may write there; raises `ApiError` 400 or 403."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        if room is None:
            raise bad_request("chat not found")
        person = self.people.get(room.chat["id"])
        if person is not None and person.id in self.blocked:
            raise forbidden("bot was blocked by the user")
        if person is not None and not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if room.chat["id"] in self._left:
            raise forbidden("bot is not a member of the supergroup chat")
        return room

    def leave(self, chat_id: object) -> None:
        room = self.open(chat_id)
        if room.chat["id"] > 0:
            raise bad_request("chat member status can't be changed in private chats")
        self._left.add(room.chat["id"])
        self.feed.tell("people", self.directory())

    def has_left(self, chat_id: int) -> bool:
        return chat_id in self._left

    # presses wait for their answer

    def ask(self, query_id: str, message: Message, person: Person) -> None:
        """Remember a press until it is answered, for ten minutes at most."""
        horizon = self._now() - QUERY_SECONDS
        for old in [key for key, (asked, _, _) in self._queries.items() if asked < horizon]:
            del self._queries[old]
        self._queries[query_id] = (self._now(), message, person)

    def answer(self, query_id: str, text: str, *, alert: bool, url: str = "") -> None:
        asked, message, person = self._queries.pop(query_id, (float("-inf"), None, None))
        if message is None or person is None or asked < self._now() - QUERY_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        seq = self.feed.next_seq()
        toast = Toast(
            seq=seq,
            user_id=person.id,
            chat_id=message.chat_id,
            message_id=message.message_id,
            text=text,
            alert=alert,
        )
        if text:
            self.rooms[message.chat_id].toasts.append(toast)
        self.feed.tell("answer", {"answer": {**toast.view, "query_id": query_id, "url": url}})

    # shared with the people's side

    def next_message_id(self) -> int:
        self._last_message += 1
        return self._last_message

    def keep(self, message: Message) -> Message:
        self.rooms[message.chat_id].put(message)
        self.feed.tell("message", {"message": message.view} if self.feed.listening else {})
        return message

    def _set_keyboard(self, room: Room, markup: Json | None) -> None:
        if not markup or "inline_keyboard" in markup:
            return
        room.keyboard = markup if "keyboard" in markup else None
        self.feed.tell("keyboard", {"chat_id": room.chat["id"], "keyboard": room.keyboard})
