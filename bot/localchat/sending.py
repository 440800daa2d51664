"""Methods that put messages into chats and take them out.

Source: Bot API, Available methods.
"""

from collections.abc import Iterable
from typing import Any

from .backend import Call
from .chat import Room
from .entities import Entity, detect, parse_html, trim, utf16
from .errors import bad_request
from .files import StoredFile
from .markup import check_markup
from .messages import Json

TEXT_MAX = 4096
CAPTION_MAX = 1024
ENTITIES_MAX = 100
CALLBACK_TEXT_MAX = 200
DELETED_AT_ONCE = 100
CHAT_ACTIONS = frozenset(
    {
        "typing",
        *(f"upload_{kind}" for kind in ("photo", "video", "voice", "document", "video_note")),
        *(f"record_{kind}" for kind in ("video", "voice", "video_note")),
        "choose_sticker",
        "find_location",
    }
)


def formatted(text: str, mode: str | None, given: Any = None) -> tuple[str, list[Entity]]:
    """Return (plain text, entities); raises `ApiError` for broken HTML. Only HTML is spoken here."""
    entities: list[Entity] = []
    if mode and mode.lower() == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    elif given:
        entities = _given(given, text)
    text, entities = trim(text, entities)
    if any(mark in text for mark in "/#@"):
        entities = detect(text, entities)
    return text, entities[:ENTITIES_MAX]


def _given(raw: Any, text: str) -> list[Entity]:
    try:
        return [entity for entity in raw if entity["type"] and entity["offset"] + entity["length"] <= utf16(text)]
    except (TypeError, KeyError) as error:
        raise bad_request("can't parse entities: MessageEntity expected") from error


def message_text(call: Call) -> tuple[str, list[Entity]]:
    """Return the text of a message; raises `ApiError` if it is empty or over 4096 characters."""
    params = call.params
    text, entities = formatted(params.text("text") or "", params.text("parse_mode"), params.structure("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_MAX:
        raise bad_request("message is too long")
    return text, entities


def caption_of(source: Json | None, call: Call) -> tuple[str, list[Entity]]:
    """Return the caption in `source` (an InputMedia), or in the parameters."""
    if source is not None:
        raw, mode, given = source.get("caption"), source.get("parse_mode"), source.get("caption_entities")
    else:
        params = call.params
        raw, mode, given = params.text("caption"), params.text("parse_mode"), params.structure("caption_entities")
    text, entities = formatted(str(raw or ""), mode, given)
    if len(text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    return text, entities


def send_message(call: Call) -> Json:
    room = call.messenger.open(call.params.chat)
    text, entities = message_text(call)
    return _post(call, room, text, entities)


def send_photo(call: Call) -> Json:
    room = call.messenger.open(call.params.chat)
    text, entities = caption_of(None, call)
    return _post(call, room, text, entities, input_file(call, "photo", call.params.text("photo")))


def send_document(call: Call) -> Json:
    room = call.messenger.open(call.params.chat)
    text, entities = caption_of(None, call)
    return _post(call, room, text, entities, input_file(call, "document", call.params.text("document")))


def _post(call: Call, room: Room, text: str, entities: Iterable[Entity], file: StoredFile | None = None) -> Json:
    params = call.params
    markup = params.structure("reply_markup")
    reply = params.structure("reply_parameters") or {}
    reply_to = int(reply["message_id"]) if "message_id" in reply else None
    if reply_to is not None and reply.get("allow_sending_without_reply") and room.standing(reply_to) is None:
        reply_to = None
    return call.messenger.post(
        room.chat["id"],
        text=text,
        entities=entities,
        markup=check_markup(markup) if markup is not None else None,
        file=file,
        reply_to=reply_to,
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    ).wire


def input_file(call: Call, kind: str, reference: str | None) -> StoredFile:
    """Return the file of a part named `kind`, of `attach://part`, or of a file id that is known."""
    name = (reference or kind).removeprefix("attach://")
    upload, files = call.params.files.get(name), call.backend.files
    if upload is not None:
        return files.add_photo(upload) if kind == "photo" else files.add_document(upload)
    known = files.get(reference or "")
    if known is None or known.is_photo != (kind == "photo"):
        raise bad_request(
            "wrong file identifier/HTTP URL specified" if reference else f"there is no {kind} in the request"
        )
    return known


def delete_message(call: Call) -> bool:
    message = call.messenger.find(call.params.chat, call.params.integer("message_id"), "delete")
    call.messenger.delete(message)
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to 100 at once; those that are gone already are passed over."""
    ids, room = call.params.structure("message_ids"), call.messenger.open(call.params.chat)
    if not isinstance(ids, list) or not 1 <= len(ids) <= DELETED_AT_ONCE:
        raise bad_request("message identifiers are not specified")
    for message_id in ids:
        if message := room.standing(message_id):
            call.messenger.delete(message)
    return True


def set_message_reaction(call: Call) -> bool:
    message = call.messenger.find(call.params.chat, call.params.integer("message_id"), "react")
    raw = call.params.structure("reaction") or []
    if not isinstance(raw, list) or len(raw) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = tuple(str(reaction["emoji"]) for reaction in raw if reaction.get("type") == "emoji" and "emoji" in reaction)
    if len(emoji) != len(raw):
        raise bad_request("REACTION_INVALID")
    call.messenger.react(message, emoji)
    return True


def send_chat_action(call: Call) -> bool:
    room, action = call.messenger.open(call.params.chat), call.params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.messenger.feed.tell("action", {"chat_id": room.chat["id"], "action": action})
    return True


def answer_callback_query(call: Call) -> bool:
    params = call.params
    text = params.text("text") or ""
    if len(text) > CALLBACK_TEXT_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    call.messenger.answer(
        params.text("callback_query_id") or "",
        text,
        alert=params.flag("show_alert"),
        url=params.text("url") or "",
    )
    return True


def leave_chat(call: Call) -> bool:
    call.messenger.leave(call.params.chat)
    return True
