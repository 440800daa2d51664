"""Keyboards: what Telegram takes under a message, and what it refuses.

Source: Bot API, InlineKeyboardMarkup and ReplyKeyboardMarkup.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request
from .loopback import is_loopback

Json = dict[str, Any]

BUTTONS_MAX = 100
BYTES_MAX = 10_240
CALLBACK_DATA_MAX = 64
COPY_TEXT_MAX = 256
STYLES = frozenset({"primary", "success", "danger"})
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)


def check_markup(raw: object) -> Json:
    """Return the keyboard as Telegram would keep it (no empty rows); raises `ApiError` where it is refused."""
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        rows = _rows(raw["inline_keyboard"], "inline_keyboard")
        return _bounded({"inline_keyboard": [[_inline_button(button) for button in row] for row in rows if row]})
    if "keyboard" in raw:
        rows = _rows(raw["keyboard"], "keyboard")
        return _bounded({**raw, "keyboard": [[_plain_button(button) for button in row] for row in rows if row]})
    return raw


def check_inline(raw: object) -> Json:
    """Like `check_markup`, for edits, which take an inline keyboard only."""
    if not isinstance(raw, dict) or (raw and "inline_keyboard" not in raw):
        raise bad_request("inline keyboard expected")
    return check_markup(raw) if raw else {}


def _rows(raw: object, name: str) -> list[list[object]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request(f'field "{name}" of the reply markup must be an Array of Arrays')
    return raw


def _bounded(markup: Json) -> Json:
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    size = len(json.dumps(markup, ensure_ascii=False, separators=(",", ":")).encode())
    if sum(map(len, rows)) > BUTTONS_MAX or size > BYTES_MAX:
        raise bad_request("reply markup is too long")
    return markup


def _plain_button(raw: object) -> Json:
    button: object = {"text": raw} if isinstance(raw, str) else raw
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse keyboard button: text must be non-empty")
    return button


def _inline_button(raw: object) -> Json:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or not raw["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [action for action in ACTIONS if raw.get(action) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if raw.get("style") is not None and raw["style"] not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    _check_action(actions[0], raw[actions[0]])
    return raw


def _check_action(action: str, value: Any) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= CALLBACK_DATA_MAX:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            _check_url(value)
        case "web_app":
            url = str(value.get("url") if isinstance(value, dict) else value)
            if urlsplit(url).scheme != "https" and not _is_here(url):
                raise bad_request(
                    f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else ""
            if not isinstance(text, str) or not 1 <= len(text) <= COPY_TEXT_MAX:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _is_here(url: str) -> bool:
    """Mini Apps of this machine need no TLS, as they need none at Telegram's test servers."""
    parts = urlsplit(url)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


def _check_url(url: object) -> None:
    """A link button wants a full address: Telegram takes IP addresses but no bare host such as localhost."""
    parts = urlsplit(str(url))
    host = parts.hostname or ""
    is_web = parts.scheme in ("http", "https") and ("." in host or ":" in host)
    if not is_web and parts.scheme != "tg":
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
