"""Methods that change a message in place.

Source: Bot API, Updating messages. An edit without `reply_markup` takes the keyboard away.
"""

from typing import Any

from .backend import Call
from .errors import bad_request
from .markup import check_inline
from .messages import Json, Message
from .sending import TEXT_MAX, caption_of, formatted, input_file


def edit_message_text(call: Call) -> Json:
    message = _target(call)
    params = call.params
    text, entities = formatted(params.text("text") or "", params.text("parse_mode"), params.structure("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(call, message, text=text, entities=tuple(entities))


def edit_message_caption(call: Call) -> Json:
    message = _target(call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = caption_of(None, call)
    return _change(call, message, text=text, entities=tuple(entities))


def edit_message_media(call: Call) -> Json:
    message = _target(call)
    media = call.params.structure("media")
    if not isinstance(media, dict) or media.get("type") not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: only photo and document are known here")
    text, entities = caption_of(media, call)
    file = input_file(call, media["type"], str(media.get("media", "")))
    return _change(call, message, text=text, entities=tuple(entities), file=file)


def edit_message_reply_markup(call: Call) -> Json:
    return _change(call, _target(call))


def _target(call: Call) -> Message:
    return call.messenger.own(call.params.chat, call.params.integer("message_id"))


def _change(call: Call, message: Message, **changes: Any) -> Json:
    markup = call.params.structure("reply_markup")
    keyboard = check_inline(markup) if markup is not None else {}
    has_rows = bool(keyboard.get("inline_keyboard"))
    return call.messenger.edit(message, markup=keyboard if has_rows else None, **changes).wire
