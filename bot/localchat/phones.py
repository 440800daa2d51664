"""The people's side: what someone does with a phone becomes an update for the bot."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import Any

from . import launch
from .chat import Messenger, Room
from .entities import Entity, detect
from .messages import Button, Group, Message, Person
from .updates import Updates

Json = dict[str, Any]

TEXT_MAX = 4096
PRESSES_KEPT = 1_000


class Impossible(LookupError):
    """A person cannot do that: no such person, chat, message or button."""


class Phones:
    """Phones of everyone in the chats."""

    def __init__(self, messenger: Messenger, updates: Updates, token: str) -> None:
        self._messenger = messenger
        self._token = token
        self._updates = updates
        self._presses: dict[str, Json] = {}
        self._query_ids = count(7_000_000_000_000_001)

    def say(self, user_id: int, text: str, *, chat_id: int | None = None) -> Message:
        """Send `text`, split like a phone does every 4096 characters; return the last message."""
        person, room = self.place(user_id, chat_id)
        if not text.strip():
            raise Impossible("nothing to say")
        self._start(person)
        pieces = [text[at : at + TEXT_MAX].strip() for at in range(0, len(text), TEXT_MAX)]
        return [self.send(person, room, piece, detect(piece, [])) for piece in pieces if piece][-1]

    def correct(self, user_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> Message:
        """Edit one's own message: the bot gets an `edited_message`."""
        person, room = self.place(user_id, chat_id)
        message = room.standing(message_id)
        if message is None or message.sender["id"] != person.id:
            raise Impossible(f"no message {message_id} of {person.first_name}")
        edited = message.edited(
            seq=self._messenger.feed.next_seq(),
            edit_date=self._messenger.now,
            text=text,
            entities=tuple(detect(text, [])),
        )
        self._messenger.keep(edited)
        self._updates.push("edited_message", edited.wire)
        return edited

    def press(
        self,
        user_id: int,
        button: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
        chat_id: int | None = None,
    ) -> str:
        """Press the newest button whose text contains `button` (or whose data is `data`); return the query id.

        A reply keyboard's button says its text instead; the query id is then empty.
        """
        person, room = self.place(user_id, chat_id)
        for message in reversed(room.messages.values()):
            if message.deleted or message_id not in (None, message.message_id):
                continue
            for found in message.buttons:
                if found.data == data if data is not None else button is not None and button in found.text:
                    return self._query(person, message, found)
        if button is not None and message_id is None and (said := _on_keyboard(room, button)):
            self.say(user_id, said, chat_id=chat_id)
            return ""
        raise Impossible(f"no button {button or data!r}; there are {_newest_buttons(room)}")

    def launch(
        self,
        user_id: int,
        button: str,
        *,
        message_id: int | None = None,
        chat_id: int | None = None,
        theme: str = "light",
    ) -> str:
        """Press the newest Mini App button whose text contains `button`; return the address that the phone opens."""
        person, room = self.place(user_id, chat_id)
        for message in reversed(room.messages.values()):
            if message.deleted or message_id not in (None, message.message_id):
                continue
            for found in message.buttons:
                if found.app is not None and button in found.text:
                    return launch.address(found.app, self.launch_data(person.id), theme)
        raise Impossible(f"no Mini App {button!r}; there are {_newest_buttons(room)}")

    def launch_data(self, user_id: int) -> str:
        """What Telegram would sign for a Mini App that this person opens now."""
        person, _ = self.place(user_id, None)
        return launch.sign(person, self._token, self._messenger.now)

    def again(self, query_id: str) -> int | None:
        """Deliver a press once more, the same query under a new update id."""
        if query_id not in self._presses:
            raise Impossible(f"no press {query_id}")
        return self._updates.push("callback_query", self._presses[query_id])

    def block(self, user_id: int, *, blocked: bool = True) -> None:
        """Block or unblock the bot; the bot hears of it as Telegram tells it."""
        person, room = self.place(user_id, None)
        if blocked == (person.id in self._messenger.blocked):
            return
        change = self._messenger.blocked.add if blocked else self._messenger.blocked.discard
        change(person.id)
        self._member_changed(person, room, *(("member", "kicked") if blocked else ("kicked", "member")))
        self._messenger.feed.tell("people", self._messenger.directory())

    def invite(self, user_id: int, group: Group) -> None:
        """Take the bot into a group."""
        person, _ = self.place(user_id, None)
        self._messenger.add(group)
        self._member_changed(person, self._messenger.rooms[group.id], "left", "member")

    def place(self, user_id: int, chat_id: int | None) -> tuple[Person, Room]:
        """Who does something where; raises `Impossible`."""
        person = self._messenger.people.get(user_id)
        room = self._messenger.rooms.get(user_id if chat_id is None else chat_id)
        if person is None or room is None:
            raise Impossible(f"no person {user_id}" if person is None else f"no chat {chat_id}")
        return person, room

    def _start(self, person: Person) -> None:
        """Writing to a bot starts it, and lifts a block."""
        if not person.started:
            self._messenger.add(replace(person, started=True))
        self.block(person.id, blocked=False)

    def send(
        self, person: Person, room: Room, text: str, entities: Iterable[Entity], via: Json | None = None
    ) -> Message:
        """Put a message of a person into a chat; `via` is the bot whose inline result it was."""
        message = self._messenger.keep(
            Message(
                seq=self._messenger.feed.next_seq(),
                chat=room.chat,
                message_id=self._messenger.next_message_id(),
                sender=person.wire,
                date=self._messenger.now,
                text=text,
                entities=tuple(entities),
                via=via,
            )
        )
        if not self._messenger.has_left(message.chat_id):
            self._updates.push("message", message.wire)
        return message

    def _query(self, person: Person, message: Message, button: Button) -> str:
        if button.data is None:
            raise Impossible(f"the button {button.text!r} opens something or copies; it brings nothing to the bot")
        query_id = str(next(self._query_ids))
        query: Json = {
            "id": query_id,
            "from": person.wire,
            "message": message.wire,
            "chat_instance": str(message.chat_id),
            "data": button.data,
        }
        self._presses[query_id] = query
        if len(self._presses) > PRESSES_KEPT:
            del self._presses[next(iter(self._presses))]
        self._messenger.ask(query_id, message, person)
        self._updates.push("callback_query", query)
        return query_id

    def _member_changed(self, person: Person, room: Room, old: str, new: str) -> None:
        bot = self._messenger.bot
        change = {
            "chat": room.chat,
            "from": person.wire,
            "date": self._messenger.now,
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self._updates.push("my_chat_member", change)


def _member(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _on_keyboard(room: Room, button: str) -> str | None:
    rows = (room.keyboard or {}).get("keyboard", [])
    return next((str(key["text"]) for row in rows for key in row if button in key["text"]), None)


def _newest_buttons(room: Room) -> list[str]:
    texts = [b.text for m in reversed(room.messages.values()) if not m.deleted for b in m.buttons]
    return texts[:12]
