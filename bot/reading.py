"""What of an update the handlers see; PTB takes its types on trust, so they are looked at here."""

from __future__ import annotations

import re

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatType

from bot.buttons import MOST, Press
from bot.chat import Incoming

_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def sound(incoming: Incoming) -> Incoming:
    """Return it as it is. Raises `TypeError` for what the Bot API does not write."""
    ids = (incoming.user_id, incoming.chat_id, incoming.message_id)
    if all(map(is_number, ids)) and isinstance(incoming.language, str):
        return incoming
    raise TypeError("not as the Bot API writes it")


def is_number(value: object) -> bool:
    """Whether it is a whole number that a column holds."""
    return type(value) is int and abs(value) <= MOST


def _clean(text: str) -> str:
    """Without what no database keeps: NUL, and halves of a letter. A bad client can send any data."""
    return _UNKEPT.sub("\ufffd", text)


def words(message: Message, sender: User) -> Incoming:
    """What somebody has said."""
    return Incoming(
        user_id=sender.id,
        user_name=_name(sender),
        chat_id=message.chat.id,
        private=_is_private(message.chat, sender),
        text=_clean(message.text or ""),
        message_id=message.message_id,
        sent_at=message.date,
        language=sender.language_code or "ko",
    )


def press(query: CallbackQuery, message: MaybeInaccessibleMessage) -> Incoming:
    """Which button somebody has pressed."""
    return Incoming(
        user_id=query.from_user.id,
        user_name=_name(query.from_user),
        chat_id=message.chat.id,
        private=_is_private(message.chat, query.from_user),
        message_id=message.message_id,
        press=Press.parse(_clean(query.data or "")),
        language=query.from_user.language_code or "ko",
    )


def typed(update: Update) -> Incoming | None:
    """What somebody has typed behind the bot's name, in whichever chat; None for other updates."""
    asked = update.inline_query or update.chosen_inline_result
    if asked is None:
        return None
    sender = asked.from_user
    return sound(
        Incoming(
            user_id=sender.id,
            user_name=_name(sender),
            chat_id=sender.id,
            private=True,
            text=_clean(asked.query),
            language=sender.language_code or "ko",
        )
    )


def _is_private(chat: Chat, sender: User) -> bool:
    """Whether only the sender reads what is answered: a private chat has its person's id."""
    return chat.type == ChatType.PRIVATE and chat.id == sender.id


def _name(user: User) -> str:
    """The name as one line; marks that turn or hide the text around them are no part of it."""
    return "".join(mark for mark in user.full_name if mark.isprintable())
