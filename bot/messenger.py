"""Telegram as the outbox sees it. PTB's types and errors end here."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    WebAppInfo,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.buttons import Button, Rows
from bot.delivery import Flooded, Gone, Refused, TryLater, Unreachable

log = logging.getLogger(__name__)

LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION_LIMIT = int(MessageLimit.CAPTION_LENGTH)
MARKUP = re.compile(r"</?(?:b|i|u|s|a|code|pre|blockquote|span|tg-spoiler)(?:\s[^<>]*)?>")
SAME = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message to delete not found",
        "message can't be deleted", "there is no text in the message to edit")  # fmt: skip
NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was blocked")
PICTURE = "picture.png"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger:
    """Sends through a PTB `Bot`, whose own timeouts bound every call."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, text: str, buttons: Rows, *, silent: bool, plain: bool, protected: bool) -> int:
        with _border():
            message = await self._bot.send_message(
                chat_id,
                reply_markup=keyboard(buttons),
                disable_notification=silent,
                protect_content=protected,
                **_worded(text, plain=plain),
            )
        return message.message_id

    async def document(self, chat_id: int, name: str, content: bytes, *, silent: bool) -> int:
        with _border():
            message = await self._bot.send_document(
                chat_id, content, filename=name, disable_notification=silent, protect_content=True
            )
        return message.message_id

    async def edit(self, chat_id: int, message_id: int, text: str, buttons: Rows, *, plain: bool) -> None:
        worded = _worded(text, plain=plain)
        with _border(), _same_is_well():
            await self._bot.edit_message_text(
                chat_id=chat_id, message_id=message_id, reply_markup=keyboard(buttons), **worded
            )

    async def photo(
        self, chat_id: int, content: bytes, caption: str, buttons: Rows, *, silent: bool, plain: bool
    ) -> int:
        with _border():
            message = await self._bot.send_photo(
                chat_id, content, filename=PICTURE, reply_markup=keyboard(buttons), disable_notification=silent,
                protect_content=True, **_captioned(caption, plain=plain),
            )  # fmt: skip
        return message.message_id

    async def edit_photo(
        self, chat_id: int, message_id: int, content: bytes, caption: str, buttons: Rows, *, plain: bool
    ) -> None:
        media = InputMediaPhoto(content, filename=PICTURE, **_captioned(caption, plain=plain))
        with _border(), _same_is_well():
            await self._bot.edit_message_media(
                media, chat_id=chat_id, message_id=message_id, reply_markup=keyboard(buttons)
            )

    async def delete(self, chat_id: int, message_id: int) -> None:
        try:
            with _border():
                await self._bot.delete_message(chat_id, message_id)
        except Gone:
            log.info("채팅 %d: 메시지 %d은(는) 이미 없거나 오래되어 지우지 못해요.", chat_id, message_id)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """PTB's keyboard of our rows; None without buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    app = None if button.app is None else WebAppInfo(button.app)
    return InlineKeyboardButton(button.text, url=button.url, callback_data=button.data, web_app=app, style=button.style)


def plain_text(text: str) -> str:
    """HTML as the reader would have seen it. Only Telegram's tags are taken for tags."""
    return html.unescape(MARKUP.sub("", text))


def cut(text: str, limit: int = LIMIT) -> str:
    """At most `limit` UTF-16 units, cut at the end of a line where there is one in the second half."""
    room = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    line_end = room.rfind("\n")
    return (room[:line_end] if line_end > len(room) // 2 else room) + "…"


def _worded(text: str, *, plain: bool) -> dict[str, Any]:
    """Text and how to read it."""
    return {**_fitted("text", text, LIMIT, plain=plain), "link_preview_options": NO_PREVIEW}


def _captioned(text: str, *, plain: bool) -> dict[str, Any]:
    return _fitted("caption", text, CAPTION_LIMIT, plain=plain)


def _fitted(name: str, text: str, limit: int, *, plain: bool) -> dict[str, Any]:
    """What is too long loses its formatting, since a cut may tear a tag apart."""
    if len((bare := plain_text(text)).encode("utf-16-le")) > 2 * limit:
        log.error("%d자인 메시지를 %d자로 줄여 보내요.", len(bare), limit)
        bare, plain = cut(bare, limit), True
    return {name: bare} if plain else {name: text, "parse_mode": ParseMode.HTML}


@contextmanager
def _same_is_well() -> Iterator[None]:
    """An edit that changes nothing has done what was wanted."""
    try:
        yield
    except BadRequest as error:
        if SAME not in error.message.lower():
            raise


@contextmanager
def _border() -> Iterator[None]:
    """Name Telegram's errors after what the outbox does next."""
    try:
        yield
    except RetryAfter as error:
        wait = error.retry_after
        raise Flooded(wait.total_seconds() if isinstance(wait, timedelta) else float(wait)) from error
    except (Forbidden, ChatMigrated) as error:
        raise Unreachable(error.message) from error
    except BadRequest as error:
        said = error.message.lower()
        if any(phrase in said for phrase in NOBODY):
            raise Unreachable(error.message) from error
        raise (Gone if any(phrase in said for phrase in GONE) else Refused)(error.message) from error
    except TelegramError as error:
        raise TryLater(f"{type(error).__name__}: {error.message}") from error
