"""People, groups and messages as values, and the two ways they are told.

`wire` is what the bot gets (Bot API objects); `view` is what the page and tests read.
"""

from dataclasses import dataclass, replace
from typing import Any

from .entities import Entity
from .files import StoredFile

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a phone. Telegram lets a bot write only to people who have `started` it."""

    id: int
    first_name: str
    language_code: str = "ko"
    started: bool = True

    @property
    def wire(self) -> Json:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.first_name}


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat; `id` is negative, as Telegram's are."""

    id: int
    title: str

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "supergroup", "title": self.title}


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button as a person sees it.

    `data` is what a press brings to the bot, if it brings anything; `app` is the Mini App that it opens.
    """

    text: str
    style: str | None
    data: str | None
    url: str | None
    copy: str | None
    app: str | None = None

    @classmethod
    def of(cls, raw: Json) -> "Button":
        web_app, copy = raw.get("web_app") or {}, raw.get("copy_text") or {}
        return cls(
            text=raw["text"],
            style=raw.get("style"),
            data=raw.get("callback_data"),
            url=raw.get("url"),
            copy=copy.get("text"),
            app=web_app.get("url"),
        )

    @property
    def view(self) -> Json:
        return {
            "text": self.text, "style": self.style, "data": self.data, "url": self.url, "copy": self.copy,
            "app": self.app,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stands; an edit makes a new value with a higher `seq`.

    `text` is the text or the caption; `versions` are its earlier texts, oldest first (the last 20).
    """

    seq: int
    chat: Json
    message_id: int
    sender: Json
    date: int
    text: str = ""
    entities: tuple[Entity, ...] = ()
    markup: Json | None = None
    file: StoredFile | None = None
    reply_to: int | None = None
    silent: bool = False
    protected: bool = False
    edit_date: int | None = None
    versions: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()
    deleted: bool = False
    via: Json | None = None

    @property
    def chat_id(self) -> int:
        return int(self.chat["id"])

    @property
    def from_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """Inline buttons, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", ())
        return tuple(tuple(Button.of(button) for button in row) for row in rows)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.rows for button in row)

    def edited(self, *, seq: int, edit_date: int, **changes: Any) -> "Message":
        """Return the message after an edit; the old text joins `versions` if it changed."""
        versions = self.versions
        if changes.get("text", self.text) != self.text:
            versions = (*versions, self.text)[-20:]
        return replace(self, seq=seq, edit_date=edit_date, versions=versions, **changes)

    @property
    def wire(self) -> Json:
        """The Bot API's Message."""
        body: Json = {"message_id": self.message_id, "from": self.sender, "chat": self.chat, "date": self.date}
        text, entities = ("text", "entities") if self.file is None else ("caption", "caption_entities")
        if self.text:
            body[text] = self.text
        if self.entities:
            body[entities] = list(self.entities)
        if self.file is not None:
            body |= {"photo": self.file.as_photo} if self.file.is_photo else {"document": self.file.as_document}
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.via is not None:
            body["via_bot"] = self.via
        if self.protected:
            body["has_protected_content"] = True
        if self.markup and "inline_keyboard" in self.markup:
            body["reply_markup"] = self.markup
        return body

    @property
    def view(self) -> Json:
        """What the page draws."""
        return {
            "seq": self.seq,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "from": {"id": self.sender["id"], "name": self.sender["first_name"], "bot": self.from_bot},
            "date": self.date,
            "edit_date": self.edit_date,
            "text": self.text,
            "entities": list(self.entities),
            "buttons": [[button.view for button in row] for row in self.rows],
            "file": self._file_view(),
            "reply_to": self.reply_to,
            "silent": self.silent,
            "protected": self.protected,
            "versions": list(self.versions),
            "reactions": list(self.reactions),
            "deleted": self.deleted,
            "via": self.via["username"] if self.via else None,
        }

    def _file_view(self) -> Json | None:
        if self.file is None:
            return None
        return {
            "url": f"/_chat/file/{self.file.file_id}",
            "name": self.file.name,
            "size": len(self.file.data),
            "width": self.file.width,
            "height": self.file.height,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """An answer to a press, shown for a moment, or until closed if `alert`."""

    seq: int
    user_id: int
    chat_id: int
    message_id: int
    text: str
    alert: bool

    @property
    def view(self) -> Json:
        return {
            "seq": self.seq,
            "user_id": self.user_id,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "text": self.text,
            "alert": self.alert,
        }
